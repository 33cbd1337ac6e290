"""A ranked helper or work as answers show it."""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, cast

from api.answers.gaps import Planned, undecided
from api.answers.labels import HELPER_LABELS, WORK_LABELS
from api.schemas import Helper, Part, Ref, WorkOffer
from api.schemas.common import Eligibility
from api.schemas.places import HelperHeader
from api.snapshot import View
from graph_model.entities.candidates import HelperRow, WorkRow
from graph_model.entities.terms import Employment, Role, Verdict
from graph_model.labels import chinese, parse, slot_words
from matching.demand import Demand
from matching.ranking import Ranked
from matching.scoring import Part as ScorePart
from matching.territories import NOWHERE

FULL: Final = 1_000_000
PEOPLE: Final = "人"
PIECES: Final = "份"
NAMED: Final = 2
"""So many works that wait for a decision are named."""


def helper_of(view: View, ranked: Ranked, plan: Planned, within: str) -> Helper:
    """Return a helper with verdict, score, parts, reasons and where the record comes from.

    Parameters
    ----------
    within : str
        The territory of the reader: what waits elsewhere is counted, not named.
    """
    row = ranked.row
    waiting, elsewhere = _waiting(view, plan, row, within)
    return Helper(
        id=row.id,
        name=row.name,
        kind=row.kind,
        kind_label=HELPER_LABELS[row.kind],
        tags=tags_of(view, row),
        eligibility=eligibility_of(ranked.verdict),
        score=ranked.score,
        parts=parts_of(ranked.parts),
        reasons=list(ranked.reasons),
        advice=ranked.advice,
        distance_steps=ranked.distance_steps,
        free_capacity=ranked.free,
        waiting_suggestions=len(waiting) + elsewhere,
        waiting_at=_places_of(view, waiting),
        waiting_sentence=_told_of(view, waiting, elsewhere),
        capacity_sentence=_capacity(row, ranked.free),
        home=view.places.short(row.home),
        source=row.source,
    )


def header_of(view: View, row: HelperRow, plan: Planned, within: str) -> HelperHeader:
    """Return a helper whose places are asked for by a reader within a territory."""
    free, (waiting, elsewhere) = max(0, row.capacity - row.load), _waiting(view, plan, row, within)
    return HelperHeader(
        id=row.id,
        name=row.name,
        kind=row.kind,
        kind_label=HELPER_LABELS[row.kind],
        tags=tags_of(view, row),
        home=view.places.short(row.home),
        slots=None if row.slots is None else slot_words(row.slots),
        free_capacity=free,
        waiting_suggestions=len(waiting) + elsewhere,
        waiting_at=_places_of(view, waiting),
        waiting_sentence=_told_of(view, waiting, elsewhere),
        capacity_sentence=_capacity(row, free),
    )


def offer_of(view: View, ranked: Ranked) -> WorkOffer:
    """Return a work with the helper's verdict, score, parts and reasons."""
    work = ranked.work
    return WorkOffer(
        id=work.id,
        kind=work.kind,
        kind_label=WORK_LABELS[work.kind],
        title=work.title,
        place=view.places.short(work.territory) or Ref(id=work.territory, name=work.territory),
        category=category_label(view, work.category),
        eligibility=eligibility_of(ranked.verdict),
        score=ranked.score,
        parts=parts_of(ranked.parts),
        reasons=list(ranked.reasons),
        advice=ranked.advice,
        remaining=remaining_of(work),
        unit=unit_of(work.unit, counted=work.kind == "need" and work.quantity is not None),
        slots=[] if work.slots is None else slot_words(work.slots),
        deadline=work.deadline,
        distance_steps=ranked.distance_steps,
    )


def remaining_of(work: WorkRow) -> int:
    """Return how many are still wanted, in the work's own unit where it is counted."""
    if work.kind == "need" and work.quantity is not None:
        return math.ceil(work.quantity)
    return max(0, work.headcount - work.filled)


def unit_of(unit: str | None, *, counted: bool) -> str:
    """Return what is still wanted of a work: so many of its own unit where it is counted, else people."""
    return unit or PIECES if counted else PEOPLE


def eligibility_of(verdict: int) -> Eligibility:
    """Return the Chinese word of a verdict."""
    return cast("Eligibility", chinese(Verdict(int(verdict))))


def parts_of(parts: tuple[ScorePart, ...]) -> list[Part]:
    """Return the parts of a score; `share` is of the full score, so that bars add up."""
    return [Part(key=key, label=label, points=points, share=points / FULL) for key, label, points in parts]


def category_label(view: View, category: str | None) -> str | None:
    """Return the Chinese name of a kind of work."""
    found = view.taxonomy.find_category(category) if category else None
    return found.label if found else category


def _waiting(view: View, plan: Planned, row: HelperRow, within: str) -> tuple[list[Demand], int]:
    """List the works of a territory that the week proposes for a helper and nobody has decided; count those beyond."""
    tree, found = view.territories, undecided(view, plan, row)
    here = [one for one in found if tree.contains(tree.number(within), one.territory)]
    return here, len(found) - len(here)


def _places_of(view: View, works: Sequence[Demand]) -> list[Ref]:
    """List the communities in whose week some works stand, each once."""
    refs = (_place_of(view, one) for one in works)
    return list({ref.id: ref for ref in refs if ref}.values())


def _place_of(view: View, work: Demand) -> Ref | None:
    number = view.territories.community_of(work.territory)
    return None if number == NOWHERE else view.places.short(view.territories.rows[number].id)


def _told_of(view: View, waiting: Sequence[Demand], elsewhere: int) -> str:
    """Say what the week proposes for a helper, and who decides; nothing where all is decided."""
    if not waiting and not elsewhere:
        return ""
    if not waiting:
        return f"本周建议还提议派到别处 {elsewhere} 件，等那里的工作人员采纳或不采纳"
    places = (_place_of(view, one) for one in waiting)
    named = [f"“{one.row.title}”{f'（{at.name}）' if at else ''}" for one, at in zip(waiting, places, strict=True)]
    all_, told = len(waiting) + elsewhere, "、".join(named[:NAMED])
    return f"本周建议还提议派去{told}{f' 等 {all_} 件' if all_ > len(named[:NAMED]) else ''}，等工作人员采纳或不采纳"


def _capacity(row: HelperRow, free: int) -> str:
    """Say how much more a helper takes this week."""
    if row.kind == "resource" and row.quantity is not None:
        return f"可提供 {row.quantity:g} {row.unit or '件'}"
    return f"本周还能接 {free} 件" if free else f"本周已排满（{row.load} 件）"


def tags_of(view: View, row: HelperRow) -> list[str]:
    """Return what staff tell helpers apart by: roles, working life, unit, home; its own name is no tag of a unit."""
    told = (*_standing(row.roles, row.employment), row.organisation_name, _home(view, row))
    return [word for word in told if word and word != row.name]


def _home(view: View, row: HelperRow) -> str:
    """Say where a helper is at home; a team that serves several places is at home in none of them alone."""
    served = {place.territory for place in row.places if place.why == "serves"}
    if row.kind == "team" and len(served) > 1:
        return f"服务 {len(served)} 处"
    home = view.place_name(row.home) if row.home else ""
    return f"住{home}" if home and row.kind == "person" else home


@lru_cache(maxsize=1024)
def _standing(roles: tuple[str, ...], employment: str | None) -> tuple[str, ...]:
    """Return the words for roles and working life; few combinations of them occur."""
    words = [chinese(found) if (found := parse(Role, role)) else role for role in roles]
    working = parse(Employment, employment) if employment else None
    return (*words, chinese(working)) if working else tuple(words)
