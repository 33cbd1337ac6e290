from datetime import date

import pytest
from pydantic import ValidationError

from graph_model.entities import Need, Organisation, Person, Territory, Wish
from graph_model.entities.terms import Employment, Level, NeedKind, OrganisationKind


def test_an_entity_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        Person(id="person-1", name="甲").name = "乙"  # type: ignore[misc]


@pytest.mark.parametrize("code", ["33010600100", "3301060010001", "33010600100x", "", "330106001001-"])
def test_a_territory_needs_a_code(code: str) -> None:
    with pytest.raises(ValidationError):
        Territory(id=code, name="甲", level=Level.COMMUNITY)


def test_a_building_is_numbered_below_its_community() -> None:
    assert Territory(id="330106001001-3-2", name="2单元", level=Level.BUILDING).id == "330106001001-3-2"


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError):
        Person(id="person-1", name="甲", points=5)  # type: ignore[call-arg]


def test_only_given_fields_are_written_and_defaults_apart() -> None:
    person = Person(id="person-1", name="甲", employment=Employment.RETIRED, unavailable_on=(date(2026, 1, 1),))
    assert person.given() == {"employment": "retired", "name": "甲", "unavailable_on": [date(2026, 1, 1)]}
    assert person.defaults() == {"do_not_assign": False, "sample": False, "status": "active"}


def test_a_wish_is_a_need_of_its_own_kind() -> None:
    assert isinstance(Wish(id="wish-1", title="眼镜"), Need)
    with pytest.raises(ValidationError):
        Wish(id="wish-1", title="眼镜", kind=NeedKind.NEED)  # type: ignore[arg-type]


def test_a_figure_that_is_no_number_is_refused() -> None:
    with pytest.raises(ValidationError):
        Organisation(id="org-1", name="甲", kind=OrganisationKind.AGENCY, longitude=float("nan"))
