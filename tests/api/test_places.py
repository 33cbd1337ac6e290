"""Places are found by code, by name, and by the way people shorten names."""

import pytest

from api.errors import BadQuestion, UnknownPlace
from api.places import Places
from graph_model.entities.candidates import TerritoryRow
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
