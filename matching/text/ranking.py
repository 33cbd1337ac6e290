"""Ranks offers for each need of two loose lists, by what both are about, how they sound and how they are written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.arrays import Bools, Floats
from matching.text import words
from matching.text.agreement import Agreement
from matching.text.encoder import Encoder, Kept, keyed_batches, vectors_of
from matching.text.places import same_place
from matching.text.reading import in_doubt, is_plain
from matching.text.reasons import Pair, reasons
from matching.text.sheets import Entry, Side, demands, supplies
from matching.text.threads import one_thread

SOUND_WEIGHT: Final = 0.2
"""How much likeness of the sentences' vectors counts beside what both are about."""
WRITING_WEIGHT: Final = 0.2
"""How much likeness of writing counts."""
PLACE_BONUS: Final = 0.05
FULL: Final = 1 + SOUND_WEIGHT + WRITING_WEIGHT + PLACE_BONUS
SMALL_SHEET: Final = 2_000
"""Up to so many different offers all texts are read as whole sentences; beside more of them, only doubtful needs."""
AT_ONCE: Final = 100
"""So many needs are compared at a time, so that the arrays stay small."""
DIGITS: Final = 4
KEPT_APART: Final = -1.0


@dataclass(frozen=True, slots=True)
class Ranked:
    """One offer for a need: score from 0 to 1 and why, in Chinese."""

    entry: Entry
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """All pairs of needs and offers measured; each array has the shape (needs, offers).

    `sound` is None where there is no encoder or the offers are many; `total` lies between 0 and 1.
    """

    asked: Side
    offered: Side
    with_encoder: bool
    sound: Floats | None
    writing: Floats
    near: Bools
    total: Floats

    def best(self, row: int, top: int) -> list[int]:
        """Find the best offers that are not to be kept apart from a need; ties go by id."""
        scores = self.total[row].round(DIGITS)
        apart = self.asked.entries[row].apart
        if apart:
            scores[[entry.id in apart for entry in self.offered.entries]] = KEPT_APART
        wanted = min(top, int((scores > KEPT_APART).sum()))
        least = np.partition(scores, -wanted)[-wanted] if wanted else np.inf
        places = np.flatnonzero(scores >= least)
        found: list[int] = places[np.lexsort((places, -scores[places]))[:wanted]].tolist()
        return found

    def ranked(self, row: int, column: int) -> Ranked:
        """Say how well an offer suits a need, and why."""
        pair = Pair(
            self.asked,
            self.offered,
            row,
            column,
            sound=None if self.sound is None else float(self.sound[row, column]),
            writing=float(self.writing[row, column]),
            near=bool(self.near[row, column]),
            with_encoder=self.with_encoder,
        )
        return Ranked(self.offered.entries[column], round(float(self.total[row, column]), DIGITS), reasons(pair))


def batches_to_encode(offers: Sequence[Entry], needs: Sequence[Entry]) -> list[tuple[str, list[str]]]:
    """List the batches of sentences a ranking of these asks the encoder for, in the order it asks."""
    few = is_small(offers)
    return [*keyed_batches(_offers_whole(offers, few=few)), *keyed_batches(_needs_whole(needs, few=few))]


def is_small(offers: Sequence[Entry]) -> bool:
    """Tell whether the different offers are so few that all texts are read as whole sentences."""
    return len({entry.text for entry in offers}) <= SMALL_SHEET


def _offers_whole(offers: Sequence[Entry], *, few: bool) -> frozenset[str]:
    return frozenset(entry.text for entry in offers) if few else frozenset()


def _needs_whole(needs: Sequence[Entry], *, few: bool) -> frozenset[str]:
    """Choose the needs to read as whole sentences: all beside few offers, else those whose words leave doubt."""
    texts = {need.text for need in needs}
    return frozenset(text for text in texts if few or (in_doubt(text) and not is_plain(text)))


class Ranker:
    """Offers read once, to be ranked for needs as they come.

    Parameters
    ----------
    offers : sequence of Entry
        In any order; ids are unique.
    encoder : Encoder or None
        None to do without.
    kept : mutable mapping, optional
        Vectors kept from earlier calls (`matching.text.encoder.vectors_of`).
    """

    def __init__(self, offers: Sequence[Entry], encoder: Encoder | None, kept: Kept | None = None) -> None:
        self._encoder, self._kept = encoder, kept
        self._few = is_small(offers)
        whole = _offers_whole(offers, few=self._few)
        self._vectors = self._encoded(whole)
        with one_thread():
            self._offered = supplies(offers, whole, self._vectors)
            self._about = Agreement(self._offered.evidence)
        self._writing = words.Writing([f"{one.text} {one.unit}" for one in self._offered.entries])

    def rank(self, needs: Sequence[Entry], top: int) -> list[tuple[Entry, list[Ranked]]]:
        """Rank the offers for every need, best first, `top` of them at most; ties go by id."""
        whole, found = _needs_whole(needs, few=self._few), dict[str, list[Ranked]]()
        vectors = self._encoded(whole)
        ordered = sorted(needs, key=lambda need: need.id)
        for start in range(0, len(ordered), AT_ONCE):
            with one_thread():
                compared = self._compare(demands(ordered[start : start + AT_ONCE], whole, vectors), vectors)
            for row, need in enumerate(compared.asked.entries):
                found[need.id] = [compared.ranked(row, column) for column in compared.best(row, top)]
        return [(need, found[need.id]) for need in needs]

    def _encoded(self, texts: AbstractSet[str]) -> Mapping[str, Floats] | None:
        return None if self._encoder is None else vectors_of(texts, self._encoder, self._kept)

    def _compare(self, asked: Side, vectors: Mapping[str, Floats] | None) -> Compared:
        offered = self._offered
        writing, near = self._writing.alike([one.text for one in asked.entries]), same_place(asked, offered)
        total = self._about.with_all(asked.evidence) + WRITING_WEIGHT * writing
        total[near] += PLACE_BONUS
        sound = self._sound(asked, vectors)
        if sound is not None:
            total += SOUND_WEIGHT * sound
        return Compared(asked, offered, vectors is not None, sound, writing, near, np.asarray(total / FULL, np.float32))

    def _sound(self, asked: Side, vectors: Mapping[str, Floats] | None) -> Floats | None:
        """Measure likeness of vectors, where all were made."""
        if vectors is None or self._vectors is None or not self._few or not len(asked) or not len(self._offered):
            return None
        ones = np.stack([vectors[entry.text] for entry in asked.entries])
        others = np.stack([self._vectors[entry.text] for entry in self._offered.entries])
        return np.asarray(np.clip(ones @ others.T, 0, 1), np.float32)
