"""学习与评估: told honestly, tried before effect, adopted and taken back by command, blind to age and sex."""

import httpx
import pytest

from api.answers.decisions import accept_suggestion, decline_suggestion, undo_suggestion
from api.answers.evaluation import evaluation_answer
from api.answers.weights import adopt_weights, take_back, try_weights, weights_answer
from api.answers.who import who_answer
from api.asking import Asking
from api.errors import NotBetter, OldWeights, TooFewDecisions
from api.questions import WhoQuestion
from api.settings import Settings
from api.snapshot import Snapshot
from api.weekly import run_week
from graph_model import weight_sets
from graph_model.driver import Graph
from graph_model.entities import Person, WeightSet
from graph_model.entities.terms import Gender
from graph_model.errors import NotFound, NothingAdopted
from graph_model.match_runs import MATCH_RUNS
from graph_model.persons import PERSONS
from matching.features import DOCUMENTED
from matching.weights import FULL, Weights
from tests.api.conftest import asking
from tests.api.decided_weeks import PEOPLE, decide_past_weeks
from tests.api.small_district import DISTRICT, RUN, TODAY, propose_two_for_one_place, suggestion_id

CHEN, ZHOU = suggestion_id("post-repair", "person-chen"), suggestion_id("post-repair", "person-zhou")
ONLY_NEAR_WRITTEN = ",".join(f"{key}={990 if key == 'near' else 1}" for key in DOCUMENTED.points)
ONLY_NEAR = Weights({key: FULL - 10_000 if key == "near" else 1_000 for key in DOCUMENTED.points})


@pytest.fixture
def decided(district: Graph) -> Asking:
    decide_past_weeks(district)
    return asking(district)


def keep(graph: Graph, weights: str, *, better: bool = True) -> WeightSet:
    draft = WeightSet(id="weights-draft", number=1, territory=DISTRICT, weights=weights, beside="{}", better=better)
    return weight_sets.propose(graph, draft)


def scores(asked: Asking) -> dict[str, int]:
    answer = who_answer(asked, WhoQuestion(work="电灯坏了没人修"))
    return {helper.id: helper.score for helper in answer.helpers}


def test_with_few_decisions_nothing_is_made_up(district: Graph) -> None:
    propose_two_for_one_place(district)
    accept_suggestion(asking(district), CHEN)
    answer = evaluation_answer(asking(district))
    assert (answer.acceptance.accepted, answer.acceptance.share.value, answer.acceptance.share.missing) == (1, None, 9)
    assert {top.share.value for top in answer.present.top} == {None}
    assert "决定还太少" in answer.enough.sentence
    assert "采纳的 109 条" in answer.enough.sentence
    assert (answer.served.value, answer.served.missing) == (None, 9)


def test_an_empty_district_is_told_of_too(asked: Asking) -> None:
    answer = evaluation_answer(asked)
    assert (answer.weeks, answer.suggestions, answer.stability) == ([], 0, [])


def test_a_decision_shows_at_once_and_so_does_taking_it_back(district: Graph) -> None:
    propose_two_for_one_place(district)
    snapshot = Snapshot(district)

    def told() -> tuple[int, int]:
        view = snapshot.current()
        counted = evaluation_answer(Asking(district, view, view.scope("张三"), TODAY)).acceptance
        return counted.accepted, counted.declined

    assert told() == (0, 0)
    accept_suggestion(asking(district), CHEN)
    assert told() == (1, 0)
    decline_suggestion(asking(district), ZHOU, "距离太远")
    assert told() == (1, 1)
    undo_suggestion(asking(district), CHEN)
    assert told() == (0, 1)


def test_with_enough_decisions_everything_is_told(decided: Asking) -> None:
    answer = evaluation_answer(decided)
    assert answer.enough.reached
    assert len(answer.held_out) == 2
    assert None not in {answer.present.pairs.value, answer.present.brier.value, answer.load_gini.value}
    assert [one.label for one in answer.by_subdistrict] == ["翠苑街道"]
    assert [one.label for one in answer.by_category] == ["水电维修"]
    silent = {one.reason for one in answer.reasons if not one.speaks_of}
    assert silent == {"已有人承担", "情况已变化"}
    assert answer.rates == []


def test_too_few_decisions_teach_nothing(asked: Asking) -> None:
    with pytest.raises(TooFewDecisions, match=r"^不学，用写明的权重。还差：有决定的周 4 周"):
        try_weights(asked)
    assert weights_answer(asked.graph).proposals == []


def test_a_trial_keeps_a_proposal_that_changes_nothing(decided: Asking) -> None:
    before = scores(decided)
    made = try_weights(decided)
    assert (made.number, made.in_effect, made.better, made.usable) == (1, False, True, True)
    assert sum(one.points for one in made.weights) == FULL
    assert made.trial is not None
    assert made.trial.shadow.week == "2026-W47"
    assert MATCH_RUNS.find(decided.graph, RUN) is None
    assert scores(asking(decided.graph)) == before
    assert weights_answer(decided.graph).proposals == [made]


def test_adopted_weights_score_from_then_on_and_going_back_restores_every_score(decided: Asking) -> None:
    before = scores(decided)
    try_weights(decided)
    assert adopt_weights(decided.graph, 1, "张三").number == 1
    assert scores(asking(decided.graph)) != before
    assert take_back(decided.graph, "张三").number == 0
    assert scores(asking(decided.graph)) == before


def test_a_running_service_follows_the_weights(district: Graph) -> None:
    snapshot = Snapshot(district)
    assert snapshot.current().problem.weights == DOCUMENTED
    keep(district, ONLY_NEAR.to_text())
    adopt_weights(district, 1, "张三")
    assert snapshot.current().problem.weights == ONLY_NEAR
    take_back(district, "张三")
    assert snapshot.current().problem.weights == DOCUMENTED


def test_a_week_records_the_weights_it_was_scored_by(district: Graph) -> None:
    keep(district, ONLY_NEAR.to_text())
    adopt_weights(district, 1, "张三")
    now = asking(district)
    assert run_week(district, Snapshot(district), now.scope, TODAY).weights == ONLY_NEAR.to_text()


def test_what_the_site_states_scores_every_question_and_week_until_weights_are_adopted(decided: Asking) -> None:
    graph, before = decided.graph, scores(decided)
    snapshot = Snapshot.of(graph, Settings(weights=ONLY_NEAR_WRITTEN))
    view = snapshot.current()
    stated = Asking(graph, view, decided.scope, TODAY)
    assert scores(stated) != before
    assert run_week(graph, snapshot, decided.scope, TODAY).weights == ONLY_NEAR.to_text()
    told = evaluation_answer(stated).weights
    assert (told.number, {one.key: one.documented for one in told.weights}) == (0, ONLY_NEAR.points)
    keep(graph, DOCUMENTED.to_text())
    assert adopt_weights(graph, 1, "张三", stated=view.stated).number == 1
    assert snapshot.current().problem.weights == DOCUMENTED
    take_back(graph, "张三", view.stated)
    assert snapshot.current().problem.weights == ONLY_NEAR


def test_learning_starts_from_what_the_site_states(decided: Asking) -> None:
    view = Snapshot(decided.graph, weights=ONLY_NEAR).current()
    learnt, other = try_weights(Asking(decided.graph, view, decided.scope, TODAY)), try_weights(decided)
    papers = {made.number: one.points for made in (learnt, other) for one in made.weights if one.key == "papers"}
    assert papers[learnt.number] < papers[other.number]


def test_the_documented_weights_are_recorded_too(asked: Asking) -> None:
    run = run_week(asked.graph, Snapshot(asked.graph), asked.scope, TODAY)
    assert run.weights == DOCUMENTED.to_text()


def test_weights_that_proved_no_better_are_adopted_only_when_said_twice(district: Graph) -> None:
    keep(district, ONLY_NEAR.to_text(), better=False)
    with pytest.raises(NotBetter, match="--anyway"):
        adopt_weights(district, 1, "张三")
    assert weights_answer(district).number == 0
    assert adopt_weights(district, 1, "张三", anyway=True).number == 1


def test_weights_of_features_that_are_gone_are_not_adopted_and_no_longer_hold(district: Graph) -> None:
    keep(district, '{"phrenology":1000000}')
    with pytest.raises(OldWeights):
        adopt_weights(district, 1, "张三", anyway=True)
    weight_sets.adopt(district, 1, "张三")
    assert Snapshot(district).current().problem.weights == DOCUMENTED
    assert not weights_answer(district).proposals[0].usable


def test_weights_nobody_proposed_and_nothing_to_go_back_to_are_refused(district: Graph) -> None:
    with pytest.raises(NotFound):
        adopt_weights(district, 3, "张三")
    with pytest.raises(NothingAdopted):
        take_back(district, "张三")
    assert adopt_weights(district, 0, "张三").number == 0


def test_swapping_years_of_birth_and_sex_changes_no_score_and_no_learnt_weight(decided: Asking) -> None:
    graph = decided.graph
    for gender, year in ((Gender.FEMALE, 1966), (Gender.MALE, 1999)):
        PERSONS.save(graph, *(Person(id=one, name=one, gender=gender, birth_year=year) for one in PEOPLE))
        now = asking(graph)
        told = (scores(now), try_weights(now).weights, evaluation_answer(now).model_dump(exclude={"weights"}))
        if gender is Gender.FEMALE:
            first = told
    assert told == first


def test_the_api_tells_what_the_command_tells(district: Graph, reader: httpx.Client) -> None:
    propose_two_for_one_place(district)
    told = reader.get("/api/v1/evaluation")
    assert told.status_code == 200
    assert told.json() == evaluation_answer(asking(district, told.json()["place"]["name"])).model_dump(mode="json")
    assert reader.get("/api/v1/weights").json()["number"] == 0


@pytest.fixture
def page(decided: Asking, reader: httpx.Client) -> str:
    try_weights(decided)
    return reader.get("/evaluation").text


def test_the_page_shows_a_proposal_beside_what_held(page: str) -> None:
    for words in ("1 号", "学到的", "当时用的", "比试的时候用着的好", "只是试算", "gongjian weights back"):
        assert words in page


def test_the_page_of_a_young_district_says_what_is_missing(district: Graph, reader: httpx.Client) -> None:
    propose_two_for_one_place(district)
    told = reader.get("/evaluation").text
    assert "决定还太少，不学" in told
    assert "暂不说：还差 30 条" in told
