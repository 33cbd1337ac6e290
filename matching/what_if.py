"""What would be different: the week worked out anew with a few supposed facts, beside the week as it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Final, Literal

from graph_model.entities.candidates import HeldSkill, HelperRow, WorkRow
from matching.changes import Earlier
from matching.eligibility import judge_pair
from matching.orders import Order, Orders
from matching.problem import Problem
from matching.rules.person import OrderRule
from matching.verdict import YES, Finding, Pair
from matching.weekly import Proposal, Suggestion, propose

FIXED: Final = "假设定下"
What = Literal["seats", "insured", "limit", "certificate", "free", "pin", "forbid"]


@dataclass(frozen=True, slots=True)
class Supposed:
    """One supposed fact.

    Attributes
    ----------
    what : str
        seats: the work has `number` seats; insured: whoever does the work is insured; limit: the helper takes `number`
        works; certificate: the helper holds `held`; free: the helper is free in the half-days of the mask `number` too;
        pin: the helper does the work; forbid: the helper is not sent to the work.
    helper, work : str or None
        By id, where the fact is about one; of a certificate, a half-day or a limit the work is what it is supposed for.
    """

    what: What
    helper: str | None = None
    work: str | None = None
    number: int = 0
    held: HeldSkill | None = None


@dataclass(frozen=True)
class Effect:
    """The week before and after; `gained` and `lost` are its suggestions that are new and that are gone.

    `filled` and `opened` are the works that are no longer, or are only now, left without enough; `held` are the facts
    that put somebody on a work whom some rule forbids it, or does not let for sure; `score` is by how much the scores
    of all suggestions add up to more than before.
    """

    before: Proposal
    after: Proposal
    gained: tuple[Suggestion, ...]
    lost: tuple[Suggestion, ...]
    filled: tuple[Suggestion, ...]
    opened: tuple[Suggestion, ...]
    held: tuple[Supposed, ...]
    score: int


class NothingToSupposeError(ValueError):
    """A supposed fact is about a helper or a work that is not there, or lacks what it needs; carries the fact."""

    def __init__(self, fact: Supposed) -> None:
        super().__init__(f"{fact.what}: helper {fact.helper!r}, work {fact.work!r}")
        self.fact = fact


def suppose(problem: Problem, facts: Sequence[Supposed], today: date) -> Problem:
    """Return the problem as it would be; the given one stays as it is.

    Whoever is supposed to do a work, and by all else supposed may, is fixed on it as staff fix somebody; whoever may
    not, or not for sure, is taken to do it already.

    Raises
    ------
    NothingToSupposeError
        A fact is about a helper or a work the problem does not have.
    """
    rows = _supposed(problem, [fact for fact in facts if fact.what != "pin"])
    pins = [fact for fact in facts if fact.what == "pin"]
    fixed = [fact for fact in pins if _may(rows, fact, today)]
    for fact in pins:
        if fact not in fixed:
            _apply(fact, rows)
    orders = [Order(fact.helper or "", fact.work or "", fixed=True, sentence=FIXED) for fact in fixed]
    supposed = problem.patched(list(rows.helpers.values()), list(rows.works.values()))
    return supposed.ordered(Orders.of([*problem.orders.told, *orders]))


def _may(rows: _Rows, fact: Supposed, today: date) -> bool:
    """Tell whether every rule lets a helper do a work, whatever staff said of the two before."""
    pair = Pair(rows.problem, rows.helper(fact), rows.problem.demand(rows.work(fact)), today)
    return all(one.verdict == YES for one in judge_pair(pair) if one.rule != OrderRule.key)


def judged_if(problem: Problem, pair: tuple[str, str], facts: Sequence[Supposed], today: date) -> list[Finding]:
    """Judge a helper and a work, by id, by every rule with the supposed facts.

    Raises
    ------
    NothingToSupposeError
        A fact is about a helper or a work the problem does not have.
    """
    rows, asked = _supposed(problem, facts), Supposed("pin", *pair)
    return judge_pair(Pair(problem, rows.helper(asked), problem.demand(rows.work(asked)), today))


def _supposed(problem: Problem, facts: Sequence[Supposed]) -> _Rows:
    rows = _Rows(problem, {}, {})
    for fact in facts:
        _apply(fact, rows)
    return rows


def effect(problem: Problem, today: date, facts: Sequence[Supposed], before: Proposal) -> Effect:
    """Work the week out anew with the supposed facts, suggesting the same as before wherever nothing speaks against it.

    Parameters
    ----------
    before : Proposal
        The week as it is, of the same problem and day.
    """
    supposed = suppose(problem, facts, today)
    after = propose(supposed, today, as_last_week(before))
    old, new = _by_pair(before), _by_pair(after)
    missing, lacking = _gaps(before), _gaps(after)
    return Effect(
        before,
        after,
        gained=tuple(one for pair, one in new.items() if pair not in old),
        lost=tuple(one for pair, one in old.items() if pair not in new),
        filled=tuple(one for work, one in missing.items() if work not in lacking),
        opened=tuple(one for work, one in lacking.items() if work not in missing),
        held=tuple(one for one in facts if one.what == "pin" and not _fixed(supposed, one) and not does(problem, one)),
        score=_score(after) - _score(before),
    )


def as_last_week(proposal: Proposal) -> list[Earlier]:
    """Return a proposal as what was suggested before, so that the next differs from it only for a cause."""
    return [Earlier(one.work, one.helper, one.helper_name) for one in proposal.suggestions]


@dataclass(frozen=True)
class _Rows:
    """The rows changed so far, and those of the problem behind them."""

    problem: Problem
    helpers: dict[str, HelperRow]
    works: dict[str, WorkRow]

    def helper(self, fact: Supposed) -> HelperRow:
        number = self.problem.helpers.index.get(fact.helper or "")
        if number is None:
            raise NothingToSupposeError(fact)
        return self.helpers.get(fact.helper or "", self.problem.helpers.rows[number])

    def work(self, fact: Supposed) -> WorkRow:
        number = self.problem.works.index.get(fact.work or "")
        if number is None:
            raise NothingToSupposeError(fact)
        return self.works.get(fact.work or "", self.problem.works.demands[number].row)

    def put(self, row: HelperRow | WorkRow) -> None:
        if isinstance(row, HelperRow):
            self.helpers[row.id] = row
        else:
            self.works[row.id] = row


def _apply(fact: Supposed, rows: _Rows) -> None:
    match fact.what:
        case "seats":
            rows.put(replace(rows.work(fact), headcount=fact.number))
        case "insured":
            rows.put(replace(rows.work(fact), insured=True))
        case "limit":
            rows.put(replace(rows.helper(fact), capacity=fact.number))
        case "free":
            helper = rows.helper(fact)
            rows.put(replace(helper, slots=(helper.slots or 0) | fact.number))
        case "certificate":
            rows.put(_holding(rows.helper(fact), fact))
        case "pin":
            _pin(rows.helper(fact), rows.work(fact), rows)
        case "forbid":
            helper, work = rows.helper(fact), rows.work(fact)
            rows.put(replace(helper, refused=(*helper.refused, work.id)))


def _holding(helper: HelperRow, fact: Supposed) -> HelperRow:
    """Give a helper a skill with its certificate in the place of the same skill without it."""
    if fact.held is None:
        raise NothingToSupposeError(fact)
    others = tuple(one for one in helper.skills if one.skill != fact.held.skill)
    return replace(helper, skills=(*others, fact.held))


def _pin(helper: HelperRow, work: WorkRow, rows: _Rows) -> None:
    """Let a helper do a work already, as if it had been accepted."""
    if any(done == work.id for done, _ in helper.commitments):
        return
    held = (*helper.commitments, (work.id, _half_day(helper, work)))
    rows.put(replace(helper, load=helper.load + 1, commitments=held))
    rows.put(replace(work, filled=work.filled + 1))


def _half_day(helper: HelperRow, work: WorkRow) -> int | None:
    """Choose the earliest half-day both have free; all the work wants where none is known."""
    if work.slots is None or helper.slots is None:
        return work.slots
    busy = reduce(or_, (slots or 0 for _, slots in helper.commitments), 0)
    common = work.slots & helper.slots & ~busy
    return common & -common or work.slots


def _by_pair(proposal: Proposal) -> dict[tuple[str, str], Suggestion]:
    return {(one.work, one.helper): one for one in proposal.suggestions if one.helper is not None}


def _fixed(supposed: Problem, fact: Supposed) -> bool:
    order = supposed.orders.fixed.get((fact.helper or "", fact.work or ""))
    return order is not None and order.sentence == FIXED


def does(problem: Problem, fact: Supposed) -> bool:
    """Tell whether a helper does a work already."""
    row = problem.helpers.rows[problem.helpers.index[fact.helper or ""]]
    return any(done == fact.work for done, _ in row.commitments)


def _score(proposal: Proposal) -> int:
    return sum(one.score for one in proposal.suggestions)


def _gaps(proposal: Proposal) -> dict[str, Suggestion]:
    return {one.work: one for one in _only_gaps(proposal.suggestions)}


def _only_gaps(suggestions: Iterable[Suggestion]) -> Iterable[Suggestion]:
    return (one for one in suggestions if one.helper is None)
