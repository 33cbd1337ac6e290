"""Kinds of work that free words name: 法律咨询、公证 of a law firm's field of business."""

import re
from functools import lru_cache
from typing import Final

from graph_model.taxonomy import Taxonomy
from loaders import cleaning

BRACKETED: Final = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
ENDS: Final = re.compile(r"[。；;\s]+|(?<=[^和与及])[和与及](?=[^和与及])")
TAIL: Final = re.compile(r"(?:等等|等|服务|业务|工作|活动|项目|类)$")
SHORTEST_INSIDE: Final = 4
"""Characters from which a name is trusted inside a longer phrase: 为居民提供法律咨询 is 法律咨询."""


@lru_cache(maxsize=5_000)
def named_works(taxonomy: Taxonomy, words: str) -> tuple[str, ...]:
    """Ids of the categories some words name, in their order; what is excluded in brackets is not named."""
    bare = BRACKETED.sub("", words)
    named: dict[str, None] = {}
    for part in cleaning.split(bare):
        found = _whole(taxonomy, part)
        for piece in (part,) if found else cleaning.split("、".join(ENDS.split(part))):
            named |= dict.fromkeys(found or _whole(taxonomy, piece) or _inside(taxonomy, piece))
    return tuple(named)


def _whole(taxonomy: Taxonomy, part: str) -> tuple[str, ...]:
    """Category that a phrase is the name of, by itself or by a skill, with or without 服务 and the like behind it."""
    found = taxonomy.find_category(part) or taxonomy.category_of_skill(part)
    if found:
        return (found.id,)
    shorter = TAIL.sub("", part)
    return () if shorter == part else _whole(taxonomy, shorter)


def _inside(taxonomy: Taxonomy, part: str) -> tuple[str, ...]:
    """Categories whose long names stand inside a phrase, but for names that are part of a longer one there."""
    names = [name for name in taxonomy.category_ids if len(name) >= SHORTEST_INSIDE and name in part]
    longest = (name for name in names if not any(name in other for other in names if other != name))
    return tuple(taxonomy.category_ids[name] for name in longest)
