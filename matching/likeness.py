"""Likeness of words to a fixed list of texts, by the cosine of their weighted characters, pairs of them, and words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from math import log, sqrt
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Floats, Index

NO_TEXT: Final = "无"
SECOND: Final = 21
"""A pair of characters is numbered by both: the first one's code, raised by the bits of a code, and the second's."""
NOT_CHARACTERS: Final = 1 << 2 * SECOND + 1
"""Further pieces are numbered from here, as they come."""

Terms = NDArray[np.int64]
Code = TypeVar("Code", int, Terms)
Further = Callable[[str], Iterable[str]]


def nothing_further(_: str) -> tuple[str, ...]:
    """Find nothing in a text beside its characters and pairs of them."""
    return ()


class Likeness:
    """TF-IDF with the texts held by term, so that one question touches only the terms it contains.

    Terms are weighed as scikit-learn does with `sublinear_tf`: (1 + ln count) x rarity, brought to length one; a test
    compares them. What comes with it takes longer to import than this takes to work.

    Parameters
    ----------
    texts : sequence of str
        Titles, descriptions or sentences, in a fixed order.
    further : callable, optional
        Finds pieces of a text that count beside its characters and pairs of neighbours.
    """

    def __init__(self, texts: Sequence[str], further: Further = nothing_further) -> None:
        self.size, self._further, self._further_terms = len(texts), further, dict[str, int]()
        if not texts:
            return
        terms, owners = self._pieces([_written(text) or NO_TEXT for text in texts])
        kinds, self._texts, counts = _counted(terms, owners, self.size)
        starts = np.flatnonzero(np.r_[True, kinds[1:] != kinds[:-1], True])
        found_in = np.diff(starts)
        rarity = np.log((1 + self.size) / (1 + found_in)) + 1
        weights = (1 + np.log(counts)) * np.repeat(rarity, found_in)
        lengths = np.sqrt(np.bincount(self._texts, weights * weights, minlength=self.size))
        self._weights = (weights / lengths[self._texts]).astype(np.float32)
        self._terms = dict(zip(kinds[starts[:-1]].tolist(), range(len(found_in)), strict=True))
        self._rarity, self._starts = rarity.tolist(), starts.tolist()

    def to(self, words: str) -> Floats:
        """Measure how like each text the words are.

        Returns
        -------
        array of float32, shape (texts,)
            0 for nothing in common, 1 for the same characters.
        """
        found = np.zeros(self.size, np.float32)
        for term, weight in self._vector(words).items():
            span = slice(self._starts[term], self._starts[term + 1])
            found[self._texts[span]] += self._weights[span] * np.float32(weight)
        return np.minimum(found, np.float32(1))

    def _vector(self, words: str) -> dict[int, float]:
        """Weigh the known terms of the words."""
        if not self.size:
            return {}
        pieces = pieces_of(words)
        pieces += [self._further_terms.get(piece, -1) for piece in self._further(_written(words))]
        counts = Counter(self._terms[piece] for piece in pieces if piece in self._terms)
        weights = {term: (1 + log(count)) * self._rarity[term] for term, count in sorted(counts.items())}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()} if length else {}

    def _pieces(self, texts: Sequence[str]) -> tuple[Terms, Index]:
        """List the numbers of all pieces of all texts, and whose each is."""
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.int64)
        owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
        beside = np.flatnonzero(owners[1:] == owners[:-1])
        more = [(self._number(piece), owner) for owner, text in enumerate(texts) for piece in self._further(text)]
        numbers = np.array(more, np.int64).reshape(len(more), 2)
        terms = np.concatenate([codes, _pair(codes[beside], codes[beside + 1]), numbers[:, 0]])
        return terms, np.concatenate([owners, owners[beside], numbers[:, 1]])

    def _number(self, piece: str) -> int:
        return self._further_terms.setdefault(piece, NOT_CHARACTERS + len(self._further_terms))


def pieces_of(text: str) -> list[int]:
    """List the characters of a text and the pairs of neighbours, by number, as often as they stand in it."""
    codes = [ord(one) for one in _written(text)]
    return [*codes, *map(_pair, codes, codes[1:])]


def _written(text: str) -> str:
    return text.strip().lower()


def _pair(first: Code, second: Code) -> Code:
    return ((first + 1) << SECOND) + second


def _counted(terms: Terms, owners: Index, size: int) -> tuple[Terms, Index, NDArray[np.intp]]:
    """Count how often each term stands in each text; by term, then by text."""
    kinds, numbers = np.unique(terms, return_inverse=True)
    places, counts = np.unique(numbers * size + owners, return_counts=True)
    return kinds[places // size], places % size, counts
