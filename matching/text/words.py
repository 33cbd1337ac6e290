"""Likeness of two lists of texts by what they are written with: characters, pairs of them, and words."""

from __future__ import annotations

from collections.abc import Sequence
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


def words(text: str) -> frozenset[str]:
    """List the words of a text that are longer than a character.

    >>> sorted(words("水龙头关不紧"))
    ['关不紧', '水龙头']
    """
    return frozenset(word for word in rjieba.cut(text) if len(word) >= LEAST_WORD)


def alike(ones: Sequence[str], others: Sequence[str]) -> Floats:
    """Measure the likeness of all pairs by TF-IDF cosine; shape (ones, others), from 0 to 1."""
    if not ones or not others:
        return np.zeros((len(ones), len(others)), np.float32)
    texts = [text or NO_TEXT for text in (*ones, *others)]
    weighed = TfidfVectorizer(analyzer=pieces, sublinear_tf=True, dtype=np.float32).fit_transform(texts)
    found: csr_array = weighed[: len(ones)] @ weighed[len(ones) :].T
    return np.minimum(np.asarray(found.toarray(), np.float32), np.float32(1))
