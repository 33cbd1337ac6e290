"""What helpers say of themselves, to be compared with the words of a work: what both are about, and how both write."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

import numpy as np

from matching.arrays import Floats
from matching.likeness import Likeness
from matching.text.agreement import Agreement
from matching.text.sheets import Entry, supplies
from matching.text.threads import one_thread
from matching.text.understanding import evidence, understand

WRITING_WEIGHT: Final = 0.2
"""How much likeness of writing counts beside what both are about."""


class Described:
    """What helpers say of themselves, by id; made ready when first asked.

    Parameters
    ----------
    texts : mapping of str to str
        Words by id of helper, in any order.
    units : mapping of str to str, optional
        The name of the organisation behind a helper, where there is one: what its kind of unit does speaks for it.
    """

    def __init__(self, texts: Mapping[str, str], units: Mapping[str, str] | None = None) -> None:
        self.texts = dict(sorted(texts.items()))
        self._units = units or {}

    def read(self) -> None:
        """Read all of them now, so that no question has to wait for it."""
        _ = self._writing, self._agreement
        for text in self.texts.values():
            understand(text)

    def to(self, words: str) -> Floats:
        """Measure how like each description the words are, in the order of the ids; from 0 to 1, shape (helpers,)."""
        about, writing = self._agreement.with_one(evidence(words)), self._writing.to(words)
        return np.asarray((about + WRITING_WEIGHT * writing) / (1 + WRITING_WEIGHT), np.float32)

    @cached_property
    def _writing(self) -> Likeness:
        return Likeness(list(self.texts.values()))

    @cached_property
    def _agreement(self) -> Agreement:
        """Read every description by its words and by what its unit does."""
        entries = [Entry(id_, text, unit=self._units.get(id_, "")) for id_, text in self.texts.items()]
        with one_thread():
            return Agreement(supplies(entries, frozenset(), None).evidence)
