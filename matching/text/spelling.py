"""How a sentence is written, as learned weights know it: which of the known characters and pairs of them it holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Floats, Index, Longs
from matching.likeness import pieces_of
from matching.text.lexicon import Evidence

LEAST_TEXTS: Final = 2
"""A piece found in fewer texts than this teaches nothing about others."""
STEPS: Final = 127
"""Learned weights are kept as so many steps either side of nought, apart for each concept."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces known, by number in rising order, and how rare each is; both of shape (pieces,)."""

    known: Longs
    rarity: Floats

    def found(self, text: str) -> tuple[Index, Floats]:
        """Find which known pieces a text holds, and their weights as TF-IDF gives them, of length one."""
        counts = Counter(pieces_of(text))
        numbers = np.array(sorted(counts), np.int64)
        places = np.searchsorted(self.known, numbers)
        places[places == len(self.known)] = 0
        held = self.known[places] == numbers
        rows = places[held]
        often = np.array([1 + log(counts[number]) for number in numbers[held].tolist()], np.float32)
        weights = self.rarity[rows] * often
        length = float(np.sqrt((weights * weights).sum()))
        return rows, weights / np.float32(length or 1)


def learn_pieces(texts: Iterable[str]) -> Pieces:
    """List the pieces that stand in more than one text, with how rare each is among the texts."""
    listed = list(texts)
    found_in = Counter(piece for text in listed for piece in set(pieces_of(text)))
    known = sorted(piece for piece, count in found_in.items() if count >= LEAST_TEXTS)
    rarity = [log((1 + len(listed)) / (1 + found_in[piece])) + 1 for piece in known]
    return Pieces(np.array(known, np.int64), np.array(rarity, np.float32))


@dataclass(frozen=True, slots=True)
class Spelling:
    """Learned weights of pieces: what text x speaks for is its pieces' weights · `slopes` · `steps` + `offsets`.

    Attributes
    ----------
    slopes : array of int8, shape (pieces, concepts + 1)
        The last is for what asks nothing.
    steps, offsets : array of float32, shape (concepts + 1,)
    """

    pieces: Pieces
    slopes: NDArray[np.int8]
    steps: Floats
    offsets: Floats

    def told(self, text: str) -> Evidence:
        """Say how much a text speaks for each concept, last for none, as logarithms of odds; shape (concepts + 1,)."""
        rows, weights = self.pieces.found(text)
        summed = (self.slopes[rows] * weights[:, None]).sum(axis=0, dtype=np.float64)
        return np.asarray(summed * self.steps + self.offsets, np.float64)
