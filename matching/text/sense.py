"""Which concept a whole sentence sounds like: by learned weights of the encoder's vectors and of its characters."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph_model.taxonomy import Category, Topic, load_asides, load_sentences, load_taxonomy, load_topics
from matching.arrays import READING, Floats
from matching.likeness import Likeness
from matching.text.concepts import concepts
from matching.text.lexicon import Evidence
from matching.text.spelling import Pieces, Spelling

LEARNED: Final = "sense.npz"
SENTENCE, NAME, WORD, ASIDE = 3.0, 1.0, 1.0, 0.9
"""How much a sentence, a name and a word of a concept weigh in learning, and a sentence with something said beside."""
LEAST_LIKENESS: Final = 0.2
"""Likeness below this rests on common characters alone."""
DOUBT: Final = 0.5
"""So much likeness makes half of full belief."""
TOGETHER: Final = 0.5
"""How much each witness counts where both are heard: they err on much the same sentences."""


@dataclass(frozen=True, slots=True)
class Sense:
    """Learned weights of two witnesses: how a sentence sounds to the encoder, and how it is written.

    Attributes
    ----------
    slopes : array of float32, shape (`WIDTH`, concepts + 1)
    offsets : array of float32, shape (concepts + 1,)
        The encoder's vector v speaks for each concept, and last for none, with v · `slopes` + `offsets`.
    spelling : Spelling
    """

    slopes: Floats
    offsets: Floats
    spelling: Spelling

    def beliefs(self, texts: Sequence[str], vectors: Floats | None) -> Evidence:
        """Say how far each sentence sounds like each concept; shape (sentences, concepts), rows sum to 1 at most.

        What a row lacks of 1 is the belief that the sentence asks for nothing.

        Parameters
        ----------
        vectors : array of float32, shape (sentences, `WIDTH`), or None
            None where there is no encoder: then the writing alone is heard.
        """
        told = np.stack([self.spelling.told(text) for text in texts])
        if vectors is not None:
            told = TOGETHER * (told + (vectors @ self.slopes).astype(np.float64) + self.offsets)
        raised = np.exp(told - told.max(axis=1, keepdims=True))
        beliefs: Evidence = (raised / raised.sum(axis=1, keepdims=True))[:, :-1]
        return beliefs


def examples() -> list[tuple[int, str, float]]:
    """List names, words and sentences: concept, text, and how much it weighs in learning."""
    index = concepts().index
    said = [(index[id_], text, SENTENCE) for id_, text in load_sentences()]
    listed: list[Category | Topic] = [*load_taxonomy().categories.values(), *load_topics()]
    for one in listed:
        names = (one.label, *one.synonyms) if isinstance(one, Category) else (one.label,)
        said += [(index[one.id], text, NAME) for text in names]
        said += [(index[one.id], text, WORD) for text in one.words]
        said += [(index[one.id], text, SENTENCE) for text in one.examples]
    return said


def lessons() -> list[tuple[int, str, float]]:
    """List what the weights are learned from: the examples, sentences in the midst of others, and what asks nothing.

    The sentences are told again with what people say before and after them (我妈腿脚不好, 谁能帮帮忙), each of which
    comes to stand beside every kind of work, and so comes to mean none. What asks nothing has the number after the
    last concept's.
    """
    before, after, alone = (load_asides()[kind] for kind in ("before", "after", "alone"))
    told = load_sentences()
    said = [(concepts().index[id_], f"{before[n % len(before)]}，{text}", ASIDE) for n, (id_, text) in enumerate(told)]
    said += [(concepts().index[id_], f"{text}，{after[n % len(after)]}", ASIDE) for n, (id_, text) in enumerate(told)]
    return [*examples(), *said, *((len(concepts()), text, SENTENCE) for text in alone)]


def fingerprint() -> str:
    """Tell the lessons apart from any others, so that weights learned from older ones are noticed."""
    return sha256(repr((concepts().ids, lessons())).encode()).hexdigest()


@lru_cache(maxsize=1)
def sense() -> Sense:
    """Read the learned weights that come with the product."""
    with READING, np.load(io.BytesIO((files("matching.text") / LEARNED).read_bytes())) as stored:
        pieces = Pieces(stored["pieces"], stored["rarity"])
        spelling = Spelling(pieces, stored["written_slopes"], stored["written_steps"], stored["written_offsets"])
        return Sense(stored["slopes"].astype(np.float32), stored["offsets"].astype(np.float32), spelling)


@lru_cache(maxsize=1)
def _sentences() -> tuple[Likeness, NDArray[np.intp]]:
    said = [(number, text) for number, text, weight in examples() if weight == SENTENCE]
    return Likeness([text for _, text in said]), np.array([number for number, _ in said], np.intp)


@lru_cache(maxsize=8192)
def likenesses(text: str) -> Evidence:
    """Say how far a text is written like each concept's own sentences; nearest first."""
    likeness, owners = _sentences()
    best = np.zeros(len(concepts()))
    np.maximum.at(best, owners, likeness.to(text))
    best[best < LEAST_LIKENESS] = 0
    return np.asarray(best / (best.sum() + DOUBT), np.float64)
