"""Decides what kind of ledger a sheet is and what each column means, each with a confidence."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loaders.contents import looks_like
from loaders.files import Cell, Sheet
from loaders.headers import Layout, find_layout, normal
from loaders.kinds import KINDS
from loaders.kinds.base import Column, LedgerKind

EXACT: Final = 1.0
CHILD_EXACT: Final = 0.9
CONTAINED_FROM, CONTAINED_BY_LENGTH = 0.55, 0.35
ACCEPTED: Final = 0.74
SAMPLE_CELLS: Final = 60
EVERYDAY: Final = 0.75
EVERYDAY_LENGTH: Final = 24
EVERYDAY_WEIGHT: Final = 1.0
BY_CONTENT: Final = 0.7
CONTENT_WEIGHT: Final = 0.4
HEAD_BONUS: Final = 1.5
LEAST_SAID: Final = "residents"
"""Kind of persons of whom nothing is said: a list of names with phones makes nobody a party member."""
TITLE_BONUS: Final = 4.0
UNKNOWN_PENALTY: Final = 0.25
MISSING_FACTOR: Final = 0.5
KIND_THRESHOLD: Final = 2.0
SOMEBODY_ELSE: Final = re.compile(r"紧急联系|家属|配偶|监护|子女|亲属|介绍人")
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
    layout = find_layout(sheet, vocabulary(), _may_head_a_column)
    if layout is None:
        return Recognition(None, None, 0.0, ())
    titles = (*layout.preamble, sheet.name, file_title)
    contents = [looks_like(_sample(layout, sheet, place)) for place in range(len(layout.names))]
    ranked = sorted((_rank(kind, layout.names, titles, contents) for kind in KINDS), reverse=True)
    (best, *_, key), (second, *_) = ranked[0], ranked[1]
    kind = next(one for one in KINDS if one.key == key)
    matches = tuple(_match_columns(kind, layout, contents if _named(kind, titles) else _without_subjects(contents)))
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


def _rank(
    kind: LedgerKind, names: Sequence[str], titles: Sequence[str], contents: Sequence[frozenset[str]]
) -> tuple[float, bool, int, str]:
    """How well a kind fits; of two that fit alike the one that claims less of people, then the one loaded first."""
    return round(_score(kind, names, titles, contents), 6), kind.key == LEAST_SAID, -kind.order, kind.key


def _may_head_a_column(words: str) -> bool:
    return any(_best(kind, words)[0] is not None for kind in KINDS)


def _without_subjects(contents: Sequence[frozenset[str]]) -> Sequence[frozenset[str]]:
    """Contents but for words of their own, which say nothing unless the title tells what they are about."""
    return [found - {"subject"} for found in contents]


def _score(kind: LedgerKind, names: Sequence[str], titles: Sequence[str], contents: Sequence[frozenset[str]]) -> float:
    taken: dict[str, float] = {}
    unknown = []
    for place, name in enumerate(names):
        if not name or NUMBERING.match(normal(name)):
            continue
        column, confidence, known = _best(kind, name)
        if column is None:
            unknown.append(contents[place])
        else:
            weight = (
                0.0 if column.kept and column.field == "remark" else _rarity().get(known, EVERYDAY_WEIGHT) * confidence
            )
            taken[column.field] = max(taken.get(column.field, 0.0), weight)
    bonus = _title_bonus(kind, titles)
    for found in unknown if bonus else _without_subjects(unknown):
        column = _of_content(kind, found, taken)
        if column:
            taken[column.field] = CONTENT_WEIGHT
    covered = sum(bool(taken.keys() & set(group)) for group in kind.needs)
    bonus += _head_bonus(kind, titles) + _title_bonus(kind, [name for name in names if "是否" not in name]) / 2
    score = sum(taken.values()) + bonus - UNKNOWN_PENALTY * len(unknown)
    return score * float(MISSING_FACTOR ** (len(kind.needs) - covered))


def _title_bonus(kind: LedgerKind, titles: Iterable[str]) -> float:
    said = [normal(title) for title in titles if title]
    longest = max((len(word) for word in kind.titles for title in said if normal(word) in title), default=0)
    return TITLE_BONUS * min(longest, 4) / 4


def _named(kind: LedgerKind, titles: Sequence[str]) -> bool:
    return _title_bonus(kind, titles) > 0


def _head_bonus(kind: LedgerKind, titles: Iterable[str]) -> float:
    """Weigh the last of the known words in a title: 居民需求收集表 is about needs, not about residents."""
    return HEAD_BONUS if any(kind.key in _heads(normal(title)) for title in titles if title) else 0.0


@lru_cache(maxsize=2_000)
def _heads(title: str) -> frozenset[str]:
    """Kinds whose title word ends last in a title, the longest of these words."""
    ends = [
        (title.rfind(word) + len(word), len(word), kind.key)
        for kind in KINDS
        for word in map(normal, kind.titles)
        if word in title
    ]
    last = max((one[:2] for one in ends), default=(0, 0))
    return frozenset(key for end, length, key in ends if (end, length) == last)


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
    return (found, strength, known) if strength >= ACCEPTED else (*_everyday(kind, normal(header)), "")


def _everyday(kind: LedgerKind, plain: str) -> tuple[Column | None, float]:
    """Column whose everyday wording a header follows."""
    if len(plain) > EVERYDAY_LENGTH:
        return None, 0.0
    known = {column.field: column for column in reversed(kind.columns)}
    spoken = ((field, pattern) for field, pattern in kind.everyday.items() if field in known)
    found = next((field for field, pattern in spoken if re.search(pattern, plain)), None)
    return (known[found], EVERYDAY) if found else (None, 0.0)


def _likeness(header: str, known: str) -> float:
    plain = normal(header)
    if plain == known:
        return EXACT
    if SOMEBODY_ELSE.search(plain) and not SOMEBODY_ELSE.search(known):
        return 0.0
    if "-" in header and known in {normal(part) for part in header.split("-")}:
        return CHILD_EXACT
    if len(known) > 1 and known in plain:
        return CONTAINED_FROM + CONTAINED_BY_LENGTH * len(known) / len(plain)
    if len(plain) > 1 and plain in known:
        return CONTAINED_FROM + CONTAINED_BY_LENGTH * len(plain) / len(known) - 0.05
    return 0.0


def _match_columns(kind: LedgerKind, layout: Layout, contents: Sequence[frozenset[str]]) -> Iterable[Match]:
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
            yield _by_content(kind, contents[place], place, name, owners)


def _by_content(kind: LedgerKind, contents: frozenset[str], place: int, name: str, owners: dict[str, int]) -> Match:
    column = _of_content(kind, contents, owners)
    if column is None:
        return Match(name, place, None, 0.0)
    owners[column.field] = place
    return Match(name, place, column, BY_CONTENT)


def _of_content(kind: LedgerKind, contents: frozenset[str], taken: Collection[str]) -> Column | None:
    """First column of a kind that nobody has taken and whose cells look like these."""
    return next((one for one in kind.columns if one.content in contents and one.field not in taken), None)


def _sample(layout: Layout, sheet: Sheet, place: int) -> list[Cell]:
    start, end = layout.body
    rows = sheet.rows[start : min(end, start + SAMPLE_CELLS)]
    return [row[place] for row in rows if place < len(row) and row[place] != ""]
