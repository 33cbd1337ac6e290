"""Learnt weights: which hold, which were proposed, a new proposal tried, and putting one into effect or back."""

from typing import Final

from pydantic import ValidationError

from api.answers.trials import enough_of, past_weeks, trial_of
from api.asking import Asking
from api.errors import NotBetter, OldWeights, TooFewDecisions
from api.schemas import ShadowLine, ShadowRun, ShadowSide, TrialBeside, WeightPoints, WeightProposal, WeightsAnswer
from api.weekly import last_week
from api.weights import read_weights, weights_from
from graph_model import weight_sets
from graph_model.driver import Graph
from graph_model.entities.match_run import MatchRun
from graph_model.entities.weight_set import WeightSet
from graph_model.errors import NotFound
from matching.features import DOCUMENTED, FEATURES, weights_of
from matching.learning.proposing import Learnt, TooFewDecisionsError, learn
from matching.learning.shadow import Shadow, Side, shadow_run
from matching.weights import UnusableWeightsError, Weights

EXAMPLES: Final = 10


def weights_answer(graph: Graph, stated: Weights = DOCUMENTED) -> WeightsAnswer:
    """Return which weights hold and which were proposed, newest first; `stated` are those the site states."""
    choice, proposals = weight_sets.read_choice(graph), weight_sets.latest(graph)
    return WeightsAnswer(
        number=choice.number,
        adopted=list(choice.adopted),
        weights=points_of(read_weights(graph, stated), stated),
        proposals=[_proposal(one, choice.number, stated) for one in proposals],
    )


def try_weights(asked: Asking) -> WeightProposal:
    """Learn weights, put them to the test, work this week out beside the present ones, and keep them as a proposal.

    Raises
    ------
    TooFewDecisions
        There is too little to learn from; nothing is kept.
    """
    problem = asked.view.problem
    try:
        learnt = learn(past_weeks(asked), weights_of(problem), asked.view.stated)
    except TooFewDecisionsError as few:
        raise TooFewDecisions(enough_of(few.enough).sentence.removeprefix("决定还太少，")) from few
    beside = _trial_beside(asked, learnt)
    kept = weight_sets.propose(asked.graph, _draft(asked, learnt, beside))
    stored = weight_sets.WEIGHT_SETS.get(asked.graph, kept.id)
    return _proposal(stored, weight_sets.read_choice(asked.graph).number, asked.view.stated)


def adopt_weights(
    graph: Graph, number: int, by: str, *, anyway: bool = False, stated: Weights = DOCUMENTED
) -> WeightsAnswer:
    """Put a proposal into effect, 0 for the weights the site states.

    Raises
    ------
    NotFound
        There is no proposal of that number.
    OldWeights
        It is not of the present features.
    NotBetter
        Its trial did not show it better, and `anyway` was not said.
    """
    if number != weight_sets.DOCUMENTED:
        _check(weight_sets.WEIGHT_SETS.find(graph, weight_sets.id_of(number)), number, anyway=anyway)
    weight_sets.adopt(graph, number, by)
    return weights_answer(graph, stated)


def _check(found: WeightSet | None, number: int, *, anyway: bool) -> None:
    if found is None:
        raise NotFound(WeightSet.node_label, str(number))
    if weights_from(found.weights) is None:
        raise OldWeights(f"{number} 号是按以前的特征学的，现在的特征有增减。请再试一次：gongjian weights try。")
    if not (found.better or anyway):
        raise NotBetter(
            f"试过的结果没有显出 {number} 号比当时的权重好（或好得可能只是碰巧）。看 gongjian weights list；"
            "仍要采用，加上 --anyway。"
        )


def take_back(graph: Graph, by: str, stated: Weights = DOCUMENTED) -> WeightsAnswer:
    """Put the weights into effect again that held before; raises NothingAdopted when none were adopted."""
    weight_sets.back(graph, by)
    return weights_answer(graph, stated)


def points_of(weights: Weights, stated: Weights) -> list[WeightPoints]:
    """Return weights by feature beside the stated ones, in the order of the features."""
    return [
        WeightPoints(
            key=one.key,
            label=one.name,
            points=weights.points.get(one.key, 0),
            documented=stated.points[one.key],
        )
        for one in FEATURES
    ]


def _proposal(kept: WeightSet, number: int, stated: Weights) -> WeightProposal:
    return WeightProposal(
        number=kept.number,
        made_at=kept.created_at,
        by=kept.by,
        decisions=kept.decisions,
        better=kept.better,
        usable=weights_from(kept.weights) is not None,
        in_effect=kept.number == number,
        weights=points_of(_read(kept.weights), stated),
        trial=_trial_kept(kept.evaluation),
    )


def _read(text: str) -> Weights:
    try:
        return Weights.from_text(text)
    except UnusableWeightsError:
        return DOCUMENTED


def _trial_kept(text: str) -> TrialBeside | None:
    """Read a trial back; one kept by another release may have other parts."""
    try:
        return TrialBeside.model_validate_json(text)
    except ValidationError:
        return None


def _draft(asked: Asking, learnt: Learnt, beside: TrialBeside) -> WeightSet:
    return WeightSet(
        id="weights-draft",
        number=1,
        territory=asked.scope.territory,
        by=asked.scope.user,
        weights=learnt.weights.to_text(),
        beside=learnt.beside.to_text(),
        evaluation=beside.model_dump_json(),
        decisions=learnt.decisions,
        first_week=learnt.learnt_from[0],
        last_week=learnt.learnt_from[-1],
        better=learnt.better,
    )


def _trial_beside(asked: Asking, learnt: Learnt) -> TrialBeside:
    run = MatchRun(id=f"{asked.week}:{asked.scope.territory}", week=asked.week, territory=asked.scope.territory)
    before = list(last_week(asked.graph, asked.view, asked.scope, run))
    return TrialBeside(
        learnt=trial_of(learnt.learnt),
        present=trial_of(learnt.present),
        lifted=learnt.lifted,
        sunk=learnt.sunk,
        learnt_from=list(learnt.learnt_from),
        held_out=list(learnt.held_out),
        shadow=_shadow(asked.week, shadow_run(asked.view.problem, asked.today, before, learnt.weights)),
    )


def _shadow(week: str, found: Shadow) -> ShadowRun:
    return ShadowRun(
        week=week,
        present=_side(found.present),
        learnt=_side(found.learnt),
        same=found.same,
        other=len(found.other),
        examples=_lines(found),
    )


def _lines(found: Shadow) -> list[ShadowLine]:
    return [
        ShadowLine(work=one.work, title=one.title, helper=one.helper or "", helper_name=one.helper_name or "")
        for one in found.other[:EXAMPLES]
    ]


def _side(side: Side) -> ShadowSide:
    return ShadowSide(suggestions=side.suggestions, gaps=side.gaps, places=side.places, proved=side.proved)
