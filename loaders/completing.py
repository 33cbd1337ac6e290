"""Ends what complete ledgers no longer list, once all their sheets are read and only where none of it was lost."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from graph_model.driver import Graph
from loaders.batch import Batch
from loaders.sheet_report import SheetReport
from loaders.sweeping import sweep
from loaders.transforming import family, family_name


@dataclass(slots=True)
class Listed:
    """What the sheets of one ledger list in this import, from as many files as it comes in."""

    label: str
    batch: Batch
    report: SheetReport
    seen: set[str] = field(default_factory=set)
    lost: list[str] = field(default_factory=list)
    rows: int = 0


class Completing:
    """The ledgers of one import that is declared complete."""

    def __init__(self) -> None:
        self._ledgers: dict[str, Listed] = {}

    def add(self, label: str, batch: Batch, report: SheetReport, seen: set[str], lost: int) -> None:
        """Note what a sheet listed and how many of its rows were not understood."""
        ledger = self._ledgers.setdefault(batch.ledger, Listed(label, batch, report))
        ledger.batch, ledger.report = batch, report
        ledger.seen |= seen
        ledger.rows += report.rows
        if report.held_back:
            ledger.lost.append(f"{report.file} 的表“{report.sheet}”整张未导入")
        elif lost:
            ledger.lost.append(f"{report.file} 的表“{report.sheet}”有 {lost} 行没有装入")

    def finish(self, graph: Graph, reports: Iterable[SheetReport], unread: Iterable[str], *, dry_run: bool) -> None:
        """End what the ledgers no longer list; one without a row, or of which something was lost, ends nothing."""
        sheets = [(one.file, one.sheet) for one in reports if not one.loadable]
        files = list(unread)
        for key, ledger in self._ledgers.items():
            name = family_name(ledger.report.file, ledger.report.sheet)
            lost = ledger.lost + [
                f"{file} 的表“{sheet}”没有认出来" for file, sheet in sheets if key.endswith(f"-{family(file, sheet)}")
            ]
            lost += [f"{file} 打不开" for file in files if family(file, "") == family(ledger.report.file, "")]
            if not ledger.rows:
                lost.append("一行也没有")
            if lost:
                ledger.report.not_swept(name, lost)
            elif not dry_run:
                ledger.report.swept(sweep(graph, ledger.batch, ledger.label, ledger.seen), name)
