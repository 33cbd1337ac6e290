"""A ledger imported again after another one changed what it said: nothing goes back, and that is told."""

from pathlib import Path

from graph_model.driver import Graph
from loaders.findings import Finding, Severity
from loaders.report import ImportSummary
from loaders.undoing import undo_import
from tests.loaders.ledgers import SEALER, TERRITORIES, TODAY, Rows, a_csv, an_xlsx, imported

OLDER_CYPHER = "MATCH (p:Post) SET p.digest = $digest RETURN p.id AS id"
DIGEST_CYPHER = "MATCH (p:Post) RETURN p.digest AS digest"
SEATS_CYPHER = "MATCH (p:Post) RETURN p.headcount AS seats"


def posts(seats: int, title: str = "样例护花岗") -> Rows:
    return [["岗位编号", "岗位名称", "所属社区", "人数"], ["GW-1", title, "翠苑一区社区", seats]]


def notes(summary: ImportSummary) -> list[Finding]:
    return [one for one in summary.all_findings() if one.severity is Severity.NOTE and "改过" in one.reason]


def two_ledgers(graph: Graph, folder: Path, second: Rows) -> tuple[Path, Path]:
    imported(graph, a_csv(folder / "区划.csv", TERRITORIES))
    first = an_xlsx(folder / "岗位甲.xlsx", 岗位台账=posts(2))
    later = an_xlsx(folder / "岗位乙.xlsx", 岗位台账=second)
    imported(graph, first)
    imported(graph, later)
    return first, later


def test_an_older_ledger_imported_again_says_whose_word_holds_and_how_to_make_its_own_hold(
    migrated: Graph, tmp_path: Path
) -> None:
    first, later = two_ledgers(migrated, tmp_path, posts(5))
    again = imported(migrated, first)
    (note,) = notes(again)
    assert note.reason == "1 行与上次导入时说的一样，但后来被“岗位乙.xlsx · 岗位台账”改过"
    assert "以后来的为准" in note.advice
    assert note.reason in again.to_text()
    assert "未变 1（1 行后来被别的台账改过）" in again.to_text()
    assert migrated.rows(SEATS_CYPHER) == [{"seats": 5}]
    assert notes(imported(migrated, later)) == []


def test_a_row_changed_in_the_older_ledger_holds_again_and_then_the_other_is_told(
    migrated: Graph, tmp_path: Path
) -> None:
    _, later = two_ledgers(migrated, tmp_path, posts(5))
    changed = an_xlsx(tmp_path / "岗位甲.xlsx", 岗位台账=posts(3))
    assert notes(imported(migrated, changed)) == []
    assert migrated.rows(SEATS_CYPHER) == [{"seats": 3}]
    (note,) = notes(imported(migrated, later))
    assert "岗位甲.xlsx" in note.reason


def test_two_ledgers_that_agree_tell_nothing(migrated: Graph, tmp_path: Path) -> None:
    first, later = two_ledgers(migrated, tmp_path, posts(2))
    assert notes(imported(migrated, first, later)) == []


def test_a_relationship_another_ledger_moved_counts_as_changed(migrated: Graph, tmp_path: Path) -> None:
    moved = [["岗位编号", "岗位名称", "所属社区"], ["GW-1", "样例护花岗", "翠苑二区社区"]]
    first, _ = two_ledgers(migrated, tmp_path, moved)
    (note,) = notes(imported(migrated, first))
    assert note.reason.startswith("1 行")


def test_where_an_older_version_kept_no_order_no_ledger_is_named(migrated: Graph, tmp_path: Path) -> None:
    first, later = two_ledgers(migrated, tmp_path, posts(5))
    third = an_xlsx(tmp_path / "岗位丙.xlsx", 岗位台账=posts(4))
    imported(migrated, third)
    ((digest,),) = (row.values() for row in migrated.rows(DIGEST_CYPHER))
    parts = sorted(part for part in digest.split() if "=" in part)
    assert len(parts) == len((first, later, third))
    migrated.write(lambda tx: tx.run(OLDER_CYPHER, digest=" ".join(parts)).consume())
    for path in (first, later):
        (note,) = notes(imported(migrated, path))
        assert note.reason == "1 行与上次导入时说的一样，但后来被另一本台账改过"
    assert notes(imported(migrated, third)) == []


def test_what_a_ledger_gets_back_when_an_import_is_undone_makes_it_not_the_last(
    migrated: Graph, tmp_path: Path
) -> None:
    two_ledgers(migrated, tmp_path, posts(5))
    changed = imported(migrated, an_xlsx(tmp_path / "岗位甲.xlsx", 岗位台账=posts(7)))
    imported(migrated, an_xlsx(tmp_path / "岗位乙.xlsx", 岗位台账=posts(9)))
    undo_import(migrated, changed.run, sealer=SEALER, user="tester", today=TODAY)
    assert migrated.rows(SEATS_CYPHER) == [{"seats": 9}]
    (note,) = notes(imported(migrated, an_xlsx(tmp_path / "岗位甲.xlsx", 岗位台账=posts(2))))
    assert "岗位乙.xlsx" in note.reason
