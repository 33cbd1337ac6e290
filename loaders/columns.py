"""Says what each column of a sheet of a known kind means: one joint decision over all of them, each with its why."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from loaders.asides import aside_of
from loaders.headers import normal
from loaders.kinds.base import Column, LedgerKind
from loaders.likeness import ACCEPTED, CHILD_EXACT, EXACT, SOMEBODY_ELSE, UNDER_HEADING, names_like

EVERYDAY: Final = 0.75
EVERYDAY_LENGTH: Final = 24
BY_CONTENT: Final = 0.7
SECOND_CHOICE: Final = 0.15
"""How much less surely than its best field a header may name another that nobody else claims."""
CONFIRMED: Final = 0.1
DENIED: Final = 0.4
UNTAKEN: Final = 0.3
"""What a column is worth that is left a note: less than any field it may name."""
TELLING: Final = frozenset({"id_number", "phone", "uscc", "gender"})
"""Contents whose absence says that a header does not mean what its name says."""
BARE: Final = frozenset({"姓名", "电话", "联系电话", "联系方式", "手机", "手机号码", "身份证号", "单位", "工作单位"})
OTHER_DAY: Final = re.compile(r".(?:日期|时间|年月|年份|年度)$|入党|党组织|加入|转正|入团|入伍|参加工作|退休")
"""Headers that say what day it is: unless of a birth, days long ago under them are none."""
CALLING: Final = re.compile(r"(?:电话|手机|手机号|手机号码|电话号码|联系方式|号码)$")
NUMBERING: Final = re.compile(r"^(?:序号|序|no|编次|行号|序列|系统编号|核对码)$")


NAME: Final = "姓名"
WHOSE: Final = "旁边另有“姓名”一列，分不清是不是每一条的联系人"
"""Why names and phones that stand by themselves in a ledger of things are not surely those of whom to call."""


@dataclass(frozen=True, slots=True)
class Match:
    """What one column was taken for; ``column`` None when it is kept as a note, ``confidence`` from 0 to 1.

    ``aside`` names the fact of a note that is known but has no place in the graph; ``why`` says in words of staff what
    the decision rests on.
    """

    header: str
    place: int
    column: Column | None
    confidence: float
    aside: str = ""
    why: str = "列名和内容都认不出"


@dataclass(frozen=True, slots=True)
class Claim:
    """How surely a header or its cells mean a field, and why."""

    column: Column
    strength: float
    why: str
    tie: float = 0.0


def match_columns(kind: LedgerKind, names: Sequence[str], contents: Sequence[frozenset[str]]) -> Iterator[Match]:
    """Match headers to the fields of a kind, each field once, so that all together fit best; the rest stay notes."""
    places = [place for place, name in enumerate(names) if name and not NUMBERING.match(normal(name))]
    claims = {place: _claims(kind, names, contents, place) for place in places}
    taken = _assigned(claims)
    for place in places:
        yield _match(names[place], place, taken.get(place), claims[place])


def _match(name: str, place: int, taken: Claim | None, claims: Sequence[Claim]) -> Match:
    kept = [claim for claim in claims if claim.column.kept]
    best = taken or max(kept, key=lambda claim: (claim.strength, claim.tie), default=None)
    aside, confidence = aside_of(name)
    if best is not None and (taken or best.strength >= (confidence if confidence == EXACT else EVERYDAY)):
        return Match(name, place, best.column, round(min(best.strength, 1.0), 2), why=best.why)
    if aside:
        return Match(name, place, None, confidence, aside, "常见的附带内容，图谱里没有它的位置，记入备注")
    return Match(name, place, None, 0.0)


def _claims(kind: LedgerKind, names: Sequence[str], contents: Sequence[frozenset[str]], place: int) -> list[Claim]:
    """Fields the name of a column may mean, weighed with its cells and its neighbour; by its cells alone if none."""
    name, found = names[place], contents[place]
    if place and normal(name) in BARE and SOMEBODY_ELSE.search(normal(names[place - 1])):
        return []
    told = [_weighed(claim, found) for claim in named(kind, name) if not _is_called(claim, name, found)]
    told = [claim for claim in told if claim.strength >= ACCEPTED]
    best = max((claim.strength for claim in told), default=0.0)
    told = [claim for claim in told if claim.strength >= best - SECOND_CHOICE]
    if (whose := _whose(kind, names, name)) is not None:
        return [Claim(whose, EVERYDAY, WHOSE)]
    aside, sure = aside_of(name)
    if told or (aside and sure > BY_CONTENT):
        return told
    order = {column.field: -1e-3 * number for number, column in enumerate(kind.columns)}
    seen = found - {"birthday"} if OTHER_DAY.search(normal(name)) else found
    alike = (column for column in kind.columns if column.content in seen)
    return [Claim(one, BY_CONTENT, f"列名认不出，内容像“{one.names[0]}”", order[one.field]) for one in alike]


def _whose(kind: LedgerKind, names: Sequence[str], name: str) -> Column | None:
    """Give the column of contacts that a bare name or phone may mean in a ledger of things; None where it is plain."""
    plain, known = normal(name), {column.field: column for column in kind.columns}
    if plain not in BARE or "name" in known or "contact" not in known or NAME not in map(normal, names):
        return None
    if {*map(normal, names)} & {*known["contact"].normal_names}:
        return None
    if plain == NAME:
        return known["contact"]
    return known["contact_phone"] if plain in known["contact_phone"].normal_names else None


def _is_called(claim: Claim, name: str, found: frozenset[str]) -> bool:
    """Whether a column of phones would be read as whom they call: 认领人电话 is nobody who claims."""
    known = claim.column.normal_names
    if claim.column.kept or claim.strength >= EXACT or any(map(CALLING.search, known)):
        return False
    return bool(CALLING.search(normal(name))) or "phone" in found


def _weighed(claim: Claim, found: frozenset[str]) -> Claim:
    """Weigh what the name says with what the cells say."""
    content = claim.column.content
    if content is None or not found or claim.strength >= EXACT:
        return claim
    if content in found and content != "subject":
        return replace(claim, strength=min(claim.strength + CONFIRMED, EXACT), why=f"{claim.why}，内容也像")
    if content in TELLING:
        return replace(claim, strength=claim.strength - DENIED)
    return claim


def _assigned(claims: dict[int, list[Claim]]) -> dict[int, Claim]:
    """Give each field to one column at most so that the claims taken weigh most together."""
    owned = {place: [claim for claim in told if not claim.column.kept] for place, told in claims.items()}
    places = [place for place, told in owned.items() if told]
    fields = sorted({claim.column.field for place in places for claim in owned[place]})
    if not places:
        return {}
    weights = np.zeros((len(places), len(fields) + len(places)))
    weights[:, len(fields) :] = UNTAKEN
    best: dict[tuple[int, int], Claim] = {}
    for row, place in enumerate(places):
        kept = max((claim.strength for claim in claims[place] if claim.column.kept), default=0.0)
        weights[row, len(fields) :] = max(UNTAKEN, kept)
        for claim in owned[place]:
            spot = (row, fields.index(claim.column.field))
            weights[spot] = claim.strength + claim.tie - 1e-6 * place
            best[spot] = claim
    rows, spots = linear_sum_assignment(weights, maximize=True)
    chosen = zip(rows.tolist(), spots.tolist(), strict=True)
    return {places[row]: best[row, spot] for row, spot in chosen if (row, spot) in best}


@lru_cache(maxsize=100_000)
def named(kind: LedgerKind, header: str) -> tuple[Claim, ...]:
    """Every field of a kind the name of a column may mean, at most one claim each; in everyday words if by no name."""
    found: dict[str, Claim] = {}
    for one in names_like(kind, header):
        tie = 1e-4 * len(one.known) - 1e-5 * one.number
        if one.column.field not in found or one.strength > found[one.column.field].strength:
            found[one.column.field] = Claim(one.column, one.strength, _why(one.strength, one.known), tie)
    if not found:
        spoken = everyday(kind, normal(header))
        return tuple(Claim(one, EVERYDAY, "日常说法", -1e-3 * order) for order, one in enumerate(spoken))
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
