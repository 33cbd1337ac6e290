"""A whole region by its columns: looked at on all cores, placed, and proved over all eligible pairs."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from matching.arrays import Index, Ints, Longs
from matching.kernels.auction_books import Books, opened
from matching.kernels.offers import Offers, look, no_offers
from matching.kernels.proof import weigh
from matching.kernels.scan import records
from matching.population import Openings, Population

WIDTH: Final = 32
"""How many offers are kept for each person."""
BLOCK: Final = 1024
"""How many people a thread scans at a time."""
MOST_SCALE: Final = 2**24
WIDE: Final = ("place", "skill", "meaning")
"""Columns of openings with a row for each; all others but `nearness` have the openings last."""
FLAT: Final = tuple(name for name in Openings._fields if name not in {*WIDE, "nearness"})
Made = TypeVar("Made")


@dataclass(frozen=True)
class Region:
    """People and openings with what is derived from them once."""

    people: Population
    openings: Openings
    table: Ints
    scale: int

    @classmethod
    def of(cls, people: Population, openings: Openings) -> Region:
        """Prepare a region.

        Returns
        -------
        Region
            Its `scale` exceeds the units that can be assigned, so that whole prices prove a whole optimum; above
            16 million units the bound may stay a few points away.
        """
        units = min(int(people.max_posts.sum(dtype=np.int64)), int(openings.headcount.sum(dtype=np.int64)))
        return cls(people, openings, records(openings), min(units + 1, MOST_SCALE))

    def only(self, kept: Index) -> Region:
        """Narrow the region to some openings, ascending, for the same people."""
        people, openings = self.people, self.openings
        places = np.searchsorted(kept, np.stack([people.reach_from, people.reach_to])).astype(np.int32)
        inside = np.isin(people.barred, kept)
        barred = np.concatenate([[0], np.cumsum(inside)])
        narrowed = people._replace(
            reach_from=places[0],
            reach_to=places[1],
            barred=np.searchsorted(kept, people.barred[inside]).astype(np.int32),
            barred_start=barred[people.barred_start],
        )
        columns = {name: np.ascontiguousarray(getattr(openings, name)[..., kept]) for name in FLAT}
        columns |= {name: getattr(openings, name)[kept] for name in WIDE}
        return Region(narrowed, openings._replace(**columns), self.table[kept], self.scale)

    def books(self) -> Books:
        """Open empty books at prices of zero."""
        return opened(self.people.max_posts.astype(np.int64), self.openings.headcount.astype(np.int64))

    def room(self) -> Offers:
        """Make room for everybody's offers: more than anybody can hold, lest what is held fills it."""
        most = self.people.max_posts
        return no_offers(len(most), max(WIDTH, int(most.max(initial=0)) + 1))

    def look(self, who: Ints, price: Longs, offers: Offers, least: int = 0, sample: int = 0) -> int:
        """Look for the best openings of some people on all cores; returns how many eligible pairs were met."""

        def part(first: int, last: int) -> int:
            mine = who[first:last]
            args = (
                self.people,
                self.openings,
                self.table,
                self.openings.meaning,
                mine,
                price,
                self.scale,
                least,
                sample,
            )
            return int(look(*args, offers))

        return sum(in_blocks(len(who), part))


@dataclass(frozen=True)
class Proof:
    """What the scan of all eligible pairs found.

    Attributes
    ----------
    objective, bound : int
        Points of the assignment, and what no assignment can exceed.
    is_allowed : bool
        Whether every pair held is eligible, stands once, and all limits are kept.
    pairs : int
        How many eligible pairs there are.
    """

    objective: int
    bound: int
    is_allowed: bool
    pairs: int

    @property
    def proved(self) -> bool:
        """Whether nothing better exists."""
        return self.is_allowed and self.objective == self.bound

    @property
    def gap(self) -> float:
        """How much better another assignment could be at most, as a share."""
        return (self.bound - self.objective) / max(1, self.bound)


@dataclass(frozen=True)
class Placement:
    """Who goes where in a region.

    Attributes
    ----------
    person, opening : array of intp, shape (units,)
        By person, then by opening.
    price : array of int64, shape (openings,)
        What one more seat is worth, in points times the region's scale.
    bids : int
    """

    person: Index
    opening: Index
    price: Longs
    bids: int


def in_blocks(rows: int, work: Callable[[int, int], Made], block: int = BLOCK) -> list[Made]:
    """Run work on blocks of rows on all cores, whoever is free takes the next; results in the order of the rows."""
    starts = range(0, rows, block)
    if len(starts) <= 1:
        return [work(0, rows)] if rows else []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(work, starts, (min(rows, start + block) for start in starts)))


def placed(books: Books, bids: int = 0) -> Placement:
    """Read from the books who holds what."""
    units = np.diff(books.unit_start)
    person = np.repeat(np.arange(len(units)), units)
    held = np.arange(len(person)) - books.unit_start[person] < books.taken[person]
    opening = books.held[held].astype(np.intp)
    order = np.argsort(person[held] * len(books.price) + opening, kind="stable")
    free = books.filled < np.diff(books.seat_start)
    return Placement(person[held][order], opening[order], np.where(free, 0, books.price), bids)


def prove(region: Region, placement: Placement) -> Proof:
    """Scan all eligible pairs with the prices of a placement: an upper bound by linear duality for any prices.

    Only the columns, the pairs held and the prices are used.
    """
    people, openings = region.people.max_posts, region.openings.headcount
    gains, worth, kept, met = weighed(region, placement)
    rent = sum_of_products(payable(placement.price, region.scale), openings)
    allowed = kept == len(placement.person) and keeps_limits(people, openings, placement)
    return Proof(worth, (gains + rent) // region.scale, allowed, met)


def payable(price: Longs, scale: int) -> Longs:
    """Bring prices nobody pays, or below zero, to the nearest that can prove anything."""
    return np.minimum(np.maximum(price, 0), (1_000_000 + 1) * scale)


def weighed(region: Region, placement: Placement) -> tuple[int, int, int, int]:
    """Scan all eligible pairs: the most people could gain, points of the pairs held, how many are eligible, and all."""
    people, openings = region.people, region.openings
    price, held = payable(placement.price, region.scale), placement.opening.astype(np.int32)
    start = np.concatenate([[0], np.cumsum(np.bincount(placement.person, minlength=len(people.max_posts)))])

    def part(first: int, last: int) -> tuple[int, ...]:
        args = (people, openings, region.table, openings.meaning, first, last, start, held, price, region.scale)
        return tuple(int(one) for one in weigh(*args))

    found = in_blocks(len(people.max_posts), part)
    gains, worth, kept, met = (sum(column) for column in zip(*found, strict=True)) if found else (0, 0, 0, 0)
    return gains, worth, kept, met


def sum_of_products(price: Longs, headcount: Ints | Longs) -> int:
    """Multiply and add up without overflow."""
    low, seats = price & (2**31 - 1), np.maximum(headcount, 0).astype(np.int64)
    return (int((price >> 31) @ seats) << 31) + int(low @ seats)


def keeps_limits(people: Ints | Longs, openings: Ints | Longs, placement: Placement) -> bool:
    """Tell whether nobody and no opening has more than its limit, and no pair stands twice."""
    given = np.bincount(placement.person, minlength=len(people))
    taken = np.bincount(placement.opening, minlength=len(openings))
    pairs = placement.person * len(openings) + placement.opening
    return bool((given <= people).all() and (taken <= openings).all() and len(np.unique(pairs)) == len(pairs))
