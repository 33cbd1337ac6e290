"""The assignment of a whole region from its columns: the optimum over all eligible pairs, proved, no pair list kept.

People bid on the few best offers found for them and look again when prices have outrun these; prices only rise, so
nothing passed over can have become better (`matching.kernels.bidding`). Who reaches little bids first: who reaches
much, and is dear to scan, then looks at prices that are nearly final. In the end every eligible pair is scanned once
more with the last prices, which proves how good the assignment is whatever the auction did.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np

from matching.arrays import Index, Ints, Longs
from matching.kernels.auction_books import Books, opened
from matching.kernels.bidding import bid
from matching.kernels.offers import Offers, look, no_offers
from matching.kernels.proof import weigh
from matching.kernels.scan import records
from matching.population import Openings, Population

WIDTH: Final = 16
"""How many offers are kept for each person."""
BLOCK: Final = 1024
"""How many people a thread scans at a time."""
INTERLEAVED: Final = 4
FIRST_BUCKET: Final = 4
BIDS_PER_SEAT: Final = 60
LEAST_BIDS: Final = 1_000_000
COARSER: Final = 64
"""By what a bid's least raise grows each time the bids are spent, so that every auction ends."""
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

    def look(self, who: Ints, price: Longs, offers: Offers, least: int = 0) -> int:
        """Look for the best openings of some people on all cores; returns how many eligible pairs were met."""

        def part(first: int, last: int) -> int:
            mine = who[first:last]
            args = (self.people, self.openings, self.table, self.openings.meaning, mine, price, self.scale, least)
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


def solve(region: Region) -> tuple[Placement, Proof]:
    """Assign people to openings so that the points add up to the most, and prove it.

    Returns
    -------
    Placement, Proof
        The same for any number of threads. Where scores are so alike that bids are spent, the auction goes on with
        coarser raises and the proof tells how far the optimum can be.
    """
    books, offers = region.books(), region.room()
    bids = hold_auction(region, books, offers, batches(region.people))
    placement = placed(books, bids)
    return placement, prove(region, placement)


def in_blocks(rows: int, work: Callable[[int, int], Made], block: int = BLOCK) -> list[Made]:
    """Run work on blocks of rows on all cores, whoever is free takes the next; results in the order of the rows."""
    starts = range(0, rows, block)
    if len(starts) <= 1:
        return [work(0, rows)] if rows else []
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(work, starts, (min(rows, start + block) for start in starts)))


def batches(people: Population) -> Iterator[Ints]:
    """Cut the people into batches that bid one after the other: who reaches few openings comes first."""
    reached = np.concatenate([[0], np.cumsum(people.reach_to.astype(np.int64) - people.reach_from)])
    reach = reached[people.reach_start[1:]] - reached[people.reach_start[:-1]]
    bucket = np.maximum(FIRST_BUCKET, np.ceil(np.log2(np.maximum(reach, 1)) / 2)).astype(np.int64)
    able = (reach > 0) & (people.max_posts > 0)
    for number in np.unique(bucket[able]):
        batch = np.flatnonzero(able & (bucket == number)).astype(np.int32)
        yield from (np.ascontiguousarray(batch[turn::INTERLEAVED]) for turn in range(INTERLEAVED))


def hold_auction(region: Region, books: Books, offers: Offers, waiting: Iterator[Ints]) -> int:
    """Let batches of people bid until everybody has what he wants at the prices; returns the number of bids.

    While one batch bids the next one looks, at the prices from before: they only rise, so nothing is missed. Who has to
    look again does so then and bids with the next batch.
    """
    step, bids, spent = 1, 0, 0
    seats = int(region.openings.headcount.sum(dtype=np.int64))
    budget = LEAST_BIDS + BIDS_PER_SEAT * seats
    aside, again = np.empty(len(region.people.max_posts), np.int32), np.empty(0, np.int32)
    with ThreadPoolExecutor(1) as beside:
        for batch, following in pairwise([np.empty(0, np.int32), *waiting, np.empty(0, np.int32)]):
            ahead = beside.submit(region.look, following, books.price.copy(), offers)
            who = np.concatenate([again, batch])
            while len(who):
                made, left = bid(offers, books, region.scale, step, who, aside, budget - spent)
                bids, spent, again = bids + made, spent + made, aside[:left].copy()
                if spent >= budget:
                    step, spent = step * COARSER, 0
                region.look(again, books.price, offers)
                if len(following):
                    break
                who = again
            ahead.result()
    return bids


def placed(books: Books, bids: int = 0) -> Placement:
    """Read from the books who holds what."""
    units = np.diff(books.unit_start)
    person = np.repeat(np.arange(len(units)), units)
    held = np.arange(len(person)) - books.unit_start[person] < books.taken[person]
    opening = books.held[held].astype(np.intp)
    order = np.lexsort((opening, person[held]))
    free = books.filled < np.diff(books.seat_start)
    return Placement(person[held][order], opening[order], np.where(free, 0, books.price), bids)


def prove(region: Region, placement: Placement) -> Proof:
    """Scan all eligible pairs with the prices of a placement: an upper bound by linear duality for any prices.

    Only the columns, the pairs held and the prices are used.
    """
    people, openings = region.people, region.openings
    price = np.minimum(np.maximum(placement.price, 0), (1_000_000 + 1) * region.scale)
    start = np.concatenate([[0], np.cumsum(np.bincount(placement.person, minlength=len(people.max_posts)))])
    held = placement.opening.astype(np.int32)

    def part(first: int, last: int) -> tuple[int, ...]:
        args = (people, openings, region.table, openings.meaning, first, last, start, held, price, region.scale)
        return tuple(int(one) for one in weigh(*args))

    found = in_blocks(len(people.max_posts), part)
    gains, worth, kept, met = (sum(column) for column in zip(*found, strict=True)) if found else (0, 0, 0, 0)
    rent = sum_of_products(price, openings.headcount)
    return Proof(worth, (gains + rent) // region.scale, kept == len(held) and _keeps_limits(region, placement), met)


def sum_of_products(price: Longs, headcount: Ints) -> int:
    """Multiply and add up without overflow."""
    low, seats = price & (2**31 - 1), np.maximum(headcount, 0).astype(np.int64)
    return (int((price >> 31) @ seats) << 31) + int(low @ seats)


def _keeps_limits(region: Region, placement: Placement) -> bool:
    people, openings = region.people.max_posts, region.openings.headcount
    given, taken = (
        np.bincount(placement.person, minlength=len(people)),
        np.bincount(placement.opening, minlength=len(openings)),
    )
    pairs = placement.person * len(openings) + placement.opening
    return bool((given <= people).all() and (taken <= openings).all() and len(np.unique(pairs)) == len(pairs))
