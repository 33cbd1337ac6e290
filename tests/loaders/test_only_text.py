"""A sheet of a few lines of text beside the ledgers is noted, and is no error."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders.findings import Severity
from loaders.only_text import is_only_text
from loaders.sheets import Sheet
from tests.loaders.ledgers import TERRITORIES, Rows, an_xlsx, imported


@pytest.mark.parametrize(
    "rows",
    [
        [["说明"], ["请各社区在月底前报送，联系人见通知。"]],
        [["本表由街道统一下发，请勿改动表头。"]],
        [[], ["", "填表须知"], [], ["一、每个岗位一行；二、没有的写“无”。"]],
    ],
)
def test_a_page_of_notes_is_told_and_leaves_the_import_without_error(
    migrated: Graph, tmp_path: Path, rows: Rows
) -> None:
    summary = imported(migrated, an_xlsx(tmp_path / "岗位台账.xlsx", 说明=rows, 区划=TERRITORIES))
    (note,) = [one for one in summary.all_findings() if one.sheet == "说明"]
    assert (note.severity, note.reason) == (Severity.NOTE, "这张表只有说明文字，没有台账")
    assert "说明 → 说明文字：未导入" in summary.to_text()
    assert (summary.exit_code, summary.total("created")) == (0, len(TERRITORIES) - 1)


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名"], ["家住翠苑一区社区的样例甲"]],
        [["样例甲"], ["样例乙"]],
        [["所属社区名称", "人"], ["翠苑一区社区", "3"]],
        [["第一行说的是别的事情"]] * 6,
        [],
    ],
)
def test_what_may_be_a_ledger_is_no_page_of_notes(rows: list[list[str]]) -> None:
    assert not is_only_text(Sheet("某表.xlsx", "Sheet1", [list(row) for row in rows]))


def test_sentences_in_a_plain_text_are_notes_however_many_lines_they_take() -> None:
    lines = [["一、请各社区在月底前报送"], ["二、电话写全", "身份证不写"], *([["第几条说的是别的事情"]] * 6)]
    assert is_only_text(Sheet("须知.txt", "须知", lines))
    assert not is_only_text(Sheet("需求.txt", "需求", [["需求名称"], *([["楼道灯坏了要人修"]] * 30)]))
    assert not is_only_text(Sheet("名单.txt", "名单", [["姓名", "电话"], ["样例甲", "13800000001"]]))
    assert not is_only_text(Sheet("名单.txt", "名单", [["样例甲", "13800000001"], ["样例乙", "13800000002"]]))
