"""The whole question as columns: territories, helpers and works, and what is derived from them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, TypeVar, cast

import numpy as np

from graph_model.entities.candidates import HelperRow, TerritoryRow, WorkRow
from graph_model.taxonomy import Taxonomy, load_taxonomy
from matching.arrays import EVERYONE, At, Index
from matching.demand import Demand, Works, prepare
from matching.described import Described
from matching.orders import Orders
from matching.sharing import Sharing
from matching.supply import PERSON, Helpers
from matching.territories import Territories
from matching.weights import Weights

__all__ = ["Helpers", "Inquiry", "Problem", "Territories", "Work", "Works"]

Work = int | Demand | WorkRow
"""A work of the problem by number, one made ready, or a row somebody just typed."""
Kept = TypeVar("Kept")
KEPT_CELLS: Final = 40_000_000
"""How many array cells derived columns may fill before the oldest are dropped."""
LEAST_KEPT: Final = 64


class Derived:
    """Columns derived from a problem, kept by key until newer ones need the room; threads may share it."""

    def __init__(self, rows: int) -> None:
        self._kept: dict[Hashable, object] = {}
        self._dropping = threading.Lock()
        self._most = max(LEAST_KEPT, KEPT_CELLS // max(1, rows))

    def has_room_for(self, columns: int) -> bool:
        """Whether so many columns fit beside as many others."""
        return 2 * columns <= self._most

    def known(self, key: Hashable) -> object | None:
        """Return what is kept under a key, None where nothing is."""
        return self._kept.get(key)

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what is kept under a key, made first if need be."""
        try:
            return cast("Kept", self._kept[key])
        except KeyError:
            made = make()
        with self._dropping:  # the oldest can be found only while nobody adds
            self._kept[key] = made
            if len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]
        return made


def _described(helpers: Helpers) -> Described:
    """Collect what teams, organisations and resources say of themselves; people are not described in words."""
    told = [helpers.rows[number] for number in np.flatnonzero((helpers.kind != PERSON) & helpers.alive)]
    return Described({row.id: f"{row.name} {row.text}" for row in told}, {row.id: unit_of(row) for row in told})


def unit_of(row: HelperRow) -> str:
    """Name the organisation that a helper is or belongs to."""
    return row.name if row.kind == "organisation" else row.organisation_name or ""


@dataclass(frozen=True)
class Problem:
    """Territories, helpers and works that belong together; never changed, only replaced.

    `weights` are those it is scored by, None for the documented ones of `matching.features`; `sharing` says how its
    week is spread over communities, `orders` what staff settled before.
    """

    territories: Territories
    helpers: Helpers
    works: Works
    taxonomy: Taxonomy
    described: Described = field(repr=False)
    derived: Derived = field(repr=False, compare=False)
    weights: Weights | None = None
    sharing: Sharing = Sharing()  # noqa: RUF009 frozen, so that all may share it
    orders: Orders = Orders()  # noqa: RUF009 frozen

    @classmethod
    def from_rows(
        cls,
        territories: Iterable[TerritoryRow],
        helpers: Iterable[HelperRow],
        works: Iterable[WorkRow],
        taxonomy: Taxonomy | None = None,
    ) -> Problem:
        """Build every column; rows may come in any order."""
        words = taxonomy or load_taxonomy()
        tree = Territories.from_rows(territories)
        return cls.of(tree, Helpers.from_rows(helpers, tree, words), Works.from_rows(works, tree, words), words)

    @classmethod
    def of(cls, territories: Territories, helpers: Helpers, works: Works, taxonomy: Taxonomy) -> Problem:
        """Join columns built before."""
        return cls(territories, helpers, works, taxonomy, _described(helpers), Derived(len(helpers)))

    def patched(
        self, helpers: Sequence[HelperRow] = (), works: Sequence[WorkRow] = (), removed: Iterable[str] = ()
    ) -> Problem:
        """Replace some rows by id, add new ones, remove others; the rest is shared with this problem."""
        gone = tuple(removed)
        if not helpers and not any(id_ in self.helpers.index for id_ in gone):
            return replace(self, works=self.works.patched(works, gone))
        patched = replace(
            self,
            helpers=self.helpers.patched(helpers, gone),
            works=self.works.patched(works, gone),
            derived=Derived(len(self.helpers)),
        )
        same = all(row.kind == "person" for row in helpers) and not any(id_ in self.described.texts for id_ in gone)
        return patched if same else replace(patched, described=_described(patched.helpers))

    def with_helpers(self, rows: Sequence[HelperRow]) -> Problem:
        """Replace all helpers, in the order given."""
        helpers = Helpers.from_rows(rows, self.territories, self.taxonomy)
        plain = Problem.of(self.territories, helpers, self.works, self.taxonomy)
        return replace(plain, weights=self.weights, sharing=self.sharing, orders=self.orders)

    def weighed(self, weights: Weights | None) -> Problem:
        """Return the same columns scored by other weights, None for the documented ones; no column depends on them."""
        return replace(self, weights=weights)

    def shared(self, sharing: Sharing) -> Problem:
        """Return the same columns with another way to spread the week; no column depends on it."""
        return replace(self, sharing=sharing)

    def ordered(self, orders: Orders) -> Problem:
        """Return the same columns under other orders of staff; no column depends on them."""
        return replace(self, orders=orders)

    def alone(self, helper: int) -> Problem:
        """Narrow the problem to one helper, so that many works can be judged without columns of everyone."""
        one = Helpers.from_rows([self.helpers.rows[helper]], self.territories, self.taxonomy)
        return replace(self, helpers=one, derived=Derived(1))

    def demand(self, work: Work) -> Demand:
        """Return a work made ready."""
        if isinstance(work, Demand):
            return work
        if isinstance(work, WorkRow):
            return prepare(work, self.territories, self.taxonomy)
        return self.works.demands[work]


@dataclass(frozen=True)
class Inquiry:
    """A bulk question: one work, one day, these helpers."""

    problem: Problem
    demand: Demand
    today: date
    at: At = field(default_factory=lambda: EVERYONE)

    @property
    def size(self) -> int:
        """How many helpers it is about."""
        return len(self.problem.helpers) if isinstance(self.at, slice) else len(self.at)

    @property
    def numbers(self) -> Index:
        """The numbers of the helpers it is about."""
        return np.arange(len(self.problem.helpers)) if isinstance(self.at, slice) else self.at
