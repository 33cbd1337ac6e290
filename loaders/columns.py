"""Says what each column of a sheet of a known kind means: one joint decision over all of them, each with its why."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import linear_sum_assignment

from loaders.asides import aside_of
from loaders.claims import claims_of
from loaders.headers import normal
from loaders.kinds.base import Column, LedgerKind
from loaders.likeness import EXACT
from loaders.naming import EVERYDAY, Claim

NEEDED: Final = 0.12
"""How much rather a column is taken for a field without which nothing of the sheet can be read."""
LESS_KEPT: Final = 0.01
"""How much rather a column is taken for what the graph has a place for than kept as a note."""
UNTAKEN: Final = 0.3
"""What a column is worth that is left a note: less than any field it may name."""
NUMBERING: Final = re.compile(r"^(?:序号|序|no|编次|行号|序列|系统编号|核对码)$")


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


def match_columns(kind: LedgerKind, names: Sequence[str], contents: Sequence[frozenset[str]]) -> Iterator[Match]:
    """Match headers to the fields of a kind, each field once, so that all together fit best; the rest stay notes."""
    places = [place for place, name in enumerate(names) if name and not NUMBERING.match(normal(name))]
    claims = {place: claims_of(kind, names, contents, place) for place in places}
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
