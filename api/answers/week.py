"""本周建议: what the weekly run proposes, community by community, with the proof and the causes."""

from dataclasses import replace
from typing import Final

from api.answers.fairness import fairness_of
from api.answers.gaps import NOTHING_PLANNED, Planned, planned
from api.answers.scarce import scarcities
from api.answers.suggested import shown
from api.asking import Asking
from api.cursors import cursor_after, id_after
from api.questions import WeekQuestion, change_of, decision_of, size_of, week_named
from api.schemas import CommunitySuggestions, RunSummary, WeekAnswer, WeekChanges, WeekCounts
from graph_model.entities.match_run import MatchRun
from graph_model.entities.terms import Change, Decision, Verdict
from graph_model.match_runs import find_run
from graph_model.scope import Scope
from graph_model.suggestions import Counts, Filters, Listed, communities_of, counts_of, listed

COMMUNITIES: Final = 20
NOTHING: Final = Counts(0, 0, {}, {}, {})


def week_answer(asked: Asking, question: WeekQuestion) -> WeekAnswer:
    """Return the suggestions and gaps of a week within a place, a page of communities at a time.

    Raises
    ------
    UnknownPlace, BadQuestion
        The place is not known, there is no such week, or a filter or cursor cannot be read.
    """
    view, week = asked.view, week_named(question.week) if question.week else asked.week
    number = view.find_place(question.place, asked.scope)
    scope = replace(asked.scope, territory=view.territories.rows[number].id)
    run = run_of(asked, scope, week)
    counts = counts_within(asked, scope, run)
    communities, cursor = _page(asked, scope, run, question) if run else ([], None)
    return WeekAnswer(
        week=week,
        place=view.place_ref(number, question.place),
        run=summary_of(run) if run else None,
        communities=communities,
        counts=week_counts(counts),
        changes=week_changes(counts),
        scarce=scarcities(asked, run.id, scope.territory) if run else [],
        next_cursor=cursor,
    )


def run_of(asked: Asking, scope: Scope, week: str) -> MatchRun | None:
    """Return the finished run of a week that covers a scope, or nothing."""
    return asked.view.kept(("run", scope.territory, week), lambda: find_run(asked.graph, scope, week))


def plan_of(asked: Asking) -> Planned:
    """Return what this week's finished run proposes; nothing while there is none."""
    run = run_of(asked, asked.scope, asked.week)
    return planned(asked, run.id) if run else NOTHING_PLANNED


def counts_within(asked: Asking, scope: Scope, run: MatchRun | None) -> Counts:
    """Return how the decisions on a run stand within a scope."""
    if run is None:
        return NOTHING
    return asked.view.kept(("counts", run.id, scope.territory), lambda: counts_of(asked.graph, scope, run.id))


def _page(
    asked: Asking, scope: Scope, run: MatchRun, question: WeekQuestion
) -> tuple[list[CommunitySuggestions], str | None]:
    filters = Filters(decision_of(question.decision), change_of(question.change))
    size = size_of(question.limit, COMMUNITIES)
    found = communities_of(asked.graph, scope, run.id, filters, id_after(question.cursor), size + 1)
    page = [one.id for one in found[:size]]
    lines = listed(asked.graph, scope, run.id, page, filters) if page else []
    groups = [_community(asked, one, [line for line in lines if line.suggestion.community == one]) for one in page]
    return groups, cursor_after(page[-1]) if len(found) > size else None


def _community(asked: Asking, community: str, lines: list[Listed]) -> CommunitySuggestions:
    view = asked.view
    return CommunitySuggestions(
        place=view.place_ref(view.territories.number(community)),
        suggestions=[shown(line) for line in lines if line.suggestion.change is not Change.GAP],
        gaps=[shown(line) for line in lines if line.suggestion.change is Change.GAP],
    )


def week_counts(counts: Counts) -> WeekCounts:
    """Return how the decisions stand."""
    return WeekCounts(
        suggestions=counts.suggestions,
        pending=counts.decisions.get(Decision.PENDING, 0),
        accepted=counts.decisions.get(Decision.ACCEPTED, 0),
        declined=counts.decisions.get(Decision.DECLINED, 0),
        eligible_pending=counts.pending_verdicts.get(Verdict.YES, 0),
    )


def week_changes(counts: Counts) -> WeekChanges:
    """Return how the week differs from the last."""
    return WeekChanges(
        same=counts.changes.get(Change.SAME, 0),
        new=counts.changes.get(Change.NEW, 0),
        changed=counts.changes.get(Change.CHANGED, 0),
        gaps=counts.gaps,
    )


def summary_of(run: MatchRun) -> RunSummary:
    """Return a run and the proof of its optimum."""
    return RunSummary(
        id=run.id,
        week=run.week,
        scope=run.territory,
        finished_at=run.finished_at,
        proved=bool(run.proved),
        objective=int(run.objective or 0),
        bound=int(run.bound or 0),
        people=run.people or 0,
        posts=run.posts or 0,
        pairs=run.pairs or 0,
        seconds=run.seconds or 0.0,
        fairness=fairness_of(run),
    )
