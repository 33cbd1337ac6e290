"""Says what each column of a sheet of a known kind means: one joint decision over all of them, each with its why."""

import re
from collections.abc import Collection, Iterator, Sequence
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
SUREST: Final = 0.99
"""What a name that is not the column's own says at most, whatever its cells look like."""
DENIED: Final = 0.4
FIRST_NAME: Final = 5e-4
"""How much rather a column goes by its own name than by another of its names: 提供单位 rather than 填报单位."""
NEEDED: Final = 0.12
"""How much rather a column is taken for a field without which nothing of the sheet can be read."""
LESS_KEPT: Final = 0.01
"""How much rather a column is taken for what the graph has a place for than kept as a note."""
UNTAKEN: Final = 0.3
"""What a column is worth that is left a note: less than any field it may name."""
TELLING: Final = frozenset({"id_number", "phone", "uscc", "gender"})
"""Contents whose absence says that a header does not mean what its name says."""
BARE: Final = frozenset({"姓名", "电话", "联系电话", "联系方式", "手机", "手机号码", "身份证号", "单位", "工作单位"})
TO_CALL: Final = re.compile(r"联系|联络|对接|负责|责任|书记|领导|经理|队长|站长|会长|主任|代表")
"""Words of whom to call in a ledger about something else: names and numbers under them are nobody a row is about."""
OF_THE_CALLED: Final = frozenset({"职务", "职称", "身份", "性别", "年龄", "民族", "单位职务", "现任职务"})
"""Headers that right of whom to call tell of that person."""
OTHER_DAY: Final = re.compile(r".(?:日期|时间|年月|年份|年度)$|入党|党组织|加入|转正|入团|入伍|参加工作|退休")
"""Headers that say what day it is: unless of a birth, days long ago under them are none."""
COUNT: Final = re.compile(r"数量?$")
NAMING: Final = re.compile(r"..(?:名称|全称|标题|主题|题目)$")
"""How headers end that name what the rows are about, whatever it is called: 空间名称, 哨单主题."""
CALLING: Final = re.compile(r"(?:电话|手机|手机号|手机号码|电话号码|联系方式|号码)$")
NUMBERING: Final = re.compile(r"^(?:序号|序|no|编次|行号|序列|系统编号|核对码)$")


NAME: Final = "姓名"
SPOKEN: Final = "日常说法"
NAMED_LAST: Final = "列名说的是一样东西的名称"
SUBJECTS: Final = frozenset({"title", "description"})
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
    taken = _with_their_phones(_assigned(claims, {group[0] for group in kind.needs if len(group) == 1}), claims)
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
    if place and _is_about_the_left(kind, normal(name), normal(names[place - 1])):
        return []
    told = [_weighed(claim, found) for claim in named(kind, name) if not _is_called(claim, name, found)]
    told = [claim for claim in told if claim.strength >= ACCEPTED]
    best = max((claim.strength for claim in told), default=0.0)
    told = [claim for claim in told if claim.strength >= best - SECOND_CHOICE]
    if (whose := _whose(kind, names, name)) is not None:
        return [Claim(whose, EVERYDAY, WHOSE)]
    if (counted := _counted_in(kind, names, place)) is not None:
        return [Claim(counted, EXACT, "左边是数量，这是计量单位")]
    aside, sure = aside_of(name)
    if aside and sure == EXACT and all(claim.why.startswith(SPOKEN) for claim in told):
        return [claim for claim in told if claim.column.kept]
    if not told and NAMING.search(normal(name)):
        told = [Claim(one, EVERYDAY, NAMED_LAST, -0.01) for one in kind.columns if _is_its_name(kind, one)]
    if told or (aside and sure > BY_CONTENT):
        return told
    order = {column.field: -1e-3 * number for number, column in enumerate(kind.columns)}
    alike = (column for column in kind.columns if column.content in _seen(kind, names, name, found))
    return [Claim(one, BY_CONTENT, f"列名认不出，内容像“{one.names[0]}”", order[one.field]) for one in alike]


def _is_its_name(kind: LedgerKind, column: Column) -> bool:
    """Whether a column is the name of what the rows are about, without which none can be read."""
    needed = any(group[0] == column.field for group in kind.needs)
    return needed and column.field in {"name", "title"} and column.content != "person"


def _is_about_the_left(kind: LedgerKind, plain: str, left: str) -> bool:
    """Whether a bare name tells of whom the column left of it names, who is not what the rows are about."""
    if plain in BARE and SOMEBODY_ELSE.search(left):
        return True
    is_of_things = all(column.content != "person" for column in kind.columns)
    return is_of_things and plain in OF_THE_CALLED and (left == NAME or bool(TO_CALL.search(left)))


def _seen(kind: LedgerKind, names: Sequence[str], name: str, found: frozenset[str]) -> frozenset[str]:
    """Leave out of what the cells of a column look like what its header and the others say it is not."""
    plain, unsaid = normal(name), set()
    if OTHER_DAY.search(plain):
        unsaid.add("birthday")
    if SOMEBODY_ELSE.search(plain):
        unsaid |= {"person", "phone", "id_number"}
    if TO_CALL.search(plain) and any(column.content == "person" for column in kind.columns):
        unsaid |= {"person", "phone"}
    if "subject" in found and any(one.column.field in SUBJECTS for other in names for one in names_like(kind, other)):
        unsaid.add("subject")
    return found - unsaid


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


def _counted_in(kind: LedgerKind, names: Sequence[str], place: int) -> Column | None:
    """Give the column of units of measure that 单位 right of a count is, where a kind has one."""
    if not place or normal(names[place]) != "单位" or not COUNT.search(normal(names[place - 1])):
        return None
    return next((column for column in kind.columns if column.field == "unit" and not column.kept), None)


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
        return replace(claim, strength=min(claim.strength + CONFIRMED, SUREST), why=f"{claim.why}，内容也像")
    if content in TELLING:
        return replace(claim, strength=claim.strength - DENIED)
    return claim


def _assigned(claims: dict[int, list[Claim]], needed: Collection[str] = ()) -> dict[int, Claim]:
    """Give each field to one column at most so that the claims taken weigh most together, the needed ones the more."""
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
        weights[row, len(fields) :] = max(UNTAKEN, kept - LESS_KEPT)
        for claim in owned[place]:
            spot = (row, fields.index(claim.column.field))
            weights[spot] = claim.strength + claim.tie - 1e-6 * place + NEEDED * (claim.column.field in needed)
            best[spot] = claim
    rows, spots = linear_sum_assignment(weights, maximize=True)
    chosen = zip(rows.tolist(), spots.tolist(), strict=True)
    return {places[row]: best[row, spot] for row, spot in chosen if (row, spot) in best}


def _with_their_phones(taken: dict[int, Claim], claims: dict[int, list[Claim]]) -> dict[int, Claim]:
    """Give whoever is to be called the phone right beside them, not that of somebody else on the sheet."""
    at = {claim.column.field: place for place, claim in taken.items()}
    if "contact" not in at or "contact_phone" not in at:
        return taken
    beside = at["contact"] + 1
    phone = next((claim for claim in claims.get(beside, ()) if claim.column.field == "contact_phone"), None)
    if phone is None or beside in taken:
        return taken
    return {place: claim for place, claim in taken.items() if place != at["contact_phone"]} | {beside: phone}


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
