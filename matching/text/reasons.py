"""Why an offer stands where it does for a need: the words, the function of the unit, the likeness, in Chinese."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.text import words
from matching.text.concepts import concepts
from matching.text.sheets import Entry, Side
from matching.text.stated import named
from matching.text.understanding import heard_sentence

LEAST_PART: Final = 0.2
"""A common subject that makes less of the agreement than this is not told."""
LEAST_EVIDENCE: Final = 0.1
"""What speaks for a subject more faintly than this, on either side, is not told."""
MOST_SUBJECTS: Final = 2
MOST_WORDS: Final = 3
LEAST_BELIEF: Final = 0.1
LEAST_SOUND: Final = 0.3
LEAST_WRITING: Final = 0.1
WITHOUT_ENCODER: Final = "没有用句子编码器，只按词表、单位职能和用字比较"
STATED: Final = {"category": "类别", "kind": "种类"}
NOTHING: Final = "没有说到同一类事，只是比其余的接近一些"


@dataclass(frozen=True)
class Pair:
    """One need and one offer by number, with how alike they are; `sound` is None where it was not measured."""

    asked: Side
    offered: Side
    row: int
    column: int
    sound: float | None
    writing: float
    near: bool
    with_encoder: bool

    @property
    def need(self) -> Entry:
        """The need."""
        return self.asked.entries[self.row]

    @property
    def offer(self) -> Entry:
        """The offer."""
        return self.offered.entries[self.column]


def reasons(pair: Pair) -> tuple[str, ...]:
    """Say why, the weightiest first; every sentence states what was found in the two rows."""
    found = [_subject(pair, one, other) for one, other in _subjects(pair)] or [NOTHING]
    common = {*words.cut(pair.need.text)}.intersection(words.cut(f"{pair.offer.text} {pair.offer.unit}"))
    if common:
        found.append("两边都写到" + _quoted(sorted(common)[:MOST_WORDS]))
    if pair.sound is not None and pair.sound >= LEAST_SOUND:
        found.append(f"整句意思相近（{pair.sound:.2f}）")
    if pair.writing >= LEAST_WRITING:
        found.append(f"用字相近（{pair.writing:.2f}）")
    if pair.near:
        there = f"资源在{pair.offer.place}" if pair.offer.place else f"单位是{pair.offer.unit}"
        found.append(f"地方相合：需求在{pair.need.place}，{there}")
    if not pair.with_encoder:
        found.append(WITHOUT_ENCODER)
    return tuple(found)


def _subjects(pair: Pair) -> list[tuple[int, int]]:
    """Find what both are clearly about: the pairs of concepts that make most of their agreement."""
    asked, offered = pair.asked.evidence[pair.row], pair.offered.evidence[pair.column]
    rows, columns = np.flatnonzero(asked >= LEAST_EVIDENCE), np.flatnonzero(offered >= LEAST_EVIDENCE)
    if not rows.size or not columns.size:
        return []
    parts = asked[rows, None] * concepts().nearness[np.ix_(rows, columns)] * offered[columns]
    least = LEAST_PART * float(parts.sum())
    best = []
    for _ in range(min(MOST_SUBJECTS, parts.size)):
        one, other = divmod(int(parts.argmax()), parts.shape[1])
        if parts[one, other] < least or not parts[one, other]:
            break
        best.append((int(rows[one]), int(columns[other])))
        parts[one, other] = 0
    return best


def _subject(pair: Pair, one: int, other: int) -> str:
    labels = concepts().labels
    if one == other:
        about = f"都属“{labels[one]}”"
    else:
        common = concepts().common(one, other)
        above = f"同属“{labels[common]}”" if common is not None else "相关"
        about = f"“{labels[one]}”与“{labels[other]}”{above}"
    return f"{about}：需求{_told(pair.asked, pair.row, one)}；资源{_offered(pair, other)}"


def _offered(pair: Pair, number: int) -> str:
    duty = pair.offered.duties[pair.column].of(number) if pair.offered.duties else None
    told = _told(pair.offered, pair.column, number)
    if duty is None:
        return told
    function = f"“{duty.name}”是{duty.kind.unit}，职能对口（{duty.kind.source}）"
    return f"{told}，{function}" if pair.offered.readings[pair.column].said.words.get(number) else function


def _told(side: Side, place: int, number: int) -> str:
    """Say what in a row spoke for a concept: a stated category, its words, or the whole sentence."""
    reading, entry = side.readings[place], side.entries[place]
    said = reading.said.words.get(number, ())
    belief = 0.0 if reading.heard is None else float(reading.heard[number])
    if said:
        return "说到" + _quoted(said[:MOST_WORDS])
    column = next((name for name in STATED if named(getattr(entry, name))[number]), None)
    if belief < LEAST_BELIEF and column:
        return f"写明{STATED[column]}“{getattr(entry, column)}”"
    return heard_sentence(belief, with_encoder=reading.by_encoder)


def _quoted(told: list[str] | tuple[str, ...]) -> str:
    return "、".join(f"“{word}”" for word in told)
