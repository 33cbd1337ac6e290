"""Which pairs are compared at all: those that agree in one of several ways, found by joins, never all by all."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import numpy as np

from loaders.identity.names import Names, Numbers
from loaders.identity.persons import MONTHS, Persons

MOST_IN_BLOCK: Final = 20_000
"""Pairs of a block above which it is left out: an agreement shared by so many tells nobody apart."""
RARE: Final = 64
"""Pairs up to which a name alone is a reason to compare."""
Key = Callable[[Names, Persons], Numbers]


def _year(persons: Persons) -> Numbers:
    return np.where(persons.born < 0, -1, persons.born // MONTHS)


def _of_name(names: Names, persons: Persons, part: Numbers) -> Numbers:
    if not len(names.whole):
        return np.full(len(persons), -1, dtype=np.int64)
    return np.where(persons.name < 0, -1, part[persons.name])


def _surname(names: Names, persons: Persons) -> Numbers:
    _, codes = np.unique(names.surname, return_inverse=True)
    return _of_name(names, persons, codes)


PARTS: Final[Mapping[str, Key]] = {
    "identity": lambda _, persons: persons.identity,
    "phone": lambda _, persons: persons.phone,
    "name": lambda _, persons: persons.name,
    "sound": lambda names, persons: _of_name(names, persons, names.sound),
    "look": lambda names, persons: _of_name(names, persons, names.look),
    "ordered": lambda names, persons: _of_name(names, persons, names.ordered),
    "surname": _surname,
    "year": lambda _, persons: _year(persons),
    "home": lambda _, persons: persons.home,
    "unit": lambda _, persons: persons.unit,
}
PASSES: Final = (
    (("identity",), MOST_IN_BLOCK),
    (("phone",), MOST_IN_BLOCK),
    (("name", "year"), MOST_IN_BLOCK),
    (("name", "home"), MOST_IN_BLOCK),
    (("name", "unit"), MOST_IN_BLOCK),
    (("name",), RARE),
    (("sound", "year"), MOST_IN_BLOCK),
    (("sound", "home"), MOST_IN_BLOCK),
    (("look", "home"), MOST_IN_BLOCK),
    (("ordered", "year"), MOST_IN_BLOCK),
    (("surname", "year", "home"), MOST_IN_BLOCK),
    (("surname", "home", "unit"), MOST_IN_BLOCK),
    (("year", "home", "unit"), MOST_IN_BLOCK),
)
"""Ways to agree, each with the most pairs of a block."""


def pairs(names: Names, left: Persons, right: Persons, *, within: bool) -> tuple[Numbers, Numbers, int]:
    """Give the rows of each pair to compare, in order and each once, and how many pairs were left out.

    ``within`` says that both sides are the same records, of which each pair is wanted once and none with itself.
    """
    found = np.zeros(0, dtype=np.int64)
    left_out = 0
    for keys, most in PASSES:
        one, other, dropped = _joined(*_keys(names, left, right, keys), most)
        if within:
            one, other = one[one < other], other[one < other]
        left_out += dropped if most != RARE else 0
        found = np.union1d(found, one * len(right) + other)
    return found // max(len(right), 1), found % max(len(right), 1), left_out


def _keys(names: Names, left: Persons, right: Persons, parts: tuple[str, ...]) -> tuple[Numbers, Numbers]:
    """One number a record for the parts together, -1 where one of them is empty."""
    joined = np.zeros(len(left) + len(right), dtype=np.int64)
    empty = np.zeros(len(joined), dtype=np.bool_)
    for part in parts:
        codes = np.concatenate([PARTS[part](names, side) for side in (left, right)])
        empty |= codes < 0
        _, joined = np.unique(joined * (codes.max(initial=0) + 2) + codes + 1, return_inverse=True)
    keys = np.where(empty, -1, joined)
    return keys[: len(left)], keys[len(left) :]


def _joined(left: Numbers, right: Numbers, most: int) -> tuple[Numbers, Numbers, int]:
    """Rows of equal keys, of blocks of at most ``most`` pairs; and the pairs of larger ones."""
    size = int(max(left.max(initial=-1), right.max(initial=-1))) + 1
    one, other = (np.bincount(side[side >= 0], minlength=size) for side in (left, right))
    block = one * other
    wanted = (block > 0) & (block <= most)
    order = np.argsort(right, kind="stable")
    starts = np.searchsorted(right[order], np.arange(size))
    rows = np.flatnonzero(left >= 0)
    rows = rows[wanted[left[rows]]]
    counts = other[left[rows]]
    return np.repeat(rows, counts), order[_runs(starts[left[rows]], counts)], int(block[block > most].sum())


def _runs(starts: Numbers, counts: Numbers) -> Numbers:
    """Numbers from each start on, as many as its count, one run after the other."""
    ends = np.cumsum(counts)
    total = int(ends[-1]) if len(ends) else 0
    runs: Numbers = np.arange(total) + np.repeat(starts - (ends - counts), counts)
    return runs


def chunks(count: int, size: int) -> Iterator[slice]:
    """Cut a count of rows into slices."""
    return (slice(start, min(start + size, count)) for start in range(0, count, size))
