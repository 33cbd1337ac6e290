"""A tie is written once for a pair and what tells it apart, and not at all where an end is missing."""

from datetime import date

from graph_model.driver import Graph
from graph_model.organisations import PAIRINGS
from graph_model.ties import Tie
from tests.graph_model.district import HERE, an_organisation

FIRST, LAST, AGAIN = date(2025, 3, 1), date(2025, 12, 31), date(2026, 6, 1)
DAYS_CYPHER = """
    MATCH (:Organisation)-[r:PAIRED_WITH]->()
    RETURN r.since AS since, r.until AS until, r.batch AS batch ORDER BY since
"""


def days(graph: Graph) -> list[tuple[date, date | None]]:
    return [(row["since"], row["until"]) for row in graph.rows(DAYS_CYPHER)]


def test_a_tie_written_again_with_its_last_day_ends_and_keeps_its_facts(district: Graph) -> None:
    unit = an_organisation(district)
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST, properties={"batch": "第一批"}))
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST, LAST))
    assert district.rows(DAYS_CYPHER) == [{"since": FIRST, "until": LAST, "batch": "第一批"}]


def test_a_pair_may_be_tied_again_after_a_break(district: Graph) -> None:
    unit = an_organisation(district)
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST, LAST), Tie(unit.id, HERE, AGAIN))
    assert days(district) == [(FIRST, LAST), (AGAIN, None)]


def test_opening_the_same_tie_twice_makes_no_twin(district: Graph) -> None:
    unit = an_organisation(district)
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST), Tie(unit.id, HERE, FIRST))
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST, properties={"batch": "第二批"}))
    rows = district.rows("MATCH (:Organisation)-[r:PAIRED_WITH]->() RETURN r.batch AS batch")
    assert rows == [{"batch": "第二批"}]


def test_a_tie_without_both_ends_is_not_counted(district: Graph) -> None:
    unit = an_organisation(district)
    assert PAIRINGS.open(district, Tie(unit.id, HERE), Tie(unit.id, "330106009009"), Tie("org-none", HERE)) == 1
