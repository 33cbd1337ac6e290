"""The auction of a whole region: people bid on the few best offers found for them, and look again when prices rose.

Prices only rise, so nothing passed over can have become better (`matching.kernels.bidding`). Who reaches little bids
first: who reaches much, and is dear to scan, then looks at prices that are nearly final.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.arrays import Ints
from matching.auction import BIDS_PER_SEAT
from matching.kernels.auction_books import Books
from matching.kernels.bidding import bid
from matching.kernels.offers import Offers
from matching.population import Population
from matching.region import Region

INTERLEAVED: Final = 4
FIRST_BUCKET: Final = 4
LEAST_BIDS: Final = 1_000_000
COARSER: Final = 64
"""By what a bid's least raise grows each time the bids are spent, so that every auction ends."""

NOBODY: Final = np.empty(0, np.int32)


@dataclass(frozen=True)
class Manner:
    """How carefully an auction is held.

    Attributes
    ----------
    step : int
        What a bid exceeds the second best by, in points; less than a point for 0.
    sample : int
        Among how many of the openings open to somebody offers are looked for; 0 for all.
    waiting : float
        The share of the people who may still be waiting when it ends.
    """

    step: int
    sample: int
    waiting: float


EXACT: Final = Manner(step=0, sample=0, waiting=0)
ROUGH: Final = Manner(step=20_000, sample=64, waiting=0.03)


def most_bids(seats: int) -> int:
    """Return how many bids so many seats are worth."""
    return LEAST_BIDS + BIDS_PER_SEAT * seats


def batches(people: Population) -> Iterator[Ints]:
    """Cut the people into batches that bid one after the other: who reaches few openings comes first."""
    reached = np.concatenate([[0], np.cumsum(people.reach_to.astype(np.int64) - people.reach_from)])
    reach = reached[people.reach_start[1:]] - reached[people.reach_start[:-1]]
    bucket = np.maximum(FIRST_BUCKET, np.ceil(np.log2(np.maximum(reach, 1)) / 2)).astype(np.int64)
    able = (reach > 0) & (people.max_posts > 0)
    for number in np.unique(bucket[able]):
        batch = np.flatnonzero(able & (bucket == number)).astype(np.int32)
        yield from (np.ascontiguousarray(batch[turn::INTERLEAVED]) for turn in range(INTERLEAVED))


def hold_auction(region: Region, books: Books, offers: Offers, batch: Iterator[Ints], manner: Manner = EXACT) -> int:
    """Let batches of people bid until all have what they want at the prices; returns the number of bids.

    While some bid, the next batch looks, and who has to look again: at the prices from before, but they only rise, so
    nothing is missed. Who looks is away, and bids next. Books may have more people than the region: they hold what they
    hold until they are outbid.
    """
    seats = int(region.openings.headcount.sum(dtype=np.int64))
    budget, step = most_bids(seats), max(1, manner.step * region.scale)
    people, bids, spent = len(region.people.max_posts), 0, 0
    aside, away = np.empty(people, np.int32), np.arange(len(books.taken)) >= people
    ready, again, enough = next(batch, NOBODY), NOBODY, int(manner.waiting * people)
    region.look(ready, books.price, offers, sample=manner.sample)
    with ThreadPoolExecutor(1) as beside:
        while len(ready):
            coming = next(batch, NOBODY)
            following = np.concatenate([again, coming])
            away[following] = True
            ahead = beside.submit(region.look, following, books.price.copy(), offers, sample=manner.sample)
            made, left = bid(offers, books, region.scale, step, ready, away, aside, budget - spent)
            ahead.result()
            away[following] = False
            bids, spent, again = bids + made, spent + made, aside[:left].copy()
            if spent >= budget:
                step, spent = step * COARSER, 0
            ready = following
            if not len(ready):
                region.look(again, books.price, offers, sample=manner.sample)
                ready, again = again, NOBODY
            if not len(coming) and len(ready) + len(again) <= enough:
                break
    return bids
