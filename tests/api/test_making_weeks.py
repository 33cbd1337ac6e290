"""The week is made once, whole, of what there is, and its proof stands without the solver."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from pydantic import ValidationError

from api import weekly
from api.answers.proof import faults_of_run
from api.answers.week import week_answer
from api.asking import Asking
from api.questions import WeekQuestion
from api.settings import Settings
from api.snapshot import Snapshot
from api.weekly import NothingToMatch, inputs_of, run_week
from graph_model import migrations
from graph_model.driver import Graph
from graph_model.entities.match_run import MatchRun
from graph_model.entities.terms import RunState
from graph_model.errors import NotFound
from graph_model.match_runs import MATCH_RUNS, save_run, suggestions_of
from graph_model.run_proofs import RUN_PROOFS, get_proof, pieces_of
from graph_model.scope import Scope
from matching.changes import Earlier
from matching.sharing import Sharing
from tests.api.conftest import asking
from tests.api.small_district import TODAY


def saved(graph: Graph, asked: Asking, run: str) -> list[str]:
    return [one.model_dump_json(exclude={"updated_at"}) for one in suggestions_of(graph, asked.scope, run)]


def test_week_suggests_the_certified_for_the_posts(asked: Asking) -> None:
    run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    answer = week_answer(asked, WeekQuestion())
    helpers = {one.work.id: one.helper.name for c in answer.communities for one in c.suggestions if one.helper}
    assert helpers["post-repair"] in {"陈志强", "周晓燕"}
    assert answer.run is not None
    assert answer.run.proved


def test_a_week_with_nothing_to_match_is_not_kept_as_done(graph: Graph) -> None:
    migrations.migrate(graph)
    nowhere = Scope("张三", "330106000000")
    with pytest.raises(NothingToMatch):
        run_week(graph, Snapshot(graph), nowhere, TODAY)
    assert MATCH_RUNS.find(graph, f"2026-W47:{nowhere.territory}") is None


def test_a_week_that_had_nothing_to_say_is_made_anew_once_there_is(asked: Asking) -> None:
    silent = MatchRun(id=f"2026-W47:{asked.scope.territory}", week="2026-W47", territory=asked.scope.territory)
    save_run(asked.graph, silent.model_copy(update={"inputs": "of an empty graph", "suggestions": 0}), ())
    run = run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    assert run.suggestions
    assert len(saved(asked.graph, asked, run.id)) == run.suggestions
    assert run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY).finished_at == run.finished_at


def test_second_run_of_a_week_changes_nothing(asked: Asking) -> None:
    first = run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    before = saved(asked.graph, asked, first.id)
    again = run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    assert again.finished_at == first.finished_at
    assert saved(asked.graph, asked, first.id) == before


def test_run_that_broke_off_goes_on(asked: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    class PowerCutError(Exception):
        pass

    def broken(*_: object) -> None:
        raise PowerCutError

    with monkeypatch.context() as broken_off:
        broken_off.setattr(weekly, "suggestion_of", broken)
        with pytest.raises(PowerCutError):
            run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    assert week_answer(asked, WeekQuestion()).run is None
    assert run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY).state is RunState.FINISHED


def test_run_that_broke_off_when_its_lines_were_written_is_not_seen_and_ends_with_the_same_lines(
    asked: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    run_id = f"{asked.week}:{asked.scope.territory}"
    with monkeypatch.context() as broken_off:
        broken_off.setattr(weekly, "facts_of", broken)
        with pytest.raises(KeyboardInterrupt):
            run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    written = saved(asked.graph, asked, run_id)
    assert written
    assert week_answer(asked, WeekQuestion()).run is None
    run = run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    assert (run.id, run.state) == (run_id, RunState.FINISHED)
    assert run.proved
    assert run.spread
    assert saved(asked.graph, asked, run_id) == written
    assert faults_of_run(asked.graph, asked.scope, run_id) == []


def test_two_at_once_make_one_run(asked: Asking) -> None:
    with ThreadPoolExecutor(2) as pool:
        runs = list(pool.map(lambda _: run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY), range(2)))
    assert len({run.id for run in runs}) == 1
    ids = [one.id for one in suggestions_of(asked.graph, asked.scope, runs[0].id)]
    assert len(ids) == len(set(ids)) == runs[0].suggestions


def test_week_that_was_not_run_is_empty_and_says_so(asked: Asking) -> None:
    answer = week_answer(asked, WeekQuestion("2026-W01"))
    assert answer.run is None
    assert answer.communities == []


def test_the_proof_of_a_week_is_stored_and_stands_without_the_solver(asked: Asking) -> None:
    run = run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    assert get_proof(asked.graph, run.id)
    assert faults_of_run(asked.graph, asked.scope, run.id) == []


FORGERIES = {
    "a suggestion goes to somebody else": (
        "MATCH (s:Suggestion) WHERE s.helper IS NOT NULL WITH s ORDER BY s.id LIMIT 1 SET s.helper = 'person-x'",
        "建议与证明不符",
    ),
    "another sum": ("MATCH (n:MatchRun) SET n.objective = n.objective + 1", "总分"),
    "another bound": ("MATCH (n:MatchRun) SET n.bound = n.bound + 1", "上界"),
    "a proof that is cut": ("MATCH (n:RunProof) SET n.text = 'a' + n.text", "读不出来"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_week_that_was_changed_after_the_fact_is_refused(asked: Asking, forgery: str) -> None:
    run = run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    change, fault = FORGERIES[forgery]
    asked.graph.write(lambda tx: tx.run(change).consume())  # type: ignore[arg-type]
    assert fault in "；".join(faults_of_run(asked.graph, asked.scope, run.id))


def test_a_lowered_price_or_a_moved_unit_in_the_stored_proof_is_refused(asked: Asking) -> None:
    run = run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    proof = get_proof(asked.graph, run.id)
    step = next(one for one in proof if any(one["amount"]))
    here = next(place for place, units in enumerate(step["amount"]) if units)
    step["amount"][here] += 1
    RUN_PROOFS.save(asked.graph, *pieces_of(run.id, proof))
    assert "超出限度" in "；".join(faults_of_run(asked.graph, asked.scope, run.id))


def test_a_proof_of_a_run_that_does_not_exist_is_not_found(asked: Asking) -> None:
    with pytest.raises(NotFound):
        faults_of_run(asked.graph, asked.scope, "2020-W01:330106000000")


def test_a_week_keeps_how_it_is_spread_and_its_proof_stands_with_vacancies(asked: Asking) -> None:
    fair = Snapshot(asked.graph, sharing=Sharing((300_000, 100_000)))
    run = run_week(asked.graph, fair, asked.scope, TODAY)
    assert faults_of_run(asked.graph, asked.scope, run.id) == []
    told = week_answer(asking(asked.graph), WeekQuestion()).run
    assert told is not None
    assert told.fairness is not None
    assert (told.fairness.on, told.fairness.returns) == (True, [300_000, 100_000])
    assert f"{told.fairness.served} 个本周有人去" in told.fairness.sentence
    assert told.fairness.served >= told.fairness.served_without


def test_a_week_of_other_sharing_is_another_input(asked: Asking) -> None:
    view = asked.view
    fair = replace(view, problem=view.problem.shared(Sharing((1,))))
    assert inputs_of(view, [], TODAY) != inputs_of(fair, [], TODAY)


def test_the_same_rows_are_the_same_input_and_whatever_differs_in_one_is_another(asked: Asking) -> None:
    view, earlier = asked.view, Earlier("post-repair", "person-chen")
    same = inputs_of(view, [earlier], TODAY)
    assert inputs_of(asking(asked.graph).view, [earlier], TODAY) == same
    held = view.helpers.rows[view.helpers.index["person-chen"]]
    assert held.skills
    lapsed = replace(held, skills=tuple(replace(one, valid_until=TODAY) for one in held.skills))
    rows = tuple(lapsed if row is held else row for row in view.helpers.rows)
    changed = replace(view, problem=replace(view.problem, helpers=replace(view.helpers, rows=rows)))
    others = {
        inputs_of(changed, [earlier], TODAY),
        inputs_of(view, [replace(earlier, decision="declined")], TODAY),
        inputs_of(view, [], TODAY),
        inputs_of(view, [earlier], TODAY + timedelta(1)),
    }
    assert len(others | {same}) == 5


def test_fairness_is_set_by_points_that_do_not_grow_and_switched_off_by_none() -> None:
    assert Settings(fairness="9, 9,0").sharing.returns == (9, 9, 0)
    assert Settings(fairness="0").sharing == Settings(fairness="").sharing == Sharing()
    for wrong in ("1,2", "-1", "many"):
        with pytest.raises(ValidationError):
            Settings(fairness=wrong)
