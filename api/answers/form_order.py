"""The order of rows of a form as staff would put them: by number, by day, by place and name; never by internal id."""

import re
from typing import Final

DIGITS: Final = re.compile(r"(\d+)")
Key = tuple[object, ...]


def by_number(number: object) -> Key:
    """Give the key of a number of a list: parts of digits count as numbers, what has none comes last.

    >>> sorted(["样例-10", "", "样例-9"], key=by_number)
    ['样例-9', '样例-10', '']
    """
    words = str(number or "")
    parts = DIGITS.split(words)
    return (not words, tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts))


def by_name(name: object) -> bytes:
    """Give the key of a Chinese name: GB 18030 has the common characters in the order of their sound.

    >>> sorted(["周", "王", "陈"], key=by_name)
    ['陈', '王', '周']
    """
    return str(name or "").encode("gb18030", "replace")
