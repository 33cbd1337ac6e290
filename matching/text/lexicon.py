"""The everyday words of every concept, and which concepts the words of a text speak for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph_model.taxonomy import Category, Topic, load_sentences, load_taxonomy, load_topics
from matching.text.concepts import concepts
from matching.text.cutting import Cutter

NAME_WEIGHT: Final = 1.2
"""How much the label or a synonym of a category counts in a sentence."""
WORD_WEIGHT: Final = 1.0
HINT_WEIGHT: Final = 0.3
"""A hint says who it is for or where, not what is to be done, so it counts little."""
LENGTH_BONUS: Final = 0.25
"""For each character beyond two: longer words are more telling."""
PLACE_SHARE: Final = 0.4
"""How much of a word is left when it only says where: 电梯里, 校门口."""
PLACE: Final = re.compile("里面|里头|里|上面|上|门口|旁|边上|附近|外面|门前")
GENERAL_SHARE: Final = 0.4
"""How much is left of words that say for whom or how, when others beside them say what."""
LENT_SHARE: Final = 0.7
"""How much of what general words say goes to the special kind named beside them: 坏了没人修 to 电灯."""

CACHED_MEANINGS: Final = 20_000
"""Many texts hold the same few words: so many sets of words are remembered with what they mean."""

TRUST: Final = 1.0
"""As if each word had been heard so many times where it is listed."""

Evidence = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Said:
    """What words say: `weights` over the concepts, shape (concepts,), and the words by concept, weightiest first."""

    weights: Evidence
    words: dict[int, tuple[str, ...]]

    @property
    def most(self) -> float:
        """The weight of the concept most spoken of."""
        return float(self.weights.max())


class Lexicon:
    """Everyday words with the concepts they speak for; a topic's word says nothing of its category by itself."""

    def __init__(self) -> None:
        told: dict[str, dict[int, float]] = {}
        for number, word, weight in _entries():
            meant = told.setdefault(word, {})
            meant[number] = max(meant.get(number, 0.0), weight * (1 + LENGTH_BONUS * max(0, len(word) - 2)))
        for skill in load_taxonomy().skills.values():
            for word in (skill.label, *skill.synonyms):
                told.setdefault(word, {concepts().index[skill.category]: WORD_WEIGHT})
        self._cutter = Cutter(told)
        heard = self._heard()
        self._meant = lru_cache(maxsize=CACHED_MEANINGS)(self._meaning)
        self._told = {word: _shared(_purified(meant, heard.get(word))) for word, meant in told.items()}

    def _heard(self) -> dict[str, Evidence]:
        """Count in how many of the taxonomy's sentences of each concept every word stands."""
        found: dict[str, Evidence] = {}
        for id_, sentence in load_sentences():
            for word in {word for _, word in self._cutter.find(sentence)}:
                found.setdefault(word, np.zeros(len(concepts())))[concepts().index[id_]] += 1
        return found

    def said(self, text: str) -> Said:
        """Find what the words of a text speak for; a word said twice counts once."""
        found = {word: (start, word) for start, word in reversed(self._cutter.find(text))}.values()
        return self._meant(tuple([(word, _share(text, start + len(word))) for start, word in found]))

    def _meaning(self, found: tuple[tuple[str, float], ...]) -> Said:
        """Weigh words, each with the share of it that counts."""
        weights, words = np.zeros(len(concepts())), dict[int, list[tuple[float, str]]]()
        for word, share in found:
            for number, weight in self._told[word]:
                weights[number] += share * weight
                words.setdefault(number, []).append((-share * weight, word))
        named = named_special(weights)
        if named is not None:
            yield_to(named, weights)
        return Said(weights, {number: tuple(word for _, word in sorted(told)) for number, told in words.items()})


def _share(text: str, end: int) -> float:
    return PLACE_SHARE if PLACE.match(text, end) else 1.0


def _entries() -> Iterator[tuple[int, str, float]]:
    listed: list[Category | Topic] = [*load_taxonomy().categories.values(), *load_topics()]
    for one in listed:
        number = concepts().index[one.id]
        yield from ((number, word, weight) for word, weight in _spoken(one))


def _spoken(one: Category | Topic) -> Iterator[tuple[str, float]]:
    names = (one.label, *one.synonyms) if isinstance(one, Category) else (one.label,)
    yield from ((word, NAME_WEIGHT) for word in names)
    yield from ((word, WORD_WEIGHT) for word in one.words)
    yield from ((word, HINT_WEIGHT) for word in one.hints)


def _purified(meant: dict[int, float], heard: Evidence | None) -> dict[int, float]:
    """Let a word say less of a concept, the more it is heard where others are meant: 找人, 坏了, 退休."""
    if heard is None:
        return meant
    own = heard @ concepts().nearness
    return {number: weight * float((own[number] + TRUST) / (heard.sum() + TRUST)) for number, weight in meant.items()}


def _shared(meant: dict[int, float]) -> tuple[tuple[int, float], ...]:
    """Let a word that speaks for several concepts say less of each."""
    return tuple((number, weight / sqrt(len(meant))) for number, weight in sorted(meant.items()))


def named_special(weights: Evidence) -> int | None:
    """Find the special kind of work that words name most, if they name any; weights have the shape (concepts,)."""
    special = np.where(concepts().general, 0.0, weights)
    return int(special.argmax()) if special.max() >= HINT_WEIGHT * 2 else None


def yield_to(named: int, weights: Evidence) -> None:
    """Let what speaks for whom or how speak softly beside the special kind named, and of the kinds above it for it."""
    general = concepts().general
    for broader in concepts().line(named)[1:]:
        if general[broader]:
            weights[named] += LENT_SHARE * weights[broader]
            weights[broader] *= 1 - LENT_SHARE
    weights[general] *= GENERAL_SHARE


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Make the lexicon of the product's taxonomy; the same on every call."""
    return Lexicon()
