"""Reads texts: what their words say, and, where the words leave doubt, what the whole sentence sounds like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from matching.arrays import Floats
from matching.text.encoder import Encoder
from matching.text.lexicon import Evidence, Said, lexicon
from matching.text.sense import likenesses, sense
from matching.text.threads import one_thread

SURE: Final = 2.0
"""Words of this weight for one concept leave no doubt, so that the whole sentence is not asked."""
PLAIN, PLAIN_SHARE = 1.0, 0.7
"""Words of this weight for one concept, being this share of all, need no asking where many questions are asked."""
STRANGENESS: Final = 1.0
"""So much weight of words makes half of full evidence."""
LIKENESS_WEIGHT: Final = 0.7
"""How much full likeness of characters to a concept's own sentences counts beside full belief of the encoder."""
CHINESE: Final = re.compile("[\u4e00-\u9fff]")
BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text is about.

    Attributes
    ----------
    said : Said
        What its words speak for.
    heard : array of float64, shape (concepts,), or None
        How far the whole sentence sounds and is written like each concept's; None when the words left no doubt.
    """

    said: Said
    heard: Evidence | None

    @property
    def weights(self) -> Evidence:
        """Evidence for each concept from both; shape (concepts,)."""
        words: Evidence = self.said.weights / (self.said.weights.sum() + STRANGENESS)
        return words if self.heard is None else words + self.heard


def tidy(text: str) -> str:
    """Return a text with single blanks."""
    return BLANKS.sub(" ", text).strip()


@lru_cache(maxsize=50_000)
def said(text: str) -> Said:
    """Find what the words of a text speak for."""
    return lexicon().said(text)


def in_doubt(text: str) -> bool:
    """Tell whether the words of a text leave doubt what it is about."""
    return bool(CHINESE.search(text)) and said(text).most < SURE


def is_plain(text: str) -> bool:
    """Tell whether the words of a text name one thing and hardly anything else, as most titles do."""
    weights = said(text).weights
    return bool(weights.max() >= max(PLAIN, PLAIN_SHARE * weights.sum()))


def read(text: str, encoder: Encoder | None) -> Reading:
    """Read one text, the whole sentence only if its words are not plain."""
    if is_plain(text) or not in_doubt(text):
        return Reading(said(text), None)
    vectors = None if encoder is None else {text: encoder.encode([text])[0]}
    with one_thread():
        return read_all([text], {text}, vectors)[0]


def read_all(texts: Sequence[str], whole: AbstractSet[str], vectors: Mapping[str, Floats] | None) -> list[Reading]:
    """Read many texts.

    Parameters
    ----------
    whole : set of str
        The texts of which the whole sentence is asked, if their words leave doubt.
    vectors : mapping of str to array, or None
        Of at least those texts; None where there is no encoder.
    """
    asked = [text for text in dict.fromkeys(texts) if text in whole and in_doubt(text)]
    heard = {text: LIKENESS_WEIGHT * likenesses(text) for text in asked}
    if vectors is not None and asked:
        for text, belief in zip(asked, sense().beliefs(np.stack([vectors[text] for text in asked])), strict=True):
            heard[text] = heard[text] + belief
    return [Reading(said(text), heard.get(text)) for text in texts]
