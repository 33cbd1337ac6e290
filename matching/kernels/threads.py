"""One kernel on several cores: threads over parts of the rows, since kernels let go of the interpreter.

Numba's own parallel loops are not used: without OpenMP or TBB two of them at a time end the process.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

Made = TypeVar("Made")
LEAST_PART: Final = 20_000
"""Fewer rows than this are not worth a thread."""


def in_parts(rows: int, work: Callable[[int, int], Made]) -> list[Made]:
    """Run work on contiguous parts of the rows at the same time.

    Parameters
    ----------
    work : callable
        Given the first row of a part and the row after its last; writes only what belongs to them.

    Returns
    -------
    list
        What each part gave, in the order of the rows; how many parts there are depends on the machine.
    """
    parts = max(1, min(os.cpu_count() or 1, rows // LEAST_PART))
    ends = [rows * part // parts for part in range(parts + 1)]
    if parts == 1:
        return [work(0, rows)]
    with ThreadPoolExecutor(parts) as pool:
        return list(pool.map(work, ends[:-1], ends[1:]))
