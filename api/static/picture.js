// 协作图谱: the picture above the table. The form of the page is the one place where filters are kept; this draws what
// it says. Without this file the table says the same.
(function () {
  "use strict";
  const stage = document.querySelector("[data-picture]");
  if (!stage || !window.GongjianPicture) return;
  const { Drawing, colours } = window.GongjianPicture;
  const form = document.getElementById("asked"), canvas = stage.querySelector("canvas"), card = stage.closest("[hidden]");
  const part = (name) => card.querySelector("[data-" + name + "]");
  const [slider, said, tip, bars, status] = ["slider", "said", "tip", "bars", "status"].map(part);
  const drawing = new Drawing(canvas);
  const view = { k: 1, x: 0, y: 0 };
  const STEP = 60, NEARER = 1.25, FARTHEST = 0.5, CLOSEST = 130; // the last in dots between neighbours
  const FEW = 300; // ties up to which lines may be thick
  let answer = null, asking = 0, scene = null, colour = null, waiting = 0, glide = null;

  // —— what to show ——
  async function load() {
    const turn = (asking += 1), asked = new URLSearchParams();
    for (const name of ["place", "alliance"]) if (form.elements[name].value) asked.set(name, form.elements[name].value);
    let got;
    try { got = await fetch("/api/v1/picture?" + asked, { headers: { Accept: "application/json" } }); } catch { got = null; }
    const told = got && got.ok ? await got.json() : null;
    if (turn !== asking) return; // something else was chosen meanwhile
    if (!told) { say("图没有取到，请刷新本页再试；下面的表照样能看。"); return; }
    answer = told;
    card.hidden = false;
    part("name").textContent = (answer.alliance || answer.place).name;
    resize();
    scene = sceneOf(answer);
    colour = colours(stage, answer.layers);
    show();
    fit();
    stage.dataset.ready = String(Number(stage.dataset.ready || 0) + 1);
  }

  function sceneOf(told) {
    const radii = told.grounds.map((one) => one.radius), leaf = Math.min(...radii), whole = Math.max(...radii);
    return {
      x: Float64Array.from(told.units, (one) => one.x), y: Float64Array.from(told.units, (one) => one.y),
      names: told.units.map((one) => one.name), party: told.units.map((one) => one.kind === "party"),
      spacing: told.spacing,
      grounds: told.grounds.map((one) => ({ ...one, leaf: one.radius === leaf, depth: one.radius === whole ? 0 : 1 })),
      degree: new Int32Array(told.units.length), size: new Float64Array(told.units.length), fade: 1,
      shown: [], groups: [], found: [], pointed: -1, partners: [],
    };
  }

  const quarter = () => answer.quarters.indexOf(form.elements.quarter.value);
  const chosen = () => answer.layers.reduce((mask, one, at) => {
    const box = form.querySelector('[name="layer"][value="' + one.key + '"]');
    return box && box.checked ? mask | (1 << at) : mask;
  }, 0);

  const asleep = () => answer.layers.reduce((mask, one, at) => (one.key === "dormant" ? mask | (1 << at) : mask), 0);

  function show() {
    const at = Math.max(quarter(), 0), mask = chosen(), awake = mask & ~asleep(), { one, two } = answer.ties;
    const layers = answer.ties.layers[at], weights = answer.ties.weights[at], ends = new Map();
    scene.degree.fill(0);
    let count = 0, sleeping = 0;
    for (let row = 0; row < layers.length; row += 1) {
      const own = layers[row] & mask;
      if (!own) continue;
      if (own & awake) {
        count += 1;
        scene.degree[one[row]] += 1;
        scene.degree[two[row]] += 1;
      } else sleeping += 1;
      const dark = weights[row] >= 4 ? 2 : weights[row] >= 1.5 ? 1 : 0, layer = 31 - Math.clz32(own & -own);
      const key = dark * 32 + (31 - layer); // dark lines last, and what weighs most above the rest
      if (!ends.has(key)) ends.set(key, []);
      ends.get(key).push(one[row], two[row]);
    }
    scene.groups = [...ends.keys()].sort((a, b) => a - b).map((key) => (
      { dark: Math.floor(key / 32), layer: 31 - (key % 32), ends: Uint32Array.from(ends.get(key)) }));
    const lines = count + sleeping;
    scene.fade = lines > 4000 ? 0.6 : lines > 1200 ? 0.8 : lines > FEW ? 1 : 2;
    scene.wide = lines > FEW ? 1 : 1.5;
    scene.shown = answer.units.flatMap((unit, row) => (unit.member[at] ? [row] : []));
    scene.named = scene.shown.length <= 60;
    for (const row of scene.shown) scene.size[row] = Math.min(0.75 + Math.sqrt(scene.degree[row]) * 0.12, 1.35) * (scene.party[row] ? 1.05 : 1);
    const lone = scene.shown.filter((row) => !scene.degree[row]).length;
    said.textContent = `${answer.quarters[at]}：${number(scene.shown.length)} 家，${number(count)} 对有来往，${number(lone)} 家没有来往（空心圆）${sleeping ? `，${number(sleeping)} 对休眠` : ""}`;
    slider.max = answer.quarters.length - 1;
    slider.value = at;
    slider.setAttribute("aria-valuetext", answer.quarters[at]);
    fillBars(awake, at);
    find();
    point(-1);
    drawing.forget();
    draw();
  }

  const number = (count) => count.toLocaleString("zh-CN");

  function fillBars(mask, at) {
    const counts = answer.ties.layers.map((column) => column.reduce((sum, own) => sum + Boolean(own & mask), 0));
    const most = Math.max(...counts, 1);
    bars.replaceChildren(...counts.map((count, row) => {
      const bar = document.createElement("span");
      bar.className = row === at ? "now" : "";
      bar.append(...["b", "i", "small"].map((name) => document.createElement(name)));
      bar.children[0].textContent = number(count);
      bar.children[1].style.height = Math.round((40 * count) / most) + "px";
      bar.children[2].textContent = answer.quarters[row];
      return bar;
    }));
  }

  // —— searching: every word must be in the name ——
  function find() {
    const words = form.elements.find.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const there = (name) => words.every((word) => name.toLowerCase().includes(word));
    scene.found = words.length ? scene.shown.filter((row) => there(scene.names[row])) : [];
    scene.found.sort((a, b) => (scene.names[a] < scene.names[b] ? -1 : 1));
    status.textContent = words.length ? (scene.found.length ? `找到 ${number(scene.found.length)} 家：点到图上按 Tab 逐个看，回车打开` : "图上没有这样的单位") : "";
  }

  function point(row) {
    if (scene.pointed === row) return;
    scene.pointed = row;
    scene.partners = [];
    if (row >= 0) {
      const layers = answer.ties.layers[Math.max(quarter(), 0)], mask = chosen() & ~asleep(), { one, two } = answer.ties;
      for (let at = 0; at < layers.length; at += 1) {
        if (!(layers[at] & mask)) continue;
        if (one[at] === row) scene.partners.push(two[at]); else if (two[at] === row) scene.partners.push(one[at]);
      }
    }
    tell(row);
    draw();
  }

  function tell(row) {
    tip.hidden = row < 0;
    stage.style.cursor = row >= 0 && answer.units[row].page ? "pointer" : "grab";
    if (row < 0) return;
    const unit = answer.units[row];
    const lines = [unit.name, [unit.kind_label, unit.system, unit.place].filter(Boolean).join(" · "), `和 ${number(scene.partners.length)} 家有来往`];
    tip.replaceChildren(...lines.map((text, at) => { const line = document.createElement(at ? "small" : "b"); line.textContent = text; return line; }));
    const x = unit.x * view.k + view.x, y = unit.y * view.k + view.y;
    const wide = tip.offsetWidth, high = tip.offsetHeight;
    tip.style.left = Math.max(4, Math.min(x + 14, drawing.width - wide - 4)) + "px";
    tip.style.top = (y + 18 + high > drawing.height ? y - high - 14 : y + 18) + "px";
  }

  // —— moving ——
  function draw() { if (!waiting) waiting = requestAnimationFrame(frame); }

  function frame() {
    waiting = 0;
    if (!scene) return;
    if (glide) step();
    if (drawing.frame(scene, view, colour) || glide) draw();
    stage.dataset.frames = String(Number(stage.dataset.frames || 0) + 1);
  }

  function step() {
    const share = Math.min(1, (performance.now() - glide.since) / 160);
    for (const name of ["k", "x", "y"]) view[name] = glide.from[name] + (glide.to[name] - glide.from[name]) * share;
    if (share < 1) return;
    Object.assign(view, glide.to);
    glide = null;
  }

  function move(to, smooth) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (smooth && !still) glide = { from: { ...view }, to, since: performance.now() };
    else { glide = null; Object.assign(view, to); }
    tip.hidden = true;
    draw();
  }

  function zoomed(by, x = drawing.width / 2, y = drawing.height / 2) {
    const from = glide ? glide.to : view;
    const k = Math.max(least() * FARTHEST, Math.min(closest(), from.k * by)), scale = k / from.k;
    return { k, x: x - (x - from.x) * scale, y: y - (y - from.y) * scale };
  }

  function panned(x, y) { const from = glide ? glide.to : view; return { k: from.k, x: from.x + x, y: from.y + y }; }

  function box() {
    const rows = scene.shown.length ? scene.shown : answer.units.map((_, row) => row);
    const reach = (values, pick) => rows.reduce((had, row) => pick(had, values[row]), values[rows[0]] || 0);
    const near = [reach(scene.x, Math.min), reach(scene.y, Math.min), reach(scene.x, Math.max), reach(scene.y, Math.max)];
    if (form.elements.alliance.value || rows.length < answer.units.length) return near;
    return scene.grounds.filter((one) => one.depth && !one.leaf && one.x > near[0] && one.x < near[2] && one.y > near[1] && one.y < near[3])
      .reduce((had, one) => [Math.min(had[0], one.x - one.radius), Math.min(had[1], one.y - one.radius), Math.max(had[2], one.x + one.radius), Math.max(had[3], one.y + one.radius)], near);
  }

  function closest() { return CLOSEST / scene.spacing; }

  function least() {
    const [left, top, right, low] = box(), room = scene.spacing + 1, aside = Math.min(70, drawing.width / 12); // for names
    return Math.min(closest(), (drawing.width - 2 * aside) / (right - left + room), (drawing.height - aside) / (low - top + room));
  }

  function fit(smooth) {
    const [left, top, right, low] = box(), k = least();
    move({ k, x: drawing.width / 2 - ((left + right) / 2) * k, y: drawing.height / 2 - ((top + low) / 2) * k }, smooth);
  }

  function resize() {
    const wide = stage.clientWidth, high = stage.clientHeight;
    if (wide && high && (wide !== drawing.width || high !== drawing.height)) drawing.resize(wide, high);
  }

  // —— the pointer ——
  const fingers = new Map();
  let travelled = 0;
  const spot = (event) => { const edge = stage.getBoundingClientRect(); return [event.clientX - edge.left, event.clientY - edge.top]; };

  function unitAt(x, y) {
    let best = -1, nearest = Infinity;
    for (const row of scene.shown) {
      const away = Math.hypot(scene.x[row] * view.k + view.x - x, scene.y[row] * view.k + view.y - y);
      if (away < nearest && away <= drawing.radius(scene, view, row) + 4) { best = row; nearest = away; }
    }
    return best;
  }

  function open(row) { if (row >= 0 && answer.units[row].page) window.location.assign(answer.units[row].page); }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button || event.target.closest("button")) return;
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, spot(event));
    travelled = fingers.size > 1 ? Infinity : 0;
  });
  stage.addEventListener("pointermove", (event) => {
    if (!scene) return;
    const [x, y] = spot(event), had = fingers.get(event.pointerId);
    if (!had) { point(unitAt(x, y)); return; }
    travelled += Math.hypot(x - had[0], y - had[1]);
    const other = [...fingers].find(([id]) => id !== event.pointerId);
    if (other) {
      const [ox, oy] = other[1];
      move(zoomed(Math.hypot(x - ox, y - oy) / Math.max(Math.hypot(had[0] - ox, had[1] - oy), 1), ox, oy));
    } else if (travelled > 3) move(panned(x - had[0], y - had[1]));
    fingers.set(event.pointerId, [x, y]);
  });
  for (const kind of ["pointerup", "pointercancel"]) stage.addEventListener(kind, (event) => {
    const pressed = fingers.delete(event.pointerId);
    if (scene && pressed && kind === "pointerup" && travelled <= 3) open(unitAt(...spot(event)));
  });
  stage.addEventListener("pointerleave", () => { if (scene) point(-1); });
  stage.addEventListener("wheel", (event) => {
    if (!scene || !(event.ctrlKey || document.activeElement === stage)) return; // else the page scrolls
    event.preventDefault();
    move(zoomed(Math.exp(-Math.max(-120, Math.min(120, event.deltaY)) / 400), ...spot(event)));
  }, { passive: false });
  card.addEventListener("click", (event) => {
    const act = event.target.closest("[data-zoom]");
    if (!act || !scene) return;
    if (act.dataset.zoom === "fit") fit(true); else move(zoomed(act.dataset.zoom === "in" ? NEARER ** 2 : NEARER ** -2), true);
  });

  // —— the keyboard ——
  const KEYS = {
    ArrowLeft: () => move(panned(STEP, 0), true), ArrowRight: () => move(panned(-STEP, 0), true),
    ArrowUp: () => move(panned(0, STEP), true), ArrowDown: () => move(panned(0, -STEP), true),
    "+": () => move(zoomed(NEARER), true), "=": () => move(zoomed(NEARER), true),
    "-": () => move(zoomed(1 / NEARER), true), _: () => move(zoomed(1 / NEARER), true), 0: () => fit(true),
    Escape: () => point(-1),
  };
  stage.addEventListener("keydown", (event) => {
    if (!scene || event.target !== stage || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Tab") { if (walk(event.shiftKey ? -1 : 1)) event.preventDefault(); return; }
    if (event.key === "Enter") { open(scene.pointed); return; }
    if (!KEYS[event.key]) return;
    event.preventDefault();
    KEYS[event.key]();
  });

  // Tab goes through what was found, and on from the last: the keyboard is never caught.
  function walk(by) {
    const at = scene.found.indexOf(scene.pointed), next = at < 0 ? (by > 0 ? 0 : -1) : at + by;
    if (next < 0 || next >= scene.found.length) { point(-1); return false; }
    const row = scene.found[next];
    move({ k: view.k, x: drawing.width / 2 - scene.x[row] * view.k, y: drawing.height / 2 - scene.y[row] * view.k });
    point(row);
    status.textContent = `第 ${next + 1} 家，共 ${scene.found.length} 家：${scene.names[row]}，和 ${scene.partners.length} 家有来往`;
    return true;
  }

  // —— the form ——
  form.addEventListener("change", (event) => {
    if (!answer) return;
    if (event.target.name === "place" || event.target.name === "alliance") load(); else show();
  });
  form.addEventListener("input", (event) => { if (scene && event.target.name === "find") { find(); draw(); } });
  slider.addEventListener("input", () => {
    form.elements.quarter.value = answer.quarters[Number(slider.value)];
    show();
  });
  slider.addEventListener("change", () => form.elements.quarter.dispatchEvent(new Event("change", { bubbles: true })));

  function say(sentence) { card.hidden = false; said.textContent = sentence; }

  new ResizeObserver(() => { if (scene && stage.clientWidth !== drawing.width) { resize(); drawing.forget(); draw(); } }).observe(stage);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    if (scene) { colour = colours(stage, answer.layers); drawing.forget(); draw(); }
  });
  load();
})();
