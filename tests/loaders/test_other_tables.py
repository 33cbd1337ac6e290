"""Rows that look like another table than the one that was found are told, not passed over or misread in silence."""

from pathlib import Path
from typing import Any

from loaders.findings import Severity
from loaders.report import ImportSummary
from loaders.understanding import Settled, understand
from tests.loaders.ledgers import an_xlsx

PEOPLE = [["大名", "手机", "小区", "会做啥"], ["样例甲", "", "翠苑一区", "修灯"], ["样例乙", "", "翠苑一区", "理发"]]
POSTS = [["岗位名称", "类别", "所在社区", "需要人数"], ["样例修灯岗", "水电维修", "翠苑一区社区", 2]]
VOLUNTEERS = [["姓名", "性别", "联系电话", "所属社区"], ["样例丙", "女", "", "翠苑一区社区"]]
UNUSUAL = [["岗位", "干什么", "在哪个社区", "要几个人"], ["给老人修灯", "修灯", "翠苑一区", "两个"]]


def told(path: Path, rows: list[list[Any]]) -> list[tuple[int | None, str]]:
    """Give row and words of every warning about the ledger as a whole."""
    summary = ImportSummary(dry_run=True)
    understand([an_xlsx(path, Sheet1=rows)], summary, Settled("管理员", (), ()))
    return [(one.row, one.reason) for one in summary.all_findings() if one.severity is Severity.WARNING]


def test_a_table_above_the_header_is_told_with_its_rows(tmp_path: Path) -> None:
    rows = [["花名册"], *PEOPLE, [], ["岗位一览"], *POSTS]
    assert told(tmp_path / "册.xlsx", rows) == [(2, "表头以上的第 2–4 行像是另一种台账，没有读")]


def test_a_table_below_the_rows_is_told_where_it_begins(tmp_path: Path) -> None:
    rows = [["志愿者花名册"], *VOLUNTEERS, [], ["另附"], *UNUSUAL]
    assert (6, "这一行起像是另一种台账，照上面的列读了") in told(tmp_path / "册.xlsx", rows)


def test_titles_and_notices_are_no_table(tmp_path: Path) -> None:
    rows = [["志愿者花名册"], ["填报单位：样例街道", "填报人：样例", "日期：2026年11月"], *VOLUNTEERS]
    assert told(tmp_path / "册.xlsx", rows) == []
