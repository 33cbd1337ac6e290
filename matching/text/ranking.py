"""Ranks offers for each need of two loose lists, by what both are about, how they sound and how they are written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.arrays import Bools, Floats, Index
from matching.text import words
from matching.text.concepts import concepts
from matching.text.encoder import Encoder, Kept, vectors_of
from matching.text.reading import in_doubt
from matching.text.reasons import Pair, reasons
from matching.text.sheets import Entry, Side, demands, supplies

SOUND_WEIGHT: Final = 0.4
"""How much likeness of the sentences' vectors counts beside what both are about."""
WRITING_WEIGHT: Final = 0.2
"""How much likeness of writing counts."""
PLACE_BONUS: Final = 0.05
FULL: Final = 1 + SOUND_WEIGHT + WRITING_WEIGHT + PLACE_BONUS
BLUR: Final = 0.05
"""Added to the size of an offer's evidence, so that a faint hint does not pass for full agreement."""
SMALL_SHEETS: Final = 2_000
"""Up to so many different texts all are encoded; of larger sheets only those whose words leave doubt."""
MOST_DOUBTS: Final = 1_000
"""So many doubtful offers of a large sheet are encoded at most, the first by id."""
DIGITS: Final = 4


@dataclass(frozen=True, slots=True)
class Ranked:
    """One offer for a need: score from 0 to 1 and why, in Chinese."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Likenesses:
    """All pairs of needs and offers measured; each array has the shape (needs, offers).

    `sound` is None where there is no encoder or the sheets are large; `total` lies between 0 and 1.
    """

    about: Floats
    sound: Floats | None
    writing: Floats
    near: Bools
    total: Floats


def rank(
    offers: Sequence[Entry], needs: Sequence[Entry], encoder: Encoder | None, top: int, kept: Kept | None = None
) -> Iterator[tuple[Entry, list[Ranked]]]:
    """Rank the offers for every need, best first; ties go by id.

    Parameters
    ----------
    offers, needs : sequence of Entry
        In any order; ids are unique within each.
    encoder : Encoder or None
        None to do without.
    top : int
        How many offers to list for each need.
    kept : mutable mapping, optional
        Vectors kept from earlier calls (`matching.text.encoder.vectors_of`).
    """
    vectors = None if encoder is None else vectors_of(_to_encode(offers, needs), encoder, kept)
    asked, offered = demands(needs, vectors), supplies(offers, vectors)
    found = measure(asked, offered, vectors)
    by_place = {entry.id: place for place, entry in enumerate(asked.entries)}
    for need in needs:
        row = by_place[need.id]
        best = _best(found.total[row], offered, need, top)
        yield (
            need,
            [
                Ranked(
                    offered.entries[n],
                    _score(found, row, n),
                    _reasons(asked, offered, found, row, n, with_encoder=encoder is not None),
                )
                for n in best.tolist()
            ],
        )


def _to_encode(offers: Sequence[Entry], needs: Sequence[Entry]) -> list[str]:
    texts = sorted({entry.text for entry in (*offers, *needs)})
    if len(texts) <= SMALL_SHEETS:
        return texts
    asked = {entry.text for entry in needs}
    offered = sorted({entry.text for entry in offers} - asked)
    return [*filter(in_doubt, sorted(asked)), *[text for text in offered if in_doubt(text)][:MOST_DOUBTS]]


def measure(asked: Side, offered: Side, vectors: Mapping[str, Floats] | None) -> Likenesses:
    """Measure every pair."""
    about = _about(asked.evidence, offered.evidence)
    writing = words.alike([one.text for one in asked.entries], [f"{one.text} {one.unit}" for one in offered.entries])
    sound = _sound(asked, offered, vectors)
    near = _near(asked, offered)
    total = about + WRITING_WEIGHT * writing + PLACE_BONUS * near
    if sound is not None:
        total += SOUND_WEIGHT * sound
    return Likenesses(about, sound, writing, near, (total / FULL).astype(np.float32))


def _about(asked: Floats, offered: Floats) -> Floats:
    """Measure agreement of evidence by its cosine under the nearness of concepts."""
    nearness = concepts().nearness
    common = asked @ nearness @ offered.T
    return common / np.outer(_size(asked, 1e-9), _size(offered, BLUR)).astype(np.float32)


def _size(evidence: Floats, blur: float) -> Floats:
    squared = ((evidence @ concepts().nearness) * evidence).sum(axis=1)
    return np.asarray(np.sqrt(np.maximum(squared, 0) + blur), np.float32)


def _sound(asked: Side, offered: Side, vectors: Mapping[str, Floats] | None) -> Floats | None:
    """Measure likeness of vectors, where all were made."""
    texts = [[one.text for one in side.entries] for side in (asked, offered)]
    if vectors is None or not all(text in vectors for side in texts for text in side) or not all(texts):
        return None
    ones, others = (np.stack([vectors[text] for text in side]) for side in texts)
    return np.clip(ones @ others.T, 0, 1)


def _near(asked: Side, offered: Side) -> Bools:
    """Mark pairs at the same place, or of which one's place is within the other's by its name."""
    known = {
        (one, other): _same_place(one, other)
        for one in {e.place for e in asked.entries}
        for other in {e.place for e in offered.entries}
    }
    return np.array(
        [[known[one.place, other.place] for other in offered.entries] for one in asked.entries], np.bool_
    ).reshape(len(asked), len(offered))


def _same_place(one: str, other: str) -> bool:
    return bool(one and other) and (one in other or other in one)


def _best(scores: Floats, offered: Side, need: Entry, top: int) -> Index:
    """Find the best offers that are not to be kept apart from the need."""
    rounded = scores.astype(np.float64).round(DIGITS)
    allowed = np.array([entry.id not in need.apart for entry in offered.entries], np.bool_) if need.apart else None
    places = np.arange(len(rounded)) if allowed is None else np.flatnonzero(allowed)
    return places[np.lexsort((places, -rounded[places]))[:top]]


def _score(found: Likenesses, row: int, column: int) -> float:
    return round(float(found.total[row, column]), DIGITS)


def _reasons(
    asked: Side, offered: Side, found: Likenesses, row: int, column: int, *, with_encoder: bool
) -> tuple[str, ...]:
    pair = Pair(
        asked,
        offered,
        row,
        column,
        sound=None if found.sound is None else float(found.sound[row, column]),
        writing=float(found.writing[row, column]),
        near=bool(found.near[row, column]),
        with_encoder=with_encoder,
    )
    return reasons(pair)
