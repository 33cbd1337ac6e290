"""What can be asked, as plain values: the same for a query string, a form and the command line."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.errors import BadQuestion
from api.schemas.common import HelperKind
from graph_model.entities.terms import Change, Decision, Verdict
from graph_model.labels import chinese, parse, parse_slots
from graph_model.slots import HOW_TO_WRITE, SlotsUnclear

ALL_KINDS: Final[tuple[HelperKind, ...]] = ("person", "team", "organisation", "resource")
KIND_WORDS: Final = {
    "个人": "person",
    "人": "person",
    "队伍": "team",
    "团队": "team",
    "单位": "organisation",
    "资源": "resource",
    "物资场地": "resource",
}
VERDICTS: Final = ("符合", "待核实", "不符合")
LARGEST_PAGE: Final = 200
DAY: Final = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{2})(\d{2}))")
WEEK: Final = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)
EARLIEST: Final = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class WhoQuestion:
    """谁能去: a place (code or name; None is all the reader may see), work in any words, half-days, kinds, verdicts."""

    place: str | None = None
    work: str = ""
    slots: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class WhereQuestion:
    """能去哪: one helper, optionally only within a place."""

    helper: str
    place: str | None = None
    verdicts: tuple[str, ...] = ()
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class WeekQuestion:
    """本周建议: an ISO week (None is this week), a place, and which suggestions."""

    week: str | None = None
    place: str | None = None
    decision: str | None = None
    change: str | None = None
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PeopleQuestion:
    """截至某日: a territory (code or name), a day (None is today), and in which ways people belonged to it."""

    place: str
    as_of: str | None = None
    ways: tuple[str, ...] = ()
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class VerifyQuestion:
    """待核实: within a place, which rule asks, and whether only what fills this week's gaps is listed."""

    place: str | None = None
    rule: str | None = None
    only_gaps: bool = True
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ProjectsQuestion:
    """拟建项目: within a place, and whether only those that wait for one resource (named as the answer names it)."""

    place: str | None = None
    lacking: str | None = None
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PoolQuestion:
    """人岗匹配库: posts within a place, of a kind of work, and whether only those still short of people."""

    place: str | None = None
    category: str | None = None
    only_short: bool = False
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class CircleQuestion:
    """服务圈: of a place, told part by part down to a level (None is the next one below)."""

    place: str | None = None
    level: str | None = None
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class StandardQuestion:
    """设施标准: of the communities of a place, and whether only those of one verdict (算数, 不算, 缺数据)."""

    place: str | None = None
    verdict: str | None = None
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class LikenessQuestion:
    """样板社区: which model communities are nearest to those of a place."""

    place: str | None = None
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class AlliancesQuestion:
    """联盟强度: which alliances, by place and level (committee for every 大党委), as of which quarter."""

    place: str | None = None
    level: str | None = None
    quarter: str | None = None
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class PictureQuestion:
    """协作图谱: the whole scope, a place within it, or the members of one alliance (within a place, where both are)."""

    place: str | None = None
    alliance: str | None = None


def day_asked(words: str | None, today: date) -> date:
    """Return the day some words name, today when there are none.

    Raises
    ------
    BadQuestion
        They name no day, or one that is yet to come, or one before there were such records.
    """
    written = (words or "").strip()
    if not written:
        return today
    found = DAY.fullmatch(written)
    try:
        day = date(*(int(part) for part in found.groups() if part)) if found else None
    except ValueError:
        day = None
    if day is None:
        raise BadQuestion(f"“{written}”不是一个日期。请写成 2025-06-01 或 2025年6月1日。", as_of=written)
    if day > today:
        raise BadQuestion(f"{day} 还没有到。“截至某日”只能问今天或以前的日子。", as_of=written)
    if day < EARLIEST:
        raise BadQuestion(f"{day} 太早了，没有那时的记录。请核对年份。", as_of=written)
    return day


def week_named(words: str) -> str:
    """Return an ISO week that there is.

    Raises
    ------
    BadQuestion
        The words name no week, or one that its year does not have.
    """
    found = WEEK.fullmatch(words.strip())
    try:
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else None
    except ValueError:
        monday = None
    if monday is None:
        raise BadQuestion(f"没有“{words}”这一周。请写成 2026-W47：年份和第几周，一年有 52 或 53 周。", week=words)
    return words.strip()


def slot_mask(words: tuple[str, ...]) -> int | None:
    """Return the bit mask of half-days in staff's words; nothing when none are named.

    Raises
    ------
    BadQuestion
        A word names no half-day.
    """
    mask = 0
    for word in words:
        try:
            found = parse_slots(word)
        except SlotsUnclear as unclear:
            raise BadQuestion(f"{unclear}。{unclear.advice}。", slot=word) from unclear
        if found is None:
            raise BadQuestion(f"“{word}”不是半天的写法。{HOW_TO_WRITE}。", slot=word)
        mask |= found
    return mask or None


def kinds_of(words: tuple[str, ...]) -> tuple[HelperKind, ...]:
    """Return the kinds of helper named, in English or Chinese; all of them when none is.

    Raises
    ------
    BadQuestion
        A word names no kind.
    """
    kinds = tuple(KIND_WORDS.get(word, word) for word in words)
    for kind in kinds:
        if kind not in ALL_KINDS:
            raise BadQuestion(f"没有“{kind}”这一类。可以是：个人、团队、单位、资源。", kind=kind)
    return tuple(kind for kind in ALL_KINDS if kind in kinds) or ALL_KINDS


def verdicts_of(words: tuple[str, ...]) -> tuple[Verdict, ...]:
    """Return the verdicts named, the best first; those worth showing when none is.

    Raises
    ------
    BadQuestion
        A word is no verdict.
    """
    for word in words:
        if word not in VERDICTS:
            raise BadQuestion(f"没有“{word}”这种资格。可以是：符合、待核实、不符合。", verdict=word)
    named = words or VERDICTS[:2]
    return tuple(verdict for verdict in sorted(Verdict, reverse=True) if chinese(verdict) in named)


def decision_of(word: str | None) -> Decision | None:
    """Return the decision a word means; nothing when none is named.

    Raises
    ------
    BadQuestion
        The word is no decision.
    """
    found = parse(Decision, word) if word else None
    if word and found is None:
        raise BadQuestion(f"没有“{word}”这种决定。可以是：待定、已采纳、未采纳。", decision=word)
    return found


def change_of(word: str | None) -> Change | None:
    """Return the change a word means; nothing when none is named.

    Raises
    ------
    BadQuestion
        The word is no change.
    """
    found = parse(Change, word) if word else None
    if word and found is None:
        raise BadQuestion(f"没有“{word}”这种变化。可以是：新增、不变、调整、缺口。", change=word)
    return found


@dataclass(frozen=True, slots=True)
class TargetQuestion:
    """Which place's rows of a target are asked for, and which kind of them."""

    place: str | None = None
    row: str | None = None
    cursor: str | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class ChainQuestion:
    """组织链: within a place, and the holes of which link."""

    place: str | None = None
    link: str | None = None
    cursor: str | None = None
    limit: int | None = None


def size_of(limit: int | None, default: int) -> int:
    """Return the size of a page, never more than the largest."""
    return min(max(limit or default, 1), LARGEST_PAGE)
