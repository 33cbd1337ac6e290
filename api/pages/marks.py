"""How verdicts, changes, days and numbers are shown: always a sign and a word, never colour alone."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from markupsafe import Markup

from api.schemas import Part, RunSummary
from graph_model.day import local
from graph_model.percentages import share_words

VERDICT_MARKS: Final = {"符合": ("yes", "✓"), "待核实": ("ask", "？"), "不符合": ("no", "✕")}
CHANGE_MARKS: Final = {"新增": ("yes", "＋"), "不变": ("no", "＝"), "调整": ("info", "↻"), "缺口": ("ask", "○")}
WEEKDAYS: Final = "一二三四五六日"
NAMED_PARTS: Final = 4
SLOT_PARTS: Final = ("上午", "下午", "晚上")


def day(when: date) -> str:
    """Return a day as staff write it.

    >>> day(date(2026, 11, 22))
    '2026年11月22日'
    """
    return f"{when.year}年{when.month}月{when.day}日"


def moment(when: datetime) -> str:
    """Return a moment in the time of the place, without the year.

    >>> moment(datetime(2026, 11, 16, 8, 5))
    '11月16日（周一）8:05'
    """
    there = local(when) if when.tzinfo else when
    return f"{there.month}月{there.day}日（周{WEEKDAYS[there.weekday()]}）{there.hour}:{there.minute:02d}"


def day_with_weekday(when: date) -> str:
    """Return today as the desk greets with it.

    >>> day_with_weekday(date(2026, 11, 22))
    '11月22日 周日'
    """
    return f"{when.month}月{when.day}日 周{WEEKDAYS[when.weekday()]}"


def week_label(week: str) -> str:
    """Return an ISO week in words.

    >>> week_label("2026-W07")
    '2026年第7周'
    """
    year, _, number = week.partition("-W")
    return f"{year}年第{int(number)}周"


def number(count: int) -> str:
    """Return a count with thousands marked."""
    return f"{count:,}"


def gap_share(run: RunSummary) -> str:
    """Return how far at most a week's arrangement is from the best there could be, as a share of it."""
    return share_words(max(run.bound - run.objective, 0) / max(run.bound, 1), 2)


def strongest(parts: Sequence[Part]) -> list[str]:
    """Return the names of the parts that add most to a score, the first first."""
    return [part.label for part in sorted(parts, key=lambda part: -part.points)[:NAMED_PARTS]]


def bars(parts: Sequence[Part]) -> Markup:
    """Return the bar of a score, a piece a part; nothing but numbers goes in."""
    return Markup("".join(f'<i style="width:{100 * part.share:.1f}%"></i>' for part in parts))  # noqa: S704 see above


def shares(parts: Sequence[Part]) -> str:
    """Return what each part adds, in one line."""
    return "，".join(f"{part.label} {share_words(part.share, 0)}" for part in parts)
