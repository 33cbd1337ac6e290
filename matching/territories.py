"""The tree of territories as columns: a subtree is one contiguous range, distance is a lookup."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np

from graph_model.entities.candidates import TerritoryRow
from matching.arrays import Bools, Small

NOWHERE: Final = -1
SAME_COMMUNITY: Final = 0
SAME_SUBDISTRICT: Final = 1
SAME_DISTRICT: Final = 2
BEYOND: Final = 3
UNKNOWN_DISTANCE: Final = 9
STEPS_BY_LEVEL: Final = {"subdistrict": SAME_SUBDISTRICT, "district": SAME_DISTRICT}
DISTANCE_WORDS: Final = {
    SAME_COMMUNITY: "就在本地",
    SAME_SUBDISTRICT: "同一镇街",
    SAME_DISTRICT: "同区、不同镇街",
    BEYOND: "不在本区",
    UNKNOWN_DISTANCE: "所在地未登记",
}


@dataclass(frozen=True)
class Territories:
    """Territories in depth-first order, siblings by id; a territory's number is its place in that order.

    Attributes
    ----------
    rows : tuple of TerritoryRow
    ends : tuple of int
        One past the last number of each territory's subtree.
    parents : tuple of int
        Number of the parent, `NOWHERE` at a root.
    index : dict
        Number by id; ids of merged and split territories lead to their first living successor.
    """

    rows: tuple[TerritoryRow, ...]
    ends: tuple[int, ...]
    parents: tuple[int, ...]
    index: dict[str, int]

    @classmethod
    def from_rows(cls, rows: Iterable[TerritoryRow]) -> Territories:
        """Order the rows depth first; a row whose parent is not among them becomes a root."""
        known = {row.id: row for row in rows}
        children: dict[str | None, list[TerritoryRow]] = {}
        for row in sorted(known.values(), key=lambda row: row.id):
            children.setdefault(row.parent if row.parent in known else None, []).append(row)
        ordered, depths = _depth_first(children)
        index = {row.id: number for number, row in enumerate(ordered)}
        parents = tuple(index.get(row.parent or "", NOWHERE) for row in ordered)
        return cls(tuple(ordered), _ends(depths), parents, index | _redirects(known.values(), index))

    def __len__(self) -> int:
        return len(self.rows)

    def number(self, territory: str | None) -> int:
        """Find the number of a territory, or of the part of the tree it lies in; `NOWHERE` when it is unknown."""
        if territory is None:
            return NOWHERE
        found = self.index.get(territory)
        while found is None and "-" in territory:
            territory = territory.rpartition("-")[0]
            found = self.index.get(territory)
        return NOWHERE if found is None else found

    def name(self, number: int) -> str:
        """Say the name of a territory, 未知地点 when it is nowhere."""
        return self.rows[number].name if number != NOWHERE else "未知地点"

    def ancestors(self, number: int) -> list[int]:
        """List a territory and all that contain it, from the inside out."""
        chain = []
        while number != NOWHERE:
            chain.append(number)
            number = self.parents[number]
        return chain

    def contains(self, outer: int, inner: int) -> bool:
        """Tell whether one territory lies in another or is the same."""
        return outer != NOWHERE and outer <= inner < self.ends[outer]

    def at_level(self, number: int, level: str) -> int:
        """Find the territory of that level around a territory, `NOWHERE` when there is none.

        Of two the outer one: a merged community is part of the one that took its place.
        """
        return next((a for a in reversed(self.ancestors(number)) if self.rows[a].level == level), NOWHERE)

    @cached_property
    def _centres(self) -> tuple[int, ...]:
        found = (self.at_level(number, "community") for number in range(len(self)))
        return tuple(number if centre == NOWHERE else centre for number, centre in enumerate(found))

    @cached_property
    def _rings(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            (self.at_level(number, "subdistrict"), self.at_level(number, "district")) for number in range(len(self))
        )

    def community_of(self, number: int) -> int:
        """Lift a compound, grid or building to its community; leave others as they are."""
        return NOWHERE if number == NOWHERE else self._centres[number]

    def steps(self, place: int, number: int) -> int:
        """Measure how far one place is from a territory; the same figures as `steps_from`."""
        if NOWHERE in (place, number):
            return UNKNOWN_DISTANCE
        subdistrict, district = self._rings[number]
        if self.contains(self._centres[number], place):
            return SAME_COMMUNITY
        if self.contains(subdistrict, place):
            return SAME_SUBDISTRICT
        return SAME_DISTRICT if self.contains(district, place) else BEYOND

    def steps_from(self, number: int) -> Small:
        """Measure how far every territory is from one.

        Returns
        -------
        array of int8, shape (territories + 1,)
            0 in the same community or within the territory asked about, 1 in the same subdistrict, 2 in the same
            district, 3 beyond; the last entry, that of `NOWHERE`, is `UNKNOWN_DISTANCE`.
        """
        steps = np.full(len(self) + 1, UNKNOWN_DISTANCE if number == NOWHERE else BEYOND, np.int8)
        centre = self.community_of(number)
        for around in reversed(self.ancestors(centre)):
            inside = SAME_COMMUNITY if around == centre else STEPS_BY_LEVEL.get(self.rows[around].level, BEYOND)
            steps[around : self.ends[around]] = inside
        steps[NOWHERE] = UNKNOWN_DISTANCE
        return steps

    def around(self, number: int) -> Bools:
        """Mark the territories that contain a territory, itself included; shape (territories + 1,)."""
        mask = np.zeros(len(self) + 1, np.bool_)
        mask[self.ancestors(number)] = True
        return mask

    def inside(self, number: int) -> Bools:
        """Mark the territories of a subtree; shape (territories + 1,)."""
        mask = np.zeros(len(self) + 1, np.bool_)
        if number != NOWHERE:
            mask[number : self.ends[number]] = True
        return mask

    @cached_property
    def communities(self) -> tuple[int, ...]:
        """Number the communities in order."""
        return tuple(n for n, row in enumerate(self.rows) if row.level == "community")


def _depth_first(children: dict[str | None, list[TerritoryRow]]) -> tuple[list[TerritoryRow], list[int]]:
    ordered: list[TerritoryRow] = []
    depths: list[int] = []
    stack = [(row, 0) for row in reversed(children.get(None, []))]
    while stack:
        row, depth = stack.pop()
        ordered.append(row)
        depths.append(depth)
        stack.extend((child, depth + 1) for child in reversed(children.get(row.id, [])))
    return ordered, depths


def _ends(depths: Sequence[int]) -> tuple[int, ...]:
    """Find the end of each subtree, where the next territory of the same or a lesser depth begins."""
    ends = [len(depths)] * len(depths)
    open_numbers: list[int] = []
    for number, depth in enumerate(depths):
        while open_numbers and depths[open_numbers[-1]] >= depth:
            ends[open_numbers.pop()] = number
        open_numbers.append(number)
    return tuple(ends)


def _redirects(rows: Iterable[TerritoryRow], index: Mapping[str, int]) -> dict[str, int]:
    """Lead the codes of territories that are gone to the first, by id, of those that took their place."""
    latest_first = sorted(rows, key=lambda row: row.id, reverse=True)
    return {old: index[row.id] for row in latest_first for old in row.took_over}
