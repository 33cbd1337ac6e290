"""Writes batches in a thread of their own, so that reading and checking go on while the server works."""

import gc
import threading
from queue import Queue
from typing import Final, Self

from graph_model.driver import Graph
from loaders.batch import Batch, laid_out
from loaders.writing import BatchResult, write_batches

YOUNG: Final = 1
"""Generation up to which the collector looks: what outlived it before is the batches that wait, and is not garbage."""
COLLECTED_EVERY: Final = 10
"""Batches after which the collector looks: it holds up the thread that writes as long as it does."""
WAITING: Final = 1
"""Batches read ahead of the writer."""


class Writer:
    """A thread that writes batches in order; the first failure stops it and is raised where the batches are put.

    Where those who put batches fail or are stopped, only the batch that is being written is written to its end.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._queue: Queue[Batch | None] = Queue(WAITING)
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._work, name="import-writer", daemon=True)
        self._put = 0
        self._are_new = True
        self._broken_off = False
        self.results: list[BatchResult] = []

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def put(self, batch: Batch) -> None:
        """Hand over a batch; waits while the writer is behind.

        Its rows are laid out here while the batches before it turn out to be new: the server would wait for the thread
        that writes. What the driver left of an earlier batch lies in cycles, and the collector is at rest: it is
        collected here too.
        """
        if self._failure is not None:
            raise self._failure
        self._queue.put(laid_out(batch) if self._are_new else batch)
        self._put += 1
        if self._put % COLLECTED_EVERY == 0:
            gc.collect(YOUNG)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._broken_off = kind is not None
        self._queue.put(None)
        self._thread.join()
        if self._failure is not None and kind is None:
            raise self._failure

    def _work(self) -> None:
        while (batch := self._queue.get()) is not None:
            if self._failure is not None or self._broken_off:
                continue
            try:
                result = write_batches(self._graph, [batch])
                self._are_new = result.created > 0
                self.results.append(result)
            except BaseException as failure:  # noqa: BLE001 - raised again in the thread that reads
                self._failure = failure
