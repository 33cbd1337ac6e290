"""Likeness of two lists of texts by what they are written with: characters, pairs of them, and words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import numpy as np
import rjieba
from scipy.sparse import csr_array
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.arrays import Floats

NO_TEXT: Final = "无"
LEAST_WORD: Final = 2


def pieces(text: str) -> list[str]:
    """List the characters, the pairs of neighbours and the longer words of a text, as often as they stand in it."""
    pairs = [text[n : n + 2] for n in range(len(text) - 1)]
    return [*text, *pairs, *(word for word in rjieba.cut(text) if len(word) > LEAST_WORD)]


@lru_cache(maxsize=50_000)
def words(text: str) -> frozenset[str]:
    """List the words of a text that are longer than a character.

    >>> sorted(words("水龙头关不紧"))
    ['关不紧', '水龙头']
    """
    return frozenset(word for word in rjieba.cut(text) if len(word) >= LEAST_WORD)


class Writing:
    """TF-IDF vectors of texts in a fixed order, to be compared with others.

    Parameters
    ----------
    texts : sequence of str
        How rare a piece is, is told by these texts alone.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self._size = len(texts)
        if texts:
            self._vectors = TfidfVectorizer(analyzer=pieces, sublinear_tf=True, dtype=np.float32)
            self._weighed = self._vectors.fit_transform([text or NO_TEXT for text in texts]).T.tocsr()

    def alike(self, others: Sequence[str]) -> Floats:
        """Measure the likeness of other texts to each of these by cosine; shape (others, texts), from 0 to 1."""
        if not self._size or not others:
            return np.zeros((len(others), self._size), np.float32)
        found: csr_array = self._vectors.transform(others) @ self._weighed
        return np.minimum(np.asarray(found.toarray(), np.float32), np.float32(1))
