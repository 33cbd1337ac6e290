"""What the title of a ledger says of all its rows."""

import re
from collections.abc import Iterable
from typing import Final

YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?:年|[-./](?=\d)|$|(?=\D{0,4}\.[a-z]))")
REPORTED: Final = re.compile(r"填报|填表|报送|上报|制表|统计时间|更新|打印|通知|依据|根据|〔|\[20")
"""Notices that tell when a ledger was written, or by which document: no year of what it lists."""


def year_told(texts: Iterable[str]) -> int | None:
    """Give the year that the first of some titles to name one names alone; None where several stand there.

    >>> year_told(["填报日期：2027年1月5日", "志愿服务活动登记表", "2026年12月活动.xlsx"])
    2026
    """
    for words in texts:
        if not REPORTED.search(words) and (years := {int(one) for one in YEAR.findall(words)}):
            return years.pop() if len(years) == 1 else None
    return None
