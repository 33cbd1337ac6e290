"""What differs from last week, and the cause of each difference in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple

from graph_model.entities.terms import CauseKind, Decision, Verdict
from matching.eligibility import judge
from matching.problem import Problem

Change = Literal["新增", "不变", "调整", "缺口"]
LATELY: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A suggestion of last week; `helper` is None where it was a gap."""

    work: str
    helper: str | None = None
    helper_name: str | None = None
    decision: str | None = None
    decline_reason: str | None = None


class Cause(NamedTuple):
    """Why something differs from last week: of which kind that is, and in words."""

    kind: CauseKind
    sentence: str


class LastWeek:
    """Last week's suggestions, by work and by helper."""

    def __init__(self, earlier: Iterable[Earlier]) -> None:
        self._by_work: dict[str, dict[str | None, Earlier]] = {}
        self._by_helper: dict[str, list[Earlier]] = {}
        for one in sorted(earlier, key=lambda one: (one.work, one.helper or "")):
            self._by_work.setdefault(one.work, {})[one.helper] = one
            if one.helper is not None:
                self._by_helper.setdefault(one.helper, []).append(one)

    def __bool__(self) -> bool:
        return bool(self._by_work)

    def pairs(self) -> set[tuple[str, str]]:
        """List work and helper of every suggestion that was not declined."""
        return {
            (one.work, helper) for helper, told in self._by_helper.items() for one in told if not one.decline_reason
        }

    def of(self, work: str) -> dict[str | None, Earlier]:
        """List what was suggested for a work, by helper."""
        return self._by_work.get(work, {})

    def to(self, helper: str) -> list[Earlier]:
        """List what was suggested to a helper, by work."""
        return self._by_helper.get(helper, [])


@dataclass(frozen=True)
class ThisWeek:
    """Who is sent where this week, all by id.

    Attributes
    ----------
    helpers : mapping of str to set of str
        Whom each work gets; none where it gets nobody.
    works : mapping of str to list of str
        What each helper gets, in order.
    lacking : set of str
        Works that still lack somebody, or units.
    score : callable
        The score of a work and a helper; None where the helper does not fit it.
    """

    problem: Problem
    today: date
    helpers: Mapping[str, AbstractSet[str]]
    works: Mapping[str, list[str]]
    lacking: AbstractSet[str]
    score: Callable[[str, str], int | None]

    def sent_to(self, work: str) -> AbstractSet[str]:
        """Give whom a work gets."""
        return self.helpers.get(work, frozenset())

    def name(self, helper: str) -> str:
        """Name a helper of this week."""
        return self.problem.helpers.rows[self.problem.helpers.index[helper]].name

    def title(self, work: str) -> str:
        """Name a work in quotes; one that is on no list any more has no name."""
        number = self.problem.works.index.get(work)
        return "别处" if number is None else f"“{self.problem.works.demands[number].row.title}”"

    def is_fixed(self, work: str, helper: str) -> bool:
        """Tell whether staff fixed a helper on a work."""
        return (helper, work) in self.problem.orders.fixed

    def does(self, one: Earlier) -> bool:
        """Tell whether whom last week suggested does that work already."""
        helpers = self.problem.helpers
        return helpers.index.get(one.helper or "") in helpers.engaged.get(one.work, ())


def compare(last: LastWeek, this: ThisWeek, work: str, helper: str) -> tuple[Change, Cause | None]:
    """Say how one suggestion differs from last week; each newcomer takes the place of another who is gone."""
    told = last.of(work)
    if helper in told:
        return "不变", None
    gone, place = _gone(this, work, told), _newcomers(this, work, told).index(helper)
    order = this.problem.orders.fixed.get((helper, work))
    fixed = Cause(CauseKind.FIXED, order.sentence) if order else None
    if place < len(gone):
        return "调整", fixed or why_gone(last, this, gone[place])
    return "新增", fixed or _why_more(last, this, work, helper)


def _why_more(last: LastWeek, this: ThisWeek, work: str, helper: str) -> Cause:
    """Say why somebody is suggested who takes nobody's place."""
    told = last.of(work)
    if None in told:
        return Cause(CauseKind.FOUND, f"上周空着；{_news(last, this, work, helper)}")
    if not last:
        return Cause(CauseKind.FIRST_RUN, "首次生成")
    if not told:
        return Cause(CauseKind.NEW_WORK, "上周没有要派这一件")
    row = this.problem.works.demands[this.problem.works.index[work]].row
    shared = row.kind == "need" and row.quantity is not None
    return Cause(CauseKind.MORE_SEATS, "本周由几家一起提供" if shared else "本周多出名额")


def _gone(this: ThisWeek, work: str, told: Mapping[str | None, Earlier]) -> list[Earlier]:
    """List who was suggested for a work and is not now, the declined first; who accepted and does it is not gone."""
    gone = [one for other, one in told.items() if other is not None and other not in this.sent_to(work)]
    still = (one for one in gone if not (one.decision == Decision.ACCEPTED and this.does(one)))
    return sorted(still, key=lambda one: (one.decline_reason is None, one.helper or ""))


def _newcomers(this: ThisWeek, work: str, told: Mapping[str | None, Earlier]) -> list[str]:
    """List who is suggested for a work and was not last week; whom staff fixed come last, as they have their cause."""
    return sorted(this.sent_to(work) - told.keys(), key=lambda one: (this.is_fixed(work, one), one))


def _news(last: LastWeek, this: ThisWeek, work: str, helper: str) -> str:
    """Say what is known to have changed so that a helper is sent to a work that was open."""
    name = this.name(helper)
    before = (one for one in last.to(helper) if one.decline_reason is None and not this.does(one))
    left = next((one.work for one in before if helper not in this.sent_to(one.work)), None)
    if left is not None:
        return f"{name}上周派往{this.title(left)}，本周改派这里"
    number = this.problem.helpers.index[helper]
    row, since = this.problem.helpers.rows[number], this.today - LATELY
    if row.updated_on is not None and row.updated_on >= since:
        return f"{name}本周更新了登记"
    then = min(judge(this.problem, number, this.problem.works.index[work], since), key=lambda finding: finding.verdict)
    return f"本周排到了{name}" if then.verdict is Verdict.YES else f"{name}上周还不符合：{then.sentence}"


def why_gone(last: LastWeek, this: ThisWeek, one: Earlier) -> Cause:
    """Say why whom last week suggested is not suggested again."""
    number = this.problem.helpers.index.get(one.helper or "")
    if one.decline_reason:
        name = one.helper_name or one.helper
        return Cause(CauseKind.DECLINED, f"上周建议的{name}未采纳：{one.decline_reason}")
    if number is None or one.helper is None:
        return Cause(CauseKind.GONE, f"上周建议的{one.helper_name or one.helper}已不在名册")
    told, asked = f"上周建议的{this.name(one.helper)}", this.problem.works.index[one.work]
    worst = min(judge(this.problem, number, asked, this.today), key=lambda finding: finding.verdict)
    if worst.verdict is Verdict.NO:
        return Cause(CauseKind.UNFIT, f"{told}不再符合：{worst.sentence}")
    if worst.verdict is Verdict.UNKNOWN:
        return Cause(CauseKind.UNSURE, f"{told}现须核实：{worst.sentence}")
    kind, instead = _instead(last, this, one.work, one.helper)
    return Cause(kind, f"{told}{instead}")


def _instead(last: LastWeek, this: ThisWeek, work: str, helper: str) -> tuple[CauseKind, str]:
    """Say what came about instead of sending somebody who still fits: where the helper went, or to whom the seat."""
    before = {one.work for one in last.to(helper)}
    elsewhere = sorted(this.works.get(helper, ()), key=lambda other: (other in before, other))
    newcomers = _newcomers(this, work, last.of(work)) if work not in this.lacking else []
    return (
        _by_staff(this, work, helper, (elsewhere, newcomers))
        or _elsewhere(this, [other for other in elsewhere if other not in before], "本周派往")
        or _outscored(this, work, helper, newcomers)
        or _elsewhere(this, elsewhere, "本周只排得下")
        or (CauseKind.LEFT_OUT, f"本周让给{this.name(newcomers[0])}" if newcomers else "本周没有派出")
    )


def _by_staff(this: ThisWeek, work: str, helper: str, now: tuple[list[str], list[str]]) -> tuple[CauseKind, str] | None:
    """Say what staff fixed of where a helper goes now, and of who has the seat now."""
    elsewhere, newcomers = now
    there = next((other for other in elsewhere if this.is_fixed(other, helper)), None)
    if there is not None:
        return CauseKind.FIXED, f"由工作人员指定派往{this.title(there)}"
    here = next((one for one in newcomers if this.is_fixed(work, one)), None)
    return None if here is None else (CauseKind.FIXED, f"本周让给工作人员指定的{this.name(here)}")


def _elsewhere(this: ThisWeek, works: list[str], words: str) -> tuple[CauseKind, str] | None:
    return (CauseKind.ELSEWHERE, f"{words}{this.title(works[0])}") if works else None


def _outscored(this: ThisWeek, work: str, helper: str, newcomers: list[str]) -> tuple[CauseKind, str] | None:
    """Name the newcomer of the best score, where it is above that of a helper."""
    score, best = max(((this.score(work, one) or 0, one) for one in newcomers), default=(0, ""))
    if score <= (this.score(work, helper) or 0):
        return None
    return CauseKind.OUTSCORED, f"本周让给分数更高的{this.name(best)}"


def compare_gap(last: LastWeek, this: ThisWeek, work: str) -> Cause | None:
    """Say why seats of a work are without anyone, or since when; nothing where last week says neither."""
    told = last.of(work)
    left = _gone(this, work, told)[len(_newcomers(this, work, told)) :]
    if left:
        return why_gone(last, this, left[0])
    return Cause(CauseKind.STILL_OPEN, "上周也空着") if None in told else None
