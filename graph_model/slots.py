"""Half-day slots of the week: a bit mask of 21, bit = weekday (Monday 0) * 3 + part (上午 0, 下午 1, 晚上 2)."""

import re
from typing import Final

WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
PARTS: Final = ("上午", "下午", "晚上")
SLOTS: Final = tuple(day + part for day in WEEKDAYS for part in PARTS)
ALL_SLOTS: Final = (1 << len(SLOTS)) - 1

DAY_PATTERN: Final = re.compile(
    r"(?P<group>每天|每日|全天候|工作日|双休日|周末|休息日)"
    r"|(?:周|星期|礼拜)?(?P<first>[一二三四五六日天])(?:[至到~～—-]+(?:周|星期|礼拜)?(?P<last>[一二三四五六日天]))?"
)
DAY_GROUPS: Final = {
    "每天": range(7),
    "每日": range(7),
    "全天候": range(7),
    "工作日": range(5),
    "双休日": range(5, 7),
    "周末": range(5, 7),
    "休息日": range(5, 7),
}
PART_WORDS: Final = {
    "上午": (0,),
    "早上": (0,),
    "下午": (1,),
    "晚上": (2,),
    "晚间": (2,),
    "夜间": (2,),
    "白天": (0, 1),
    "全天": (0, 1, 2),
}
PART_PATTERN: Final = re.compile("|".join(PART_WORDS))


def slots_text(slots: int | None) -> str:
    """Write a bit mask of half-day slots the way staff say it.

    Examples
    --------
    >>> slots_text(1 << 15 | 1 << 16)
    '周六上午、周六下午'
    >>> slots_text(None)
    '时间待核实'
    """
    if slots is None:
        return "时间待核实"
    if slots == ALL_SLOTS:
        return "任何时间"
    return "、".join(slot_words(slots)) or "无空余时间"


def slot_words(slots: int) -> list[str]:
    """List the half-day slots of a bit mask in the order of the week."""
    return [name for bit, name in enumerate(SLOTS) if slots >> bit & 1]


def parse_slots(text: str) -> int | None:
    """Read half-day slots out of staff's words; None when nothing in them names a time.

    Understands 周六上午、周日下午, 周六、周日上午, 工作日晚上, 周一至周五, 周末, 每天上午; a day without a part means
    the whole day, a part without a day the days named before it, else every day.
    """
    slots = 0
    for clause in re.split(r"[，,；;|\n]+", text):
        slots |= _clause_slots([piece for piece in re.split(r"[、/\s和及]+", clause) if piece])
    return slots or None


def _clause_slots(pieces: list[str]) -> int:
    """Days wait for the part that follows them: 周六、周日上午 is two mornings."""
    slots, waiting, named = 0, set[int](), set[int]()
    for piece in pieces:
        parts, days = _parts(piece), _days(PART_PATTERN.sub("", piece))
        waiting |= days
        if parts:
            named = waiting or named
            slots |= _mask(named or set(range(7)), parts)
            waiting = set()
    return slots | _mask(waiting, {0, 1, 2})


def _parts(piece: str) -> set[int]:
    return {part for word in PART_PATTERN.findall(piece) for part in PART_WORDS[word]}


def _days(piece: str) -> set[int]:
    found: set[int] = set()
    for match in DAY_PATTERN.finditer(piece):
        found.update(DAY_GROUPS[match["group"]] if match["group"] else _span(match["first"], match["last"]))
    return found


def _span(first: str, last: str | None) -> range:
    order = {name: day for day, name in enumerate("一二三四五六日")} | {"天": 6}
    start = order[first]
    return range(start, max(start, order[last] if last else start) + 1)


def _mask(days: set[int], parts: set[int]) -> int:
    return sum(1 << (day * 3 + part) for day in days for part in parts)
