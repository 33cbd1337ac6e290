"""What residents' words mean: kinds of work by a lexicon of everyday words and by likeness of characters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from graph_model.taxonomy import Category, Taxonomy, load_taxonomy
from matching.arrays import Index
from matching.likeness import Likeness

NAME_WEIGHT: Final = 1.2
"""How much the label or a synonym of a category counts in a sentence."""
WORD_WEIGHT: Final = 1.0
HINT_WEIGHT: Final = 0.3
"""A hint says who it is for or where, not what is to be done, so it counts little."""
LENGTH_BONUS: Final = 0.25
"""For each character beyond two: longer words are more telling."""
LIKENESS_WEIGHT: Final = 1.5
"""How much full likeness to the category's own sentences counts, beside one everyday word."""
LEAST_LIKENESS: Final = 0.2
"""Likeness below this rests on common characters alone."""
LENT_SHARE: Final = 0.7
"""How much of what general words say goes to the special kind named beside them."""
LEAST_SHARE: Final = 0.12
MOST_MEANINGS: Final = 3
CACHED_SENTENCES: Final = 4096
BLANKS: Final = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way a sentence is understood: a category by id, its share of all that was understood, and why."""

    category: str
    label: str
    share: float
    why: str


@dataclass(frozen=True)
class Lexicon:
    """Everyday words with the categories they speak for, and the vectors of the categories' own sentences."""

    taxonomy: Taxonomy
    words: dict[str, tuple[tuple[str, float], ...]]
    pattern: re.Pattern[str]
    categories: tuple[str, ...]
    sentences: Likeness
    owners: Index


def _entries(category: Category) -> list[tuple[str, float]]:
    named = [(word, NAME_WEIGHT) for word in (category.label, *category.synonyms)]
    spoken = [(word, WORD_WEIGHT) for word in category.words]
    return [*named, *spoken, *((word, HINT_WEIGHT) for word in category.hints)]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Make the lexicon of the product's taxonomy; the same on every call."""
    taxonomy = load_taxonomy()
    words: dict[str, dict[str, float]] = {}
    for category in taxonomy.categories.values():
        for word, weight in _entries(category):
            told = words.setdefault(word, {})
            told[category.id] = max(told.get(category.id, 0.0), weight * (1 + LENGTH_BONUS * max(0, len(word) - 2)))
    for skill in taxonomy.skills.values():
        for word in (skill.label, *skill.synonyms):
            words.setdefault(word, {}).setdefault(skill.category, WORD_WEIGHT)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    categories = tuple(taxonomy.categories)
    own = [(number, text) for number, id_ in enumerate(categories) for text in _own_sentences(taxonomy.categories[id_])]
    return Lexicon(
        taxonomy=taxonomy,
        words={word: tuple(sorted(told.items())) for word, told in words.items()},
        pattern=re.compile("|".join(map(re.escape, longest_first))),
        categories=categories,
        sentences=Likeness([text for _, text in own]),
        owners=np.array([number for number, _ in own], np.intp),
    )


def _own_sentences(category: Category) -> tuple[str, ...]:
    return (" ".join((category.label, *category.synonyms)), *category.examples)


@lru_cache(maxsize=CACHED_SENTENCES)
def understand(words: str) -> tuple[Meaning, ...]:
    """Say which kinds of work a sentence asks for.

    Parameters
    ----------
    words : str
        What a resident says, or the title of a list item.

    Returns
    -------
    tuple of Meaning
        Best first, at most three, shares summing to at most 1; empty when nothing was understood.
    """
    sentence = BLANKS.sub(" ", words).strip()
    if not sentence:
        return ()
    said, likeness = _said(sentence), _likeness(sentence)
    scores = {id_: sum(weight for _, weight in told) for id_, told in said.items()}
    _lend_to_narrower(scores, said)
    for id_, near in likeness.items():
        scores[id_] = scores.get(id_, 0.0) + LIKENESS_WEIGHT * near
    return _meanings(scores, said, likeness)


def _said(sentence: str) -> dict[str, list[tuple[str, float]]]:
    """Find the everyday words of a sentence, longest first and without overlap, under the categories they speak for."""
    said: dict[str, list[tuple[str, float]]] = {}
    for word in sorted(set(lexicon().pattern.findall(sentence))):
        for category, weight in lexicon().words[word]:
            said.setdefault(category, []).append((word, weight))
    return said


def _lend_to_narrower(scores: dict[str, float], said: dict[str, list[tuple[str, float]]]) -> None:
    """Let general words (坏了没人修) speak for the special kind that is named beside them (电灯)."""
    narrower: dict[str, str] = {}
    for id_ in sorted(said):
        broader = lexicon().taxonomy.categories[id_].broader
        if broader in said and _is_named(said[id_]) and scores[id_] > scores.get(narrower.get(broader, ""), 0.0):
            narrower[broader] = id_
    for broader, id_ in narrower.items():
        lent = LENT_SHARE * scores[broader]
        scores[id_] += lent
        scores[broader] -= lent


def _is_named(told: Sequence[tuple[str, float]]) -> bool:
    return any(weight >= WORD_WEIGHT for _, weight in told)


def _likeness(sentence: str) -> dict[str, float]:
    """Measure the likeness to each category: the nearest of its own sentences; faint likeness is left out."""
    best = np.zeros(len(lexicon().categories), np.float32)
    np.maximum.at(best, lexicon().owners, lexicon().sentences.to(sentence))
    return {lexicon().categories[n]: float(best[n]) for n in np.flatnonzero(best >= LEAST_LIKENESS)}


def _meanings(
    scores: dict[str, float], said: dict[str, list[tuple[str, float]]], likeness: dict[str, float]
) -> tuple[Meaning, ...]:
    best = sorted(scores.items(), key=lambda item: (-round(item[1], 6), item[0]))[:MOST_MEANINGS]
    total = sum(score for _, score in best)
    found = []
    for id_, score in best:
        share = round(score / total, 4) if total else 0.0
        if share >= LEAST_SHARE:
            why = _why(said.get(id_, ()), likeness.get(id_, 0.0))
            found.append(Meaning(id_, lexicon().taxonomy.categories[id_].label, share, why))
    return tuple(found)


def _why(said: Sequence[tuple[str, float]], likeness: float) -> str:
    told = [word for word, _ in sorted(said, key=lambda pair: (-pair[1], pair[0]))[:3]]
    if told:
        return "说到" + "、".join(f"“{word}”" for word in told)
    return f"说法与该类常见说法相近（相似度 {likeness:.2f}）"
