"""How texts are written: their words, and how like each other two lists of texts are by characters and words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import numpy as np

from matching.arrays import Floats
from matching.likeness import Likeness

LEAST_WORD: Final = 2


@lru_cache(maxsize=50_000)
def cut(text: str) -> tuple[str, ...]:
    """Cut a text into its words, longer than a character, as they stand in it.

    >>> cut("水龙头关不紧")
    ('水龙头', '关不紧')
    """
    import rjieba  # noqa: PLC0415 its dictionary is read when words are first cut

    return tuple(word for word in rjieba.cut(text) if len(word) >= LEAST_WORD)


def longer_words(text: str) -> Iterator[str]:
    """Find the words of a text that are more than a pair of characters."""
    return (word for word in cut(text) if len(word) > LEAST_WORD)


class Writing:
    """Texts in a fixed order, to be compared with others by characters, pairs of them and longer words.

    Parameters
    ----------
    texts : sequence of str
        How rare a piece is, is told by these texts alone.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._likeness = Likeness(texts, longer_words)

    def alike(self, others: Sequence[str]) -> Floats:
        """Measure the likeness of other texts to each of these by cosine; shape (others, texts), from 0 to 1."""
        found = np.empty((len(others), self._likeness.size), np.float32)
        for row, other in enumerate(others):
            found[row] = self._likeness.to(other)
        return found
