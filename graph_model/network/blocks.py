"""Work on fixed blocks of rows by several threads: the blocks, and so every sum over them, are the same on any machine.

Kernels let go of the interpreter, so threads run them side by side; results are taken in the order of the blocks.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Final, TypeVar

Made = TypeVar("Made")
MOST_BLOCKS: Final = 32
LEAST_ROWS: Final = 64
"""Fewer rows than this are not worth a block of their own."""


def in_blocks(
    rows: int,
    work: Callable[[int, int], Made],
    threads: int | None = None,
    *,
    least: int = LEAST_ROWS,
) -> list[Made]:
    """Run work on blocks of contiguous rows, several at the same time.

    Parameters
    ----------
    rows : int
        How many; they alone decide on the blocks.
    work : callable
        Given the first row of a block and the row after its last.
    threads : int, optional
        How many at a time; as many as there are processors if not given. It changes no result.
    least : int
        Fewest rows of a block.

    Returns
    -------
    list
        What each block gave, in the order of the rows.
    """
    blocks = max(1, min(MOST_BLOCKS, rows // least))
    ends = [rows * block // blocks for block in range(blocks + 1)]
    workers = min(blocks, threads or os.cpu_count() or 1)
    if workers == 1:
        return [work(first, last) for first, last in pairwise(ends)]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(work, ends[:-1], ends[1:]))
