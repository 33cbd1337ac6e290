"""The weekly run: reads the columns, lets the matcher propose, and saves the proposal once, whoever asks."""

import hashlib
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from typing import Final

import orjson

from api.answers.target_facts import facts_of as target_facts
from api.asking import week_of
from api.freshness import release
from api.snapshot import Snapshot, View
from graph_model.driver import Graph
from graph_model.entities.match_run import MatchRun
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.terms import Change, DeclineReason, HelperKind, RunState, WorkKind
from graph_model.entities.terms import Verdict as Verdicts
from graph_model.labels import chinese, parse
from graph_model.match_runs import MATCH_RUNS, find_run_before, finish, put_run
from graph_model.run_proofs import digest_of, pieces_of
from graph_model.run_seals import RunSeal
from graph_model.scope import Scope
from graph_model.silent_runs import forget_silent
from graph_model.targets.values import TARGET_VALUES, values_of
from graph_model.whole_runs import outcomes_of
from matching.changes import Earlier
from matching.features import weights_of
from matching.sharing import Spread
from matching.weekly import Proposal, Week, plan_week
from matching.weekly import Suggestion as Proposed

GAP: Final = "gap"


class NothingToMatch(Exception):
    """Nobody who could go, or nothing that is asked for: a run would say nothing, and be this week's."""


def run_week(graph: Graph, snapshot: Snapshot, scope: Scope, today: date, explore: int = 0) -> MatchRun:
    """Return the run of this week for the scope's territory, made and saved if there is none yet.

    Twice changes nothing; after a crash the next call goes on; two processes at once make one run, because what is
    saved is keyed by week, territory, work and helper. A run that had nothing to say is made anew once there is.

    Raises
    ------
    NothingToMatch
        The graph is empty, or still lacks one side; nothing was saved.
    """
    run_id = f"{week_of(today)}:{scope.territory}"
    known = MATCH_RUNS.find(graph, run_id)
    if known is not None and known.state is RunState.FINISHED and known.suggestions:
        return known
    began = time.monotonic()
    view = snapshot.current()
    if not view.helpers.index or not view.works.demands:
        raise NothingToMatch
    run = MatchRun(id=run_id, week=week_of(today), territory=scope.territory, by=scope.user)
    before = list(last_week(graph, view, scope, run))
    if known is not None and known.state is RunState.FINISHED:
        if known.inputs == inputs_of(view, before, today, explore):
            return known
        forget_silent(graph, run)
    with ThreadPoolExecutor(2) as aside:  # the server counts for the targets while the week is planned here
        counted = aside.submit(target_facts, graph, view, scope, today)
        inputs = inputs_of(view, before, today, explore)
        run = run.model_copy(update={"inputs": inputs})
        week = plan_week(view.problem, today, before, explore)
        written = aside.submit(_write, graph, view, run, week)  # and writes while gaps and fairness are explained
        facts = facts_of(week.proposal(), week.spread(), time.monotonic() - began)
        told = run.model_copy(update=facts | {"weights": weights_of(view.problem).to_text()})
        values = values_of(counted.result(), run.week)
    seal = RunSeal(today.isoformat(), release(), inputs, written.result())
    return finish(graph, told, partial(TARGET_VALUES.put, entities=values), seal)


def _write(graph: Graph, view: View, run: MatchRun, week: Week) -> str:
    """Write the proof and the lines of a week, those that suggest somebody while the gaps are still explained.

    Returns
    -------
    str
        The digest of the proof.
    """
    proof = [one.to_plain() for one in week.plan.evidence]
    put_run(graph, run, _lines(view, run.id, week), pieces_of(run.id, proof))
    return digest_of(proof)


def _lines(view: View, run_id: str, week: Week) -> Iterator[Suggestion]:
    yield from (suggestion_of(view, run_id, one) for one in week.suggested)
    yield from (suggestion_of(view, run_id, one) for one in week.gaps)


def last_week(graph: Graph, view: View, scope: Scope, run: MatchRun) -> Iterator[Earlier]:
    """Yield what the run before this one suggested, and what became of it."""
    before = find_run_before(graph, run)
    for one in outcomes_of(graph, scope, before.id) if before else ():
        number = view.helpers.index.get(one["helper"] or "")
        reason = one["decline_reason"]
        yield Earlier(
            work=one["work"],
            helper=one["helper"],
            helper_name=None if number is None else view.helpers.rows[number].name,
            decision=one["decision"],
            decline_reason=chinese(DeclineReason(reason)) if reason else None,
        )


def inputs_of(view: View, before: Iterable[Earlier], today: date, explore: int = 0) -> str:
    """Return a digest of everything the proposal depends on, so that an unfinished run of other inputs is made anew."""
    digest = hashlib.blake2b(str(today).encode(), digest_size=16)
    if view.problem.weights is not None:
        digest.update(view.problem.weights.to_text().encode())
    digest.update(repr((view.problem.sharing, view.problem.orders)).encode())
    if explore:
        digest.update(f"explore {explore}".encode())
    helpers = sorted((view.helpers.rows[number] for number in view.helpers.index.values()), key=lambda row: row.id)
    for part in (helpers, [demand.row for demand in view.works.demands], view.territories.rows, list(before)):
        digest.update(orjson.dumps(part))
    return digest.hexdigest()


def facts_of(proposal: Proposal, spread: Spread, seconds: float) -> dict[str, object]:
    """Return what a run records of its proposal: the proof, how much was weighed, and how it is spread."""
    return {
        "proved": proposal.proved,
        "objective": float(proposal.objective),
        "bound": float(proposal.bound),
        "people": proposal.people,
        "posts": proposal.works,
        "pairs": proposal.pairs,
        "suggestions": len(proposal.suggestions),
        "seconds": round(seconds, 3),
        "spread": orjson.dumps(spread.to_plain()).decode(),
    }


def suggestion_of(view: View, run_id: str, one: Proposed) -> Suggestion:
    """Return a proposed line as the graph keeps it."""
    tree = view.territories
    community = tree.rows[tree.community_of(tree.number(one.territory))].id
    kept = Suggestion(
        id=f"{run_id}:{one.work}:{one.helper or GAP}",
        in_run=run_id,
        work=one.work,
        work_kind=WorkKind(one.kind),
        community=community,
        score=one.score,
        parts=orjson.dumps([part._asdict() for part in one.parts]).decode(),
        reasons=one.reasons,
        change=parse(Change, one.change) or Change.NEW,
        cause=one.cause,
        cause_kind=one.cause_kind,
    )
    if one.helper is None:
        return kept.model_copy(update={"why_not": one.reasons[0], "reasons": ()})
    amount = float(one.amount) if _counted(view, one) else None
    named = {
        "helper": one.helper,
        "slots": one.slots,
        "settled": one.settled,
        "helper_kind": HelperKind(one.helper_kind or ""),
        "verdict": Verdicts(int(one.verdict)),
    }
    return kept.model_copy(update=named | ({"quantity": amount} if amount else {}))


def _counted(view: View, one: Proposed) -> bool:
    """Whether helper and work count in the same unit, so that the amount is a quantity and not a head."""
    helper = view.helpers.rows[view.helpers.index[one.helper or ""]]
    work = view.works.demands[view.works.index[one.work]].row
    return None not in (helper.quantity, work.quantity) and bool(helper.unit) and helper.unit == work.unit
