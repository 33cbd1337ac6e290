"""Three tables of an assignment (pairs, people, posts) read into columns, or every reason why they cannot be."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Final

from loaders.files import Cell, read_sheets

SHOWN: Final = 5
MOST_SCORE: Final = 2**31 - 2
MOST_PLACES: Final = 6
MOST_COUNT: Final = 10**9
MOST_MAGNITUDE: Final = 12
"""Powers of ten beyond which a score is refused before anything is reckoned with it, which could overflow."""


class UnusableTables(Exception):
    """Tables that contradict themselves or each other; carries one Chinese sentence for every reason."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("；".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class AssignmentTables:
    """What the tables say; people and posts in the order of their names, pairs as they stand.

    Attributes
    ----------
    persons, posts : list of str
    max_posts, headcount : list of int
    person, post : list of int
        The number of the person and post of each pair, each pair once.
    score : list of int
        In units of 1 / `unit`.
    unit : int
        A power of ten: greater than one when scores have decimals.
    notes : list of str
        What was done that is not plain, in Chinese.
    """

    persons: list[str]
    posts: list[str]
    max_posts: list[int]
    headcount: list[int]
    person: list[int]
    post: list[int]
    score: list[int]
    unit: int
    notes: list[str]


@dataclass(frozen=True)
class _Table:
    """Columns of one table, and the row each line stands in."""

    name: str
    columns: list[list[str]]
    rows: list[int]


def read_tables(pairs: Path, people: Path, posts: Path) -> AssignmentTables:
    """Read the tables: columns person, post, score; person, max_posts; post, headcount; others are passed over.

    Raises
    ------
    UnusableTables
        A column is missing, a number cannot be used, a pair names somebody unknown, one name has two limits.
    UnreadableFile
        A file is no table at all.
    """
    persons, max_posts = _limits(_read(people, ("person", "max_posts")))
    jobs, headcount = _limits(_read(posts, ("post", "headcount")))
    table = _read(pairs, ("person", "post", "score"))
    reasons = [
        *_unknown(table, 0, persons, f"{people.name} 里没有的人"),
        *_unknown(table, 1, jobs, f"{posts.name} 里没有的岗位"),
    ]
    score, unit, wrong = _scores(table)
    if reasons or wrong:
        raise UnusableTables([*reasons, *wrong])
    numbers = [{name: number for number, name in enumerate(names)} for names in (persons, jobs)]
    person, post = ([of[name] for name in column] for of, column in zip(numbers, table.columns[:2], strict=True))
    best = _best(person, post, score)
    notes = _twins(table.name, len(score) - len(best)) + _decimals(unit)
    person, post = ([pair[side] for pair in best] for side in (0, 1))
    return AssignmentTables(persons, jobs, max_posts, headcount, person, post, list(best.values()), unit, notes)


def _read(path: Path, wanted: tuple[str, ...]) -> _Table:
    sheet = next(iter(read_sheets(path)))
    lines = [(number, row) for number, row in enumerate(sheet.rows, 1) if any(map(_text, row))]
    head = [_text(cell).lower() for cell in lines[0][1]] if lines else []
    missing = [name for name in wanted if name not in head]
    if missing:
        raise UnusableTables([f"{path.name} 缺少列 {'、'.join(missing)}：第一行应是 {','.join(wanted)}"])
    places = [head.index(name) for name in wanted]
    widest = max(places) + 1
    body = [row if len(row) >= widest else [*row, *[""] * widest] for _, row in lines[1:]]
    columns = [[_text(row[place]) for row in body] for place in places]
    return _Table(path.name, columns, [number for number, _ in lines[1:]])


def _text(cell: Cell) -> str:
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _limits(table: _Table) -> tuple[list[str], list[int]]:
    """Give names in order and the limit of each."""
    names = table.columns[0]
    counts, wrong = _counts(table, 1)
    empty = [row for row, name in zip(table.rows, names, strict=True) if not name]
    if empty:
        wrong.append(f"{table.name} 第 {_some(empty)} 行没有名称")
    limits: dict[str, int] = {}
    for row, name, count in zip(table.rows, names, counts, strict=True):
        if limits.setdefault(name, count) != count:
            wrong.append(f"{table.name} 第 {row} 行：{name} 前面写过 {limits[name]}，这里是 {count}，只能有一个")
    if wrong:
        raise UnusableTables(wrong[:SHOWN])
    ordered = sorted(limits)
    return ordered, [limits[name] for name in ordered]


def _counts(table: _Table, place: int) -> tuple[list[int], list[str]]:
    """Give a column of whole numbers from zero, and what is wrong with it."""
    numbers, wrong = _numbers(table, place)
    bad = [
        row
        for row, one in zip(table.rows, numbers, strict=True)
        if one is not None and (one < 0 or one > MOST_COUNT or one != one.to_integral_value())
    ]
    if bad:
        wrong.append(f"{table.name} 第 {_some(bad)} 行：应是 0 到 {MOST_COUNT} 的整数")
    return [int(one) if one is not None and not wrong else 0 for one in numbers], wrong


def _numbers(table: _Table, place: int) -> tuple[list[Decimal | None], list[str]]:
    numbers = [_number(text) for text in table.columns[place]]
    bad = [row for row, one in zip(table.rows, numbers, strict=True) if one is None]
    return numbers, [f"{table.name} 第 {_some(bad)} 行：不是数"] if bad else []


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _scores(table: _Table) -> tuple[list[int], int, list[str]]:
    """Give scores as whole numbers of one unit, the unit, and what is wrong with them."""
    try:
        score = [int(text) for text in table.columns[2]]
    except ValueError:
        return _decimal_scores(table)
    return score, 1, _out_of_range(table, score, 1)


def _decimal_scores(table: _Table) -> tuple[list[int], int, list[str]]:
    numbers, wrong = _numbers(table, 2)
    wrong = wrong or _out_of_reach(table, numbers)
    if wrong:
        return [], 1, wrong
    known = [one.normalize() for one in numbers if one is not None]
    places = max((-int(one.as_tuple().exponent) for one in known), default=0)
    if places > MOST_PLACES:
        return [], 1, [f"{table.name} 的分数最多 {MOST_PLACES} 位小数，这里有 {places} 位：请先舍入"]
    unit = 10 ** max(0, places)
    score = [int(one * unit) for one in known]
    return score, unit, _out_of_range(table, score, unit)


def _out_of_reach(table: _Table, numbers: list[Decimal | None]) -> list[str]:
    far = [row for row, one in zip(table.rows, numbers, strict=True) if one and abs(one.adjusted()) > MOST_MAGNITUDE]
    told = f"{table.name} 第 {_some(far)} 行：分数太大或太小，应在 0 到 {MOST_SCORE} 之间、最多 {MOST_PLACES} 位小数"
    return [told] if far else []


def _out_of_range(table: _Table, score: list[int], unit: int) -> list[str]:
    below = [row for row, one in zip(table.rows, score, strict=True) if one < 0]
    above = [row for row, one in zip(table.rows, score, strict=True) if one > MOST_SCORE]
    told = [f"{table.name} 第 {_some(below)} 行：分数低于零"] if below else []
    return told + ([f"{table.name} 第 {_some(above)} 行：分数超过 {MOST_SCORE // unit}"] if above else [])


def _unknown(table: _Table, place: int, names: list[str], who: str) -> list[str]:
    known = set(names)
    rows = [row for row, name in zip(table.rows, table.columns[place], strict=True) if name not in known]
    return [f"{table.name} 第 {_some(rows)} 行：{who}"] if rows else []


def _some(rows: Sequence[int]) -> str:
    shown = "、".join(map(str, rows[:SHOWN]))
    return shown if len(rows) <= SHOWN else f"{shown} 等 {len(rows)}"


def _best(person: list[int], post: list[int], score: list[int]) -> dict[tuple[int, int], int]:
    """Give each pair its best score."""
    best = dict(zip(zip(person, post, strict=True), score, strict=True))
    if len(best) < len(score):
        for pair, one in zip(zip(person, post, strict=True), score, strict=True):
            best[pair] = max(best[pair], one)
    return best


def _twins(name: str, twins: int) -> list[str]:
    return [f"{name} 有 {twins} 行重复的组合：每个组合只算一次，取最高分"] if twins else []


def _decimals(unit: int) -> list[str]:
    return [f"分数带小数：乘以 {unit} 按整数求解，回答里已除回来"] if unit > 1 else []


def told_of(reasons: Iterable[str]) -> str:
    """Join reasons into what is printed."""
    return "；".join(reasons)
