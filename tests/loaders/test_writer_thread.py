"""The thread that writes batches: whoever breaks off waits for the batch in hand and for no other."""

import threading
import time
from datetime import date

import pytest

from graph_model.driver import Graph
from loaders import writer_thread
from loaders.batch import Batch
from loaders.writer_thread import Writer
from loaders.writing import BatchResult

PATIENCE = 30


def test_what_waits_is_left_where_the_one_who_reads_breaks_off(
    embedded_graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, written = threading.Event(), list[str]()
    writer = Writer(embedded_graph)

    def slowly(_: Graph, batches: list[Batch]) -> BatchResult:
        begun.set()
        while not writer._broken_off:
            time.sleep(0.001)
        written.extend(batch.sheet for batch in batches)
        return BatchResult()

    def break_off() -> None:
        with writer:
            writer.put(_batch("一"))
            assert begun.wait(PATIENCE)
            writer.put(_batch("二"))
            raise KeyboardInterrupt

    monkeypatch.setattr(writer_thread, "write_batches", slowly)
    with pytest.raises(KeyboardInterrupt):
        break_off()
    assert written == ["一"]


def _batch(sheet: str) -> Batch:
    return Batch((), "志愿者", "import-1", "张三", date(2026, 11, 22), "册.csv", sheet)
