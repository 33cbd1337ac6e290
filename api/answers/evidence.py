"""依据: the proof of each step, what fairness cost, what differs from last week and why, how past weeks came out."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from api.answers.evaluation import evaluation_answer
from api.answers.proof import Checked, check_run
from api.answers.week import run_of, summary_of
from api.asking import Asking
from api.schemas import EvaluationAnswer
from api.schemas.evidence import Cause, Check, EvidenceAnswer, Stability, StepProof
from graph_model.entities.match_run import MatchRun
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.terms import CauseKind, Change
from graph_model.errors import NotFound
from graph_model.labels import chinese
from graph_model.match_runs import suggestions_of
from graph_model.percentages import share_words
from matching.evidence import Evidence
from matching.fixing import FIXED
from matching.weekly import INCUMBENT

DIFFERING: Final = (Change.NEW, Change.CHANGED)
WHO: Final = "个人、队伍、单位和资源"
"""Who is counted in a step; any, also in what staff fixed."""
PAIR: Final = "一个人、一支队伍、一个单位或一项资源，配一件各项规则都符合的事，算一个“符合的组合”。"
PASSED_OVER: Final = "那件需求按件数配给，只用同一计量单位的资源；或者那个人没有排得下的半天"
OTHER_CAUSE: Final = "其他"
"""Weeks made before causes were kept by kind."""


def evidence_answer(asked: Asking) -> EvidenceAnswer:
    """Return why this week may be trusted.

    Raises
    ------
    UnknownPlace
        Nothing was imported yet.
    """
    place, run = asked.view.find_place(None, asked.scope), run_of(asked, asked.scope, asked.week)
    checked, lines = _checked(asked, run), _lines(asked, run)
    steps = [_step(step, faults) for step, faults in checked.steps]
    return EvidenceAnswer(
        place=asked.view.place_ref(place),
        week=asked.week,
        run=summary_of(run) if run else None,
        steps=steps,
        pairs_told=_pairs_told(run.pairs or 0, steps) if run else "",
        proved=bool(steps) and all(one.proved for one in steps) and not checked.whole,
        faults=list(checked.whole),
        digest=checked.digest,
        settled=sum(one.settled is not None for one in lines),
        stability=_stability(lines) if run else None,
        evaluation=_evaluation(evaluation_answer(asked)),
        checks=_checks(run),
    )


def _checked(asked: Asking, run: MatchRun | None) -> Checked:
    """Check what is stored of a run now, as `verify-run` does; the whole run, whatever part of it the reader sees."""
    if run is None:
        return Checked()
    try:
        return check_run(asked.graph, asked.view.scope(asked.scope.user, run.territory), run)
    except NotFound:
        return Checked()


def _step(step: Evidence, faults: list[str]) -> StepProof:
    objective, bound = step.objective - step.offset, step.bound - step.offset
    real = step.market.giver < len(step.helpers)
    whole = step.amount.shape == real.shape
    return StepProof(
        step=step.step,
        helpers=len(step.helpers),
        works=len(step.works),
        pairs=int(real.sum()),
        told=_counted(step),
        suggested=int((real & (step.amount != 0)).sum()) if whole else 0,
        settled=step.step == FIXED,
        objective=objective,
        bound=bound,
        gap=bound - objective,
        proved=bound == objective and not faults,
        faults=faults,
    )


def _counted(step: Evidence) -> str:
    """Say who and what is counted in a step."""
    if not step.helpers:
        return "没有轮到这一步的组合"
    return f"{len(step.helpers):,} {WHO}，{len(step.works):,} 件事：都至少有一个符合的组合"


def _pairs_told(pairs: int, steps: Sequence[StepProof]) -> str:
    """Say what is counted as a pair, how many each step is left with, and why the others came to none."""
    rest = pairs - sum(one.pairs for one in steps)
    if not steps or rest < 0:
        return ""
    parts = "，".join(f"“{one.step}”{one.pairs:,} 个" for one in steps)
    told = f"{PAIR}全周共 {pairs:,} 个，其中放进{parts}"
    return f"{told}；其余 {rest:,} 个没有放进：{PASSED_OVER}。" if rest else f"{told}。"


def _lines(asked: Asking, run: MatchRun | None) -> list[Suggestion]:
    if run is None:
        return []
    key = ("lines", run.id, asked.scope.territory)
    return asked.view.kept(key, lambda: suggestions_of(asked.graph, asked.scope, run.id))


def _stability(lines: Sequence[Suggestion]) -> Stability:
    counts = {change: sum(one.change is change for one in lines) for change in Change}
    made = len(lines) - counts[Change.GAP]
    first = any(one.cause_kind is CauseKind.FIRST_RUN for one in lines)
    return Stability(
        same=counts[Change.SAME],
        new=counts[Change.NEW],
        changed=counts[Change.CHANGED],
        gaps=counts[Change.GAP],
        share=counts[Change.SAME] / made if made and not first else None,
        incumbent=INCUMBENT,
        causes=_causes(lines),
    )


def _causes(lines: Sequence[Suggestion]) -> list[Cause]:
    """Count the causes of what is new or changed by their kind, the most frequent first."""
    kinds = defaultdict[str, list[str]](list)
    for one in lines:
        if one.change in DIFFERING:
            kinds[chinese(one.cause_kind) if one.cause_kind else OTHER_CAUSE].append(one.cause or "")
    found = [Cause(kind=kind, count=len(causes), example=min(causes)) for kind, causes in kinds.items()]
    return sorted(found, key=lambda one: (-one.count, one.kind))


def _evaluation(answer: EvaluationAnswer) -> list[str]:
    share, top = answer.acceptance.share, next(iter(answer.present.top), None)
    told = [answer.enough.sentence]
    if share.value is not None:
        told.append(f"采纳率 {share_words(share.value)}（{share.count:,} 条决定）")
    if top is not None and top.share.value is not None:
        told.append(f"采纳的里头 {share_words(top.share.value)} 本来就排在第一（{len(answer.held_out)} 周留着考）")
    if answer.served.value is not None:
        told.append(f"{share_words(answer.served.value)} 的社区至少有一条被采纳")
    return told


def _checks(run: MatchRun | None) -> list[Check]:
    checks = [Check(command="gongjian evaluate", meaning="以往的建议办得怎样、分数准不准，重算一遍")]
    if run is None:
        return checks
    proof = "不信求解器，重算派法是否可行、上界是否成立；生成以后登记没有改动的，名单、分数和名额也从图里重算一遍"
    return [Check(command=f"gongjian verify-run {run.id}", meaning=proof), *checks]
