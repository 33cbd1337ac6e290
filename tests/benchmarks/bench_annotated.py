"""The annotated workbook of a 20,000-row ledger, beside bare openpyxl that opens the same workbook and saves it again.

Ours reads and checks the ledger (a dry run against an empty graph, so every community is doubtful and every row gets a
colour) and writes the workbook back; the peer only opens and saves, which is the least that any other way would take.
Five findings a row at most; comments on the worst 5,000 cells.

Run: ``python -m tests.benchmarks.bench_annotated [rows]``.
"""

import sys
import tempfile
from datetime import date
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final

import openpyxl

from graph_model.driver import Graph
from graph_model.sealing import Sealer
from loaders.annotating import annotate
from loaders.pipeline import import_files
from tests.benchmarks.bench_import import write_xlsx

ROWS: Final = 20_000
MUST_REACH: Final = 6.0


class EmptyGraph(Graph):
    """A graph in which nothing is known."""

    def __init__(self) -> None:
        """Need no driver."""

    def rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ARG002 - any Cypher value
        """Find nothing."""
        return []


def say(words: str) -> None:
    """Print a line."""
    print(words, flush=True)  # noqa: T201 - a benchmark speaks to whoever ran it


def main() -> int:
    """Print the seconds of both; 1 when ours is over the mark."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as scratch:
        path, out = write_xlsx(Path(scratch) / "志愿者.xlsx", count), Path(scratch) / "标好.xlsx"
        began, cpu = perf_counter(), process_time()
        summary = import_files(
            EmptyGraph(), [path], sealer=Sealer(b"b" * 32), user="bench", today=date(2026, 11, 22), dry_run=True
        )
        read, read_cpu = perf_counter(), process_time()
        annotate(path, summary, out)
        done, done_cpu = perf_counter(), process_time()
        found = len(summary.all_findings())
        say(f"read and checked: {read - began:.2f} s (CPU {read_cpu - cpu:.2f} s), {found:,} findings")
        say(f"annotated: {done - read:.2f} s (CPU {done_cpu - read_cpu:.2f} s)")
        seconds = done - began
        say(f"both: {seconds:.2f} s (CPU {done_cpu - cpu:.2f} s), must be {MUST_REACH:.0f} s at most")
        began, cpu = perf_counter(), process_time()
        openpyxl.load_workbook(path).save(Path(scratch) / "bare.xlsx")
        say(f"openpyxl, opened and saved alone: {perf_counter() - began:.2f} s (CPU {process_time() - cpu:.2f} s)")
        marked = openpyxl.load_workbook(out, read_only=False).worksheets[0]
        coloured = sum(cell.fill.fill_type == "solid" for row in marked.iter_rows() for cell in row)
        say(f"coloured cells in what was written: {coloured:,}")
    return 0 if seconds <= MUST_REACH else 1


if __name__ == "__main__":
    raise SystemExit(main())
