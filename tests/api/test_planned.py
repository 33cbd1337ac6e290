"""What this week's suggestions plan with is said of every helper, wherever room is told of."""

from api.answers.decisions import accept_suggestion, decline_suggestion, undo_suggestion
from api.answers.where import where_answer
from api.answers.who import who_answer
from api.questions import WhereQuestion, WhoQuestion
from graph_model.driver import Graph
from tests.api.conftest import asking
from tests.api.small_district import propose_two_for_one_place, suggestion_id

CHEN, ZHOU = (suggestion_id("post-repair", helper) for helper in ("person-chen", "person-zhou"))
WAITS, IDLE, BUSY = "本周还能接 2 件；本周建议另有 1 件待定", "本周还能接 2 件", "本周还能接 1 件"


def told_of(graph: Graph) -> dict[str, str]:
    """Say of the two proposed how much room they have, by 谁能去 and by 能去哪 alike."""
    asked = asking(graph)
    helpers = who_answer(asked, WhoQuestion("翠苑街道", "电工", kinds=("个人",))).helpers
    told = {one.id: one.capacity_sentence for one in helpers if one.id in {"person-chen", "person-zhou"}}
    assert told == {id_: where_answer(asked, WhereQuestion(id_)).helper.capacity_sentence for id_ in told}
    return told


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


def test_how_many_belong_to_the_place_is_told_beside_how_many_can_go(district: Graph) -> None:
    counts = who_answer(asking(district), WhoQuestion("翠苑二区社区", "电工", kinds=("个人",))).counts
    assert (counts.yes, counts.local) == (2, 2)  # one lives there, the other works there
    counts = who_answer(asking(district), WhoQuestion("翠苑一区社区", "电工", kinds=("个人",))).counts
    assert (counts.yes, counts.local) == (2, 1)


def test_a_unit_is_not_tagged_with_its_own_name(district: Graph) -> None:
    header = where_answer(asking(district), WhereQuestion("org-power")).helper
    assert header.name not in header.tags
    assert header.tags
