"""A region larger than memory: parts are read one after the other; limits, prices and the pairs near them are kept.

As in `matching.metropolis`: rough prices, all pairs near them, the exact auction on these, a proof over all pairs; and
again from the prices found while that gets farther. The parts hold rough auctions alone, then those who reach beyond a
part outbid whom they can; who loses a seat by it comes back in the exact auction.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

import numpy as np

from matching.arrays import READING, Index, Ints, Longs
from matching.bulk_auction import ROUGH, batches, hold_auction
from matching.far_sight import narrowed
from matching.kernels.auction_books import Books, Rows, opened
from matching.kernels.auction_rows import columns_of
from matching.kernels.offers import Offers, no_offers
from matching.metropolis import best_of, lowered, refinements
from matching.parts import Answer, Part, join, read, solve_part
from matching.population import Population
from matching.refining import KEPT_FALLEN, MOST_FALLS, NEAR, fallen_far, look_at, rows_of, settle_anew, wide_enough
from matching.region import (
    MOST_SCALE,
    Placement,
    Proof,
    Region,
    keeps_limits,
    payable,
    placed,
    sum_of_products,
    weighed,
)

KEPT: Final = 32
"""How many openings are kept for each person."""
WINDOW: Final = 20_000
"""Among so many openings, begun anywhere in a range, those who reach beyond a part look at first."""
SPREAD: Final = 2_654_435_761
"""Knuth's multiplier: spreads windows evenly over what is reached."""
AT_ONCE: Final = 2
"""How many parts hold their auctions at the same time."""


@dataclass(frozen=True)
class Stream:
    """Parts in files, and what is known of the whole.

    Attributes
    ----------
    paths : sequence of Path
        The first part has all openings, and the people who reach beyond one of the others.
    starts : array of int64, shape (parts + 1,)
        Rows of the people of each part in the whole: part after part, whatever the parts themselves say.
    max_posts, headcount : array of int64, shape (people,), (openings,)
    scale : int
    """

    paths: Sequence[Path]
    starts: Longs
    max_posts: Longs
    headcount: Longs
    scale: int

    @classmethod
    def of(cls, paths: Sequence[Path]) -> Stream:
        """Read the limits of all parts."""
        limits, headcount = [], np.empty(0, np.int64)
        for number, path in enumerate(paths):
            with READING, np.load(path, allow_pickle=False) as file:
                limits.append(file["people_max_posts"].astype(np.int64))
                headcount = headcount if number else file["openings_headcount"].astype(np.int64)
        starts = np.concatenate([[0], np.cumsum([len(one) for one in limits])])
        most = np.concatenate(limits)
        return cls(paths, starts, most, headcount, min(int(min(most.sum(), headcount.sum())) + 1, MOST_SCALE))

    def books(self) -> Books:
        """Open empty books at prices of zero."""
        return opened(self.max_posts, self.headcount)

    def part(self, number: int) -> Part:
        """Read a part, its people numbered as in the whole."""
        return read(self.paths[number])._replace(who=np.arange(self.starts[number], self.starts[number + 1]))

    def regions(self) -> Iterator[tuple[int, int, Region]]:
        """Read part after part: the row of its first person, where its openings begin, and the part."""
        for number in range(len(self.paths)):
            part = self.part(number)
            region = replace(Region.of(part.people, part.openings), scale=self.scale)
            yield int(self.starts[number]), part.first, region


def solve_stream(paths: Sequence[Path]) -> tuple[Placement, Proof]:
    """Assign people to openings so that the points add up to the most, reading part after part.

    Returns
    -------
    Placement, Proof
        Over all eligible pairs of the whole.
    """
    stream = Stream.of(paths)
    return best_of(refinements(roughly(stream), partial(refined, stream), partial(prove_stream, stream)))


def refined(stream: Stream, start: Placement) -> Placement:
    """Take the auction up from given prices, on all pairs near them."""
    found = start
    few, looked, rows = np.empty(0, np.intp), start.price.copy(), near(stream, start)
    for turn in range(MOST_FALLS):
        columns = Rows(*columns_of(rows, len(stream.headcount)))
        found = settle_anew(stream.books(), stream.scale, found, rows, columns)
        fell = fallen_far(looked - found.price, stream.headcount, stream.scale, turn)
        if not len(fell):
            break
        few = np.union1d(few, fell)
        looked[few] = found.price[few]
        rows = with_fallen(stream, rows, few, found)
    return found


def roughly(stream: Stream) -> Placement:
    """Find rough prices: parts alone, two at a time, then those who reach beyond."""

    def answer(number: int) -> Answer:
        return solve_part(stream.part(number), stream.scale, ROUGH)

    books = stream.books()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        join(books, pool.map(answer, range(1, len(stream.paths))))
    part = stream.part(0)
    region = replace(Region.of(within_windows(part.people), part.openings), scale=stream.scale)
    bids = hold_auction(region, books, region.room(), batches(region.people), ROUGH)
    return lowered(placed(books, bids), stream.scale)


def within_windows(people: Population) -> Population:
    """Let people look no farther than a window of what they reach, others for each of them."""
    size = people.reach_to.astype(np.int64) - people.reach_from
    begin = people.reach_from + np.arange(len(size)) * SPREAD % np.maximum(size - WINDOW, 1)
    first = np.where(size > WINDOW, begin, people.reach_from).astype(np.int32)
    return people._replace(reach_from=first, reach_to=np.minimum(people.reach_to, first + np.int32(WINDOW)))


def near(stream: Stream, placement: Placement) -> Rows:
    """Look at all openings with everybody, part after part, and keep the pairs near the prices."""
    found = []
    for _, first, region in stream.regions():
        people, width, least = len(region.people.max_posts), wide_enough(region, KEPT), -NEAR * region.scale
        offers = no_offers(people, width)
        price = placement.price[first : first + len(region.openings.headcount)]
        few = narrowed(region, price, least, np.full(people, width, np.int32))
        few.look(everybody(region), price, offers, least)
        found.append((rows_of(offers, no_offers(len(offers.size), 1)), first))
    return joined(found)


def with_fallen(stream: Stream, rows: Rows, few: Index, placement: Placement) -> Rows:
    """Add the pairs of openings whose prices fell."""
    found = []
    for row, first, region in stream.regions():
        people, seats = len(region.people.max_posts), len(region.openings.headcount)
        mine = few[(few >= first) & (few < first + seats)] - first
        local = replace(placement, price=placement.price[first : first + seats])
        fallen = no_offers(people, KEPT_FALLEN)
        look_at(region, mine, everybody(region), local, fallen, 0)
        found.append((rows_of(unrolled(rows, row, row + people, first), fallen), first))
    return joined(found)


def everybody(region: Region) -> Ints:
    """List all people of a region by row."""
    return np.arange(len(region.people.max_posts), dtype=np.int32)


def unrolled(rows: Rows, begin: int, end: int, first: int) -> Offers:
    """Turn the rows of some people back into offers, openings numbered from `first`."""
    size = np.diff(rows.start[begin : end + 1]).astype(np.int32)
    offers = no_offers(len(size), int(size.max(initial=0)) + 1)
    kept = np.arange(offers.opening.shape[1]) < size[:, None]
    pairs = slice(rows.start[begin], rows.start[end])
    offers.opening[kept], offers.score[kept] = rows.post[pairs] - first, rows.score[pairs]
    return offers._replace(size=size)


def joined(found: list[tuple[Rows, int]]) -> Rows:
    """Put the rows of all parts one after the other, openings numbered as in the whole."""
    start = np.concatenate([[0], np.cumsum(np.concatenate([np.diff(rows.start) for rows, _ in found]))])
    post, score = np.empty(start[-1], np.int32), np.empty(start[-1], np.int32)
    at = 0
    for rows, first in found:
        np.add(rows.post, first, out=post[at : at + len(rows.post)], casting="unsafe")
        score[at : at + len(rows.post)] = rows.score
        at += len(rows.post)
    return Rows(start, post, score)


def prove_stream(stream: Stream, placement: Placement) -> Proof:
    """Scan all eligible pairs, part after part, with the prices of a placement.

    Of those who may go to very many openings, pairs that cannot be among a person's best are passed over, and not
    counted among the pairs.
    """
    sums = np.zeros(4, object)
    for row, first, region in stream.regions():
        people, seats = len(region.people.max_posts), len(region.openings.headcount)
        mine = slice(*np.searchsorted(placement.person, [row, row + people]))
        price = placement.price[first : first + seats]
        local = Placement(placement.person[mine] - row, placement.opening[mine] - first, price, 0)
        few = narrowed(region, payable(price, region.scale), 0, region.people.max_posts, local)
        sums += np.array(weighed(few, local), object)
    gains, worth, kept, met = sums.tolist()
    allowed = kept == len(placement.person) and keeps_limits(stream.max_posts, stream.headcount, placement)
    bound = (gains + sum_of_products(payable(placement.price, stream.scale), stream.headcount)) // stream.scale
    return Proof(worth, bound, allowed, met)
