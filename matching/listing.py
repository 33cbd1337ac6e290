"""A region small enough for a list of its pairs: solved as one market, where scores tie too often for its auction.

Many people with the very same scores outbid each other by a point at a time until the bids of the region's auction are
spent. The market weighs people of a kind together, or leaves them to a min-cost flow, and either ends with a proof.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.arrays import Index, Longs
from matching.kernels.pairs import count_pairs, write_pairs
from matching.market import Market
from matching.region import Placement, Proof, Region, in_blocks, prove
from matching.solving import solved

MOST_LISTED: Final = 5_000_000
"""How many pairs are listed at most: half a gigabyte, and what a min-cost flow takes at once."""


def solved_by_list(region: Region, pairs: int) -> tuple[Placement, Proof] | None:
    """Solve a region by the list of all its pairs, and prove it by the scan of the region; None of too many pairs.

    Parameters
    ----------
    pairs : int
        How many eligible pairs a proof met.
    """
    if pairs > MOST_LISTED:
        return None
    found = solved(market_of(region))
    placement = Placement(found.person, found.post, found.price * region.scale, bids=0)
    return placement, prove(region, placement)


def market_of(region: Region) -> Market:
    """Write out every eligible pair of a region with its points."""
    person, opening, score = pairs_of(region)
    return Market.of_pairs(person, opening, score, region.people.max_posts, region.openings.headcount)


def pairs_of(region: Region) -> tuple[Index, Index, Longs]:
    """List person, opening and points of every eligible pair, by person and opening."""
    people, openings = region.people, region.openings
    number = np.zeros(len(people.max_posts), np.int64)
    in_blocks(len(number), lambda first, last: count_pairs(people, openings, first, last, number))
    start = np.concatenate([[0], np.cumsum(number)])
    opening, score = np.empty(start[-1], np.intp), np.empty(start[-1], np.int64)

    def part(first: int, last: int) -> None:
        write_pairs(people, openings, region.table, openings.meaning, first, last, start, opening, score)

    in_blocks(len(number), part)
    return np.repeat(np.arange(len(number)), number), opening, score
