"""Rows of forms stand as staff would put them."""

from api.answers.form_order import by_name, by_number
from api.answers.forms import _order
from graph_model.listings import Listed


def listed(id: str, number: str = "", title: str = "", place: str = "330106001001") -> Listed:  # noqa: A002
    return Listed({"id": id, "number": number, "title": title}, place, None, None)


def test_a_list_is_in_the_order_of_its_numbers_and_what_has_none_by_place_and_name() -> None:
    rows = [
        listed("a", title="周会", place="330106001002"),
        listed("b", title="王家", place="330106001001"),
        listed("c", title="陈家", place="330106001001"),
        listed("d", number="样例-10"),
        listed("e", number="样例-9"),
    ]
    assert [row.properties["id"] for row in sorted(rows, key=_order)] == ["e", "d", "c", "b", "a"]


def test_numbers_of_mixed_shapes_can_be_put_in_order() -> None:
    assert sorted(["12", "A-2", "2", "", "A-10", "甲"], key=by_number) == ["2", "12", "A-2", "A-10", "甲", ""]


def test_names_are_in_the_order_of_their_sound() -> None:
    assert sorted(["周", "王", "陈", "安"], key=by_name) == ["安", "陈", "王", "周"]
