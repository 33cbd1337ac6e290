"""学习与评估: what came of past weeks and how well the weights in effect tell decisions apart, told honestly."""

from collections.abc import Iterable

from api.answers.labels import HELPER_LABELS
from api.answers.trials import enough_of, figure_of, past_weeks, trial_of
from api.answers.weights import weights_answer
from api.asking import Asking
from api.schemas import Acceptance, EvaluationAnswer, HelperRate, ReasonCount, Ref, SolverGap, SteadyWeeks
from graph_model.entities.terms import DeclineReason
from graph_model.labels import chinese
from matching.features import FEATURES, weights_of
from matching.learning.evaluation import Evaluation, evaluate
from matching.learning.measures import Acceptance as Counted
from matching.learning.rates import Rate
from matching.learning.reasons import spoken_of
from matching.territories import NOWHERE


def evaluation_answer(asked: Asking) -> EvaluationAnswer:
    """Return the account of the past weeks of the reader's scope.

    Raises
    ------
    UnknownPlace
        Nothing was imported yet.
    """
    place, found = asked.view.find_place(None, asked.scope), _evaluated(asked)
    return EvaluationAnswer(
        place=asked.view.place_ref(place),
        week=asked.week,
        weeks=list(found.weeks),
        suggestions=found.suggestions,
        enough=enough_of(found.enough),
        acceptance=_acceptance(found.acceptance, "全部"),
        by_category=[_acceptance(one, _category(asked, one.of)) for one in found.by_category],
        by_subdistrict=[_acceptance(one, asked.view.place_name(one.of)) for one in found.by_subdistrict],
        reasons=_reasons(found.reasons),
        served=figure_of(found.served),
        load_gini=figure_of(found.load_gini),
        stability=[SteadyWeeks(before=s.before, week=s.week, again=figure_of(s.again)) for s in found.stability],
        gaps=[SolverGap(week=one.week, share=one.share) for one in found.gaps],
        learnt_from=list(found.learnt_from),
        held_out=list(found.held_out),
        present=trial_of(found.present),
        rates=_rates(asked, found.rates),
        weights=weights_answer(asked.graph, asked.view.stated),
    )


def _evaluated(asked: Asking) -> Evaluation:
    weeks, weights = past_weeks(asked), weights_of(asked.view.problem)
    key = ("evaluation", asked.scope.territory, asked.week)
    return asked.view.worked_out(key, lambda: evaluate(weeks, weights, _subdistricts(asked)))


def _subdistricts(asked: Asking) -> dict[str, str]:
    """Return the subdistrict of each community of the scope; its own id where it lies in none."""
    tree = asked.view.territories
    scope = tree.number(asked.scope.territory)
    inside = [number for number in tree.communities if tree.contains(scope, number)]
    around = {number: tree.at_level(number, "subdistrict") for number in inside}
    return {tree.rows[number].id: tree.rows[number if a == NOWHERE else a].id for number, a in around.items()}


def _category(asked: Asking, id_: str) -> str:
    known = asked.view.taxonomy.categories.get(id_)
    return known.label if known else id_


def _acceptance(counted: Counted, label: str) -> Acceptance:
    return Acceptance(
        id=counted.of,
        label=label,
        accepted=counted.accepted,
        declined=counted.declined,
        share=figure_of(counted.share),
    )


def _reasons(counts: dict[DeclineReason, int]) -> list[ReasonCount]:
    return [
        ReasonCount(
            reason=chinese(reason),
            count=count,
            speaks_of=[one.name for one in FEATURES if one.key in spoken_of(reason)],
        )
        for reason, count in counts.items()
    ]


def _rates(asked: Asking, rates: Iterable[Rate]) -> list[HelperRate]:
    """Return the rates of the units and resources that are still known."""
    helpers = asked.view.helpers
    known = [(one, helpers.rows[helpers.index[one.helper]]) for one in rates if one.helper in helpers.index]
    return [
        HelperRate(
            helper=Ref(id=row.id, name=row.name),
            kind=row.kind,
            kind_label=HELPER_LABELS[row.kind],
            accepted=one.accepted,
            decided=one.decided,
            rate=round(one.rate, 6),
            low=round(one.low, 6),
            high=round(one.high, 6),
        )
        for one, row in known
    ]
