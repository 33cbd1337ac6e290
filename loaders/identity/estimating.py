"""How often records of one person agree, and those of two: estimated from the pairs themselves by EM.

The model is that of Fellegi and Sunter (1969): given whether a pair is of one person, its fields agree independently.
``u`` comes from pairs drawn at random, nearly all of two persons; ``m`` and the share of pairs of one person are found
by expectation and maximisation (Winkler 1988) over all pairs of the two sides: pairs that agree in no way are not
compared but counted, so that choosing which pairs to look at does not bend the estimate.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from loaders.identity import fields
from loaders.identity.names import Names, Numbers
from loaders.identity.patterns import patterns, unpacked
from loaders.identity.persons import Persons

Shares = list[NDArray[np.float64]]
DRAWN: Final = 1 << 20
SEED: Final = 20_260_101
STEPS: Final = 300
CLOSE: Final = 1e-9
TWICE: Final = 0.02
"""Share of records expected to be of somebody who is there already, counted in with what is found."""
FAMILY, FAMILY_PAIRS = 1e-3, 1e4
"""Share of pairs in a short list, one community's, that are a family with one phone; counted in as so many pairs."""
DECIDED: Final = fields.FIELDS.index(fields.IDENTITY)
NAME: Final = fields.FIELDS.index(fields.NAME)
PHONE: Final = fields.FIELDS.index(fields.PHONE)


@dataclass(frozen=True, slots=True)
class Model:
    """Shares of pairs at each level of each field, of one person (``m``) and of two (``u``); ``share`` of one person.

    The first entry of each field, missing, is 1: it tells nothing.
    """

    m: Shares
    u: Shares
    share: float

    def weights(self, levels: Sequence[Numbers]) -> NDArray[np.float64]:
        """Give the sum of log2(m / u) over the fields, for levels of pairs field by field."""
        parts = zip(self.m, self.u, levels, strict=True)
        total: Any = sum(np.log2(m / u)[level] for m, u, level in parts)
        return np.asarray(total, dtype=np.float64)

    @property
    def prior(self) -> float:
        """Log2 of the odds that any two records are of one person."""
        return float(np.log2(self.share / (1.0 - self.share)))


def estimate(table: Names, left: Persons, right: Persons, found: NDArray[np.int32], *, within: bool) -> Model:
    """Estimate the model from the patterns of the compared pairs."""
    total = len(left) * (len(right) - 1) / 2 if within else float(len(left)) * len(right)
    kinds, counts = np.unique(found, return_counts=True)
    levels = unpacked(kinds)
    u = _by_chance(table, left, right, within=within)
    u[NAME] = _shared_names(table, left, right, u[NAME])
    u[PHONE] = _shared_phones(levels, counts, total)
    people = len(left) if within else len(left) + len(right)
    return maximised(levels, counts.astype(np.float64), u, max(total, 2.0), TWICE * people)


def _by_chance(table: Names, left: Persons, right: Persons, *, within: bool) -> Shares:
    """Shares of levels among pairs drawn at random."""
    draws = np.random.default_rng(SEED)
    if not len(left) or not len(right):
        return [_share(np.zeros(field.levels - 1), field.u) for field in fields.FIELDS]
    count = min(DRAWN, len(left) * len(right))
    one, other = draws.integers(0, len(left), count), draws.integers(0, len(right), count)
    if within:
        one, other = one[one != other], other[one != other]
    levels = unpacked(patterns(table, left, right, one, other))
    counted = [
        np.bincount(level, minlength=field.levels)[1:] for level, field in zip(levels, fields.FIELDS, strict=True)
    ]
    shares = [_share(count, field.u) for count, field in zip(counted, fields.FIELDS, strict=True)]
    shares[DECIDED] = _share(np.zeros(2), fields.IDENTITY.u)
    return shares


def _share(counted: NDArray[Any], expected: Sequence[float]) -> NDArray[np.float64]:
    """Shares of counted levels, with what is expected counted in as `fields.PSEUDO` pairs; 1 for missing first."""
    known = np.asarray(counted, dtype=np.float64) + fields.PSEUDO * np.asarray(expected)
    return np.concatenate([[1.0], known / known.sum()])


def _shared_phones(levels: Sequence[Numbers], counts: NDArray[Any], total: float) -> NDArray[np.float64]:
    """Share of pairs of two persons with one phone: those with different names, of whom every pair is compared."""
    others = levels[0] <= fields.SURNAME
    shared = float(counts[others & (levels[PHONE] == fields.SAME)].sum()) + FAMILY * FAMILY_PAIRS
    share = shared / (total + FAMILY_PAIRS)
    return np.array([1.0, 1.0 - share, share])


def _shared_names(table: Names, left: Persons, right: Persons, drawn: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shares of the levels of names, those too rare to be drawn counted from how often each name, sound or look is."""
    share = drawn.copy()
    same = _coincidence(left.name, right.name, np.arange(len(table.whole)))
    share[fields.SAME_NAME] += same
    for level, part in ((fields.SWAPPED, table.ordered), (fields.LOOKS, table.look), (fields.SOUNDS, table.sound)):
        share[level] += max(_coincidence(left.name, right.name, part) - same, 0.0)
    share[1:] /= share[1:].sum()
    return share


def _coincidence(left: Numbers, right: Numbers, part: Numbers) -> float:
    """Share of pairs of rows whose names agree in a part."""
    if not len(part):
        return 0.0
    size = int(part.max()) + 1
    one, other = (np.bincount(part[side[side >= 0]], minlength=size).astype(np.float64) for side in (left, right))
    return float(one @ other / max(one.sum() * other.sum(), 1.0))


def maximised(
    levels: Sequence[Numbers], counts: NDArray[np.float64], u: Shares, total: float, expected: float
) -> Model:
    """Find ``m`` and the share of pairs of one person, starting from what `fields.FIELDS` expect.

    ``expected`` pairs of one person among ``total`` are counted in with those that are found.
    """
    expect = (_share(np.zeros(field.levels - 1), field.m) for field in fields.FIELDS)
    start = [ordered(one, by_chance) for one, by_chance in zip(expect, u, strict=True)]
    model = Model(start, u, min(0.5, max(expected, 1e-3) / total))
    for _ in range(STEPS):
        odds = np.exp2(model.weights(levels) + model.prior)
        belief = counts * odds / (1.0 + odds)
        share = min(0.5, (belief.sum() + max(expected, 1e-3)) / total)
        m = [ordered(one, by_chance) for one, by_chance in zip(_agreement(levels, belief), u, strict=True)]
        fresh = Model(m, u, float(share))
        moved = max(float(np.abs(new - old).max()) for new, old in zip(fresh.m, model.m, strict=True))
        settled = moved < CLOSE and abs(fresh.share - model.share) < CLOSE * model.share
        model = fresh
        if settled:
            break
    return model


def ordered(m: NDArray[np.float64], u: NDArray[np.float64]) -> NDArray[np.float64]:
    """Give the likeliest ``m`` by which no level weighs more than a better one: neighbours that do are taken together.

    That is the isotonic regression of m / u with weights u (Dykstra, Kochar and Robertson 1995). Both sum to one, so
    that the worst level never speaks for one person, and the best never against.
    """
    pools: list[tuple[float, float, int]] = []
    for own, chance in zip(m[1:], u[1:], strict=True):
        pool = (float(own), float(chance), 1)
        while pools and pools[-1][0] * pool[1] > pool[0] * pools[-1][1]:
            before = pools.pop()
            pool = (before[0] + pool[0], before[1] + pool[1], before[2] + pool[2])
        pools.append(pool)
    ratios = np.concatenate([np.full(size, own / chance) for own, chance, size in pools])
    return np.concatenate([[1.0], ratios * u[1:]])


def _agreement(levels: Sequence[Numbers], belief: NDArray[np.float64]) -> Shares:
    """Shares of levels among pairs, each counted by the belief that it is of one person."""
    found = []
    for field, level in zip(fields.FIELDS, levels, strict=True):
        if field is fields.IDENTITY:
            found.append(_share(np.zeros(2), field.m))
        else:
            found.append(_share(np.bincount(level, weights=belief, minlength=field.levels)[1:], field.m))
    return found
