"""What stands in columns nobody understands, without a header or behind the last one is kept in the note."""

from pathlib import Path

from graph_model.driver import Graph
from loaders.findings import Severity
from loaders.report import ImportSummary
from tests.loaders.ledgers import a_csv, imported

UNIT_CYPHER = "MATCH (n:Organisation {name: '样例甲局'}) RETURN n.note AS note"
NOTE_CYPHER = "MATCH (n:Person) RETURN n.note AS note"


def noted(graph: Graph, folder: Path, header: list[str], *rows: list[str]) -> tuple[str, ImportSummary]:
    """Give the note of the one person of a ledger, and the summary of its import."""
    summary = imported(graph, a_csv(folder / "志愿者.csv", [header, *rows]))
    ((note,),) = (row.values() for row in graph.rows(NOTE_CYPHER))
    return str(note), summary


def test_columns_of_one_header_are_kept_together(migrated: Graph, tmp_path: Path) -> None:
    header = ["姓名", "联系电话", "特长", "最爱的颜色", "最爱的颜色"]
    note, _ = noted(migrated, tmp_path, header, ["样例甲", "13800000001", "护理", "红", "蓝"])
    assert note == "最爱的颜色：红；蓝"


def test_a_column_without_a_header_is_kept_by_its_number_and_told_once(migrated: Graph, tmp_path: Path) -> None:
    rows = [["样例甲", "", "13800000001", "护理", "党"], ["样例甲", "", "13800000001", "护理", ""]]
    note, summary = noted(migrated, tmp_path, ["姓名", "", "联系电话", "特长", ""], *rows)
    assert note == "第5列：党"
    told = [one.column for one in summary.all_findings() if "没有表头" in one.reason]
    assert told == ["第5列"]


def test_a_row_longer_than_its_header_is_told_and_the_rest_is_kept(migrated: Graph, tmp_path: Path) -> None:
    row = ["样例甲", "13800000001", "护理", "周末", "", ""]
    note, summary = noted(migrated, tmp_path, ["姓名", "联系电话", "特长"], row)
    assert note == "第4列：周末"
    (told,) = [one for one in summary.all_findings() if one.severity is Severity.WARNING and "比表头多" in one.reason]
    assert (told.row, "多 1 格" in told.reason) == (2, True)


def test_a_ledger_of_one_column_may_have_longer_rows(migrated: Graph, tmp_path: Path) -> None:
    units = [[f"样例{number}局"] for number in range(30)]
    imported(migrated, a_csv(tmp_path / "单位名录.csv", [["单位名称"], *units, ["样例甲局", "", "早上来的"]]))
    assert migrated.rows(UNIT_CYPHER) == [{"note": "第3列：早上来的"}]
