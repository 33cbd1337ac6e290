"""A helper or a work is asked for by its id, or by a name that only one has."""

import pytest

from api.answers.pins import settle_pin
from api.answers.where import where_answer
from api.answers.why_not import why_not_answer
from api.errors import BadQuestion, UnknownThing
from api.questions import WhereQuestion
from graph_model.driver import Graph
from graph_model.entities import Person
from graph_model.persons import PERSONS, RESIDENCES
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import SECOND


def test_helper_and_work_are_understood_by_a_name_only_one_has(district: Graph) -> None:
    assert where_answer(asking(district), WhereQuestion(" 陈志强")) == where_answer(
        asking(district), WhereQuestion("person-chen")
    )
    by_name = why_not_answer(asking(district), "水电维修志愿队", "老人家里的电灯坏了没人修")
    assert by_name == why_not_answer(asking(district), "team-repair", "need-lamp")


def test_a_part_of_a_name_that_only_one_has_will_do(district: Graph) -> None:
    asked = asking(district)
    assert where_answer(asked, WhereQuestion("志强")).helper.id == "person-chen"
    assert why_not_answer(asked, "person-chen", "楼道水电").post.id == "post-other"
    with pytest.raises(UnknownThing):
        where_answer(asked, WhereQuestion("志"))


def test_a_part_of_a_name_settles_nobody_on_a_post(district: Graph) -> None:
    with pytest.raises(UnknownThing):
        settle_pin(asking(district), "post-repair", "志强", "指定")
    with pytest.raises(UnknownThing):
        settle_pin(asking(district), "水电维修", "person-chen", "指定")


def test_a_name_several_have_is_refused_with_the_id_of_each(district: Graph) -> None:
    PERSONS.save(district, Person(id="person-chen-2", name="陈志强"))
    RESIDENCES.open(district, Tie("person-chen-2", SECOND))
    with pytest.raises(BadQuestion, match=r"有 2 个：.*person-chen.*person-chen-2"):
        where_answer(asking(district), WhereQuestion("陈志强"))
