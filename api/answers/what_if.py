"""假设一下: what this week would be with a few supposed facts; nothing is changed by asking."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from api.answers.week import run_of
from api.asking import Asking
from api.schemas import Move, Ref, WhatIfAnswer
from api.supposing import Wording, facts_of
from graph_model.entities.terms import Decision, Verdict
from graph_model.match_runs import suggestions_of
from matching.changes import Earlier
from matching.eligibility import overall
from matching.rules.person import OrderRule
from matching.weekly import Proposal, Suggestion, propose
from matching.what_if import Effect, Supposed, does, effect, judged_if

SHOWN: Final = 50
BARRED: Final = "已定为不派，本来就不会再派"
NOT_SCORED: Final = "假设定下的，不计分"
NO_PLACE: Final = "排不下：名额、本人上限或半天时段已满"
FOR_A_WORK: Final = ("limit", "certificate", "free")
"""What is supposed of a helper, and may be supposed for the sake of one work."""


def what_if_answer(asked: Asking, wordings: Sequence[Wording]) -> WhatIfAnswer:
    """Return what would be gained and lost this week, and which gaps would close or open.

    Raises
    ------
    BadQuestion, UnknownThing
        A supposed fact cannot be read, or names nobody or nothing within the reader's scope.
    """
    facts, sentences = facts_of(asked, wordings)
    found = effect(asked.view.problem, asked.today, facts, week_as_it_is(asked))
    seen = [_seen(asked, some) for some in (found.gained, found.lost, found.filled, found.opened)]
    gained, lost, filled, opened = seen
    held = [_held(asked, fact) for fact in found.held]
    return WhatIfAnswer(
        supposed=[*map(partial(_doubted, asked, facts, found), facts, sentences)],
        sentence=_of_pairs(asked, facts, found)
        + _sentence(len(held) + len(gained), *map(len, seen[1:]))
        + _scored(found.score),
        score=found.score,
        gained=[*held, *(_move(asked, one) for one in gained)][:SHOWN],
        lost=[_move(asked, one) for one in lost[:SHOWN]],
        filled=[_move(asked, one) for one in filled[:SHOWN]],
        opened=[_move(asked, one) for one in opened[:SHOWN]],
        proved=found.after.proved,
    )


def _held(asked: Asking, fact: Supposed) -> Move:
    """Show somebody on the work they are supposed to do, though a rule forbids it or something is not known."""
    demand = asked.view.works.demands[asked.view.works.index[fact.work or ""]]
    return Move(
        work=_named(asked, demand.row.id, demand.row.title, demand.row.territory),
        helper=_helper(asked, fact),
        reasons=[NOT_SCORED],
    )


def _helper(asked: Asking, fact: Supposed) -> Ref:
    row = asked.view.helpers.rows[asked.view.helpers.index[fact.helper or ""]]
    return Ref(id=row.id, name=row.name)


def _doubted(asked: Asking, facts: Sequence[Supposed], found: Effect, fact: Supposed, sentence: str) -> str:
    """Say of somebody fixed on a work, all else supposed, what forbids it, or which fact or place is missing."""
    if fact.what == "forbid" and (fact.helper or "") in asked.view.problem.orders.barred.get(fact.work or "", {}):
        return f"{sentence}。{BARRED}"
    if fact.what != "pin":
        return sentence
    verdict, told = _judged(asked, [one for one in facts if one.what != "pin"], fact, (OrderRule.key,))
    if verdict == Verdict.YES:
        kept = any((one.work, one.helper) == (fact.work, fact.helper) for one in found.after.suggestions)
        return sentence if kept or does(asked.view.problem, fact) else f"{sentence}。{NO_PLACE}"
    if verdict == Verdict.NO:
        return f"{sentence}。他不符合：{told}，真要指定会被拒绝"
    return f"{sentence}。要先核实：{told}"


def _judged(
    asked: Asking, facts: Sequence[Supposed], fact: Supposed, without: Sequence[str] = ()
) -> tuple[Verdict, str]:
    """Judge the pair a fact is about, facts supposed; returns the worst verdict and what tells it."""
    judged = judged_if(asked.view.problem, (fact.helper or "", fact.work or ""), facts, asked.today)
    findings = [one for one in judged if one.rule not in without]
    worst = overall(findings)
    return worst, "；".join(one.sentence for one in findings if one.verdict == worst)


def _of_pairs(asked: Asking, facts: Sequence[Supposed], found: Effect) -> str:
    """Say of those something is supposed of for a work whether they would fit it, and whether they would be sent."""
    pairs = {(one.work, one.helper): one for one in facts if one.what in FOR_A_WORK and one.work}
    return "".join(_of_pair(asked, facts, fact, found) for fact in pairs.values())


def _of_pair(asked: Asking, facts: Sequence[Supposed], fact: Supposed, found: Effect) -> str:
    view = asked.view
    name = _helper(asked, fact).name
    title = view.works.demands[view.works.index[fact.work or ""]].row.title
    verdict, told = _judged(asked, facts, fact)
    if verdict != Verdict.YES:
        return f"这样{name}还不符合“{title}”：{told}。"
    sent = any((one.work, one.helper) == (fact.work, fact.helper) for one in found.after.suggestions)
    return f"这样{name}就符合“{title}”，本周{'会派去' if sent else '没有派到这里'}。"


def week_as_it_is(asked: Asking) -> Proposal:
    """Return what the week would propose now, as near as may be to what it did propose."""
    key = ("week as it is", asked.scope.territory, asked.today)
    return asked.view.worked_out(key, lambda: propose(asked.view.problem, asked.today, _suggested(asked)))


def _suggested(asked: Asking) -> list[Earlier]:
    scope = asked.view.scope(asked.scope.user, asked.scope.territory)
    run = run_of(asked, scope, asked.week)
    lines = suggestions_of(asked.graph, scope, run.id) if run else []
    return [Earlier(one.work, one.helper) for one in lines if one.decision is not Decision.DECLINED]


def _seen(asked: Asking, some: Sequence[Suggestion]) -> list[Suggestion]:
    """Leave out what lies outside the reader's scope."""
    works, helpers = asked.view.works, asked.view.helpers
    return [
        one
        for one in some
        if asked.sees_work(works.demands[works.index[one.work]].row)
        and (one.helper is None or asked.sees_helper(helpers.rows[helpers.index[one.helper]]))
    ]


def _move(asked: Asking, one: Suggestion) -> Move:
    return Move(
        work=_named(asked, one.work, one.title, one.territory),
        helper=Ref(id=one.helper, name=one.helper_name or one.helper) if one.helper else None,
        reasons=list(one.reasons),
    )


def _named(asked: Asking, id_: str, title: str, territory: str) -> Ref:
    place = asked.view.place_name(territory)
    return Ref(id=id_, name=f"{title}（{place}）" if place else title)


def _scored(score: int) -> str:
    """Say by how much the scores add up to more or less, where they do."""
    return f"各条分数合计{'多' if score > 0 else '少'} {abs(score):,} 分。" if score else ""


def _sentence(gained: int, lost: int, filled: int, opened: int) -> str:
    if not gained + lost + filled + opened:
        return "本周的安排不会有变化。"
    moved = [f"会新派 {gained} 件" if gained else "", f"有 {lost} 件不再这样派" if lost else ""]
    gaps = [f"补上 {filled} 处缺口" if filled else "", f"多出 {opened} 处缺口" if opened else ""]
    return "，".join(word for word in [*moved, *gaps] if word) + "。"
