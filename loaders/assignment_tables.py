"""Three tables of an assignment (pairs, people, posts) read into columns, or every reason why they cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import repeat
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from loaders.assignment_terms import OF_PAIRS, OF_PEOPLE, OF_POSTS, AssignmentTerms, terms_of
from loaders.named_columns import SHOWN, NamedColumns, UnusableTables, read_named

__all__ = ["AssignmentTables", "UnusableTables", "read_tables", "told_of"]

Longs = NDArray[np.int64]
MOST_WRONG: Final = 5
MOST_SHOWN: Final = 20
MOST_SCORE: Final = 2**31 - 2
MOST_PLACES: Final = 6
MOST_COUNT: Final = 10**9
MOST_MAGNITUDE: Final = 12
"""Powers of ten beyond which a score is refused before anything is reckoned with it, which could overflow."""
NOBODY: Final = -1
CALLED: Final = {
    "person": ("人员编号", "人员", "姓名", "人"),
    "post": ("岗位编号", "岗位", "岗"),
    "score": ("分数", "得分", "分"),
    "max_posts": ("上限", "最多几岗", "最多岗位数"),
    "headcount": ("名额", "需要人数", "人数"),
}
"""How staff head the columns that every table has."""
NONE_AT_ALL: Final = {"max_posts": "不派他就写 0", "headcount": "不要人就写 0"}
"""What to write where somebody takes no post, or a post nobody."""
WITHOUT_LOSSES: Final = ("pinned", "incumbent", "team", "must_fill", "least", "community")
"""Terms by which a pair worth less than nothing might have to be chosen, or be worth it."""


@dataclass(frozen=True)
class AssignmentTables:
    """What the tables say; people and posts in the order of their names, pairs as they stand.

    Attributes
    ----------
    persons, posts : list of str
    max_posts, headcount : array of int64, shape (people,), (posts,)
    person, post : array of int64, shape (pairs,)
        The number of the person and post of each pair, each pair once; without those whose score is below zero.
    score : array of int64, shape (pairs,)
        In units of 1 / `unit`.
    unit : int
        A power of ten: greater than one when scores have decimals.
    rows : list of int
        The row of the table in which each pair stands.
    terms : AssignmentTerms
        What the optional columns say.
    notes : list of str
        What was done that is not plain, in Chinese.
    """

    persons: list[str]
    posts: list[str]
    max_posts: Longs
    headcount: Longs
    person: Longs
    post: Longs
    score: Longs
    unit: int
    rows: list[int]
    terms: AssignmentTerms
    notes: list[str]


@dataclass(frozen=True)
class _Side:
    """People or posts in the order of their names, the limit of each, and the place of its line."""

    names: list[str]
    limit: Longs
    at: Longs


def read_tables(pairs: Path, people: Path, posts: Path) -> AssignmentTables:
    """Read the tables: columns person, post, score; person, max_posts; post, headcount; and those of `AssignmentTerms`.

    Other columns are passed over.

    Raises
    ------
    UnusableTables
        A column is missing, a number cannot be used, a pair names somebody unknown, one name or pair stands
        twice with different words.
    UnreadableFile
        A file is no table at all.
    """
    sheets = (
        read_named(pairs, ("person", "post", "score"), OF_PAIRS, CALLED),
        read_named(people, ("person", "max_posts"), OF_PEOPLE, CALLED),
        read_named(posts, ("post", "headcount"), OF_POSTS, CALLED),
    )
    table, persons, jobs = sheets[0], _side(sheets[1], "max_posts"), _side(sheets[2], "headcount")
    person, stranger = _numbers_of(table, "person", persons.names, f"{people.name} 里没有的人")
    post, nowhere = _numbers_of(table, "post", jobs.names, f"{posts.name} 里没有的岗位")
    score, unit, wrong = _scores(table)
    keys = person * len(jobs.names) + post
    best = _best(keys, score)
    kept = best[score[best] >= 0]
    terms, odd = terms_of(sheets, person, (kept, persons.at, jobs.at))
    losing, needed = _losing(table, score, terms)
    if reasons := [*stranger, *nowhere, *wrong, *odd, *needed] or _twins_at_odds(table, keys, best):
        raise UnusableTables(reasons)
    return AssignmentTables(
        persons.names,
        jobs.names,
        persons.limit,
        jobs.limit,
        person[kept],
        post[kept],
        score[kept],
        unit,
        [table.rows[place] for place in kept.tolist()],
        terms,
        [*_twins(table.name, len(score) - len(best)), *losing, *_decimals(unit)],
    )


def _side(table: NamedColumns, limit: str) -> _Side:
    """Read the people or the posts.

    Raises
    ------
    UnusableTables
        A limit is no number, or a name is missing or stands twice with different words.
    """
    names = next(iter(table.texts.values()))
    counts, wrong = _counts(table, limit)
    if empty := [place for place, name in enumerate(names) if not name]:
        wrong.append(table.at(empty, "没有名称"))
    first = dict(zip(reversed(names), reversed(range(len(names))), strict=True))
    if len(first) < len(names):
        wrong += _contradictions(table, names, counts, first) or _other_words(
            table, [first[name] for name in names], tuple(table.texts)[:2]
        )
    if wrong:
        raise UnusableTables(wrong[:MOST_WRONG])
    ordered = sorted(first)
    at = np.array([first[name] for name in ordered], np.int64)
    return _Side(ordered, counts[at], at)


def _contradictions(table: NamedColumns, names: list[str], counts: Longs, first: dict[str, int]) -> list[str]:
    return [
        f"{table.name} 第 {row} 行：{name} 前面写过 {counts[first[name]]}，这里是 {count}，只能有一个"
        for row, name, count in zip(table.rows, names, counts, strict=True)
        if counts[first[name]] != count
    ]


def _other_words(table: NamedColumns, first: Sequence[int], passed_over: Sequence[str]) -> list[str]:
    """Tell of lines that say the same as an earlier one with other words in an optional column."""
    return [
        f"{table.name} 第 {table.rows[place]} 行：{name} 前面写的是“{texts[before]}”，这里是“{texts[place]}”，要一样"
        for name, texts in table.texts.items()
        if name not in passed_over
        for place, before in enumerate(first)
        if texts[place] != texts[before]
    ][:MOST_WRONG]


def _twins_at_odds(table: NamedColumns, keys: Longs, kept: Longs) -> list[str]:
    """Tell of pairs that stand twice with other words beside the score."""
    if len(kept) == len(keys):
        return []
    _, first, which = np.unique(keys, return_index=True, return_inverse=True)
    return _other_words(table, first[which].tolist(), ("person", "post", "score"))


def _counts(table: NamedColumns, name: str) -> tuple[Longs, list[str]]:
    """Give a column of whole numbers from zero, and what is wrong with it."""
    counts = _whole(table.texts[name])
    if counts is None:
        return _read_exactly(table, name)
    bad = np.flatnonzero((counts < 0) | (counts > MOST_COUNT)).tolist()
    return counts, [_no_count(table, name, bad)] if bad else []


def _no_count(table: NamedColumns, name: str, bad: list[int]) -> str:
    """Say which counts cannot be used and what to write instead."""
    told = (
        f"{name} 写的是“{table.texts[name][bad[0]][:MOST_SHOWN]}”，应是 0 到 {MOST_COUNT} 的整数；{NONE_AT_ALL[name]}"
    )
    return table.at(bad, told)


def _read_exactly(table: NamedColumns, name: str) -> tuple[Longs, list[str]]:
    """Give counts that are written in other ways, as 2.0 or 1e3."""
    numbers, wrong = _decimal_numbers(table, name)
    bad = [
        place
        for place, one in enumerate(numbers)
        if one is not None and (one < 0 or one > MOST_COUNT or one != one.to_integral_value())
    ]
    if bad:
        wrong.append(_no_count(table, name, bad))
    return np.array([int(one) if one is not None and not wrong else 0 for one in numbers], np.int64), wrong


def _whole(texts: list[str]) -> Longs | None:
    """Give a column as whole numbers, or nothing when it holds anything else."""
    try:
        return np.fromiter(map(int, texts), np.int64, len(texts))
    except (ValueError, OverflowError):
        return None


def _decimal_numbers(table: NamedColumns, name: str) -> tuple[list[Decimal | None], list[str]]:
    numbers = [_number(text) for text in table.texts[name]]
    bad = [place for place, one in enumerate(numbers) if one is None]
    return numbers, [table.at(bad, f"不是数：{name} {_shown(table.texts[name][bad[0]])}")] if bad else []


def _shown(text: str) -> str:
    return f"写的是“{text[:MOST_SHOWN]}”" if text else "空着"


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _scores(table: NamedColumns) -> tuple[Longs, int, list[str]]:
    """Give scores as whole numbers of one unit, the unit, and what is wrong with them."""
    score = _whole(table.texts["score"])
    return _decimal_scores(table) if score is None else (score, 1, _out_of_range(table, score, 1))


def _decimal_scores(table: NamedColumns) -> tuple[Longs, int, list[str]]:
    numbers, wrong = _decimal_numbers(table, "score")
    wrong = wrong or _out_of_reach(table, numbers)
    if wrong:
        return np.zeros(len(numbers), np.int64), 1, wrong
    known = [one.normalize() for one in numbers if one is not None]
    places = max((-int(one.as_tuple().exponent) for one in known), default=0)
    if places > MOST_PLACES:
        too_fine = f"{table.name} 的分数最多 {MOST_PLACES} 位小数，这里有 {places} 位：请先舍入"
        return np.zeros(len(numbers), np.int64), 1, [too_fine]
    unit = 10 ** max(0, places)
    score = np.array([int(one * unit) for one in known], np.int64)
    return score, unit, _out_of_range(table, score, unit)


def _out_of_reach(table: NamedColumns, numbers: list[Decimal | None]) -> list[str]:
    far = [place for place, one in enumerate(numbers) if one and abs(one.adjusted()) > MOST_MAGNITUDE]
    told = f"分数太大或太小，应不超过 {MOST_SCORE}、最多 {MOST_PLACES} 位小数"
    return [table.at(far, told)] if far else []


def _out_of_range(table: NamedColumns, score: Longs, unit: int) -> list[str]:
    above = np.flatnonzero(score > MOST_SCORE).tolist()
    return [table.at(above, f"分数超过 {MOST_SCORE // unit}")] if above else []


def _losing(table: NamedColumns, score: Longs, terms: AssignmentTerms) -> tuple[list[str], list[str]]:
    """Tell of scores below zero, which no best assignment holds, and of terms that might yet need them."""
    below = np.flatnonzero(score < 0).tolist()
    if not below:
        return [], []
    needing = [name for name in WITHOUT_LOSSES if getattr(terms, name) is not None]
    if needing:
        return [], [table.at(below, f"有 {'、'.join(needing)} 列时分数不能低于零，改成零或删去这些行")]
    return [table.at(below, "分数低于零，派了总分只会更少，所以从不派")], []


def _numbers_of(table: NamedColumns, name: str, known: list[str], who: str) -> tuple[Longs, list[str]]:
    """Give the number of each name of a column, and who is not known."""
    number = {one: place for place, one in enumerate(known)}
    column = table.texts[name]
    numbers = np.fromiter(map(number.get, column, repeat(NOBODY)), np.int64, len(column))
    unknown = np.flatnonzero(numbers == NOBODY).tolist()
    strangers = "、".join(list(dict.fromkeys(column[at] for at in unknown))[:SHOWN])
    return numbers, [f"{table.at(unknown, who)}（{strangers}）"] if unknown else []


def _best(keys: Longs, score: Longs) -> Longs:
    """Keep each pair once: the first row of its best score."""
    ordered = np.sort(keys)
    if not (ordered[1:] == ordered[:-1]).any():
        return np.arange(len(keys))
    order = np.lexsort((-score, keys))
    return np.sort(order[np.r_[True, np.diff(keys[order]) > 0]])


def _twins(name: str, twins: int) -> list[str]:
    return [f"{name} 有 {twins} 行重复的组合：每个组合只算一次，取最高分"] if twins else []


def _decimals(unit: int) -> list[str]:
    return [f"分数带小数：乘以 {unit} 按整数求解，回答里已除回来"] if unit > 1 else []


def told_of(reasons: Iterable[str]) -> str:
    """Join reasons into what is printed."""
    return "；".join(reasons)
