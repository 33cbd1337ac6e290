"""How long something takes, in hours, out of staff's words: 150分钟, 2小时30分, 9:00-11:30."""

import re
from typing import Final

from loaders import cleaning
from loaders.findings import CellProblem
from loaders.sheets import Cell

CLOCKS: Final = re.compile(r"(\d{1,2})[:：](\d{2})\s*[-—–~～至到]+\s*(\d{1,2})[:：](\d{2})")
PARTS: Final = re.compile(r"(?:(\d+(?:\.\d+)?)\s*(?:个)?(?:小时|h|H))?\s*(?:(\d+)\s*(?:分钟?|min))?")
OTHER_MEASURE: Final = re.compile(r"[天日月年周次]|(?<=\d)\s*[-—–~～至到]|半小时")
ADVICE: Final = "请写成小时数，如 2 或 2.5"
MINUTES: Final = 60


def hours(cell: Cell) -> float:
    """Read how long something takes, in hours; days, ranges and so much a month are asked about.

    >>> hours("2小时30分"), hours("150分钟"), hours("9:00-11:30")
    (2.5, 2.5, 2.5)
    """
    words = cleaning.text(cell)
    if clocks := CLOCKS.fullmatch(words):
        begins, ends = (int(clocks[at]) + int(clocks[at + 1]) / MINUTES for at in (1, 3))
        if ends > begins:
            return round(ends - begins, 2)
    found = PARTS.fullmatch(words)
    if found and (found[1] or found[2]):
        return round(float(found[1] or 0) + int(found[2] or 0) / MINUTES, 2)
    if not isinstance(cell, int | float) and OTHER_MEASURE.search(words):
        raise CellProblem("看不出是几小时", ADVICE)
    return cleaning.number(cell)
