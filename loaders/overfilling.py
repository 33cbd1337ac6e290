"""Says which posts of an import have more holders than seats: fewer seats were declared, or more holders."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from graph_model.driver import Graph
from graph_model.posts import OVERFILLED_CYPHER
from loaders.findings import Finding, Severity
from loaders.sheet_report import SheetReport

KINDS: Final = ("posts", "post_holders")
ADVICE: Final = "人已离岗的，请在在岗人员台账里写明离岗日期；都还在岗的，请把人数改过来。在这以前不再派人"


def tell_overfilled(graph: Graph, reports: Iterable[SheetReport], today: date) -> None:
    """Add a finding to the row of each post, or of its holders, that these sheets left with more holders than seats."""
    sheets = {f"{one.file}#{one.sheet}": one for one in reports if one.kind in KINDS and one.loadable}
    if not sheets:
        return
    for post in graph.rows(OVERFILLED_CYPHER, day=today):
        places = (source.rpartition("!") for source in (post["source"], *post["sources"]) if source)
        found = next(((sheets[place], int(row)) for place, _, row in places if place in sheets), None)
        if found:
            report, row = found
            report.findings.append(_finding(report, row, post))


def _finding(report: SheetReport, row: int, post: dict[str, Any]) -> Finding:
    reason = f"岗位“{post['title']}”人数是 {post['headcount']}，在岗的有 {post['held']} 人"
    return Finding(Severity.WARNING, report.file, report.sheet, row, None, str(post["headcount"]), reason, ADVICE)
