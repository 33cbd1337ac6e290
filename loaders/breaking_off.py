"""Imports that end before their end: recorded at once as stopped or failed, so that nothing waits for them."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from graph_model import errors, import_runs
from graph_model.driver import Graph
from loaders.writing import EndMissing

SENTENCES: Final[tuple[tuple[type[Exception], str], ...]] = (
    (EndMissing, "途中有别人改动了它提到的记录"),
    (errors.GraphUnavailable, "图的服务断了"),
    (errors.GraphBusy, "图的服务一直忙，等不到写入"),
    (errors.QueryTimeout, "图的服务太久没有答复"),
    (errors.GraphError, "图的服务没有接受"),
    (MemoryError, "内存不够"),
    (OSError, "文件读不了，或磁盘满了"),
)
UNFORESEEN: Final = "程序出了错，哪一处记在日志里"


class Stopped(Exception):
    """The reader stopped the import."""


@contextmanager
def recorded(graph: Graph, run: str, rows: Callable[[], int]) -> Iterator[None]:
    """Record it when what is done in the block is stopped or breaks off; what it raises is raised on.

    Parameters
    ----------
    rows
        How many rows were read by then.
    """
    try:
        yield
    except Stopped:
        import_runs.stop(graph, run, rows())
        raise
    except Exception as broken:
        with suppress(errors.GraphError):  # the graph is away: what broke the import off is raised and told
            import_runs.fail(graph, run, rows(), sentence_of(broken))
        raise


def sentence_of(broken: Exception) -> str:
    """Say in the words of staff why an import broke off, without the words of the error, which may name people."""
    return next((sentence for kind, sentence in SENTENCES if isinstance(broken, kind)), UNFORESEEN)
