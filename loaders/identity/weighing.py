"""What a pair weighs: the sum of its fields, where a rare name tells more than a common one, a shared phone less."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from loaders.identity import fields
from loaders.identity.estimating import NAME, PHONE, Model
from loaders.identity.names import Names, Numbers
from loaders.identity.patterns import unpacked
from loaders.identity.persons import Persons

Weights = NDArray[np.float64]
UNSEEN: Final = 2_000.0
"""Persons not in the records that are counted in with the names, so that in a short list a name is not thought rare."""
FEW: Final = 8
"""Records that may have one phone before it is thought to be that of an office, or of whoever filled the list in."""


class Weighed(NamedTuple):
    """Log2 of the odds of each pair, the part of its name and of its phone, and whether the phone is that of a few."""

    total: Weights
    name: Weights
    phone: Weights
    is_own_phone: NDArray[np.bool_]

    def of(self, rows: NDArray[np.int64]) -> "Weighed":
        """Give some of the pairs."""
        return Weighed(self.total[rows], self.name[rows], self.phone[rows], self.is_own_phone[rows])


def weighed(  # noqa: PLR0913, PLR0917 - two sides, their pairs and what those say
    table: Names, left: Persons, right: Persons, model: Model, one: Numbers, pattern: NDArray[np.int32]
) -> Weighed:
    """Weigh pairs of which ``one`` gives the rows of the left side."""
    kinds, at = np.unique(pattern, return_inverse=True)
    levels = unpacked(kinds)
    flat = {field: np.log2(model.m[field] / model.u[field])[levels[field]] for field in (NAME, PHONE)}
    rest = (model.weights(levels) + model.prior - flat[NAME] - flat[PHONE])[at]
    own = [level[at] for level in levels]
    name = _of_names(table, left, right, model, left.name[one], own[NAME], flat[NAME][at])
    phone, is_own = _of_phones(left, right, model, left.phone[one], own[PHONE], flat[PHONE][at])
    return Weighed(rest + name + phone, name, phone, is_own)


def _of_names(  # noqa: PLR0913, PLR0917 - two sides, their pairs and what those say
    table: Names, left: Persons, right: Persons, model: Model, code: Numbers, level: Numbers, flat: Weights
) -> Weights:
    """Weight of each pair's name: that of the share of others who have the same name, or one of the same sound.

    A common name weighs little, and what only comes near it weighs no more.
    """
    counted = _counted(left.name, right.name, len(table.whole))
    sounds = np.bincount(table.sound, weights=counted, minlength=table.sounds) if len(table.whole) else counted
    people = len(left) + len(right) + UNSEEN
    weight, most = flat.copy(), np.full(len(flat), np.inf)
    for at, counts, part in ((fields.SAME_NAME, counted, None), (fields.SOUNDS, sounds, table.sound)):
        rows = np.flatnonzero((level <= at) & (level > fields.MISSING))
        who = code[rows] if part is None else part[code[rows]]
        own = np.log2(model.m[NAME][at] * people / np.maximum(counts[who] - 1.0, 1.0))
        most[rows] = own = np.minimum(own, most[rows])
        weight[rows] = np.where(level[rows] == at, own, np.minimum(weight[rows], own))
    return weight


def _of_phones(  # noqa: PLR0913, PLR0917 - two sides, their pairs and what those say
    left: Persons, right: Persons, model: Model, code: Numbers, level: Numbers, flat: Weights
) -> tuple[Weights, NDArray[np.bool_]]:
    """Weight of each pair's phone, and whether it is the phone of a few at most."""
    size = int(max(left.phone.max(initial=-1), right.phone.max(initial=-1))) + 1
    counted = _counted(left.phone, right.phone, size)
    shared = np.flatnonzero(level == fields.SAME)
    weight, is_own = flat.copy(), np.zeros(len(flat), dtype=np.bool_)
    counts = counted[code[shared]]
    is_own[shared] = counts <= FEW
    public = shared[counts > FEW]
    people = len(left) + len(right) + UNSEEN
    by_count = np.log2(model.m[PHONE][fields.SAME] * people / (counted[code[public]] - 1.0))
    weight[public] = np.maximum(by_count, 0.0)
    return weight, is_own


def _counted(left: Numbers, right: Numbers, size: int) -> Weights:
    both = np.concatenate([left, right])
    return np.bincount(both[both >= 0], minlength=size).astype(np.float64)
