"""What a text can be about: the kinds of work and the topics within them, numbered, with their nearness."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from graph_model.taxonomy import Category, Taxonomy, Topic, load_taxonomy, load_topics
from matching.arrays import Bools, Floats

TOPIC_TO_CATEGORY: Final = 0.8
"""Nearness of a topic to its category: who says 水电 may well mean 电."""
CATEGORY_TO_BROADER: Final = 0.5
"""Nearness of a category to its broader one, a kind of work of its own: 交通劝导 is not any 平安巡防."""
TOPICS_OF_ONE: Final = 0.35
"""Nearness of two topics of one category."""
CATEGORIES_OF_ONE: Final = 0.2
"""Nearness of two categories under one, and of a topic to the category above its own."""
SAME_TOP: Final = 0.1
"""Nearness of two concepts that share a top category and nothing nearer."""


BOTH: Final = 2


@dataclass(frozen=True)
class Concepts:
    """Categories and topics by number.

    Attributes
    ----------
    general : array of bool, shape (concepts,)
        Whose words say for whom or how, not what.
    nearness : array of float32, shape (concepts, concepts)
        1 for the same, 0 for strangers; symmetric.
    """

    ids: tuple[str, ...]
    labels: tuple[str, ...]
    broader: tuple[int, ...]
    categories: tuple[int, ...]
    general: Bools
    nearness: Floats
    index: dict[str, int]

    def __len__(self) -> int:
        return len(self.ids)

    def line(self, number: int) -> list[int]:
        """List a concept and all above it, nearest first."""
        found = [number]
        while self.broader[found[-1]] >= 0:
            found.append(self.broader[found[-1]])
        return found

    def common(self, one: int, other: int) -> int | None:
        """Find the lowest concept above or equal to both."""
        above = set(self.line(other))
        return next((number for number in self.line(one) if number in above), None)


@lru_cache(maxsize=1)
def concepts() -> Concepts:
    """Return the product's categories, then its topics, numbered; the same on every call."""
    return _concepts(load_taxonomy(), load_topics())


def _concepts(taxonomy: Taxonomy, topics: tuple[Topic, ...]) -> Concepts:
    listed: list[Category | Topic] = [*taxonomy.categories.values(), *topics]
    index = {one.id: number for number, one in enumerate(listed)}
    above = [one.category if isinstance(one, Topic) else one.broader for one in listed]
    broader = tuple(index[id_] if id_ else -1 for id_ in above)
    general = [not isinstance(one, Topic) and one.general for one in listed]
    own = tuple(broader[number] if isinstance(one, Topic) else number for number, one in enumerate(listed))
    made = Concepts(
        ids=tuple(one.id for one in listed),
        labels=tuple(one.label for one in listed),
        broader=broader,
        categories=own,
        general=np.array(general, np.bool_),
        nearness=np.eye(len(listed), dtype=np.float32),
        index=index,
    )
    _measure(made)
    return made


def _measure(found: Concepts) -> None:
    for one in range(len(found)):
        for other in range(one):
            near = _near(found, one, other)
            found.nearness[one, other] = found.nearness[other, one] = near


def _near(found: Concepts, one: int, other: int) -> float:
    """Measure two concepts by their lines upwards."""
    first, second = found.line(one), found.line(other)
    topics = (found.categories[one] != one) + (found.categories[other] != other)
    if other in first or one in second:
        if abs(len(first) - len(second)) > 1:
            return CATEGORIES_OF_ONE
        return TOPIC_TO_CATEGORY if topics else CATEGORY_TO_BROADER
    if found.broader[one] == found.broader[other] >= 0:
        return TOPICS_OF_ONE if topics == BOTH else CATEGORIES_OF_ONE
    return SAME_TOP if first[-1] == second[-1] else 0.0
