"""Which kinds of work a sentence asks for, best first, each with its share and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from graph_model.percentages import share_words
from matching.text.concepts import concepts
from matching.text.encoder import Encoder, installed_encoder
from matching.text.lexicon import Evidence
from matching.text.reading import Reading, read, tidy

LEAST_SHARE: Final = 0.08
LEAST_EVIDENCE: Final = 0.1
"""Weaker evidence is no understanding."""
LEAST_HEARD: Final = 0.25
"""Nor is less than this, where no word was known and only the whole sentence speaks.

What asks for nothing (天气真好啊) has a belief of its own, so little is left for the kinds of work.
"""
LEAST_TOLD: Final = 0.12
"""Fainter belief in the sound of a sentence is not told beside its words."""
MOST_MEANINGS: Final = 3
MOST_WORDS: Final = 3
FIRST_TWO: Final = 2
CACHED_SENTENCES: Final = 20_000
FIRST_SENTENCE: Final = "家里的灯坏了"


@dataclass(frozen=True, slots=True)
class Meaning:
    """One way a sentence is understood: a category by id, its share of all that was understood, and why.

    `topic` is what it is about within the category (用电维修 within 水电维修); empty when it is the whole category.
    """

    category: str
    label: str
    share: float
    why: str
    topic: str = ""


def warm() -> None:
    """Load the lexicon, the learned weights and the encoder, so that no later question waits for them.

    The service calls it before it answers its first request (`api.cli.serving`).
    """
    understand(FIRST_SENTENCE)
    encoder = installed_encoder()
    if encoder is not None:
        encoder.encode([FIRST_SENTENCE])


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
    sentence = tidy(words)
    return _meanings(_read(sentence)) if sentence else ()


def evidence(words: str) -> Evidence:
    """Say how far words speak for each concept; shape (concepts,), by which two texts can be compared."""
    return _read(tidy(words)).weights


@lru_cache(maxsize=CACHED_SENTENCES)
def _read(sentence: str) -> Reading:
    return read(sentence, installed_encoder())


def understood(words: str, encoder: Encoder | None) -> tuple[Meaning, ...]:
    """Say which kinds of work a sentence asks for, with a given encoder or none; the second however faint it is."""
    sentence = tidy(words)
    return _meanings(read(sentence, encoder), FIRST_TWO) if sentence else ()


def _meanings(reading: Reading, always: int = 1) -> tuple[Meaning, ...]:
    """Give the meanings of some share, and of the first so many all there is any evidence for."""
    found = _by_category(reading.weights)
    best = [int(n) for n in np.lexsort((np.arange(len(found)), -found.round(6)))[:MOST_MEANINGS]]
    total = float(found[best].sum())
    if found[best[0]] < (LEAST_EVIDENCE if reading.said.words else LEAST_HEARD):
        return ()
    shares = [(number, round(float(found[number]) / total, 4)) for number in best]
    told = [one for place, one in enumerate(shares) if one[1] >= LEAST_SHARE or (place < always and one[1] > 0)]
    return tuple(_meaning(number, share, reading) for number, share in told)


def _by_category(weights: Evidence) -> Evidence:
    """Count what speaks for a topic for its category, and what is said in general for the best special kind of it."""
    found = np.zeros(len(weights))
    np.add.at(found, np.array(concepts().categories), weights)
    best = int(found.argmax())
    broader = concepts().broader[best]
    if broader >= 0 and concepts().general[broader]:
        found[best] += found[broader]
        found[broader] = 0
    return found


def _meaning(category: int, share: float, reading: Reading) -> Meaning:
    weights = reading.weights
    within = [n for n, own in enumerate(concepts().categories) if own == category]
    best = max(within, key=lambda n: (weights[n], -n))
    topic = concepts().labels[best] if best != category else ""
    why = _why(within, reading)
    return Meaning(concepts().ids[category], concepts().labels[category], share, why, topic)


def _why(within: list[int], reading: Reading) -> str:
    told = dict.fromkeys(word for n in within for word in reading.said.words.get(n, ()))
    by_weight = sorted(told, key=lambda word: (-len(word), word))[:MOST_WORDS]
    reasons = ["说到" + "、".join(f"“{word}”" for word in by_weight)] if by_weight else []
    heard = 0.0 if reading.heard is None else float(reading.heard[within].sum())
    if not reasons or heard >= LEAST_TOLD:
        reasons.append(heard_sentence(heard, with_encoder=reading.by_encoder))
    return "，".join(reasons)


def heard_sentence(belief: float, *, with_encoder: bool) -> str:
    """Say how far a whole sentence sounds like a kind of work, and who says so."""
    by = "整句的意思" if with_encoder else "整句的用字"
    return f"{by}与该类常见说法相近（把握 {share_words(min(belief, 1), 0)}）"
