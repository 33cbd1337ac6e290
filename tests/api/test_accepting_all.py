"""Accepting all of a community at once: every conflict is counted, a lost graph stops it, the count is always told."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import httpx
import pytest

from api.answers.decisions import accept_suggestion, accept_suggestions
from api.errors import PlaceTaken, Stopped
from api.pages import decisions
from api.pages.decisions import accept_each
from graph_model import errors as graph_errors
from graph_model.driver import Graph
from graph_model.scope import Scope
from tests.api.conftest import asking
from tests.api.small_district import DISTRICT, build, propose_two_for_one_place, suggestion_id

CHEN, ZHOU = suggestion_id("post-repair", "person-chen"), suggestion_id("post-repair", "person-zhou")
FILLED_CYPHER = "MATCH (h)-[r:FILLS]->(:Post {id: 'post-repair'}) RETURN h.id AS id"
CONFLICTS: list[Exception] = [
    PlaceTaken("名额已满"),
    graph_errors.NoLongerOpen("Post", "post-1", "filled"),
    graph_errors.AlreadyServing("person-1", "post-1"),
    graph_errors.NotFound("Suggestion", "s"),
]


def accepting(
    refusals: dict[str, Exception], accepted: list[str], broken: dict[str, Exception] | None = None
) -> Callable[[Sequence[str]], list[Exception]]:
    """Accept what is not refused; where something breaks, nothing of what goes together is accepted."""

    def accept(some: Sequence[str]) -> list[Exception]:
        for one in some:
            if broken and one in broken:
                raise broken[one]
        accepted.extend(one for one in some if one not in refusals)
        return [refusals[one] for one in some if one in refusals]

    return accept


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decisions, "TOGETHER", 1)


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda one: type(one).__name__)
def test_conflict_is_counted_and_the_rest_goes_on(conflict: Exception) -> None:
    accepted: list[str] = []
    told = accept_each(["a", "b", "c"], accepting({"b": conflict}, accepted))
    assert accepted == ["a", "c"]
    assert told.startswith("采纳了 2 条，1 条没有采纳（")


@pytest.mark.usefixtures("one_by_one")
def test_a_busy_graph_is_counted_and_the_rest_goes_on() -> None:
    accepted: list[str] = []
    told = accept_each(["a", "b", "c"], accepting({}, accepted, {"b": graph_errors.GraphBusy("embedded", "import")}))
    assert accepted == ["a", "c"]
    assert told.startswith("采纳了 2 条，1 条没有采纳（正忙 1 条）")


@pytest.mark.usefixtures("one_by_one")
def test_lost_graph_stops_it_and_tells_how_far_it_got() -> None:
    accepted: list[str] = []
    away = graph_errors.GraphUnavailable("embedded", "gone", outcome_unknown=True)
    with pytest.raises(Stopped) as stopped:
        accept_each(["a", "b", "c", "d"], accepting({"b": CONFLICTS[0]}, accepted, {"c": away}))
    assert accepted == ["a"]
    assert "采纳了 1 条，1 条没有采纳" in stopped.value.detail
    assert "还有 2 条没有做完" in stopped.value.detail
    assert "可能已经保存" in stopped.value.detail


def test_all_accepted_says_only_how_many() -> None:
    assert accept_each(["a", "b"], accepting({}, [])) == "采纳了 2 条。"


def test_more_than_a_hundred_go_in_several_transactions() -> None:
    sizes: list[int] = []

    def accept(some: Sequence[str]) -> list[Exception]:
        sizes.append(len(some))
        return []

    assert accept_each([str(number) for number in range(250)], accept) == "采纳了 250 条。"
    assert sizes == [100, 100, 50]


@pytest.fixture
def proposed(graph: Graph) -> Graph:
    """The small district, on either server, with two people before one place."""
    build(graph)
    propose_two_for_one_place(graph)
    return graph


def test_of_two_for_one_place_accepted_together_one_is_and_the_other_is_told(proposed: Graph) -> None:
    refusals = accept_suggestions(asking(proposed), [CHEN, "nothing", ZHOU])
    assert [type(one) for one in refusals] == [graph_errors.NotFound, graph_errors.CapacityTaken]
    assert proposed.rows(FILLED_CYPHER) == [{"id": "person-chen"}]


def test_what_somebody_accepted_is_refused_to_others_and_not_to_themselves(proposed: Graph) -> None:
    mine = asking(proposed)
    accept_suggestion(mine, CHEN)
    assert accept_suggestions(mine, [CHEN]) == []
    (refusal,) = accept_suggestions(replace(mine, scope=Scope("李四", DISTRICT)), [CHEN])
    assert isinstance(refusal, graph_errors.AlreadyDecided)


def test_the_lock_is_taken_once_for_all(proposed: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[object] = []
    write = Graph.write
    monkeypatch.setattr(Graph, "write", lambda graph, work: written.append(work) or write(graph, work))
    accept_suggestions(asking(proposed), [CHEN, ZHOU])
    assert len(written) == 1


def test_the_page_accepts_all_of_a_community_and_says_what_was_not(district: Graph, reader: httpx.Client) -> None:
    propose_two_for_one_place(district)
    csrf = reader.get("/week").text.partition('name="csrf" value="')[2].partition('"')[0]
    answer = reader.post("/week/accept-all", data={"csrf": csrf, "place": "330106008001"}, follow_redirects=True)
    assert answer.status_code == 200
    assert "采纳了 1 条，1 条没有采纳（名额已满 1 条）" in answer.text


def accept_form(page: str, suggestion: str) -> bool:
    return any('action="/week/accept"' in row and f'value="{suggestion}"' in row for row in page.split("<tr "))


def test_what_is_full_is_neither_offered_nor_counted(district: Graph, reader: httpx.Client) -> None:
    propose_two_for_one_place(district)
    before = reader.get("/week").text
    assert accept_form(before, ZHOU)
    assert "采纳“符合”的 2 条" in before
    accept_suggestion(asking(district, "李四"), CHEN)
    after = reader.get("/week").text
    assert not accept_form(after, ZHOU)
    assert "已满" in after
    assert "采纳“符合”" not in after
    assert 'action="/week/decline"' in after


def test_who_loses_the_last_place_gets_the_row_as_it_is_now(district: Graph, reader: httpx.Client) -> None:
    propose_two_for_one_place(district)
    csrf = reader.get("/week").text.partition('name="csrf" value="')[2].partition('"')[0]
    accept_suggestion(asking(district, "李四"), CHEN)
    sent = {"csrf": csrf, "suggestion": ZHOU}
    answer = reader.post("/week/accept", data=sent, headers={"hx-request": "true", "accept": "text/html"})
    assert answer.status_code == 409
    assert not answer.headers["hx-retarget"].endswith(".row-says")
    assert not accept_form(answer.text, ZHOU)
    assert 'role="alert"' in answer.text
    assert "李四" in answer.text
    assert 'id="week-counts" hx-swap-oob="true"' in answer.text
    assert "<b>1<i>条</i></b><small>共 2 条建议" in answer.text
