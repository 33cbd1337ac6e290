"""Which concept a whole sentence sounds like: by the encoder and learned weights, else by likeness of characters."""

from __future__ import annotations

import io
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph_model.taxonomy import Category, Topic, load_sentences, load_taxonomy, load_topics
from matching.arrays import READING, Floats
from matching.likeness import Likeness
from matching.text.concepts import concepts
from matching.text.lexicon import Evidence

LEARNED: Final = "sense.npz"
SENTENCE, NAME, WORD = 3.0, 1.0, 1.0
"""How much a sentence, a name and a word of a concept weigh in learning."""
LEAST_LIKENESS: Final = 0.2
"""Likeness below this rests on common characters alone."""
DOUBT: Final = 0.5
"""So much likeness makes half of full belief."""


@dataclass(frozen=True, slots=True)
class Sense:
    """Learned weights: belief in concept c of vector v is softmax(v · `slopes` + `offsets`) at c."""

    slopes: Floats
    offsets: Floats

    def beliefs(self, vectors: Floats) -> Evidence:
        """Say how far each sentence sounds like each concept; shape (sentences, concepts), rows sum to 1."""
        told = (vectors @ self.slopes).astype(np.float64) + self.offsets
        raised = np.exp(told - told.max(axis=1, keepdims=True))
        return np.asarray(raised / raised.sum(axis=1, keepdims=True), np.float64)


def examples() -> list[tuple[int, str, float]]:
    """List what the weights are learned from: concept, text, and how much it weighs."""
    index = concepts().index
    said = [(index[id_], text, SENTENCE) for id_, text in load_sentences()]
    listed: list[Category | Topic] = [*load_taxonomy().categories.values(), *load_topics()]
    for one in listed:
        names = (one.label, *one.synonyms) if isinstance(one, Category) else (one.label,)
        said += [(index[one.id], text, NAME) for text in names]
        said += [(index[one.id], text, WORD) for text in one.words]
        said += [(index[one.id], text, SENTENCE) for text in one.examples]
    return said


def fingerprint() -> str:
    """Tell the examples apart from any others, so that weights learned from older ones are noticed."""
    return sha256(repr((concepts().ids, examples())).encode()).hexdigest()


@lru_cache(maxsize=1)
def sense() -> Sense:
    """Read the learned weights that come with the product."""
    with READING, np.load(io.BytesIO((files("matching.text") / LEARNED).read_bytes())) as stored:
        return Sense(stored["slopes"].astype(np.float32), stored["offsets"].astype(np.float32))


@lru_cache(maxsize=1)
def _sentences() -> tuple[Likeness, NDArray[np.intp]]:
    said = [(number, text) for number, text, weight in examples() if weight == SENTENCE]
    return Likeness([text for _, text in said]), np.array([number for number, _ in said], np.intp)


@lru_cache(maxsize=8192)
def likenesses(text: str) -> Evidence:
    """Say how far a text is written like each concept's own sentences; what is used without the encoder."""
    likeness, owners = _sentences()
    best = np.zeros(len(concepts()))
    np.maximum.at(best, owners, likeness.to(text))
    best[best < LEAST_LIKENESS] = 0
    return np.asarray(best / (best.sum() + DOUBT), np.float64)
