// What pages add to plain HTML and htmx: waiting for the input method, plain words when the server is away.
(function () {
  "use strict";

  // A Chinese input method sends `input` for every letter of half-typed pinyin. htmx must hear only
  // the finished word: those events stop here, and one `input` follows the end of the composition.
  let composing = false;
  document.addEventListener("compositionstart", () => { composing = true; }, true);
  document.addEventListener("compositionend", (event) => {
    composing = false;
    event.target.dispatchEvent(new Event("input", { bubbles: true }));
  }, true);
  for (const kind of ["input", "keyup", "change"]) {
    document.addEventListener(kind, (event) => {
      if (composing || event.isComposing) event.stopImmediatePropagation();
    }, true);
  }
  // Enter that accepts a candidate must not send the form (some engines fire it with keyCode 229).
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) event.stopImmediatePropagation();
  }, true);

  function say(sentence, manner = "bad") {
    const notice = document.getElementById("notice");
    if (!notice) return null;
    const box = document.createElement("div");
    box.className = "notice " + manner;
    box.setAttribute("role", manner === "bad" ? "alert" : "status");
    box.textContent = sentence;
    notice.replaceChildren(box);
    return box;
  }
  // An answer that takes long, as while the graph's server comes back, is told of until it is there.
  const LONG = 3000;
  document.addEventListener("htmx:beforeSend", (event) => {
    const asked = event.detail.xhr;
    let box = null;
    const wait = setTimeout(() => { box = say("比平常慢，图的服务可能正在恢复。请稍等，不用再点。", "warn"); }, LONG);
    asked.addEventListener("loadend", () => { clearTimeout(wait); if (box) box.remove(); });
  });
  // Whether a change arrived cannot be known from here once the connection breaks.
  function afterwards(event) {
    const asked = event.detail.requestConfig;
    return asked && asked.verb !== "get" ? "刚才的操作不确定有没有保存，请先刷新本页看看，再决定要不要重做。" : "请过一会儿再点一次。";
  }
  document.addEventListener("htmx:sendError", (event) => {
    say("连不上服务。请看看运行共建图谱的电脑是否开着、网线是否接好。" + afterwards(event));
  });
  document.addEventListener("htmx:timeout", (event) => { say("等了太久没有回音。" + afterwards(event)); });

  // An error that names its place is shown there. Others come as pages; what they say is shown at the top of this one.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Retarget")) return;
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  });
  // Once something works again, what went wrong before is no longer news.
  document.addEventListener("htmx:afterRequest", (event) => {
    if (!event.detail.successful || event.detail.xhr.status >= 400) return;
    for (const box of document.querySelectorAll("#notice > .bad")) box.remove();
  });
  document.addEventListener("htmx:configRequest", (event) => { event.detail.headers.Accept = "text/html"; });
  document.addEventListener("htmx:responseError", (event) => {
    const page = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
    const told = page.querySelector("[data-problem]");
    say(told ? told.textContent : "没有办成。请刷新本页再试。");
  });

  // On a narrow screen what was found lies below the form: bring it into view.
  document.addEventListener("htmx:afterSwap", (event) => {
    const asked = event.detail.requestConfig && event.detail.requestConfig.elt;
    const results = document.getElementById("results");
    if (results && asked && asked.matches("form[method=get]") && matchMedia("(max-width: 760px)").matches) {
      results.scrollIntoView({ block: "start" });
    }
  });

  // After a decision the row is replaced: keep the keyboard where it was.
  document.addEventListener("htmx:afterSwap", (event) => {
    const row = event.detail.elt.closest ? event.detail.elt.closest("[data-keeps-focus]") : null;
    if (row && !row.contains(document.activeElement)) {
      const next = row.querySelector("button, a[href], summary");
      if (next) next.focus({ preventScroll: true });
    }
  });

  // One decline form open at a time; Escape closes it and returns to its button.
  document.addEventListener("toggle", (event) => {
    const opened = event.target;
    if (!(opened instanceof HTMLDetailsElement) || !opened.open || !opened.dataset.alone) return;
    for (const other of document.querySelectorAll("details[data-alone][open]")) if (other !== opened) other.open = false;
  }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const opened = document.activeElement && document.activeElement.closest("details[data-alone][open]");
    if (opened) { opened.open = false; opened.querySelector("summary").focus(); }
  });

  // “其他” says nothing by itself: the form is not sent before the note says which.
  const NOTE = "选了“其他”，请写明原因，方便下周改进。";
  function askForNote(form) {
    const note = form && form.querySelector("[data-needed-for]");
    if (!note) return;
    const reason = form.querySelector("select[name=reason]");
    note.required = reason.value === note.dataset.neededFor;
    note.setCustomValidity(note.required && !note.value.trim() ? NOTE : "");
  }
  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => askForNote(event.target.form));
  }

  // Files, and folders with all in them, may be dropped on a form that takes files.
  const read = (entry) => new Promise((done) => {
    if (entry.isFile) { entry.file((file) => done([file]), () => done([])); return; }
    const reader = entry.createReader(), found = [];
    const more = () => reader.readEntries(async (part) => {
      if (!part.length) { done((await Promise.all(found.map(read))).flat()); return; }
      found.push(...part);
      more();
    }, () => done([]));
    more();
  });
  const takes = (event) => event.target.closest && event.target.closest("form[data-drop]");
  document.addEventListener("dragover", (event) => { if (takes(event)) event.preventDefault(); });
  document.addEventListener("drop", async (event) => {
    const form = takes(event);
    if (!form) return;
    event.preventDefault();
    const items = [...event.dataTransfer.items].filter((item) => item.kind === "file");
    const entries = items.map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
    const plain = [...event.dataTransfer.files];
    const files = entries.every(Boolean) ? (await Promise.all(entries.map(read))).flat() : plain;
    const held = new DataTransfer();
    for (const file of files) held.items.add(file);
    form.elements[form.dataset.drop].files = held.files;
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
})();
