"""The optional columns of the tables of an assignment: what is settled, teams, half-days, least staffing and so on."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import repeat
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph_model.slots import ALL_SLOTS, SlotsUnclear, parse_slots
from loaders.named_columns import NamedColumns

Longs = NDArray[np.int64]
Bools = NDArray[np.bool_]
OF_PAIRS: Final = ("pinned", "forbidden", "incumbent", "group", "group_limit")
OF_PEOPLE: Final = ("team",)
OF_POSTS: Final = ("must_fill", "least", "slots", "community")
FLAGS: Final = dict.fromkeys(("", "0", "否", "no", "n", "false"), 0) | dict.fromkeys(("1", "是", "yes", "y", "true"), 1)
NEITHER: Final = 2
NONE: Final = -1
MOST: Final = 10**9


@dataclass(frozen=True)
class AssignmentTerms:
    """Side terms by the names `matching.assignment` knows them by; None where the tables are without the column.

    Attributes
    ----------
    pinned, forbidden, incumbent : array of bool, shape (pairs,), or None
    group : array of int64, shape (pairs,), or None
        Pairs of one person with the same word share a limit; -1 for none.
    group_limit : array of int64, shape (groups,), or None
    team : array of int64, shape (people,), or None
    must_fill : array of bool, shape (posts,), or None
    least, slots, community : array of int64, shape (posts,), or None
    """

    pinned: Bools | None = None
    forbidden: Bools | None = None
    incumbent: Bools | None = None
    group: Longs | None = None
    group_limit: Longs | None = None
    team: Longs | None = None
    must_fill: Bools | None = None
    least: Longs | None = None
    slots: Longs | None = None
    community: Longs | None = None

    def __bool__(self) -> bool:
        return any(one is not None for one in vars(self).values())


@dataclass
class TermReader:
    """Reads one table's optional columns; `wrong` collects what cannot be used."""

    table: NamedColumns
    wrong: list[str] = field(default_factory=list)

    def flags(self, name: str) -> Bools | None:
        """Give a column of yes and no; empty is no."""
        if name not in self.table.texts:
            return None
        texts = [text.lower() for text in self.table.texts[name]]
        values = np.fromiter(map(FLAGS.get, texts, repeat(NEITHER)), np.int8, len(texts))
        self._refuse(np.flatnonzero(values == NEITHER), f"{name} 只能写 是 或 否（1 或 0），空着是否")
        found: Bools = values == 1
        return found

    def counts(self, name: str, most: int = MOST) -> Longs | None:
        """Give a column of whole numbers from zero; -1 where it is empty."""
        if name not in self.table.texts:
            return None
        values = [_count(text, most) for text in self.table.texts[name]]
        self._refuse((at for at, one in enumerate(values) if one is None), f"{name} 应是 0 到 {most} 的整数")
        return np.array([NONE if one is None else one for one in values], np.int64)

    def names(self, name: str) -> Longs | None:
        """Give numbers to the words of a column in their order; -1 where it is empty."""
        if name not in self.table.texts:
            return None
        texts = self.table.texts[name]
        number = {word: place for place, word in enumerate(sorted(set(texts) - {""}))}
        return np.fromiter(map(number.get, texts, repeat(NONE)), np.int64, len(texts))

    def half_days(self, name: str) -> Longs | None:
        """Give a column of half-days as bits, written as staff say them, or as the bits themselves."""
        if name not in self.table.texts:
            return None
        return np.array([self._half_days(at, text) for at, text in enumerate(self.table.texts[name])], np.int64)

    def _half_days(self, at: int, text: str) -> int:
        if not text:
            return 0
        if (bits := _count(text, ALL_SLOTS)) is not None:
            return bits
        try:
            slots = parse_slots(text)
        except SlotsUnclear as unclear:
            self._refuse([at], f"slots {unclear}。{unclear.advice}")
            return 0
        if slots is None:
            self._refuse([at], f"slots “{text}”里没有半天，要写成 周六上午 这样")
        return slots or 0

    def groups(self, person: Longs) -> tuple[Longs | None, Longs | None]:
        """Give numbers to the groups, each of one person, and their limits, one where nothing is written."""
        words, limits = self.names("group"), self.counts("group_limit")
        if words is None:
            if limits is not None:
                self.wrong.append(f"{self.table.name} 有 group_limit 列，没有 group 列")
            return None, None
        grouped = words != NONE
        keys = person * (int(words.max(initial=0)) + 1) + words
        numbers = np.full(len(words), NONE)
        _, numbers[grouped] = np.unique(keys[grouped], return_inverse=True)
        return numbers, self._group_limits(numbers, limits)

    def _group_limits(self, numbers: Longs, limits: Longs | None) -> Longs:
        size = int(numbers.max(initial=NONE)) + 1
        if limits is None:
            return np.ones(size, np.int64)
        given = np.where(limits == NONE, 1, limits)
        found, lowest = np.zeros(size, np.int64), np.full(size, MOST)
        at = np.flatnonzero(numbers != NONE)
        np.maximum.at(found, numbers[at], given[at])
        np.minimum.at(lowest, numbers[at], given[at])
        self._refuse(at[(found != lowest)[numbers[at]]], "同一人同一组的 group_limit 要写得一样（空着是 1）")
        self._refuse(np.flatnonzero((numbers == NONE) & (limits != NONE)), "写了 group_limit，没有写 group")
        return found

    def _refuse(self, places: Iterable[int], reason: str) -> None:
        if found := [int(one) for one in places]:
            self.wrong.append(self.table.at(found, reason))


def _count(text: str, most: int) -> int | None:
    """Read a whole number from zero; -1 for an empty text, None for what is none."""
    if not text:
        return NONE
    return int(text) if text.isdecimal() and len(text) <= len(str(most)) and int(text) <= most else None


def terms_of(
    tables: tuple[NamedColumns, NamedColumns, NamedColumns], person: Longs, at: tuple[Longs, Longs, Longs]
) -> tuple[AssignmentTerms, list[str]]:
    """Read the terms of pairs, people and posts, and what is wrong with them.

    Parameters
    ----------
    person : array of int64, shape (rows of pairs,)
        The number of the person of each row.
    at : three arrays of int64
        Which row of each table stands for each pair, person and post.
    """
    pairs, people, posts = (TermReader(table) for table in tables)
    group, group_limit = pairs.groups(person)
    flags = {name: pairs.flags(name) for name in ("pinned", "forbidden", "incumbent")}
    of_pairs: dict[str, Longs | Bools | None] = {**flags, "group": group}
    of_people: dict[str, Longs | Bools | None] = {"team": people.names("team")}
    of_posts: dict[str, Longs | Bools | None] = {
        "must_fill": posts.flags("must_fill"),
        "least": posts.counts("least"),
        "slots": posts.half_days("slots"),
        "community": posts.names("community"),
    }
    found = {
        name: column[rows]
        for some, rows in zip((of_pairs, of_people, of_posts), at, strict=True)
        for name, column in some.items()
        if column is not None
    }
    terms = AssignmentTerms(**found, group_limit=group_limit)  # type: ignore[arg-type] # each by the name of its column
    return terms, [*people.wrong, *posts.wrong, *pairs.wrong]
