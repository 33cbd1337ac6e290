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
from matching.text.lexicon import Evidence, Said, lexicon, named_special, yield_to
from matching.text.sense import likenesses, sense
from matching.text.threads import one_thread

SURE: Final = 2.0
"""Words of this weight for one concept leave no doubt, so that the whole sentence is not asked."""
PLAIN, PLAIN_SHARE = 1.0, 0.7
"""Words of this weight for one concept, being this share of all, need no asking where many questions are asked."""
STRANGENESS: Final = 1.0
"""So much weight of words makes half of full evidence."""
WORDS_WEIGHT: Final = 0.7
"""How much full evidence of words counts beside full belief in the sound of the whole sentence."""
LIKENESS_WEIGHT: Final = 0.35
"""How much full likeness of characters to one of a concept's own sentences counts beside it."""
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
    by_encoder : bool
        Whether the encoder was asked how it sounds.
    """

    said: Said
    heard: Evidence | None
    by_encoder: bool = False

    @property
    def weights(self) -> Evidence:
        """Evidence for each concept from both; shape (concepts,)."""
        words: Evidence = self.said.weights / (self.said.weights.sum() + STRANGENESS)
        if self.heard is None:
            return words
        heard, named = self.heard.copy(), named_special(self.said.weights)
        if named is not None:
            yield_to(named, heard)
        weighed: Evidence = WORDS_WEIGHT * words + heard
        return weighed


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
    """Read one text; the encoder is only asked if its words are not plain."""
    if not in_doubt(text):
        return Reading(said(text), None)
    vectors = None if encoder is None or is_plain(text) else {text: encoder.encode([text])[0]}
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
    if not asked:
        return [Reading(said(text), None) for text in texts]
    beliefs = sense().beliefs(asked, None if vectors is None else np.stack([vectors[text] for text in asked]))
    heard = {text: belief + LIKENESS_WEIGHT * likenesses(text) for text, belief in zip(asked, beliefs, strict=True)}
    return [Reading(said(text), heard.get(text), vectors is not None and text in heard) for text in texts]
