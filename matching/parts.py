"""A region by territory: parts solved alone, anywhere, then one repair with prices, equal to the optimum of the whole.

A part has the openings of a stretch of territory and the people whose whole reach lies in it. It knows nothing of the
others, so its people's bids are those of an auction in which those who reach farther have not yet spoken. The repair
lets these speak, and whoever loses a seat by it bid again: prices only rise, as in one auction over the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final, NamedTuple

import joblib
import numpy as np

from matching.arrays import READING, Index, Ints, Longs
from matching.bulk_auction import EXACT, Manner, batches, hold_auction
from matching.kernels.auction_books import Books
from matching.metropolis import prove_refined
from matching.population import Openings, Population
from matching.region import FLAT, WIDE, Placement, Proof, Region, placed, prove

NOT_LOOKED: Final = 2**62
"""What somebody whose offers are not here may gain, for all that is known."""
LISTS: Final = ("reach_start", "reach_from", "reach_to", "barred_start", "barred")


class Part(NamedTuple):
    """Some people and a stretch of openings.

    Attributes
    ----------
    people, openings : Population, Openings
        Openings are numbered within the part.
    who : array of intp, shape (people,)
        Their rows in the whole.
    first : int
        Where the openings begin in the whole.
    """

    people: Population
    openings: Openings
    who: Index
    first: int


class Answer(NamedTuple):
    """What a part hands back: prices and who holds what at which bid, in rows of the whole; never lists of pairs."""

    person: Index
    opening: Index
    bid: Longs
    worth: Ints
    first: int
    price: Longs


def cut(people: Population, openings: Openings, ends: Sequence[int]) -> tuple[list[Part], Ints]:
    """Cut a region into parts.

    Parameters
    ----------
    ends : sequence of int
        Where each part's openings end, ascending; the last is the number of openings.

    Returns
    -------
    list of Part, array of int32
        The parts, and the rows of the people who reach beyond one of them.
    """
    starts, bounds = people.reach_start, np.asarray(ends)
    has = starts[1:] > starts[:-1]
    low, high = np.zeros(len(has), np.int32), np.zeros(len(has), np.int32)
    low[has], high[has] = people.reach_from[starts[:-1][has]], people.reach_to[starts[1:][has] - 1]
    part = np.searchsorted(bounds, low, "right")
    inside = has & (high <= bounds[np.minimum(part, len(bounds) - 1)])
    found = []
    for number, (first, last) in enumerate(zip([0, *ends[:-1]], ends, strict=True)):
        who = np.flatnonzero(inside & (part == number))
        found.append(Part(chosen(people, who, first), stretch(openings, first, last), who, first))
    return found, np.flatnonzero(has & ~inside).astype(np.int32)


def chosen(people: Population, who: Index, first: int = 0) -> Population:
    """Take some people out, their openings numbered from `first`."""
    reach, reach_start = _lists(people.reach_start, who)
    barred, barred_start = _lists(people.barred_start, who)
    flat = (name for name in Population._fields if name not in LISTS)
    columns: dict[str, Any] = {name: _taken(name, getattr(people, name), who) for name in flat}
    return people._replace(
        reach_start=reach_start,
        reach_from=people.reach_from[reach] - np.int32(first),
        reach_to=people.reach_to[reach] - np.int32(first),
        barred_start=barred_start,
        barred=people.barred[barred] - np.int32(first),
        **columns,
    )


def _taken(name: str, column: Ints, who: Index) -> Ints:
    return np.ascontiguousarray(column[:, who] if name == "held" else column[who])


def _lists(start: Longs, who: Index) -> tuple[Index, Longs]:
    """Find the entries of some owners, and where each one's begin among them."""
    sizes = start[who + 1] - start[who]
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return np.arange(starts[-1]) + np.repeat(start[who] - starts[:-1], sizes), starts


def stretch(openings: Openings, first: int, last: int) -> Openings:
    """Take a stretch of openings."""
    columns: dict[str, Any] = {name: getattr(openings, name)[..., first:last].copy() for name in FLAT}
    columns |= {name: getattr(openings, name)[first:last] for name in WIDE}
    return openings._replace(**columns)


def solve_part(part: Part, scale: int, manner: Manner = EXACT) -> Answer:
    """Hold the auction of one part alone.

    Parameters
    ----------
    scale : int
        That of the whole region.
    """
    region = replace(Region.of(part.people, part.openings), scale=scale)
    books = region.books()
    hold_auction(region, books, region.room(), batches(part.people), manner)
    filled = np.arange(len(books.bid)) - np.repeat(books.seat_start[:-1], np.diff(books.seat_start))
    seats = np.flatnonzero(filled < np.repeat(books.filled, np.diff(books.seat_start)))
    opening = np.searchsorted(books.seat_start, seats, "right") - 1
    person = books.bidder[seats].astype(np.intp)
    return Answer(
        part.who[person],
        opening + part.first,
        books.bid[seats],
        _worths(books, person, opening),
        part.first,
        books.price,
    )


def _worths(books: Books, person: Index, opening: Index) -> Ints:
    """Look up what each seat held is worth."""
    units = np.repeat(np.arange(len(books.taken)), np.diff(books.unit_start))
    held = np.arange(len(units)) - books.unit_start[units] < books.taken[units]
    keys = units[held] * np.int64(len(books.price)) + books.held[held]
    order = np.argsort(keys)
    places = np.searchsorted(keys[order], person * np.int64(len(books.price)) + opening)
    return books.worth[held][order][places]


def join(books: Books, answers: Iterable[Answer]) -> None:
    """Enter the answers of all parts into the empty books of the whole."""
    for answer in answers:
        counts = np.bincount(answer.opening - answer.first, minlength=len(answer.price))
        books.price[answer.first : answer.first + len(answer.price)] = answer.price
        books.filled[answer.first : answer.first + len(answer.price)] = counts
        within = np.arange(len(answer.opening)) - np.repeat(np.cumsum(counts) - counts, counts)
        seats = books.seat_start[answer.opening] + within
        books.bid[seats], books.bidder[seats] = answer.bid, answer.person
        order = np.lexsort((answer.opening, answer.person))
        person = answer.person[order]
        first = np.searchsorted(person, person)
        units = books.unit_start[person] + np.arange(len(person)) - first
        books.held[units], books.worth[units] = answer.opening[order], answer.worth[order]
        np.add.at(books.taken, person, 1)


def repair(region: Region, answers: Iterable[Answer], beyond: Ints) -> tuple[Placement, Proof]:
    """Let those who reach beyond their part bid on what the parts found, and prove the whole.

    Parameters
    ----------
    beyond : array of int32
        Their rows.

    Returns
    -------
    Placement, Proof
        As good as the whole solved at once.
    """
    books, offers = region.books(), region.room()
    join(books, answers)
    offers.rest[:] = NOT_LOOKED
    bids = hold_auction(region, books, offers, iter([beyond]))
    placement = placed(books, bids)
    proof = prove(region, placement)
    return (placement, proof) if proof.proved else prove_refined(region, placement)


def store(part: Part, path: Path) -> None:
    """Write a part into one file, for whoever solves it."""
    people = {f"people_{name}": column for name, column in part.people._asdict().items()}
    openings = {f"openings_{name}": column for name, column in part.openings._asdict().items()}
    np.savez(path, who=part.who, first=np.int64(part.first), **people, **openings)


def read(path: Path) -> Part:
    """Read a part."""
    with READING, np.load(path, allow_pickle=False) as file:
        people = Population(*(file[f"people_{name}"] for name in Population._fields))
        openings = Openings(*(file[f"openings_{name}"] for name in Openings._fields))
        return Part(people, openings, file["who"], int(file["first"]))


def solve_file(path: Path, scale: int) -> Answer:
    """Read a part and hold its auction: what a worker elsewhere does."""
    return solve_part(read(path), scale)


def solve_files(paths: Sequence[Path], scale: int) -> list[Answer]:
    """Solve parts wherever joblib is told to: in this process, or on the workers of a Dask cluster.

    Each worker reads its own file and hands back prices and who holds what; one that is lost is replaced by another,
    as parts do not depend on each other. For a cluster, open a `distributed.Client` and call this within
    `joblib.parallel_config("dask")`.
    """
    answers: list[Answer] = joblib.Parallel(n_jobs=-1)(joblib.delayed(solve_file)(path, scale) for path in paths)
    return answers
