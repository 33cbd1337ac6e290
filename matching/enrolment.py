"""From the columns of a problem to those of the bulk matcher: eligibility to the letter, scores in its own terms."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import reduce
from itertools import chain
from typing import Final

import numpy as np

from graph_model.taxonomy import Taxonomy
from matching import nearness
from matching.arrays import Bools, Index, Ints, Longs, ints
from matching.bulk_rules import age_limits, ages_of
from matching.demand import Demand
from matching.eligibility import RULES
from matching.population import (
    MEANINGS,
    NO_ORGANISATION,
    NO_SKILL,
    SKILLS_HELD,
    Bytes,
    Masks,
    Openings,
    Population,
)
from matching.problem import Inquiry, Problem
from matching.supply import PERSON, UNKNOWN_SLOTS
from matching.verdict import YES

WORD: Final = 32
OF_THEIR_OWN: Final = frozenset({"slots", "clash", "reach", "refusal", "order", "age"})
"""Rules with columns of their own; all others together say of each work who meets it, in one bit a person."""


def enrol(problem: Problem, today: date) -> tuple[Population, Openings, Index, Index]:
    """Make the columns of all people of a problem and of all its works.

    Whom `matching.eligibility` finds 符合 for a work, and nobody else, the bulk form finds eligible. The score is that
    of `matching.bulk_rules`, from what the rows hold: kinds of work and levels, half-days, territory, unit, urgency;
    neither words nor distances in metres are in them.

    Returns
    -------
    Population, Openings
    array of intp, shape (people,), (openings,)
        Numbers of the people, by home and id, and of the works, by territory and id, in the problem.
    """
    works = sorted(range(len(problem.works)), key=lambda n: (problem.demand(n).territory, problem.demand(n).row.id))
    demands, helpers = [problem.demand(number) for number in works], np.array(_in_order(problem), np.intp)
    held, required = _met(problem, demands, helpers, today)
    people = _people(problem, demands, helpers, held, today)
    return people, _openings(problem, demands, required), helpers, np.array(works, np.intp)


def _in_order(problem: Problem) -> list[int]:
    rows, asked = problem.helpers.rows, problem.helpers.alive & (problem.helpers.kind == PERSON)
    numbers = np.flatnonzero(asked).tolist()
    return sorted(numbers, key=lambda number: (problem.territories.number(rows[number].home), rows[number].id))


def _met(problem: Problem, demands: Sequence[Demand], helpers: Index, today: date) -> tuple[Masks, Masks]:
    """Give every set of people some work would take a bit: for people the sets they are in, for works their own."""
    sets: dict[bytes, int] = {}
    columns: list[Bools] = []
    numbers = np.empty(len(demands), np.intp)
    for at, demand in enumerate(demands):
        column = _takers(Inquiry(problem, demand, today, helpers))
        numbers[at] = sets.setdefault(column.tobytes(), len(sets))
        if len(sets) > len(columns):
            columns.append(column)
    words = max(1, -(-len(columns) // WORD))
    held, required = np.zeros((words, len(helpers)), np.uint32), np.zeros((words, len(demands)), np.uint32)
    for number, column in enumerate(columns):
        held[number // WORD] |= column.astype(np.uint32) << np.uint32(number % WORD)
    required[numbers // WORD, np.arange(len(demands))] = np.uint32(1) << (numbers % WORD).astype(np.uint32)
    return held, required


def _takers(inquiry: Inquiry) -> Bools:
    """Mark the people whom no rule without a column of its own keeps from a work."""
    answers = (rule.bulk(inquiry) for rule in RULES if rule.key not in OF_THEIR_OWN)
    standing = (answer == YES for answer in answers if answer is not None)
    return reduce(np.logical_and, standing, np.ones(inquiry.size, np.bool_))


def _people(problem: Problem, demands: Sequence[Demand], at: Index, held: Masks, today: date) -> Population:
    helpers, rows = problem.helpers, [problem.helpers.rows[number] for number in at]
    free = np.where((helpers.slots == UNKNOWN_SLOTS) | helpers.busy_unknown, 0, helpers.slots & ~helpers.busy)[at]
    ages = np.array([ages_of(row.birth_year or 0, today.year) for row in rows], np.uint8).reshape(-1, 2)
    homes = [problem.territories.number(row.home) for row in rows]
    community, subdistrict = _around(problem, homes)
    skill, level = _skills(problem, at)
    return Population(
        *_reach(problem, demands, at),
        *_barred(problem, demands, at),
        categories=np.ones(len(at), np.uint32),
        wishes=np.zeros(len(at), np.uint32),
        held=held,
        slots=free.astype(np.uint32),
        age_low=np.ascontiguousarray(ages[:, 0]),
        age_high=np.ascontiguousarray(ages[:, 1]),
        community=community,
        subdistrict=subdistrict,
        organisation=np.full(len(at), NO_ORGANISATION, np.int32),
        place=np.zeros((len(at), 2), np.int16),
        skill=skill,
        level=level,
        meaning=np.zeros((len(at), MEANINGS), np.int8),
        standing=np.zeros(len(at), np.int32),
        max_posts=np.maximum(helpers.capacity - helpers.load, 0)[at],
    )


def _reach(problem: Problem, demands: Sequence[Demand], at: Index) -> tuple[Longs, Ints, Ints]:
    """Find the ranges of works each person reaches, from the reach rule asked once a territory."""
    places = np.array([demand.territory for demand in demands], np.intp)
    first = np.flatnonzero(np.r_[True, places[1:] != places[:-1]]) if len(places) else np.empty(0, np.intp)
    ends = np.r_[first, len(places)].astype(np.int32)
    within = np.zeros((len(at), len(first) + 2), np.bool_)
    for number, territory in enumerate(places[first].tolist()):
        within[:, number + 1] = nearness.within_reach(problem, territory, at) == YES
    who, start = np.nonzero(within[:, 1:] & ~within[:, :-1])
    _, end = np.nonzero(~within[:, 1:] & within[:, :-1])
    return _starts(who, len(at)), ends[start], ends[end]


def _starts(owner: Index, owners: int) -> Longs:
    starts: Longs = np.r_[0, np.cumsum(np.bincount(owner, minlength=owners))].astype(np.int64)
    return starts


def _barred(problem: Problem, demands: Sequence[Demand], at: Index) -> tuple[Longs, Ints]:
    """List the works each person declined, does already or is barred from by staff."""
    position = {number: place for place, number in enumerate(at.tolist())}
    helpers = problem.helpers
    pairs = {
        (position[helper], work)
        for work, demand in enumerate(demands)
        for helper in chain(
            helpers.refused.get(demand.row.id, ()),
            helpers.engaged.get(demand.row.id, ()),
            (helpers.index.get(one, -1) for one in problem.orders.barred.get(demand.row.id, ())),
        )
        if helper in position
    }
    ordered = sorted(pairs)
    return _starts(np.array([who for who, _ in ordered], np.intp), len(at)), ints(work for _, work in ordered)


def _around(problem: Problem, places: Sequence[int]) -> tuple[Ints, Ints]:
    """Find community and subdistrict of places; those that are nowhere are in none together."""
    tree = problem.territories
    return ints(tree.community_of(place) for place in places), ints(tree.at_level(p, "subdistrict") for p in places)


def _numbers(taxonomy: Taxonomy) -> dict[str, int]:
    return {id_: number for number, id_ in enumerate(sorted(taxonomy.categories)[:NO_SKILL])}


def _skills(problem: Problem, at: Index) -> tuple[Bytes, Bytes]:
    """List the kinds of work each person's skills are of, the best levels first; a kind only declared has level 0."""
    taxonomy, numbers = problem.taxonomy, _numbers(problem.taxonomy)
    skill, level = np.full((len(at), SKILLS_HELD), NO_SKILL, np.uint8), np.zeros((len(at), SKILLS_HELD), np.uint8)
    for place, number in enumerate(at.tolist()):
        row, best = problem.helpers.rows[number], dict[str, int]()
        for name in row.categories:
            best.setdefault(taxonomy.category_ids.get(name, ""), 0)
        for held in row.skills:
            known = taxonomy.find_skill(held.skill)
            if known:
                best[known.category] = max(held.level, best.get(known.category, 0))
        kinds = sorted((-grade, numbers[kind]) for kind, grade in best.items() if kind in numbers)[:SKILLS_HELD]
        for column, (grade, kind) in enumerate(kinds):
            skill[place, column], level[place, column] = kind, min(-grade, 3)
    return skill, level


def _openings(problem: Problem, demands: Sequence[Demand], required: Masks) -> Openings:
    limits = [age_limits(demand.row.min_age, demand.row.max_age) for demand in demands]
    ages = np.array(limits, np.uint8).reshape(-1, 2)
    community, subdistrict = _around(problem, [demand.territory for demand in demands])
    size, wanted = len(demands), [demand.row.slots for demand in demands]
    return Openings(
        categories=np.ones(size, np.uint32),
        required=required,
        slots=np.array([mask or 0 for mask in wanted], np.uint32),
        needed=np.array([mask is not None for mask in wanted], np.uint8),
        least_age=np.ascontiguousarray(ages[:, 0]),
        most_age=np.ascontiguousarray(ages[:, 1]),
        community=community,
        subdistrict=subdistrict,
        organisation=np.full(size, NO_ORGANISATION, np.int32),
        place=np.zeros((size, 2), np.int16),
        skill=_wanted(problem.taxonomy, demands),
        meaning=np.zeros((size, MEANINGS), np.int8),
        urgency=ints(demand.row.urgency for demand in demands),
        headcount=ints(demand.seats if demand.is_open else 0 for demand in demands),
        nearness=_nearness(problem.taxonomy),
    )


def _wanted(taxonomy: Taxonomy, demands: Sequence[Demand]) -> Bytes:
    """Give the numbers of the two kinds of work most wanted; a lone one stands twice, one not known is the last."""
    numbers = _numbers(taxonomy)
    kinds = [[numbers[id_] for id_, _ in demand.topics if id_ in numbers] or [len(numbers)] for demand in demands]
    return np.array([(kind[0], kind[min(1, len(kind) - 1)]) for kind in kinds], np.uint8).reshape(-1, 2)


def _nearness(taxonomy: Taxonomy) -> Ints:
    """Measure how near kinds of work are, in thousandths; the last stands for one not known, near to none."""
    ids = list(_numbers(taxonomy))
    near = np.zeros((len(ids) + 1, len(ids) + 1), np.int32)
    near[:-1, :-1] = [[round(1000 * taxonomy.nearness(held, wanted)) for wanted in ids] for held in ids]
    return near
