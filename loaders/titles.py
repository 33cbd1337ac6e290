"""What the title of a ledger says of all its rows."""

import re
from collections.abc import Iterable
from typing import Final

YEAR: Final = re.compile(r"(?<!\d)(20\d{2})(?=年|[-./]\d|\D|$)")


def year_told(texts: Iterable[str]) -> int | None:
    """Give the year that the first of some titles and notices to name one names alone; None where several stand there.

    >>> year_told(["志愿服务活动登记表", "填报日期：2026年11月18日"])
    2026
    """
    for words in texts:
        if years := {int(one) for one in YEAR.findall(words)}:
            return years.pop() if len(years) == 1 else None
    return None
