"""What differs from last week, and the cause of each difference in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    """Last week's suggestions, by work."""

    def __init__(self, earlier: Iterable[Earlier]) -> None:
        self._by_work: dict[str, dict[str | None, Earlier]] = {}
        for one in sorted(earlier, key=lambda one: (one.work, one.helper or "")):
            self._by_work.setdefault(one.work, {})[one.helper] = one

    def __bool__(self) -> bool:
        return bool(self._by_work)

    def pairs(self) -> set[tuple[str, str]]:
        """List work and helper of every suggestion that was not declined."""
        return {
            (work, helper)
            for work, told in self._by_work.items()
            for helper, one in told.items()
            if helper is not None and one.decline_reason is None
        }

    def of(self, work: str) -> dict[str | None, Earlier]:
        """List what was suggested for a work, by helper."""
        return self._by_work.get(work, {})


def compare(  # noqa: PLR0913, PLR0917 (facts of one comparison)
    problem: Problem, last: LastWeek, work: str, helper: str, today: date, chosen: set[str]
) -> tuple[Change, Cause | None]:
    """Say how one suggestion differs from last week; each newcomer takes the place of another who is gone.

    Parameters
    ----------
    chosen : set of str
        Ids of all helpers suggested for this work now.
    """
    told = last.of(work)
    if helper in told:
        return "不变", None
    gone, newcomer = _gone(problem, told, chosen), sorted(chosen - told.keys()).index(helper)
    if newcomer < len(gone):
        return "调整", why_gone(problem, gone[newcomer], today)
    name = problem.helpers.rows[problem.helpers.index[helper]].name
    if None in told:
        news = _news(problem, helper, today) or f"{name}本周符合"
        return "新增", Cause(CauseKind.FOUND, f"上周无人可派；{news}")
    if not last:
        return "新增", Cause(CauseKind.FIRST_RUN, "首次生成")
    if told:
        return "新增", Cause(CauseKind.MORE_SEATS, "本周增加名额")
    return "新增", Cause(CauseKind.NEW_WORK, "上周清单里没有这一件")


def _gone(problem: Problem, told: Mapping[str | None, Earlier], chosen: set[str]) -> list[Earlier]:
    """List who was suggested for a work and is not now, the declined first; who accepted and does it is not gone."""
    gone = [one for other, one in told.items() if other is not None and other not in chosen]
    still = (one for one in gone if not (one.decision == Decision.ACCEPTED and _does(problem, one)))
    return sorted(still, key=lambda one: (one.decline_reason is None, one.helper or ""))


def _does(problem: Problem, one: Earlier) -> bool:
    return problem.helpers.index.get(one.helper or "") in problem.helpers.engaged.get(one.work, ())


def _news(problem: Problem, helper: str, today: date) -> str | None:
    row = problem.helpers.rows[problem.helpers.index[helper]]
    if row.updated_on is None or row.updated_on < today - LATELY:
        return None
    return f"{row.name}本周更新了登记"


def why_gone(problem: Problem, one: Earlier, today: date) -> Cause:
    """Say why whom last week suggested is not suggested again."""
    number = problem.helpers.index.get(one.helper or "")
    if one.decline_reason:
        name = one.helper_name or one.helper
        return Cause(CauseKind.DECLINED, f"上周建议的{name}未采纳：{one.decline_reason}")
    if number is None:
        return Cause(CauseKind.GONE, f"上周建议的{one.helper_name or one.helper}已不在名册")
    told = f"上周建议的{problem.helpers.rows[number].name}"
    worst = min(judge(problem, number, problem.works.index[one.work], today), key=lambda finding: finding.verdict)
    if worst.verdict is Verdict.NO:
        return Cause(CauseKind.UNFIT, f"{told}不再符合：{worst.sentence}")
    if worst.verdict is Verdict.UNKNOWN:
        return Cause(CauseKind.UNSURE, f"{told}现须核实：{worst.sentence}")
    if any(one.work == order.work for order in problem.orders.fixed.values()):
        return Cause(CauseKind.FIXED, f"{told}本周让给工作人员指定的人")
    return Cause(CauseKind.ELSEWHERE, f"{told}本周派往更需要的地方")


def compare_gap(problem: Problem, last: LastWeek, work: str, today: date, chosen: set[str]) -> Cause | None:
    """Say since when or why seats of a work are without anyone; nothing where last week says neither.

    Parameters
    ----------
    chosen : set of str
        Ids of all helpers suggested for this work now.
    """
    told = last.of(work)
    if None in told:
        return Cause(CauseKind.STILL_OPEN, "上周也无人可派")
    left = _gone(problem, told, chosen)[len(chosen - told.keys()) :]
    return why_gone(problem, left[0], today) if left else None
