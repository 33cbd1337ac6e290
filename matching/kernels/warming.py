"""The first compile of every kernel, before anybody waits for an answer; later starts load what it left."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from matching.kernels import CACHE_VARIABLE, auction_warming, bulk_warming

WARMED: Final[tuple[tuple[str, Callable[[], None]], ...]] = (
    ("派人", auction_warming.warm_up),
    ("全域派人", bulk_warming.warm_up),
)
"""What is compiled, with the name staff read; each call runs every kernel of its own on a tiny case."""
MARK: Final = "complete"


def warm_all(tell: Callable[[str], None]) -> None:
    """Run every kernel once; one line before and one after when they have to be compiled first."""
    mark = Path(os.environ[CACHE_VARIABLE]) / MARK
    if mark.exists():
        _run_all()
        return
    tell(f"正在编译匹配内核（{'、'.join(name for name, _ in WARMED)}），只在第一次，约一分钟……")
    start = monotonic()
    _run_all()
    mark.touch()
    tell(f"匹配内核已编译好，用了 {monotonic() - start:.0f} 秒；以后直接读取。")


def _run_all() -> None:
    for _, run in WARMED:
        run()
