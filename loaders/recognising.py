"""Decides what kind of ledger a sheet is and what each column means, each with a confidence."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loaders import checking, cleaning
from loaders.files import Cell, Sheet
from loaders.findings import CellProblem
from loaders.headers import Layout, find_layout, normal
from loaders.kinds import KINDS
from loaders.kinds.base import Column, LedgerKind

EXACT: Final = 1.0
CHILD_EXACT: Final = 0.9
CONTAINED_FROM, CONTAINED_BY_LENGTH = 0.55, 0.35
ACCEPTED: Final = 0.74
SAMPLE_CELLS: Final = 60
CONTENT_SHARE: Final = 0.7
TITLE_BONUS: Final = 4.0
UNKNOWN_PENALTY: Final = 0.25
MISSING_FACTOR: Final = 0.5
KIND_THRESHOLD: Final = 2.0
NUMBERING: Final = re.compile(r"^(?:序号|序|no|编次|行号|序列)$")


@dataclass(frozen=True, slots=True)
class Match:
    """What one column was taken for; ``column`` None when nobody understands it, ``confidence`` from 0 to 1."""

    header: str
    place: int
    column: Column | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognition:
    """A sheet as it was understood; ``kind`` None when undetermined, ``missing`` the needed fields not found."""

    layout: Layout | None
    kind: LedgerKind | None
    confidence: float
    matches: tuple[Match, ...]
    missing: tuple[str, ...] = ()


def recognise(sheet: Sheet, file_title: str = "") -> Recognition:
    """Find header, kind and columns of a sheet."""
    layout = find_layout(sheet, vocabulary())
    if layout is None:
        return Recognition(None, None, 0.0, ())
    titles = (*layout.preamble, sheet.name, file_title)
    ranked = sorted(((_score(kind, layout.names, titles), -kind.order, kind.key) for kind in KINDS), reverse=True)
    (best, _, key), (second, *_) = ranked[0], ranked[1]
    kind = next(one for one in KINDS if one.key == key)
    matches = tuple(_match_columns(kind, layout, sheet))
    if best < KIND_THRESHOLD:
        return Recognition(layout, None, 0.0, tuple(Match(one.header, one.place, None, 0.0) for one in matches))
    fields = {match.column.field for match in matches if match.column}
    missing = tuple(kind.column(group[0]).names[0] for group in kind.needs if not fields & set(group))
    return Recognition(layout, kind, round(best / (best + max(second, 0.0)), 2), matches, missing)


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Every column name any kind knows, as headers are compared."""
    return frozenset(name for kind in KINDS for column in kind.columns for name in column.normal_names) | {"序号"}


@lru_cache(maxsize=1)
def _rarity() -> dict[str, float]:
    """Weight of a column name: the fewer kinds know it, the more it says."""
    kinds = Counter(name for kind in KINDS for name in {one for column in kind.columns for one in column.normal_names})
    return {name: 0.3 + math.log(len(KINDS) / count) for name, count in kinds.items()}


def _score(kind: LedgerKind, names: Sequence[str], titles: Iterable[str]) -> float:
    taken: dict[str, float] = {}
    unknown = 0
    for name in names:
        if not name or NUMBERING.match(normal(name)):
            continue
        column, confidence, known = _best(kind, name)
        if column is None:
            unknown += 1
        else:
            weight = 0.0 if column.kept and column.field == "remark" else _rarity().get(known, 0.3) * confidence
            taken[column.field] = max(taken.get(column.field, 0.0), weight)
    covered = sum(bool(taken.keys() & set(group)) for group in kind.needs)
    score = sum(taken.values()) + _title_bonus(kind, titles) + _title_bonus(kind, names) / 2 - UNKNOWN_PENALTY * unknown
    return score * float(MISSING_FACTOR ** (len(kind.needs) - covered))


def _title_bonus(kind: LedgerKind, titles: Iterable[str]) -> float:
    said = [normal(title) for title in titles if title]
    longest = max((len(word) for word in kind.titles for title in said if normal(word) in title), default=0)
    return TITLE_BONUS * min(longest, 4) / 4


@lru_cache(maxsize=100_000)
def _best(kind: LedgerKind, header: str) -> tuple[Column | None, float, str]:
    """Column of a kind a header most likely means, how surely, and the known name it was found by."""
    best: tuple[float, int, int, Column | None, str] = (0.0, 0, 0, None, "")
    for place, column in enumerate(kind.columns):
        for known in column.normal_names:
            strength = _likeness(header, known)
            candidate = (strength, len(known), -place, column, known)
            if candidate[:3] > best[:3]:
                best = candidate
    strength, _, _, found, known = best
    return (found, strength, known) if strength >= ACCEPTED else (None, 0.0, "")


def _likeness(header: str, known: str) -> float:
    plain = normal(header)
    if plain == known:
        return EXACT
    if "-" in header and known in {normal(part) for part in header.split("-")}:
        return CHILD_EXACT
    if len(known) > 1 and known in plain:
        return CONTAINED_FROM + CONTAINED_BY_LENGTH * len(known) / len(plain)
    if len(plain) > 1 and plain in known:
        return CONTAINED_FROM + CONTAINED_BY_LENGTH * len(plain) / len(known) - 0.05
    return 0.0


def _match_columns(kind: LedgerKind, layout: Layout, sheet: Sheet) -> Iterable[Match]:
    """Match each header to the kind's best column; a field goes to its surest column, the others stay notes."""
    found = [(_best(kind, name) if name else (None, 0.0, ""), place, name) for place, name in enumerate(layout.names)]
    owners: dict[str, int] = {}
    for (column, confidence, _), place, _ in sorted(found, key=lambda one: (-one[0][1], one[1])):
        if column is not None and confidence and (column.kept or column.field not in owners):
            owners.setdefault(column.field, place)
    for (column, confidence, _), place, name in found:
        if column is not None and (column.kept or owners[column.field] == place):
            yield Match(name, place, column, round(confidence, 2))
        elif name and not NUMBERING.match(normal(name)):
            yield _by_content(kind, _sample(layout, sheet, place), place, name, owners)


def _by_content(kind: LedgerKind, cells: Sequence[Cell], place: int, name: str, owners: dict[str, int]) -> Match:
    for column in kind.columns:
        if column.content and column.field not in owners and _share(column, cells) >= CONTENT_SHARE:
            owners[column.field] = place
            return Match(name, place, column, round(_share(column, cells) * 0.9, 2))
    return Match(name, place, None, 0.0)


def _sample(layout: Layout, sheet: Sheet, place: int) -> list[Cell]:
    start, end = layout.body
    rows = sheet.rows[start : min(end, start + SAMPLE_CELLS)]
    return [row[place] for row in rows if place < len(row) and row[place] != ""]


CHECKS: Final = {"id_number": checking.id_number, "phone": checking.phone, "uscc": checking.uscc}


def _share(column: Column, cells: Sequence[Cell]) -> float:
    if not cells or not column.content:
        return 0.0
    return sum(_passes(column.content, cell) for cell in cells) / len(cells)


def _passes(content: str, cell: Cell) -> bool:
    try:
        CHECKS[content](cleaning.text(cell))
    except CellProblem:
        return False
    return True
