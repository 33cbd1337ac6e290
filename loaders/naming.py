"""What the name of a column says by itself: the fields it may mean, by a name the kind knows or in everyday words."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loaders.headers import normal
from loaders.kinds.base import Column, LedgerKind
from loaders.likeness import CHILD_EXACT, EXACT, UNDER_HEADING, names_like

EVERYDAY: Final = 0.75
EVERYDAY_LENGTH: Final = 24
FIRST_NAME: Final = 5e-4
"""How much rather a column goes by its own name than by another of its names: 提供单位 rather than 填报单位."""
SPOKEN: Final = "日常说法"


@dataclass(frozen=True, slots=True)
class Claim:
    """How surely a header or its cells mean a field, and why."""

    column: Column
    strength: float
    why: str
    tie: float = 0.0


@lru_cache(maxsize=100_000)
def named(kind: LedgerKind, header: str) -> tuple[Claim, ...]:
    """Every field of a kind the name of a column may mean, at most one claim each; in everyday words if by no name."""
    found: dict[str, Claim] = {}
    for one in names_like(kind, header):
        is_first = one.known == one.column.normal_names[0]
        tie = 1e-4 * len(one.known) - 1e-5 * one.number + FIRST_NAME * is_first
        if one.column.field not in found or one.strength > found[one.column.field].strength:
            found[one.column.field] = Claim(one.column, one.strength, _why(one.strength, one.known), tie)
    if not found:
        spoken = everyday(kind, normal(header))
        return tuple(Claim(one, EVERYDAY, SPOKEN, -1e-3 * order) for order, one in enumerate(spoken))
    return tuple(found.values())


def _why(strength: float, known: str) -> str:
    """Say how a header was known by a name."""
    if strength == EXACT:
        return "列名就是"
    if strength == UNDER_HEADING:
        return f"连同上一层表头就是“{known}”"
    return f"列名里有“{known}”" if strength != CHILD_EXACT else f"列名说的是“{known}”"


@lru_cache(maxsize=100_000)
def best_named(kind: LedgerKind, header: str) -> tuple[Column | None, float, str]:
    """Column of a kind a header most likely means, how surely, and the known name it was found by."""
    found = names_like(kind, header)
    if found:
        best = max(found, key=lambda one: (one.strength, len(one.known), -one.number))
        return best.column, best.strength, best.known
    spoken = everyday(kind, normal(header))
    return (spoken[0], EVERYDAY, "") if spoken else (None, 0.0, "")


@lru_cache(maxsize=100_000)
def everyday(kind: LedgerKind, plain: str) -> tuple[Column, ...]:
    """Columns whose everyday wording a header follows, the likeliest first."""
    if len(plain) > EVERYDAY_LENGTH:
        return ()
    known = {column.field: column for column in reversed(kind.columns)}
    return tuple(known[one] for one, pattern in kind.everyday.items() if one in known and re.search(pattern, plain))
