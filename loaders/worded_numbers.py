"""Reads numbers written out in Chinese the way people mean them."""

import re
from typing import Final

from loaders.findings import CellProblem

DIGITS: Final = {mark: value for value, mark in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2, "俩": 2}
SCALES: Final = {"十": 10, "百": 100, "千": 1_000}
WORDED_NUMBER: Final = re.compile(
    r"^(?:大约|大概|约|近|共|各|至少|最多|不少于|不超过|超过|每(?:周|月|年|次|天|场))*"
    r"([〇零一二三四五六七八九两俩十百千万]+)(?![几来多余些般起定样直律〇零一二三四五六七八九两俩十百千万])"
)
TWO_DIGITS: Final = re.compile(r"[一二三四五六七八九两俩][〇零一二三四五六七八九两俩]")
"""Digits in a row, as in 两三人: some number, but nobody can say which."""


def number_in_words(words: str) -> float:
    """Read a number written in Chinese at the beginning: 十 is 10, 约两百人 is 200, 一百二 is 120; 两三人 is none."""
    found = WORDED_NUMBER.match(words)
    if found is None or TWO_DIGITS.search(found[1]):
        raise CellProblem("不是数字", "请写阿拉伯数字，如 2，单位可写在后面")
    total, part, digit, last = 0, 0, 0, 1
    for mark in found[1]:
        if mark in DIGITS:
            digit, last = DIGITS[mark], last if DIGITS[mark] else 1
        elif mark == "万":
            total, part, digit, last = (total + part + digit or 1) * 10_000, 0, 0, 1_000
        else:
            part, digit, last = part + (digit or 1) * SCALES[mark], 0, SCALES[mark] // 10
    return float(total + part + digit * last)
