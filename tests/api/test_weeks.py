"""The week as people decide on it: two of them never take the same last place."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from api.answers.decisions import accept_suggestion, decline_suggestion, undo_suggestion
from api.answers.week import week_answer
from api.asking import Asking
from api.errors import AlreadyDecided, BadQuestion, KeyReused, PlaceTaken
from api.questions import WeekQuestion
from graph_model.driver import Graph
from graph_model.entities.terms import Decision
from graph_model.errors import NoteNeeded, NotFound
from graph_model.suggestions import get_listed
from tests.api.conftest import asking
from tests.api.small_district import FIRST, propose_two_for_one_place, suggestion_id

CHEN, ZHOU = suggestion_id("post-repair", "person-chen"), suggestion_id("post-repair", "person-zhou")


@pytest.fixture
def proposed(district: Graph) -> Asking:
    propose_two_for_one_place(district)
    return asking(district, "张三")


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
