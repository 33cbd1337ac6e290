"""拟建项目: what this week's gaps could become together, and the resource whose want blocks most."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from api.answers.bundles import proposed_project
from api.answers.gaps import Planned, gaps_within, planned
from api.answers.week import run_of
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.questions import ProjectsQuestion, size_of
from api.schemas import BlockingAnswer, BlockingResource, ProposedAnswer, ProposedProject, Ref
from graph_model.lineage import Standing, Titled, problems_behind, projects_taking_up, sample_needs, standing_projects
from matching.arrays import Longs
from matching.blocking import Blocking, rank_blocking
from matching.bundles import Bundle, Bundles, bundle_projects
from matching.ground import remaining
from matching.nearness import seen
from matching.offers import room_left
from matching.project_words import PART_WORDS, blocking_sentence, title_of
from matching.projects import propose_projects

EXAMPLES: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """What is proposed within a place: bundles, what each work lacks, and what was left out and why."""

    bundles: Bundles
    lacking: Mapping[int, int]
    taken_up: int
    single: int
    blocking: Sequence[Blocking]


@dataclass(frozen=True, slots=True)
class Lineage:
    """What the graph tells of needs: the problems behind them, the projects that take them up, those under way."""

    problems: Mapping[str, Sequence[Titled]]
    taken_up: frozenset[str]
    standing: Sequence[Standing]
    samples: frozenset[str]


NOTHING_FOUND: Final = Found(Bundles((), 0, 0, proved=True), {}, 0, 0, ())


def proposed_answer(asked: Asking, question: ProjectsQuestion) -> ProposedAnswer:
    """Return one page of the projects proposed within a place, the largest first.

    Raises
    ------
    UnknownPlace, BadQuestion
        The place is not known or not the reader's; the cursor cannot be read.
    """
    number = asked.view.find_place(question.place, asked.scope)
    found, worked_out = _found(asked, number)
    listed = [one for one in found.bundles.bundles if question.lacking in {None, _label(one)}]
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    return ProposedAnswer(
        place=asked.view.place_ref(number, question.place),
        week=asked.week,
        worked_out=worked_out,
        gaps=len(found.lacking) + found.taken_up,
        taken_up=found.taken_up,
        single=found.single,
        total=len(listed),
        lacking=question.lacking,
        proved=found.bundles.proved,
        items=[_shown(asked, one, found) for one in listed[start : start + size]],
        next_cursor=next_cursor(start, size, len(listed)),
    )


def blocking_answer(asked: Asking, place: str | None = None) -> BlockingAnswer:
    """Return what the projects proposed within a place wait for, what unblocks most first.

    Raises
    ------
    UnknownPlace
        The place is not known or not the reader's.
    """
    number = asked.view.find_place(place, asked.scope)
    found, worked_out = _found(asked, number)
    return BlockingAnswer(
        place=asked.view.place_ref(number, place),
        week=asked.week,
        worked_out=worked_out,
        projects=len(found.bundles.bundles),
        ready=sum(one.blocking is None for one in found.bundles.bundles),
        items=[_resource(asked, one) for one in found.blocking],
    )


def bundle_of(asked: Asking, proposed: str, place: str | None = None) -> Bundle | None:
    """Return a proposed project by its id, None when nothing like it is proposed within the place.

    Raises
    ------
    UnknownPlace
        The place is not known or not the reader's.
    """
    found, _ = _found(asked, asked.view.find_place(place, asked.scope))
    return next((one for one in found.bundles.bundles if one.project.id == proposed), None)


def _label(bundle: Bundle) -> str | None:
    return bundle.blocking.label if bundle.blocking else None


def _shown(asked: Asking, bundle: Bundle, found: Found) -> ProposedProject:
    lineage = lineage_of(asked)
    return proposed_project(asked, bundle, found.lacking, lineage.problems, lineage.standing)


def _resource(asked: Asking, one: Blocking) -> BlockingResource:
    return BlockingResource(
        part=one.part,
        part_label=PART_WORDS[one.part],
        label=one.label,
        projects=len(one.bundles),
        alone=one.alone,
        short=one.short,
        unverified=one.short - one.missing,
        needs=one.needs,
        posts=one.posts,
        people=one.people,
        communities=one.communities,
        value=one.value,
        sentence=blocking_sentence(one),
        examples=[Ref(id=some.project.id, name=title_of(asked.view.problem, some)) for some in one.bundles[:EXAMPLES]],
    )


def _found(asked: Asking, place: int) -> tuple[Found, bool]:
    """Return what is proposed within a place, and whether this week was worked out at all."""
    run = run_of(asked, asked.scope, asked.week)
    if run is None:
        return NOTHING_FOUND, False
    plan, lineage = planned(asked, run.id), lineage_of(asked)
    territory = asked.view.territories.rows[place].id
    key = ("projects", asked.scope.territory, territory, run.id, asked.today)
    return asked.view.worked_out(key, lambda: _worked_out(asked, run.id, territory, plan, lineage)), True


def _worked_out(asked: Asking, run: str, territory: str, plan: Planned, lineage: Lineage) -> Found:
    view = asked.view
    lacking = _lacking(asked, plan, [one.work for one in gaps_within(asked, run, territory)])
    taken = {work for work in lacking if view.works.demands[work].row.id in lineage.taken_up}
    open_ = {work: units for work, units in lacking.items() if work not in taken}
    projects, single = propose_projects(view.problem, open_)
    among = np.logical_and(view.helpers.alive, seen(view.problem, view.territories.number(asked.scope.territory)))
    bundles = bundle_projects(view.problem, asked.today, projects, open_, _room(asked, plan), among)
    return Found(bundles, open_, len(taken), len(single), rank_blocking(view.problem, bundles.bundles))


def _lacking(asked: Asking, plan: Planned, gaps: Sequence[str]) -> dict[int, int]:
    """Count what each gap still lacks when all that is proposed for it comes true; what waits no more is left out."""
    works = asked.view.works
    found = {}
    for id_ in gaps:
        demand = works.demands[works.index[id_]] if id_ in works.index else None
        if demand is not None and demand.wanted:
            pending = (one for one in plan.helpers.get(id_, ()) if not _taken_on(asked, one, id_))
            units = remaining(demand) - math.floor(sum(plan.units.get((one, id_), 1.0) for one in pending))
            if units > 0:
                found[works.index[id_]] = units
    return found


def _room(asked: Asking, plan: Planned) -> Longs:
    """Count what each helper has left when all that is proposed for it comes true."""
    pending = {
        helper: [work for work in works if not _taken_on(asked, helper, work)] for helper, works in plan.works.items()
    }
    units = {helper: sum(plan.units.get((helper, work), 1.0) for work in works) for helper, works in pending.items()}
    return room_left(asked.view.problem, {helper: len(works) for helper, works in pending.items()}, units)


def _taken_on(asked: Asking, helper: str, work: str) -> bool:
    """Whether a helper has a work already, so that it is counted as load and no longer as proposed."""
    helpers = asked.view.helpers
    return helper in helpers.index and any(one == work for one, _ in helpers.rows[helpers.index[helper]].commitments)


def lineage_of(asked: Asking) -> Lineage:
    """Return what the graph tells of all needs within the reader's scope, read once for each state of the graph."""
    return asked.view.kept(("lineage", asked.scope.territory), lambda: _read_lineage(asked))


def _read_lineage(asked: Asking) -> Lineage:
    needs = [one.row.id for one in asked.view.works.demands if one.row.kind == "need" and asked.sees_work(one.row)]
    return Lineage(
        problems_behind(asked.graph, asked.scope, needs),
        frozenset(projects_taking_up(asked.graph, asked.scope, needs)),
        standing_projects(asked.graph, asked.scope),
        frozenset(sample_needs(asked.graph, asked.scope, needs)),
    )
