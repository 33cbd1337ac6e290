"""Importing by page: a ledger with a mistake says which row and what to do; the rest is loaded."""

from pathlib import Path

from playwright.sync_api import expect

from tests.pages.conftest import Opening

LEDGER = """人员编号,姓名,性别,居住社区,技能,可服务时段
样例-900001,样例·导入甲,女,没有这个社区,理发,周六上午
样例-900002,样例·导入乙,男,没有这个社区,不存在的技能,
"""


def test_an_import_without_javascript_tells_what_became_of_every_row(opened: Opening) -> None:
    page = opened("/import", script=False).page
    page.set_input_files("#file", {"name": "志愿者.csv", "mimeType": "text/csv", "buffer": LEDGER.encode()})
    page.click("main button:has-text('导入')")
    told = page.inner_text("#results")
    assert "导入结果" in told
    assert "第 2 行" in told
    assert "没有这个社区" in told


def test_a_dry_run_without_javascript_tells_the_same_and_writes_nothing(opened: Opening) -> None:
    page = opened("/import", script=False).page
    trial = LEDGER.replace("样例-9000", "样例-9100")
    ledger = {"name": "志愿者.csv", "mimeType": "text/csv", "buffer": trial.encode()}
    page.set_input_files("#file", ledger)
    page.click("main button:has-text('试读')")
    told = page.inner_text("#results")
    assert "试读结果" in told
    assert "什么都没有写入" in told
    assert "没有这个社区" in told
    page.set_input_files("#file", ledger)
    page.click("main button:has-text('导入')")
    assert "新增 2" in page.inner_text("#results")


def test_a_file_of_which_nothing_can_be_read_shows_why_and_no_empty_table(opened: Opening) -> None:
    page = opened("/import", script=False).page
    picture = {"name": "照片.xlsx", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n"}
    page.set_input_files("#file", picture)
    page.click("main button:has-text('导入')")
    expect(page.get_by_role("region", name="问题与改法")).to_contain_text("照片.xlsx")
    expect(page.get_by_role("table", name="各表情况")).to_have_count(0)


def test_several_files_are_chosen_or_dropped_at_once_and_read_as_one_import(opened: Opening) -> None:
    page = opened("/import").page
    drop = """() => {
      const held = new DataTransfer();
      for (const [name, phone] of [["甲册.csv", "13700003301"], ["乙册.csv", "13700003302"]])
        held.items.add(new File([`姓名,联系电话\\n样例·同时${phone.at(-1)},${phone}`], name));
      const form = document.querySelector("form[data-drop]");
      form.dispatchEvent(new DragEvent("drop", { dataTransfer: held, bubbles: true }));
    }"""
    page.evaluate(drop)
    page.wait_for_function("document.getElementById('file').files.length === 2")
    page.click("main button:has-text('试读')")
    told = page.inner_text("#results")
    assert "试读结果" in told
    assert ("甲册.csv" in told, "乙册.csv" in told) == (True, True)


def test_a_folder_is_read_with_all_in_it(opened: Opening, tmp_path: Path) -> None:
    for name in ("东街/册.csv", "西街/册.csv"):
        path = tmp_path / "台账" / name
        path.parent.mkdir(parents=True)
        path.write_text(f"姓名,联系电话\n样例·文件夹{name[0]},1370000440{ord(name[0]) % 10}\n", "utf-8")
    page = opened("/import").page
    page.set_input_files("#folder", tmp_path / "台账")
    page.click("main button:has-text('试读')")
    told = page.inner_text("#results")
    assert ("东街-册.csv" in told, "西街-册.csv" in told) == (True, True)


def test_a_large_ledger_is_read_while_its_reader_sees_how_far_it_is_and_may_reload(opened: Opening) -> None:
    page = opened("/import").page
    lines = [f"样例·大{number},1370000{number:04},{'长' * 4_000}" for number in range(40)]
    ledger = {
        "name": "志愿者大.csv",
        "mimeType": "text/csv",
        "buffer": "\n".join(["姓名,联系电话,备注", *lines]).encode(),
    }
    page.set_input_files("#file", ledger)
    page.click("main button:has-text('试读')")
    assert "/import/progress?job=" in page.url
    page.wait_for_selector("h2:has-text('试读结果')")
    page.reload()
    assert "试读了 40 行" in page.inner_text("#results")
    page.goto(page.url.partition("=")[0] + "=gone")
    assert "再导一次同样的文件会接着做完" in page.inner_text("#results")
