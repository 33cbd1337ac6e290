"""Which records are of one person: certainly the same, to be confirmed, or different; with the weight of each field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from loaders.identity import fields
from loaders.identity.blocking import pairs
from loaders.identity.estimating import DECIDED, Model, estimate
from loaders.identity.names import Names, Numbers
from loaders.identity.patterns import patterns, unpacked
from loaders.identity.persons import PersonRecord, Persons, columns
from loaders.identity.weighing import Weighed, Weights, weighed

CERTAIN: Final = 10.0
"""Log2 of the odds, a thousand to one, from which a pair can be taken for one person without asking."""
DOUBTFUL: Final = -4.0
"""Log2 of the odds, one to sixteen, from which staff are asked."""
MARGIN: Final = 10.0
"""By how much a pair must outweigh every other pair of its two records to be taken without asking."""
BORN: Final = fields.FIELDS.index(fields.BORN)
GENDER: Final = fields.FIELDS.index(fields.GENDER)


class Outcome(Enum):
    """What is made of a pair."""

    SAME = "same"
    CONFIRM = "confirm"
    DIFFERENT = "different"


class Reason(NamedTuple):
    """What one field says of a pair: its name, how far it agrees, and its weight in bits, below zero against."""

    field: str
    title: str
    said: str
    weight: float


class Candidate(NamedTuple):
    """Two records that may be of one person; ``weight`` is the log2 of the odds that they are."""

    one: str
    other: str
    outcome: Outcome
    weight: float
    reasons: tuple[Reason, ...]

    @property
    def probability(self) -> float:
        """How probable it is that the two are one."""
        return float(1.0 / (1.0 + np.exp2(-self.weight)))


@dataclass(frozen=True, slots=True)
class Linkage:
    """Candidates among the pairs of two sides, by row, the surest first; all other pairs are different.

    ``compared`` counts the pairs looked at, ``left_out`` those of blocks too large to tell anybody apart.
    """

    left: Persons
    right: Persons
    model: Model
    one: Numbers
    other: Numbers
    weighed: Weighed
    pattern: NDArray[np.int32]
    is_same: NDArray[np.bool_]
    compared: int
    left_out: int

    def __len__(self) -> int:
        """Count the candidates."""
        return len(self.one)

    def candidates(self) -> Iterator[Candidate]:
        """Give the candidates with the reasons of each."""
        return (self.candidate(row) for row in range(len(self)))

    def candidate(self, row: int) -> Candidate:
        """Give one candidate with the weight of each field that both records have."""
        outcome = Outcome.SAME if self.is_same[row] else Outcome.CONFIRM
        ids = self.left.ids[int(self.one[row])], self.right.ids[int(self.other[row])]
        return Candidate(*ids, outcome, round(float(self.weighed.total[row]), 2), tuple(self._reasons(row)))

    def _reasons(self, row: int) -> Iterator[Reason]:
        levels = unpacked(self.pattern[row : row + 1])
        for field, level, m, u in zip(fields.FIELDS, levels, self.model.m, self.model.u, strict=True):
            at = int(level[0])
            if at != fields.MISSING:
                own = {"name": self.weighed.name, "phone": self.weighed.phone}.get(field.key)
                bits = float(np.log2(m[at] / u[at]) if own is None else own[row])
                yield Reason(field.key, field.title, field.said[at], round(bits, 2))


def link(left: Iterable[PersonRecord], right: Iterable[PersonRecord]) -> Linkage:
    """Find which records of one side are of a person of the other; each id must be there once."""
    return _linked(*columns(left, right), within=False)


def find_doubles(records: Iterable[PersonRecord]) -> Linkage:
    """Find which records of one list are of one person."""
    table, one, _ = columns(records, ())
    return _linked(table, one, one, within=True)


def _linked(table: Names, left: Persons, right: Persons, *, within: bool) -> Linkage:
    one, other, left_out = pairs(table, left, right, within=within)
    pattern = patterns(table, left, right, one, other)
    model = estimate(table, left, right, pattern, within=within)
    weights = weighed(table, left, right, model, one, pattern)
    kept = np.flatnonzero(weights.total >= DOUBTFUL)
    kept = kept[unpacked(pattern[kept])[DECIDED] != fields.DIFFERENT]
    kept = kept[np.lexsort((other[kept], one[kept], -weights.total[kept]))]
    found = weights.of(kept)
    is_same = _certain(unpacked(pattern[kept]), found)
    is_same &= _alone(one[kept], other[kept] + (0 if within else len(left)), found.total, pattern[kept])
    return Linkage(left, right, model, one[kept], other[kept], found, pattern[kept], is_same, len(one), left_out)


def _certain(levels: list[Numbers], found: Weighed) -> NDArray[np.bool_]:
    """Pairs that need no asking: one ID number, or one phone and one name, and nothing against it."""
    name, born = levels[0], levels[BORN]
    by_number = (levels[DECIDED] == fields.SAME) & (name > fields.SURNAME)
    told_apart = (levels[GENDER] == fields.DIFFERENT) | (born == fields.DIFFERENT)
    same_name = name == fields.SAME_NAME
    same_sound = (name == fields.SOUNDS) & (born >= fields.SAME_YEAR)
    by_phone = found.is_own_phone & (same_name | same_sound) & ~told_apart
    certain: NDArray[np.bool_] = (by_number | by_phone) & (found.total >= CERTAIN)
    return certain


def _alone(one: Numbers, other: Numbers, weight: Weights, pattern: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Pairs of which neither record is nearly as likely that of somebody else; an ID number leaves no doubt.

    Rows come with the heaviest first, so that the first pair of a record is its best.
    """
    rows = np.arange(len(one))
    ends = np.concatenate([one, other])
    both = np.concatenate([rows, rows])
    order = np.lexsort((both, ends))
    ends, both = ends[order], both[order]
    if not len(ends):
        return np.zeros(0, dtype=np.bool_)
    start = np.flatnonzero(np.r_[True, ends[1:] != ends[:-1]])
    has_next = np.r_[start[1:], len(ends)] - start > 1
    rival = np.where(has_next, weight[both[np.minimum(start + 1, len(both) - 1)]], -np.inf)
    leads = both[start][weight[both[start]] - rival >= MARGIN]
    ahead = np.bincount(leads, minlength=len(one))
    numbered = unpacked(pattern)[DECIDED] == fields.SAME
    best: NDArray[np.bool_] = (ahead == 2) | numbered  # noqa: PLR2004 - the best pair of both of its records
    return best
