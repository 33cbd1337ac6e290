"""Importing by page: a ledger with a mistake says which row and what to do; the rest is loaded."""

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
