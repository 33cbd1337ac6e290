"""Correcting by page, without JavaScript: a column is changed, remembered, offered again and taken back."""

import io

import openpyxl
from playwright.sync_api import FilePayload, Page

from tests.pages.conftest import Opening

LEDGER = """怎么称呼,手机,哪个社区的,联络员
样例·改列甲,13800007001,没有这个社区,样例·李姐
"""


def a_ledger(name: str) -> FilePayload:
    ledger = LEDGER.replace("改列甲", name.removesuffix(".csv"))
    return {"name": name, "mimeType": "text/csv", "buffer": ledger.encode()}


def read(page: Page, name: str) -> str:
    page.goto(page.url.split("/import")[0] + "/import")
    page.set_input_files("#file", a_ledger(name))
    page.click("main button:has-text('试读')")
    return page.inner_text("#results")


def test_a_column_is_corrected_remembered_for_the_next_file_and_taken_back(opened: Opening) -> None:
    page = opened("/import", script=False).page
    assert "不认识的列" in read(page, "志愿者甲.csv")
    page.select_option("select[aria-label='“联络员”的含义']", label="职业")
    page.click("button:has-text('照改的重读，并记住')")
    assert "记住了" in page.inner_text("#results")
    assert page.locator("select[aria-label='“联络员”的含义']").input_value() == "occupation"
    assert "照改定的读（" in read(page, "志愿者乙.csv")
    assert page.locator("select[aria-label='“联络员”的含义']").input_value() == "occupation"
    page.click("button:has-text('不照改定的，由系统认')")
    assert page.locator("select[aria-label='“联络员”的含义']").input_value() == ""
    assert "照改定的读（" not in read(page, "志愿者丙.csv")


def test_the_annotated_workbook_is_given_back_after_reading(opened: Opening) -> None:
    page = opened("/import", script=False).page
    read(page, "志愿者庚.csv")
    with page.expect_download() as given:
        page.click("a:has-text('下载标好的工作簿')")
    assert given.value.suggested_filename == "志愿者庚-核对.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(given.value.path().read_bytes()))
    assert "没有名为" in book.worksheets[0]["C2"].comment.text
    assert "核对结果" in book.sheetnames


def test_an_import_is_undone_whole_after_a_confirmation(opened: Opening) -> None:
    page = opened("/import", script=False).page
    read(page, "志愿者辛.csv")
    page.click("button:has-text('照这样导入')")
    page.goto(page.url.split("/import")[0] + "/import")
    mine = page.locator("tr:has-text('志愿者辛.csv')")
    mine.locator("summary").click()
    mine.get_by_role("button", name="确定撤销这一批").click()
    assert "已撤销" in page.inner_text("#results [role=status]")
    assert "已撤销" in page.locator("tr:has-text('志愿者辛.csv')").inner_text()


def test_two_columns_with_one_meaning_are_refused_and_nothing_is_remembered(opened: Opening) -> None:
    page = opened("/import", script=False).page
    read(page, "志愿者丁.csv")
    page.select_option("select[aria-label='“联络员”的含义']", label="姓名")
    page.click("button:has-text('照改的重读，并记住')")
    assert "都对应“姓名”" in page.inner_text("main")


def test_a_sheet_is_changed_to_another_kind_and_loaded_without_choosing_the_file_again(opened: Opening) -> None:
    page = opened("/import", script=False).page
    read(page, "志愿者戊.csv")
    page.select_option("select[name=kind]", label="居民登记")
    page.click("button:has-text('换成这种台账重读')")
    assert page.locator("select[name=kind]").input_value() == "residents"
    page.click("button:has-text('照这样导入')")
    assert "导入结果" in page.inner_text("#results")
    assert "新增 1" in page.inner_text("#results")
    read(page, "志愿者己.csv")
    page.click("button:has-text('不照改定的，由系统认')")


SLIPS = """姓名,联系电话,居住社区,身份证号
样例·改好甲,1380571OO12,翠苑一区社区,11010519491231002×
"""


def test_slips_with_one_reading_are_repaired_on_a_click_told_taken_back_and_loaded(opened: Opening) -> None:
    page = opened("/import", script=False).page
    page.set_input_files("#file", {"name": "志愿者壬.csv", "mimeType": "text/csv", "buffer": SLIPS.encode()})
    page.click("main button:has-text('试读')")
    assert "1 行还不能" in page.inner_text("#results")
    page.click("tr:has-text('身份证号') button:has-text('改好这一处')")
    told = page.inner_text("#results")
    assert "改好 1 格" in told
    assert "11010519491231002" not in told
    page.click("button:has-text('全部改好（1 处）')")
    assert "1 行可以导入" in page.inner_text("#results")
    page.click("tr:has-text('联系电话') button:has-text('改回原来写的')")
    page.click("button:has-text('全部改好（1 处）')")
    page.click("button:has-text('照这样导入')")
    assert "新增 1" in page.inner_text("#results")
    assert "2 格照改好的读" in page.inner_text("#results")
