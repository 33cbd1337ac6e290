"""A post with more holders than seats is told of on its row, and nobody is taken away."""

from pathlib import Path

from graph_model.driver import Graph
from loaders.findings import Severity
from loaders.report import ImportSummary
from tests.loaders.ledgers import a_small_district, an_xlsx, imported

HOLDERS = [
    ["岗位编号", "岗位名称", "编号", "姓名", "上岗日期"],
    ["G1", "巡逻岗", "Z1", "样例甲", "2026-01-05"],
    ["G1", "巡逻岗", "Z2", "样例乙", "2026-01-05"],
]


def posts(folder: Path, seats: int) -> Path:
    return an_xlsx(
        folder / "岗位.xlsx",
        岗位台账=[["岗位编号", "岗位名称", "所在社区", "人数"], ["G1", "巡逻岗", "翠苑一区社区", seats]],
    )


def told(summary: ImportSummary) -> list[tuple[str, int | None, str]]:
    found = [one for sheet in summary.sheets for one in sheet.findings if "在岗的有" in one.reason]
    assert {one.severity for one in found} <= {Severity.WARNING}
    return [(one.file, one.row, one.reason) for one in found]


def test_fewer_seats_than_holders_is_told_on_the_row_of_the_post(migrated: Graph, tmp_path: Path) -> None:
    imported(migrated, a_small_district(tmp_path / "d"))
    assert told(imported(migrated, posts(tmp_path, 2))) == []
    assert told(imported(migrated, an_xlsx(tmp_path / "在岗.xlsx", 在岗人员=HOLDERS))) == []
    expected = ("岗位.xlsx", 2, "岗位“巡逻岗”人数是 1，在岗的有 2 人")
    assert told(imported(migrated, posts(tmp_path, 1))) == [expected]


def test_more_holders_than_seats_is_told_on_a_row_of_the_holders(migrated: Graph, tmp_path: Path) -> None:
    imported(migrated, a_small_district(tmp_path / "d"), posts(tmp_path, 1))
    (found,) = told(imported(migrated, an_xlsx(tmp_path / "在岗.xlsx", 在岗人员=HOLDERS)))
    assert found[0] == "在岗.xlsx"
    assert told(imported(migrated, tmp_path / "d")) == []
