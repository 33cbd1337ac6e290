"""Places are found by code, by name, and by the way people shorten names."""

from datetime import date

import pytest

from api.errors import BadQuestion, UnknownPlace
from api.places import Places
from graph_model.entities.candidates import TerritoryRow
from graph_model.successions import Step, Successions
from matching.problem import Territories


def places(*rows: TerritoryRow) -> Places:
    return Places(Territories.from_rows(rows))


@pytest.fixture
def known() -> Places:
    return places(
        TerritoryRow("330106000000", "西湖区", "district"),
        TerritoryRow("330106008000", "翠苑街道", "subdistrict", "330106000000"),
        TerritoryRow("330106008001", "翠苑一区社区", "community", "330106008000"),
        TerritoryRow("330106008002", "翠苑社区", "community", "330106008000"),
        TerritoryRow("330106009000", "文新街道", "subdistrict", "330106000000"),
        TerritoryRow("330106009001", "阳光社区", "community", "330106009000"),
        TerritoryRow("330106008003", "阳光社区", "community", "330106008000"),
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("330106008001", "330106008001"),
        ("330106", "330106000000"),
        ("330106008", "330106008000"),
        ("翠苑街道", "330106008000"),
        ("翠苑一区社区", "330106008001"),
        ("翠苑一区", "330106008001"),
        (" 西湖区 ", "330106000000"),
        ("西湖区翠苑街道", "330106008000"),
        ("翠苑街道 › 翠苑一区社区", "330106008001"),
        ("文新街道/阳光社区", "330106009001"),
    ],
)
def test_place_is_found_by_the_names_people_use(known: Places, words: str, found: str) -> None:
    assert known.ref(known.number(words)).id == found


def test_street_comes_before_the_community_of_its_name(known: Places) -> None:
    assert known.ref(known.number("翠苑")).level == "subdistrict"


def test_two_places_of_one_name_are_told_apart_by_their_way(known: Places) -> None:
    with pytest.raises(BadQuestion) as asked:
        known.number("阳光社区")
    assert "翠苑街道 › 阳光社区" in asked.value.detail


def test_unknown_place_names_the_nearest(known: Places) -> None:
    with pytest.raises(UnknownPlace) as unknown:
        known.number("翠苑二区社区")
    assert "翠苑一区社区" in unknown.value.detail


def test_empty_graph_says_how_to_begin() -> None:
    with pytest.raises(UnknownPlace) as unknown:
        places().number("翠苑街道")
    assert "gongjian demo" in unknown.value.detail


def test_way_goes_from_the_district_down(known: Places) -> None:
    assert [ref.name for ref in known.path(known.number("翠苑一区"))] == ["西湖区", "翠苑街道", "翠苑一区社区"]


def step(code: str, name: str, heir: str, heir_name: str, on: date | None) -> Step:
    return Step(code, name, "community", heir, heir_name, on)


def test_what_became_of_a_place_is_told_change_by_change() -> None:
    steps = (
        step("A", "甲社区", "B", "乙社区", date(2024, 1, 1)),
        step("A", "甲社区", "C", "丙社区", date(2024, 1, 1)),
        step("C", "丙社区", "D", "丁社区", date(2026, 1, 1)),
        step("E", "戊社区", "B", "乙社区", date(2025, 1, 1)),
        step("E", "戊社区", "D", "丁社区", None),
    )
    known = Places(Territories.from_rows([]), Successions(steps), date(2026, 11, 22))
    told = known.succession("A")
    assert told is not None
    assert (told.on, [heir.id for heir in told.heirs]) == (date(2024, 1, 1), ["B", "D"])
    assert told.sentence == (
        "甲社区（A）已于2024年1月1日拆分为乙社区（B）、丙社区（C），丙社区（C）已于2026年1月1日并入丁社区（D）。"
    )
    told = known.succession("E")
    assert told is not None
    assert told.sentence == "戊社区（E）已拆分为丁社区（D）、于2025年1月1日拆分为乙社区（B）。"


def test_a_place_that_ended_leaves_its_name_to_one_that_stands() -> None:
    rows = [
        TerritoryRow("330106008001", "阳光社区", "community", valid_until=date(2026, 11, 21)),
        TerritoryRow("330106008002", "阳光社区", "community"),
        TerritoryRow("330106008003", "月光社区", "community", valid_until=date(2026, 11, 21)),
    ]
    known = Places(Territories.from_rows(rows), day=date(2026, 11, 22))
    assert known.ref(known.number("阳光社区")).id == "330106008002"
    assert known.ref(known.number("月光社区")).id == "330106008003"
