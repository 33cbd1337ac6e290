"""Exploration nobody is harmed by: a few points among eligible pairs, so that of near equals not always one is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Index, Longs

MOST_POINTS: Final = 10_000
"""A hundredth of a full score, and less than staying with last week's helper is worth: nobody is sent away for it."""
Hashes = NDArray[np.uint64]


def nudges(today: date, helpers: Sequence[str], works: Sequence[str], pair: tuple[Index, Index], most: int) -> Longs:
    """Return the points each pair is lifted by, from 0 to `most`, by chance; shape (pairs,).

    The chance is fixed by the ISO week and the ids of the pair: the same week gives the same points on every machine,
    in any order of the rows. An optimum of the lifted worths is worth at most `most` points a suggestion less.

    Parameters
    ----------
    helpers, works : sequence of str
        Ids by number.
    pair : (array of intp, array of intp), both of shape (pairs,)
        The numbers of the helper and of the work of each pair.
    most : int
        At most `MOST_POINTS`; 0 for no exploration.
    """
    year, week, _ = today.isocalendar()
    salt = f"{year}-W{week:02d}"
    mixed = _hashes(salt, helpers)[pair[0]] ^ (_hashes(salt, works)[pair[1]] << np.uint64(1))
    return (_spread(mixed) % np.uint64(min(most, MOST_POINTS) + 1)).astype(np.int64)


def _hashes(salt: str, ids: Sequence[str]) -> Hashes:
    digests = (hashlib.blake2b(f"{salt}:{one}".encode(), digest_size=8).digest() for one in ids)
    return np.array([int.from_bytes(one, "big") for one in digests], np.uint64)


def _spread(mixed: Hashes) -> Hashes:
    """Spread the bits of each number over all of it (SplitMix64, Steele, Lea and Flood 2014)."""
    one = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    two = (one ^ (one >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.asarray(two ^ (two >> np.uint64(31)), np.uint64)
