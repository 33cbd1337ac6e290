"""A record with more ties than one answer shows says so, to people and to programs."""

import httpx

from api.answers.things import thing_answer
from graph_model.driver import Graph
from graph_model.entities import Organisation
from graph_model.entities.terms import OrganisationKind
from graph_model.neighbours import MOST
from graph_model.organisations import ORGANISATIONS, PAIRINGS
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import SECOND

NOTE = f"关联较多，只显示前 {MOST} 条。"


def pair(graph: Graph, count: int) -> None:
    """Pair a community with so many units that its record has `count` ties."""
    before = len(thing_answer(asking(graph), "territory", SECOND).ties)
    ids = [f"org-paired-{number:03}" for number in range(count - before)]
    ORGANISATIONS.save(graph, *(Organisation(id=id_, name=id_, kind=OrganisationKind.AGENCY) for id_ in ids))
    PAIRINGS.open(graph, *(Tie(id_, SECOND) for id_ in ids))


def test_as_many_ties_as_are_shown_need_no_note(district: Graph) -> None:
    pair(district, MOST)
    answer = thing_answer(asking(district), "territory", SECOND)
    assert (len(answer.ties), answer.ties_note) == (MOST, None)


def test_ties_that_are_not_shown_are_told_of(district: Graph, reader: httpx.Client) -> None:
    pair(district, MOST + 1)
    answer = thing_answer(asking(district), "territory", SECOND)
    assert (len(answer.ties), answer.ties_note) == (MOST, NOTE)
    page = reader.get(f"/territories/{SECOND}")
    assert page.status_code == 200
    assert NOTE in page.text


def test_a_record_with_few_ties_says_nothing_of_more(reader: httpx.Client) -> None:
    assert "只显示前" not in reader.get("/persons/person-chen").text
