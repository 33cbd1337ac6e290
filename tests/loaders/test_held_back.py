"""Sheets held back because something in them is wrong: nobody builds on what they would have added."""

from pathlib import Path

from graph_model.driver import Graph
from tests.loaders.ledgers import ORGANISATIONS, a_small_district, an_xlsx, imported


def test_what_a_sheet_held_back_would_have_added_is_unknown_to_the_sheets_after_it(
    migrated: Graph, tmp_path: Path
) -> None:
    folder = a_small_district(tmp_path / "d")
    an_xlsx(folder / "单位.xlsx", 单位台账=[*ORGANISATIONS, ["", "机关", "翠苑一区社区"]])
    summary = imported(migrated, folder, all_or_nothing=True)
    assert [one.sheet for one in summary.sheets if one.held_back] == ["单位台账"]
    assert migrated.rows("MATCH (p:Person) RETURN p.name AS name ORDER BY name") == [
        {"name": "样例乙"},
        {"name": "样例甲"},
    ]
    assert any("单位“样例区卫生局”没有登记" in one.reason for one in summary.all_findings())
