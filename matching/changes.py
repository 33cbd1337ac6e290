"""What differs from last week, and the cause of each difference in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from graph_model.entities.terms import Verdict
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


CAUSES: Final = (
    ("指定", "由工作人员指定"),
    ("未采纳：", "上周的人没有被采纳"),
    ("已不在名册", "上周的人已不在名册"),
    ("不再符合：", "上周的人不再符合"),
    ("现须核实：", "上周的人现在须核实"),
    ("派往更需要的地方", "上周的人本周派往更需要的地方"),
    ("上周无人可派", "上周无人可派，本周有了"),
    ("首次生成", "首次生成，没有上周可比"),
    ("本周增加名额", "名额增加了"),
    ("上周清单里没有这一件", "上周还没有这件事"),
)
"""What marks a cause, and the kind it is of; the first that fits counts."""
OTHER_CAUSE: Final = "其他"


def kind_of_cause(cause: str) -> str:
    """Say which kind a printed cause is of.

    >>> kind_of_cause("上周建议的样例·陈志强未采纳：时间不合适")
    '上周的人没有被采纳'
    """
    return next((kind for mark, kind in CAUSES if mark in cause), OTHER_CAUSE)


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
) -> tuple[Change, str | None]:
    """Say how one suggestion differs from last week.

    Parameters
    ----------
    chosen : set of str
        Ids of all helpers suggested for this work now.
    """
    told = last.of(work)
    if helper in told:
        return "不变", None
    gone = [one for other, one in told.items() if other is not None and other not in chosen]
    if gone:
        return "调整", why_gone(problem, gone[0], today)
    name = problem.helpers.rows[problem.helpers.index[helper]].name
    if None in told:
        return "新增", f"上周无人可派；{_news(problem, helper, today) or f'{name}本周符合'}"
    if not last:
        return "新增", "首次生成"
    return "新增", "本周增加名额" if told else "上周清单里没有这一件"


def _news(problem: Problem, helper: str, today: date) -> str | None:
    row = problem.helpers.rows[problem.helpers.index[helper]]
    if row.updated_on is None or row.updated_on < today - LATELY:
        return None
    return f"{row.name}本周更新了登记"


def why_gone(problem: Problem, one: Earlier, today: date) -> str:
    """Say why whom last week suggested is not suggested again."""
    name = one.helper_name or one.helper or ""
    if one.decline_reason:
        return f"上周建议的{name}未采纳：{one.decline_reason}"
    number, work = problem.helpers.index.get(one.helper or ""), problem.works.index.get(one.work)
    if number is None:
        return f"上周建议的{name}已不在名册"
    name = problem.helpers.rows[number].name
    if work is None:
        return f"上周建议了{name}"
    findings = judge(problem, number, work, today)
    worst = min(findings, key=lambda finding: finding.verdict)
    if worst.verdict is Verdict.YES and any(one.work == order.work for order in problem.orders.fixed.values()):
        return f"上周建议的{name}本周让给工作人员指定的人"
    if worst.verdict is Verdict.YES:
        return f"上周建议的{name}本周派往更需要的地方"
    return f"上周建议的{name}{'现须核实' if worst.verdict is Verdict.UNKNOWN else '不再符合'}：{worst.sentence}"


def compare_gap(problem: Problem, last: LastWeek, work: str, today: date) -> str | None:
    """Say since when or why a work is without anyone."""
    told = last.of(work)
    if None in told:
        return "上周也无人可派"
    gone = [one for one in told.values() if one.helper is not None]
    return why_gone(problem, gone[0], today) if gone else None
