"""Half-day slots of the week: a bit mask of 21, bit = weekday (Monday 0) * 3 + part (上午 0, 下午 1, 晚上 2)."""

import re
from typing import Final

WEEKDAYS: Final = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
PARTS: Final = ("上午", "下午", "晚上")
SLOTS: Final = tuple(day + part for day in WEEKDAYS for part in PARTS)
ALL_SLOTS: Final = (1 << len(SLOTS)) - 1

DAY_ORDER: Final = {name: day for day, name in enumerate("一二三四五六日")} | {"天": 6}
DAY_GROUPS: Final = {
    "每天": range(7),
    "每日": range(7),
    "天天": range(7),
    "全周": range(7),
    "全天候": range(7),
    "工作日": range(5),
    "平日": range(5),
    "双休日": range(5, 7),
    "双休": range(5, 7),
    "节假日": range(5, 7),
    "周末": range(5, 7),
    "休息日": range(5, 7),
}
PART_WORDS: Final = {
    "上午": (0,),
    "早上": (0,),
    "早晨": (0,),
    "下午": (1,),
    "晚上": (2,),
    "晚间": (2,),
    "夜间": (2,),
    "白天": (0, 1),
    "全天": (0, 1, 2),
    "整天": (0, 1, 2),
    "一天": (0, 1, 2),
    "随时": (0, 1, 2),
    "不限": (0, 1, 2),
    "任何时间": (0, 1, 2),
    "任意时间": (0, 1, 2),
    "半天": (0, 1),
    "早": (0,),
    "晚": (2,),
}
ANY_TIME: Final = re.compile(r"(?:时间)?(?:都可以?|都行|均可)")
IGNORED: Final = re.compile(r"[^\S\n]+|[()（）\[\]【】。：]")
CLAUSES: Final = re.compile(r"[，,；;|\n]+")
HOUR: Final = r"\d{1,2}(?::\d{2}|[点时](?:半|\d{1,2}分?)?)"
TOKEN: Final = re.compile(
    rf"(?P<group>{'|'.join(DAY_GROUPS)})"
    rf"|(?P<part>{'|'.join(PART_WORDS)})(?:半天)?"
    r"|每?(?:周|星期|礼拜)(?P<first>[一二三四五六日天])(?:[至到~～—–-]+(?:周|星期|礼拜)?(?P<last>[一二三四五六日天]))?"
    r"|(?P<bare>[一二三四五六日天])"
    rf"|(?P<begins>\d{{1,2}}|{HOUR})[至到~～—–-]+(?P<ends>{HOUR})|(?P<at>{HOUR})"
    rf"|(?P<filler>[、/和及与或的]|高峰[期时]?段?|每逢|每个|每(?:周|星期|礼拜)(?!末)|每|{ANY_TIME.pattern}|有空|有时间|可以)"
)
RELATIVE_DAY: Final = re.compile(r"[今明后昨][天日晚早]|[本这下上]个?(?:周|星期|礼拜)")
NOT_EVERY_WEEK: Final = re.compile(r"每(?:个|半)?(?:月|季|年)|[单双]月|[单双隔]周|每[两二]周")
SEEMS_A_DAY: Final = re.compile(r"周|星期|礼拜")
LAST_HOUR: Final = 24
MORNING, NOON, EVENING = 6, 12, 18
HOW_TO_WRITE: Final = "请写成 周六上午、工作日晚上、周末 这样：星期是周一到周日，时段是上午、下午、晚上"


class SlotsUnclear(ValueError):
    """Words that name a weekday or a part of the day there is none of; ``reason`` and ``advice`` are for staff."""

    def __init__(self, words: str, reason: str, advice: str = HOW_TO_WRITE) -> None:
        super().__init__(f"“{words}”{reason}")
        self.words = words
        self.reason = reason
        self.advice = advice


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

    Understands 周六上午、周日下午, 周六、周日上午, 工作日晚上, 周一至周五, 周末, 周五晚, 周六9:00-11:30; a day
    without a part means the whole day, half a day the morning or the afternoon, a part without a day the days named
    before it, else every day; blanks nothing.

    Raises
    ------
    SlotsUnclear
        Something beside the times stands there, such as 周八, 半夜, 25点 or 明天, so that the rest may not be meant;
        or it is not for every week: 每月第一个周六.
    """
    plain = IGNORED.sub("", text).replace("：", ":")
    if RELATIVE_DAY.search(plain):
        raise SlotsUnclear(text.strip(), "说的是哪一天要看是哪天写的", f"请写明星期几，{HOW_TO_WRITE}")
    if NOT_EVERY_WEEK.search(plain):
        raise SlotsUnclear(text.strip(), "不是每周都有", "只登记每周都有的半天；每月、隔周一次的请写在备注里")
    if ANY_TIME.fullmatch(plain):
        return ALL_SLOTS
    left = "".join(TOKEN.sub("", clause) for clause in CLAUSES.split(plain))
    if left and not _names_a_time(plain):
        return None
    if left:
        raise SlotsUnclear(text.strip(), f"里认不出“{left[:20]}”")
    slots = 0
    for clause in CLAUSES.split(plain):
        slots |= _clause_slots(clause, text.strip())
    return slots or None


def _names_a_time(plain: str) -> bool:
    told = (match.lastgroup not in {"bare", "filler"} for match in TOKEN.finditer(plain))
    return any(told) or SEEMS_A_DAY.search(plain) is not None


def _clause_slots(clause: str, text: str) -> int:
    """Days wait for the part that follows them: 周六、周日上午 is two mornings."""
    slots, waiting, named = 0, set[int](), set[int]()
    after_part = False
    for token in TOKEN.finditer(clause):
        days, parts = _days(token), set[int]() if after_part and _is_clock(token) else _parts(token, text)
        if token["bare"] and not (waiting or named):
            raise SlotsUnclear(text, f"里的“{token['bare']}”看不出是星期几")
        waiting |= days
        if parts:
            named = waiting or named
            slots |= _mask(named or set(range(7)), parts)
            waiting = set()
        after_part = token["part"] is not None
    return slots | _mask(waiting, {0, 1, 2})


def _is_clock(token: re.Match[str]) -> bool:
    return token["at"] is not None or token["ends"] is not None


def _days(token: re.Match[str]) -> set[int]:
    if token["group"]:
        return set(DAY_GROUPS[token["group"]])
    first, last = token["first"] or token["bare"], token["last"]
    if not first:
        return set()
    steps = (DAY_ORDER[last] - DAY_ORDER[first]) % 7 if last else 0
    return {(DAY_ORDER[first] + step) % 7 for step in range(steps + 1)}


def _parts(token: re.Match[str], text: str) -> set[int]:
    if token["part"]:
        return set(PART_WORDS[token["part"]])
    if not _is_clock(token):
        return set()
    begins = _hour(token["begins"] or token["at"], token[0], text)
    ends = _hour(token["ends"], token[0], text) if token["ends"] else begins + 1
    edges = ((MORNING, NOON), (NOON, EVENING), (EVENING, LAST_HOUR + 1))
    found = {part for part, (first, last) in enumerate(edges) if begins < last and ends > first}
    if begins < MORNING or not found:
        raise SlotsUnclear(text, f"里的“{token[0]}”看不出是上午、下午还是晚上")
    return found


def _hour(words: str, clock: str, text: str) -> float:
    numbers = [int(one) for one in re.findall(r"\d+", words)]
    if numbers[0] > LAST_HOUR or numbers[-1] >= 60:  # noqa: PLR2004 - minutes of an hour
        raise SlotsUnclear(text, f"里的“{clock}”不是一天里的时刻")
    return numbers[0] + (numbers[1] / 60 if len(numbers) > 1 else 0.5 if "半" in words else 0)


def _mask(days: set[int], parts: set[int]) -> int:
    return sum(1 << (day * 3 + part) for day in days for part in parts)
