"""A ranked helper or work as answers show it."""

import math
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
from matching.ranking import Ranked
from matching.scoring import Part as ScorePart

FULL: Final = 1_000_000
PEOPLE: Final = "人"
PIECES: Final = "份"


def helper_of(view: View, ranked: Ranked, plan: Planned) -> Helper:
    """Return a helper with verdict, score, parts, reasons and where the record comes from."""
    row = ranked.row
    waiting = undecided(view, plan, row)
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
        waiting_suggestions=waiting,
        capacity_sentence=capacity_sentence(row, ranked.free, waiting),
        home=view.places.short(row.home),
        source=row.source,
    )


def header_of(view: View, row: HelperRow, plan: Planned) -> HelperHeader:
    """Return a helper whose places are asked for."""
    free, waiting = max(0, row.capacity - row.load), undecided(view, plan, row)
    return HelperHeader(
        id=row.id,
        name=row.name,
        kind=row.kind,
        kind_label=HELPER_LABELS[row.kind],
        tags=tags_of(view, row),
        home=view.places.short(row.home),
        slots=None if row.slots is None else slot_words(row.slots),
        free_capacity=free,
        waiting_suggestions=waiting,
        capacity_sentence=capacity_sentence(row, free, waiting),
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


def capacity_sentence(row: HelperRow, free: int, waiting: int = 0) -> str:
    """Say how much more a helper takes this week, and how much of that the week's suggestions plan with already."""
    if row.kind == "resource" and row.quantity is not None:
        room = f"可提供 {row.quantity:g} {row.unit or '件'}"
    else:
        room = f"本周还能接 {free} 件" if free else f"本周已排满（{row.load} 件）"
    return f"{room}；本周建议另有 {waiting} 件待定" if waiting else room


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
