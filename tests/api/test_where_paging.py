"""能去哪 with more works than anyone reads: every one is counted, and the pages join to all of them."""

import httpx
import pytest

from api.answers.where import where_answer
from api.asking import Asking
from api.questions import WhereQuestion
from api.schemas import WhereAnswer
from graph_model.driver import Graph
from graph_model.entities import Need
from graph_model.needs import NEED_CATEGORIES, NEED_TERRITORIES, NEEDS
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import FIRST, REPAIR, SECOND, build
from tests.conftest import wipe

NEAR, FAR = 1_050, 150
SIZE = 200
BOTH = ("符合", "待核实")


@pytest.fixture(scope="module")
def asked(session_embedded_graph: Graph) -> Asking:
    """The small district with 1,200 needs more, all of a kind."""
    graph = session_embedded_graph
    wipe(graph)
    build(graph)
    ids = [f"need-{number:04}" for number in range(NEAR + FAR)]
    NEEDS.save(graph, *(Need(id=id_, title="电灯坏了") for id_ in ids))
    NEED_CATEGORIES.open(graph, *(Tie(id_, REPAIR) for id_ in ids))
    NEED_TERRITORIES.open(graph, *(Tie(id_, FIRST) for id_ in ids[:NEAR]), *(Tie(id_, SECOND) for id_ in ids[NEAR:]))
    return asking(graph)


def pages(asked: Asking, place: str | None, verdicts: tuple[str, ...]) -> list[WhereAnswer]:
    found = [where_answer(asked, WhereQuestion("person-chen", place, verdicts, None, SIZE))]
    while found[-1].next_cursor:
        found.append(where_answer(asked, WhereQuestion("person-chen", place, verdicts, found[-1].next_cursor, SIZE)))
    return found


def test_the_pages_join_to_every_work_beyond_a_thousand(asked: Asking) -> None:
    told = pages(asked, None, BOTH)
    ids = [work.id for page in told for work in page.works]
    assert len(ids) == len(set(ids))
    assert len(ids) == told[0].counts.yes + told[0].counts.unknown > NEAR + FAR
    assert {page.counts.model_dump_json() for page in told} == {told[0].counts.model_dump_json()}
    scores = [(BOTH.index(work.eligibility), -work.score, work.id) for page in told for work in page.works]
    assert scores == sorted(scores)


def test_the_counts_are_those_of_the_place_and_of_all_verdicts(asked: Asking) -> None:
    near, far = (
        where_answer(asked, WhereQuestion("person-chen", place, ("符合",), None, 1)) for place in (FIRST, SECOND)
    )
    whole = where_answer(asked, WhereQuestion("person-chen", None, ("不符合",), None, 1))
    assert near.place.id == FIRST
    assert far.counts.yes + far.counts.unknown >= FAR
    assert near.counts.yes + far.counts.yes == whole.counts.yes
    assert near.counts.unknown + far.counts.unknown == whole.counts.unknown


def test_a_parameter_no_question_has_is_refused_by_name(reader: httpx.Client) -> None:
    refused = reader.get("/api/v1/who", params={"work": "护理", "plcae": "翠苑街道"})
    assert (refused.status_code, refused.json()["facts"]["parameters"]) == (422, ["plcae"])
    assert "不认得参数 plcae。可以写：place、" in refused.json()["detail"]
    assert reader.get("/api/v1/codes", params={"place": "翠苑街道"}).status_code == 422
    assert reader.get("/api/v1/alliances/330106000000", params={"quarter": "2026Q4"}).status_code == 200
