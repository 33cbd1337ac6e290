"""What to find out first: facts that are not known, by how many matches each answer would allow and their worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

import numpy as np

from matching import nearness
from matching.arrays import Bools, Index
from matching.demand import Demand
from matching.eligibility import RULES, judge
from matching.problem import Inquiry, Problem
from matching.ranking import related
from matching.rules.person import InsuranceRule
from matching.scoring import score
from matching.supply import PERSON
from matching.verdict import NO, UNKNOWN, Finding, Pair, Rule

EXAMPLES: Final = 5
"""So many works are named with a question, the best first."""
NOTHING_MISSING: Final[Mapping[int, int]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Question:
    """One fact that alone stands in the way of matches.

    Attributes
    ----------
    helper, work : int or None
        Of whom it is asked, by number in the problem; both where it is a matter between the two.
    matches : int
        How many pairs of a helper and a work would be eligible if the answer is good.
    fills : int
        How many places for which nobody is left could be filled; no more than the asked one has room for or misses.
    room : int
        How many works the helper asked has room for; how many places the work asked has for others.
    value : int
        Total score of the best of these pairs, as many as the asked one has room or seats for.
    works, helpers : tuple of int
        The works and helpers of the best few pairs, in the same order; those nobody is left for come first.
    gaps : tuple of int
        All works with such places that could be filled, the best first.
    """

    rule: str
    helper: int | None
    work: int | None
    matches: int
    fills: int
    room: int
    value: int
    works: tuple[int, ...]
    helpers: tuple[int, ...]
    gaps: tuple[int, ...]


Key = tuple[int, int, Hashable]
Pairs = list[tuple[int, int, int]]
"""Score, helper and work of each pair that waits for one answer."""


def questions(
    problem: Problem, today: date, works: Iterable[int], among: Bools, missing: Mapping[int, int] = NOTHING_MISSING
) -> list[Question]:
    """List what is not known and would allow matches, the answer that allows most first.

    Only pairs that a single unknown fact keeps apart are counted, so that one good answer is enough for each. What
    would be asked of a helper alone in the same words is asked once.

    Parameters
    ----------
    works : iterable of int
        The works that wait, by number.
    among : array of bool, shape (helpers,)
        The helpers who may be told of.
    missing : mapping of int to int
        The works for which nobody is left this week, and how many places of each that leaves.

    Returns
    -------
    list of Question
        Those that fill most places first, then by value and by matches, then by the ids of who is asked, so that the
        order of the rows never shows.
    """
    waiting = _waiting(problem, today, {work: problem.works.demands[work] for work in works}, among)
    return _ordered(problem, _in_the_same_words(problem, today, waiting), missing)


def uninsured(
    problem: Problem, today: date, works: Iterable[int], among: Bools, missing: Mapping[int, int] = NOTHING_MISSING
) -> list[Question]:
    """List the works that are known to be without insurance and wait for nothing else, what it would allow most first.

    That is known, and no question: it is told in the shape of one, as if nobody knew whether they are insured.

    Parameters
    ----------
    works, among, missing
        As in `questions`.
    """
    demands = ((work, problem.works.demands[work]) for work in works)
    open_ = {work: _not_known(demand) for work, demand in demands if demand.uninsured}
    waiting = _waiting(problem, today, open_, among)
    alone = {key: pairs for key, pairs in waiting.items() if RULES[key[0]].key == InsuranceRule.key}
    return _ordered(problem, alone, missing)


def _not_known(demand: Demand) -> Demand:
    return replace(demand, row=replace(demand.row, insured=None))


def _waiting(problem: Problem, today: date, demands: Mapping[int, Demand], among: Bools) -> dict[Key, Pairs]:
    """Find the pairs that a single unknown fact keeps apart, by that fact."""
    waiting: defaultdict[Key, Pairs] = defaultdict(list)
    people = among & (problem.helpers.kind == PERSON)
    for work, demand in demands.items():
        for key, pair in _one_answer_away(problem, today, work, demand, people if demand.row.kind == "post" else among):
            waiting[key].append(pair)
    return dict(waiting)


def _ordered(problem: Problem, asked: Mapping[Key, Pairs], missing: Mapping[int, int]) -> list[Question]:
    found = [_question(problem, RULES[key[0]], pairs, missing) for key, pairs in asked.items()]
    return sorted(found, key=lambda one: (-one.fills, -one.value, -one.matches, *_ids(problem, one)))


def _in_the_same_words(problem: Problem, today: date, waiting: Mapping[Key, Pairs]) -> dict[Key, Pairs]:
    """Join what is asked of a helper alone in the same words, as for several parts of a kind of work."""
    alike: defaultdict[tuple[int, int], list[Key]] = defaultdict(list)
    for key in waiting:
        alike[key[:2]].append(key)
    joined: defaultdict[Key, Pairs] = defaultdict(list)
    for (number, one), keys in alike.items():
        apart = len(keys) == 1 or RULES[number].asks != "helper"
        for key in keys:
            words = key[2] if apart else _words(problem, today, RULES[number], waiting[key][0])
            joined[number, one, words] += waiting[key]
    return dict(joined)


def _words(problem: Problem, today: date, rule: Rule, pair: tuple[int, int, int]) -> tuple[str, str | None]:
    _, helper, work = pair
    finding = rule.judge(Pair(problem, problem.helpers.rows[helper], problem.works.demands[work], today))
    return finding.sentence, finding.remedy


def what_is_open(problem: Problem, today: date, question: Question) -> Finding:
    """Tell what is not known and what to find out, as it stands for the best of the pairs that wait for it."""
    findings = judge(problem, question.helpers[0], question.works[0], today)
    return next(finding for finding in findings if finding.rule == question.rule)


def _one_answer_away(
    problem: Problem, today: date, work: int, demand: Demand, among: Bools
) -> Iterable[tuple[Key, tuple[int, int, int]]]:
    """Find the helpers who are eligible for a work but for one unknown fact, with the question that asks for it."""
    able = related(problem, demand, today, among)
    at = able[nearness.within_reach(problem, demand.territory, able) > NO]
    position, rule = alone_unknown(Inquiry(problem, demand, today, at))
    if not len(position):
        return []
    scores = score(Inquiry(problem, demand, today, at[position])).total.tolist()
    return [
        (_key(RULES[number], number, helper, work, RULES[number].topic(demand)), (points, helper, work))
        for number, helper, points in zip(rule.tolist(), at[position].tolist(), scores, strict=True)
    ]


def alone_unknown(inquiry: Inquiry) -> tuple[Index, Index]:
    """Find the positions where exactly one rule does not know and none forbids, and the number of that rule."""
    columns = [(number, rule.bulk(inquiry)) for number, rule in enumerate(RULES)]
    bearing = [(number, column) for number, column in columns if column is not None]
    table = np.stack([column for _, column in bearing])
    unknown = table == UNKNOWN
    position = np.flatnonzero((table.min(axis=0) == UNKNOWN) & (unknown.sum(axis=0) == 1))
    numbers = np.array([number for number, _ in bearing], np.intp)
    return position, numbers[unknown[:, position].argmax(axis=0)]


def _key(rule: Rule, number: int, helper: int, work: int, topic: Hashable) -> Key:
    match rule.asks:
        case "work":
            return number, work, topic
        case "both":
            return number, helper, work
        case "helper":
            return number, helper, topic


def _question(problem: Problem, rule: Rule, pairs: Pairs, missing: Mapping[int, int]) -> Question:
    helpers, works = problem.helpers, problem.works.demands
    best = sorted(
        pairs, key=lambda one: (one[2] not in missing, -one[0], works[one[2]].row.id, int(helpers.lot[one[1]]), one[1])
    )
    _, helper, work = best[0]
    of_work = rule.asks == "work"
    room = missing.get(work, works[work].seats) if of_work else int(helpers.capacity[helper] - helpers.load[helper])
    return Question(
        rule=rule.key,
        helper=None if of_work else helper,
        work=None if rule.asks == "helper" else work,
        matches=len(pairs),
        fills=min(room, sum(other in missing for _, _, other in pairs)),
        room=room,
        value=sum(points for points, *_ in best[:room]),
        works=tuple(other for _, _, other in best[:EXAMPLES]),
        helpers=tuple(other for _, other, _ in best[:EXAMPLES]),
        gaps=tuple(dict.fromkeys(other for _, _, other in best if other in missing)),
    )


def _ids(problem: Problem, one: Question) -> tuple[str, str, str, str]:
    helper = "" if one.helper is None else problem.helpers.rows[one.helper].id
    work, best = ("" if w is None else problem.works.demands[w].row.id for w in (one.work, one.works[0]))
    return helper, work, one.rule, best
