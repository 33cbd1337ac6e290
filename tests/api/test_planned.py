"""What this week's suggestions plan with is said of every helper, wherever room is told of."""

from dataclasses import replace

import httpx

from api.answers.decisions import accept_suggestion, decline_suggestion, undo_suggestion
from api.answers.where import where_answer
from api.answers.who import who_answer
from api.questions import WhereQuestion, WhoQuestion
from api.schemas import Helper
from api.schemas.places import HelperHeader
from graph_model.driver import Graph
from tests.api.conftest import asking
from tests.api.small_district import FIRST, SECOND, propose_two_for_one_place, suggestion_id

CHEN, ZHOU = (suggestion_id("post-repair", helper) for helper in ("person-chen", "person-zhou"))
IDLE, BUSY = "本周还能接 2 件", "本周还能接 1 件"
WAITS = f"{IDLE}；本周建议还提议派去“水电维修岗”（翠苑一区社区），等工作人员采纳或不采纳"


def told_of(graph: Graph) -> dict[str, str]:
    """Say of the two proposed how much room they have, by 谁能去 and by 能去哪 alike."""
    asked = asking(graph)
    helpers = who_answer(asked, WhoQuestion("翠苑街道", "电工", kinds=("个人",))).helpers
    told = {one.id: room_of(one) for one in helpers if one.id in {"person-chen", "person-zhou"}}
    assert told == {id_: room_of(where_answer(asked, WhereQuestion(id_)).helper) for id_ in told}
    return told


def room_of(helper: Helper | HelperHeader) -> str:
    return "；".join(filter(None, (helper.capacity_sentence, helper.waiting_sentence)))


def test_before_the_week_is_made_nothing_is_planned(district: Graph) -> None:
    assert set(told_of(district).values()) == {IDLE}


def test_what_waits_is_told_until_somebody_decides(district: Graph) -> None:
    propose_two_for_one_place(district)
    assert told_of(district) == {"person-chen": WAITS, "person-zhou": WAITS}
    decline_suggestion(asking(district), ZHOU, "时间不合适")
    accept_suggestion(asking(district), CHEN)
    assert told_of(district) == {"person-chen": BUSY, "person-zhou": IDLE}
    undo_suggestion(asking(district), CHEN)
    assert told_of(district)["person-chen"] == WAITS


def test_the_pages_lead_to_where_it_is_decided(district: Graph, reader: httpx.Client) -> None:
    propose_two_for_one_place(district)
    address = f"/week?place={FIRST}&amp;decision=%E5%BE%85%E5%AE%9A"
    for page in ("/who?place=330106008001&work=电工", "/who/where?helper=person-chen"):
        assert f'href="{address}"' in reader.get(page).text
    assert "水电维修岗" in reader.get("/week", params={"place": FIRST, "decision": "待定"}).text


def test_what_waits_beyond_the_reader_s_scope_is_counted_and_not_named(district: Graph) -> None:
    propose_two_for_one_place(district)
    asked = asking(district)
    neighbour = replace(asked, scope=replace(asked.scope, territory=SECOND))
    header = where_answer(neighbour, WhereQuestion("person-zhou")).helper
    assert room_of(header) == f"{IDLE}；本周建议还提议派到别处 1 件，等那里的工作人员采纳或不采纳"
    assert (header.waiting_suggestions, header.waiting_at) == (1, [])


def test_how_many_belong_to_the_place_is_told_beside_how_many_can_go(district: Graph) -> None:
    counts = who_answer(asking(district), WhoQuestion("翠苑二区社区", "电工", kinds=("个人",))).counts
    assert (counts.yes, counts.local) == (2, 2)  # one lives there, the other works there
    counts = who_answer(asking(district), WhoQuestion("翠苑一区社区", "电工", kinds=("个人",))).counts
    assert (counts.yes, counts.local) == (2, 1)


def test_a_unit_is_not_tagged_with_its_own_name(district: Graph) -> None:
    header = where_answer(asking(district), WhereQuestion("org-power")).helper
    assert header.name not in header.tags
    assert header.tags
