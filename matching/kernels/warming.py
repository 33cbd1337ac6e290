"""The first compile of the kernels, before anybody waits for an answer; later starts load what it left.

The kernels of a whole region are compiled where a region is solved: no page asks for one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from matching.kernels import CACHE_VARIABLE, auction_warming

MARK: Final = "complete"
REGION_MARK: Final = "complete-region"


def warm_all(tell: Callable[[str], None]) -> None:
    """Run every kernel of the assignment once; one line before and one after when they have to be compiled first."""
    _warm("匹配内核", MARK, auction_warming.warm_up, tell)


def warm_whole_region(tell: Callable[[str], None]) -> None:
    """Run every kernel of a whole region once, with the same lines."""
    from matching.kernels import bulk_warming  # noqa: PLC0415 a service does without a region

    _warm("全域派人的内核", REGION_MARK, bulk_warming.warm_up, tell)


def _warm(what: str, name: str, run: Callable[[], None], tell: Callable[[str], None]) -> None:
    mark = Path(os.environ[CACHE_VARIABLE]) / name
    if mark.exists():
        run()
        return
    tell(f"正在编译{what}，只在第一次，快的机器半分钟左右，慢的要几分钟……")
    start = monotonic()
    run()
    mark.touch()
    tell(f"{what}已编译好，用了 {monotonic() - start:.0f} 秒；以后直接读取。")
