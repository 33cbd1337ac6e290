"""The first compile of what the service and the commands run, before anybody waits; later starts load what it left.

The kernels of a whole region (`bulk_warming`) are compiled where a region is solved: no page asks for one.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import Final

from matching.kernels import CACHE_VARIABLE, auction_warming

MARK: Final = "complete"


def warm_all(tell: Callable[[str], None]) -> None:
    """Run every kernel of the assignment once; one line before and one after when they have to be compiled first."""
    mark = Path(os.environ[CACHE_VARIABLE]) / MARK
    if mark.exists():
        auction_warming.warm_up()
        return
    tell("正在编译匹配内核，只在第一次，约半分钟……")
    start = monotonic()
    auction_warming.warm_up()
    mark.touch()
    tell(f"匹配内核已编译好，用了 {monotonic() - start:.0f} 秒；以后直接读取。")
