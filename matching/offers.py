"""What is at hand for unmet works: who could serve them now or after one answer, shared out in one flow with proof."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

import numpy as np

from graph_model.entities.terms import Verdict
from matching import nearness
from matching.arrays import Bools, Longs
from matching.demand import Demand
from matching.eligibility import RULES, verdicts
from matching.problem import Inquiry, Problem
from matching.projects import VENUES, Proposed, kind_of
from matching.ranking import related
from matching.rules.things import MONEY, ThingRule
from matching.scoring import score
from matching.supply import PERSON, RESOURCE
from matching.threes import serve_in_projects
from matching.threes_bound import ThreeLists
from matching.verdict import NO, YES
from matching.verifying import alone_unknown
from matching.weekly import SERVED, URGENT

CERTAIN: Final = 500_000
"""Worth of a unit that may be sent now, beside one that waits for an answer."""
GATHERED: Final = 200_000
"""Worth of a unit that is met within a project, as what is done together is done once."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Units one helper could give to one work."""

    helper: int
    units: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Offers:
    """What is at hand by work, the units each work asks for, and the proof that nothing at hand is better shared."""

    offers: Mapping[int, Sequence[Offer]]
    asked: Mapping[int, int]
    objective: int
    bound: int
    proved: bool


class Candidate(NamedTuple):
    """One pair: a helper who could serve a work, or could once one fact is known."""

    helper: int
    work: int
    verdict: Verdict
    worth: int
    counted: bool


def room_left(problem: Problem, works: Mapping[str, int], units: Mapping[str, float]) -> Longs:
    """Count what each helper has left after this week's suggestions; shape (helpers,).

    Parameters
    ----------
    works, units : mapping of str to number
        Works, and units of a counted resource, this week takes from each helper, by id.

    Returns
    -------
    array of int64
        Units of a resource that is counted, works of anybody else.
    """
    helpers = problem.helpers
    left = helpers.capacity.astype(np.int64) - helpers.load
    for id_, number in helpers.index.items():
        quantity = helpers.rows[number].quantity
        left[number] = left[number] - works.get(id_, 0) if quantity is None else int(quantity - units.get(id_, 0))
    return np.asarray(np.maximum(left, 0), np.int64)


def offers_at_hand(  # noqa: PLR0913, PLR0917 (facts of one question)
    problem: Problem,
    today: date,
    projects: Sequence[Proposed],
    lacking: Mapping[int, int],
    room: Longs,
    among: Bools,
    things: Collection[int] = (),
) -> Offers:
    """Share out what is at hand, over all works at once, so that nothing is counted twice.

    Parameters
    ----------
    things : collection of int
        The works that need a place or a thing, which only resources give.
    """
    able = among & (room > 0)
    found = [
        one
        for work in sorted(lacking)
        for one in _counted(problem, work, list(_candidates(problem, today, work, able, thing=work in things)))
    ]
    found.sort(key=lambda one: (problem.works.demands[one.work].row.id, problem.helpers.rows[one.helper].id))
    counted = {one.work for one in found if one.counted}
    asked = {work: _asked(problem.works.demands[work], units, work in counted) for work, units in lacking.items()}
    return _shared(problem, projects, found, asked, room)


def _candidates(problem: Problem, today: date, work: int, able: Bools, *, thing: bool) -> Iterator[Candidate]:
    """Find who may serve a work, or could once one fact is known."""
    demand, helpers = problem.works.demands[work], problem.helpers
    asked = able & (helpers.kind == PERSON) if demand.row.kind == "post" else able
    near = related(problem, demand, today, asked & (helpers.kind == RESOURCE) if thing else asked)
    at = near[nearness.within_reach(problem, demand.territory, near) > NO]
    inquiry = Inquiry(problem, demand, today, at)
    told = _told(inquiry, thing=thing)
    scores = score(replace(inquiry, at=at[[position for position, _ in told]])).total.tolist() if told else []
    for (position, verdict), points in zip(told, scores, strict=True):
        row = helpers.rows[at[position]]
        if row.unit != MONEY:
            same = row.quantity is not None and demand.row.quantity is not None and row.unit == demand.row.unit
            worth = points + worth_of(demand) + CERTAIN * (verdict is Verdict.YES)
            yield Candidate(int(at[position]), work, verdict, worth, counted=same)


def worth_of(demand: Demand) -> int:
    """Tell what a unit of a work is worth beside the score: that it is served, and how urgent it is."""
    return SERVED + URGENT * demand.row.urgency


def _told(inquiry: Inquiry, *, thing: bool) -> list[tuple[int, Verdict]]:
    """List the positions that are eligible, then those that one answer would make so."""
    if not inquiry.size:
        return []
    sure = np.flatnonzero(verdicts(inquiry.problem, inquiry.demand, inquiry.today, inquiry.at) == YES)
    told = [(position, Verdict.YES) for position in sure.tolist()]
    positions, rules = alone_unknown(inquiry)
    for position, rule in zip(positions.tolist(), rules.tolist(), strict=True):
        other_thing = thing and isinstance(RULES[rule], ThingRule)
        if not other_thing or _may_do(inquiry.problem, inquiry.demand, int(inquiry.numbers[position])):
            told.append((position, Verdict.UNKNOWN))
    return told


def _may_do(problem: Problem, demand: Demand, helper: int) -> bool:
    """Tell whether a thing of another name is worth asking about: any room may do where no special one is named."""
    kinds = problem.helpers.rows[helper].categories
    return kind_of(demand, problem.taxonomy) == VENUES and any(
        problem.taxonomy.top_of(one).id == VENUES for one in kinds if one in problem.taxonomy.categories
    )


def _counted(problem: Problem, work: int, found: list[Candidate]) -> list[Candidate]:
    """Keep only offers in a need's own unit where there are such; else one helper serves it once."""
    same = [one for one in found if one.counted and problem.works.demands[work].row.kind == "need"]
    return same or [one._replace(counted=False) for one in found]


def _asked(demand: Demand, units: int, counted: bool) -> int:  # noqa: FBT001 a fact of the work
    return units if counted or demand.row.kind == "post" else 1


def _shared(
    problem: Problem, projects: Sequence[Proposed], found: Sequence[Candidate], asked: Mapping[int, int], room: Longs
) -> Offers:
    served = serve_in_projects(_lists(problem, projects, found, asked, room))
    offers: defaultdict[int, list[Offer]] = defaultdict(list)
    for one, units in zip(found, served.given.tolist(), strict=True):
        if units:
            offers[one.work].append(Offer(one.helper, units, one.verdict))
    return Offers(offers, asked, served.objective, served.bound, served.proved)


def _lists(
    problem: Problem, projects: Sequence[Proposed], found: Sequence[Candidate], asked: Mapping[int, int], room: Longs
) -> ThreeLists:
    """Lay out the three lists; works and helpers by id, so that the order of the rows never shows."""
    helpers = _numbered({one.helper for one in found}, lambda n: problem.helpers.rows[n].id)
    works = _numbered(asked, lambda n: problem.works.demands[n].row.id)
    wants = np.array([asked[work] for work in works], np.int64)
    need = np.array([works[one.work] for one in found], np.intp)
    resource = np.array([helpers[one.helper] for one in found], np.intp)
    offered = np.array([room[helper] for helper in helpers], np.int64)
    most = np.where([one.counted for one in found], wants[need], 1) if found else wants[:0]
    joins = [(works[work], number) for number, one in enumerate(projects) for work in one.works]
    joining, project = (np.array([join[side] for join in joins], np.intp) for side in (0, 1))
    alone = np.ones(len(works), np.bool_)
    alone[joining] = False
    return ThreeLists(
        resource=resource,
        need=need,
        worth=np.array([one.worth for one in found], np.int64),
        limit=np.minimum(most, offered[resource]),
        joining=joining,
        project=project,
        gain=np.full(len(joins), GATHERED, np.int64),
        most=wants[joining],
        offered=offered,
        asked=wants,
        room=np.bincount(project, wants[joining], len(projects)).astype(np.int64),
        alone=alone,
    )


def _numbered(members: Iterable[int], id_of: Callable[[int], str]) -> dict[int, int]:
    """Give things numbers in the order of their ids."""
    return {one: number for number, one in enumerate(sorted(members, key=id_of))}
