"""Sheets held back because something in them is wrong: nobody builds on what they would have added."""

from pathlib import Path

from graph_model.driver import Graph
from loaders.columns import Match
from loaders.files import read_sheets
from loaders.findings import Severity
from loaders.kinds import BY_KEY
from loaders.mapping_files import mapping_text, read_mapping_file
from loaders.recognising import read_as, recognise
from tests.loaders.ledgers import ORGANISATIONS, Rows, a_small_district, an_xlsx, imported

NEEDS: Rows = [
    ["诉求内容", "哪个社区提的", "类别", "希望完成时间"],
    ["楼道灯不亮", "翠苑一区社区", "便民服务", "2026-12-01"],
]
POSTS: Rows = [["岗位名称", "岗位内容", "所在社区", "需要人数"], ["护理岗", "照看老人", "翠苑一区社区", "2"]]
LOADED_CYPHER = "MATCH (n:Need|Post) RETURN labels(n)[0] AS label, n.title AS title ORDER BY label"


def read_as_needs(path: Path) -> tuple[Match, ...]:
    (sheet,) = read_sheets(path)
    layout = recognise(sheet).layout
    assert layout is not None
    return read_as(sheet, layout, BY_KEY["needs"]).matches


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


def test_needs_and_posts_side_by_side_on_a_sheet_named_for_both_are_each_loaded_as_what_they_are(
    migrated: Graph, tmp_path: Path
) -> None:
    rows = [[*left, "", *right] for left, right in zip(NEEDS, POSTS, strict=True)]
    folder = a_small_district(tmp_path / "d")
    summary = imported(migrated, an_xlsx(folder / "d.xlsx", 需求和岗位=rows).parent)
    assert {one.sheet: one.kind for one in summary.sheets if one.file == "d.xlsx"} == {
        "需求和岗位": "needs",
        "需求和岗位（第2栏）": "posts",
    }
    doubts = [one for one in summary.all_findings() if one.severity is Severity.WARNING and "把握不大" in one.reason]
    assert [(one.sheet, one.reason) for one in doubts] == [("需求和岗位", "认作“需求清单”把握不大（也像“岗位台账”）")]
    assert "试读" in doubts[0].advice


def test_a_sheet_as_like_one_kind_as_another_is_not_loaded_until_somebody_says_which(
    migrated: Graph, tmp_path: Path
) -> None:
    folder = a_small_district(tmp_path / "d")
    ledger = an_xlsx(folder / "d.xlsx", 岗位需求=NEEDS)
    sheet = next(one for one in imported(migrated, folder).sheets if one.sheet == "岗位需求")
    (told,) = [one for one in sheet.findings if one.severity is Severity.ERROR]
    assert "岗位台账" in told.reason
    assert "需求清单" in told.reason
    assert "--mapping" in told.advice
    assert (sheet.loadable, migrated.rows(LOADED_CYPHER)) == (False, [])
    written = tmp_path / "列.yaml"
    fields = (BY_KEY["needs"], sheet.names, read_as_needs(ledger))
    written.write_text(mapping_text([(sheet.file, sheet.sheet, *fields)]), encoding="utf-8")
    again = imported(migrated, ledger, mappings=read_mapping_file(written))
    assert again.errors == 0
    assert migrated.rows(LOADED_CYPHER) == [{"label": "Need", "title": "楼道灯不亮"}]
