"""What is counted is said in its own unit, wherever it is said."""

import pytest

from api.answers.lists import list_answer
from api.answers.ranked import unit_of
from api.answers.things import thing_answer
from api.answers.where import where_answer
from api.questions import WhereQuestion
from graph_model.driver import Graph
from graph_model.entities import Need
from graph_model.needs import NEEDS
from graph_model.posts import FILLINGS
from graph_model.ties import Tie
from tests.api.conftest import asking


@pytest.mark.parametrize(
    ("unit", "counted", "said"), [("把", True, "把"), (None, True, "份"), (None, False, "人"), ("把", False, "人")]
)
def test_unit_is_the_works_own_where_it_is_counted(unit: str | None, *, counted: bool, said: str) -> None:
    assert unit_of(unit, counted=counted) == said


def test_counted_need_asks_for_its_unit_and_tells_its_quantity_once(district: Graph) -> None:
    NEEDS.save(district, Need(id="need-lamp", title="老人家里的电灯坏了没人修", quantity=200, unit="把"))
    asked = asking(district)
    facts = {one.label: one.text for one in thing_answer(asked, "need", "need-lamp").facts}
    assert facts["数量"] == "200 把"
    assert not {"名额", "单位"} & set(facts)
    works = where_answer(asked, WhereQuestion("person-li", verdicts=("符合", "待核实", "不符合"))).works
    assert {one.unit for one in works if one.id == "need-lamp"} <= {"把"}
    assert {one.unit for one in works if one.kind == "post"} == {"人"}


def test_post_in_the_list_says_how_many_fill_it_and_how_many_it_lacks(district: Graph) -> None:
    FILLINGS.open(district, Tie("person-li", "post-other"), Tie("person-zhao", "post-repair"))
    told = {one.id: one.quantity for one in list_answer(asking(district), "post").items}
    assert told == {"post-other": "1 / 2 人，还缺 1 人", "post-repair": "1 / 1 人"}
