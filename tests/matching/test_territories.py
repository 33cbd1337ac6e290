"""Codes of territories that are gone lead to what took their place."""

from graph_model.entities.candidates import TerritoryRow
from matching.territories import NOWHERE, Territories


def test_a_code_that_is_gone_leads_to_the_first_that_took_its_place_whether_or_not_it_is_still_listed() -> None:
    tree = Territories.from_rows(
        [
            TerritoryRow("20", "西街道", "subdistrict"),
            TerritoryRow("21", "旧社区", "community", "20"),
            TerritoryRow("23", "三社区", "community", "20", took_over=("21", "29")),
            TerritoryRow("22", "二社区", "community", "20", took_over=("21",)),
        ]
    )
    assert tree.rows[tree.number("21")].id == "22"
    assert tree.rows[tree.number("29")].id == "23"
    assert tree.rows[tree.number("29-1")].id == "23"
    assert tree.number("28") == NOWHERE
