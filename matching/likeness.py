"""Likeness of words to a fixed list of texts, by the cosine of their weighted character pairs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property
from math import log, sqrt
from typing import Final

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from matching.arrays import Floats

CHARACTERS: Final = (1, 2)
"""Single characters and pairs of neighbours."""
NO_TEXT: Final = "无"


class Likeness:
    """Character TF-IDF with the texts held by term, so that one question touches only the terms it contains.

    Parameters
    ----------
    texts : sequence of str
        Titles, descriptions or sentences, in a fixed order.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.size = len(texts)
        if not texts:
            return
        vectoriser = TfidfVectorizer(analyzer="char", ngram_range=CHARACTERS, sublinear_tf=True, dtype=np.float32)
        by_term = vectoriser.fit_transform([text.strip() or NO_TEXT for text in texts]).tocsc()
        self._terms: dict[str, int] = vectoriser.vocabulary_
        self._rarity: list[float] = vectoriser.idf_.tolist()
        self._texts, self._weights, self._starts = by_term.indices, by_term.data, by_term.indptr.tolist()

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
            found[self._texts[span]] += self._weights[span] * weight
        return np.minimum(found, np.float32(1))

    def _vector(self, words: str) -> dict[int, float]:
        """Weigh the known terms of the words as scikit-learn does: (1 + ln count) x rarity, to length one."""
        if not self.size:
            return {}
        written = words.strip().lower()
        pieces = [
            written[i : i + n] for n in range(CHARACTERS[0], CHARACTERS[1] + 1) for i in range(len(written) - n + 1)
        ]
        counts = Counter(self._terms[piece] for piece in pieces if piece in self._terms)
        weights = {term: (1 + log(count)) * self._rarity[term] for term, count in sorted(counts.items())}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {term: weight / length for term, weight in weights.items()} if length else {}


class Described:
    """What helpers say of themselves, by id; made ready when first asked.

    Parameters
    ----------
    texts : mapping of str to str
        Words by id of helper, in any order.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(sorted(texts.items()))

    @cached_property
    def _likeness(self) -> Likeness:
        return Likeness(list(self.texts.values()))

    def to(self, words: str) -> Floats:
        """Measure how like each description the words are, in the order of the ids."""
        return self._likeness.to(words)
