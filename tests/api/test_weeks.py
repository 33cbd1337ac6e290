"""The week: made once, decided by people, and two of them never take the same last place."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from pydantic import ValidationError

from api import weekly
from api.answers.decisions import accept_suggestion, decline_suggestion, undo_suggestion
from api.answers.proof import faults_of_run
from api.answers.week import week_answer
from api.asking import Asking
from api.errors import AlreadyDecided, BadQuestion, KeyReused, PlaceTaken
from api.questions import WeekQuestion
from api.settings import Settings
from api.snapshot import Snapshot
from api.weekly import NothingToMatch, inputs_of, run_week
from graph_model import migrations
from graph_model.driver import Graph
from graph_model.entities.match_run import MatchRun
from graph_model.entities.terms import Decision, RunState
from graph_model.errors import NoteNeeded, NotFound
from graph_model.match_runs import MATCH_RUNS, save_run, suggestions_of
from graph_model.run_proofs import RUN_PROOFS, get_proof, pieces_of
from graph_model.scope import Scope
from graph_model.suggestions import get_listed
from matching.changes import Earlier
from matching.sharing import Sharing
from tests.api.conftest import asking
from tests.api.small_district import FIRST, TODAY, propose_two_for_one_place, suggestion_id

CHEN, ZHOU = suggestion_id("post-repair", "person-chen"), suggestion_id("post-repair", "person-zhou")


@pytest.fixture
def proposed(district: Graph) -> Asking:
    propose_two_for_one_place(district)
    return asking(district, "张三")


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


def test_accepting_fills_the_post_and_answers_follow(proposed: Asking) -> None:
    decided = accept_suggestion(proposed, CHEN)
    assert decided.suggestion.decision == "已采纳"
    assert "名额已满" in decided.sentence
    after = asking(proposed.graph)
    assert after.view.works.demands[after.view.works.index["post-repair"]].seats == 0


def test_second_person_to_accept_the_last_place_sees_a_clear_sentence(proposed: Asking) -> None:
    accept_suggestion(proposed, CHEN)
    other = replace(proposed, scope=replace(proposed.scope, user="李四"))
    with pytest.raises(PlaceTaken) as taken:
        accept_suggestion(other, ZHOU)
    assert "水电维修岗" in taken.value.detail
    assert "张三" in taken.value.detail


def test_two_at_the_same_moment_never_both_take_the_last_place(proposed: Asking) -> None:
    def accept(pair: tuple[str, str]) -> str:
        asker = replace(proposed, scope=replace(proposed.scope, user=pair[0]))
        try:
            return accept_suggestion(asker, pair[1]).suggestion.decision
        except PlaceTaken:
            return "名额已满"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(accept, [("张三", CHEN), ("李四", ZHOU)])) == ["名额已满", "已采纳"]


def test_undo_gives_the_place_back(proposed: Asking) -> None:
    accept_suggestion(proposed, CHEN)
    assert undo_suggestion(proposed, CHEN).suggestion.decision == "待定"
    assert accept_suggestion(proposed, ZHOU).suggestion.decision == "已采纳"


def test_decline_keeps_its_reason(proposed: Asking) -> None:
    decided = decline_suggestion(proposed, CHEN, "时间不合适")
    assert decided.suggestion.decision == "未采纳"
    assert decided.suggestion.decline_reason == "时间不合适"


@pytest.mark.parametrize(("reason", "note", "refusal"), [("不喜欢", "", BadQuestion), ("其他", " ", NoteNeeded)])
def test_decline_without_a_reason_of_the_list_is_refused(
    proposed: Asking, reason: str, note: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        decline_suggestion(proposed, CHEN, reason, note)


def test_deciding_against_another_is_refused_and_names_him(proposed: Asking) -> None:
    accept_suggestion(proposed, CHEN)
    other = replace(proposed, scope=replace(proposed.scope, user="李四"))
    with pytest.raises(AlreadyDecided, match="张三"):
        decline_suggestion(other, CHEN, "本人不便")


def test_deciding_the_same_twice_is_no_error_and_says_so(proposed: Asking) -> None:
    assert "已经决定过" not in accept_suggestion(proposed, CHEN).sentence
    again = accept_suggestion(proposed, CHEN)
    assert again.suggestion.decision == "已采纳"
    assert "已经决定过" in again.sentence


def test_declining_twice_keeps_and_tells_the_first_reason(proposed: Asking) -> None:
    decline_suggestion(proposed, CHEN, "时间不合适")
    again = decline_suggestion(proposed, CHEN, "本人不便")
    assert again.suggestion.decline_reason == "时间不合适"
    assert "没有再改" in again.sentence
    assert "（时间不合适）" in again.sentence


def test_suggestion_that_is_not_there_is_refused(proposed: Asking) -> None:
    with pytest.raises(NotFound):
        accept_suggestion(proposed, suggestion_id("post-none", "person-none"))


def test_filters_and_place_narrow_the_week(proposed: Asking) -> None:
    accept_suggestion(proposed, CHEN)
    accepted = week_answer(proposed, WeekQuestion(place=FIRST, decision="已采纳"))
    assert [one.id for c in accepted.communities for one in c.suggestions] == [CHEN]
    assert week_answer(proposed, WeekQuestion(place="翠苑二区")).counts.suggestions == 0


def test_whole_way_over_http_with_an_idempotency_key(district: Graph, reader: httpx.Client) -> None:
    propose_two_for_one_place(district)
    key = {"idempotency-key": "one"}
    first = reader.post(f"/api/v1/suggestions/{CHEN}/accept", headers=key)
    again = reader.post(f"/api/v1/suggestions/{CHEN}/accept", headers=key)
    assert first.status_code == again.status_code == 200
    assert first.content == again.content
    assert reader.post(f"/api/v1/suggestions/{ZHOU}/accept", headers=key).status_code == 422
    taken = reader.post(f"/api/v1/suggestions/{ZHOU}/accept")
    assert taken.status_code == 409
    assert taken.json()["type"] == "/problems/capacity-taken"
    assert taken.json()["facts"] == {"work": "post-repair", "suggestion": ZHOU}


def test_unchanged_answer_is_not_sent_again(district: Graph, reader: httpx.Client) -> None:
    propose_two_for_one_place(district)
    first = reader.get("/api/v1/weeks/2026-W47/suggestions")
    known = {"if-none-match": first.headers["etag"]}
    assert reader.get("/api/v1/weeks/2026-W47/suggestions", headers=known).status_code == 304
    reader.post(f"/api/v1/suggestions/{CHEN}/accept")
    assert reader.get("/api/v1/weeks/2026-W47/suggestions", headers=known).status_code == 200


def test_a_key_is_known_after_a_restart(proposed: Asking, district: Graph) -> None:
    first = accept_suggestion(proposed, CHEN, "one")
    again = accept_suggestion(asking(district), CHEN, "one")
    assert first == again
    with pytest.raises(KeyReused):
        decline_suggestion(asking(district), CHEN, "本人不便", key="one")
    undo_suggestion(proposed, CHEN)
    assert accept_suggestion(asking(district), CHEN, "one") == first
    listed = get_listed(district, proposed.scope, CHEN)
    assert listed is not None
    assert listed.suggestion.decision is Decision.PENDING


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


@pytest.mark.parametrize("week", ["2026-W99", "2026-W00", "2025-W53", "上周"])
def test_a_week_there_is_not_is_refused_in_chinese(reader: httpx.Client, week: str) -> None:
    refused = reader.get(f"/api/v1/weeks/{week}/suggestions")
    assert refused.status_code == 422
    assert f"没有“{week}”这一周" in refused.json()["detail"]


def test_the_last_week_of_a_long_year_is_a_week(reader: httpx.Client) -> None:
    assert reader.get("/api/v1/weeks/2026-W53/suggestions").status_code == 200


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"limit": 0}, "limit 最小 1"),
        ({"limit": 201}, "limit 最大 200"),
        ({"limit": "many"}, "limit 要写整数"),
        ({"place": "街" * 101}, "place 最多 100 个字"),
        ({"change": "sideways"}, "change 可以写 "),
    ],
)
def test_a_parameter_that_is_wrong_is_told_with_what_is_allowed(
    reader: httpx.Client, asked: dict[str, str | int], says: str
) -> None:
    refused = reader.get("/api/v1/weeks/2026-W47/suggestions", params=asked)
    problem = refused.json()
    assert refused.status_code == 422
    assert says in problem["detail"]
    assert not re.search("should|valid|String|Input", refused.text)
    assert [one["where"][1] for one in problem["facts"]["errors"]] == list(asked)
