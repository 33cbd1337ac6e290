"""Finds the known words of a text: the cover that leaves least unsaid, long words before short ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

LONGER_COUNTS: Final = 1.5
"""A word counts by its length to this power, so that one long word beats two short ones."""


class Cutter:
    """Known words, held by their first two characters.

    Parameters
    ----------
    words : iterable of str
        In any order; the answers do not depend on it.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self.words = frozenset(words)
        lengths: dict[str, set[int]] = {}
        for word in self.words:
            alone = {1} if word[0] in self.words else set[int]()
            lengths.setdefault(word[:2], alone).add(len(word))
        self._lengths = {begin: tuple(sorted(found, reverse=True)) for begin, found in lengths.items()}
        self._worth = [length**LONGER_COUNTS for length in range(1 + max(map(len, self.words), default=0))]

    def find(self, text: str) -> list[tuple[int, str]]:
        """List the words of the best cover with where they begin, in the order of the text, without overlap."""
        size, lengths, none = len(text), self._lengths, ()
        best, taken = [0.0] * (size + 1), [0] * size
        for start in range(size - 1, -1, -1):
            most = best[start + 1]
            for length in lengths.get(text[start : start + 2], none) or lengths.get(text[start], none):
                if start + length <= size and text[start : start + length] in self.words:
                    worth = self._worth[length] + best[start + length]
                    if worth > most:
                        most, taken[start] = worth, length
            best[start] = most
        return _walk(text, taken)


def _walk(text: str, taken: list[int]) -> list[tuple[int, str]]:
    found, at = [], 0
    while at < len(text):
        if taken[at]:
            found.append((at, text[at : at + taken[at]]))
        at += taken[at] or 1
    return found
