from datetime import date

from graph_model.alliances import ALLIANCES, MEMBERSHIPS, members_on
from graph_model.driver import Graph
from graph_model.entities import Alliance
from graph_model.entities.terms import Level
from graph_model.organisations import PAIRINGS, paired_on
from graph_model.ties import Tie
from tests.graph_model.district import HERE, NORTH, THERE, an_organisation

FIRST, LAST = date(2025, 3, 1), date(2025, 12, 31)
BEFORE, DURING, AFTER = date(2025, 2, 28), date(2025, 6, 1), date(2026, 1, 1)


def an_alliance(graph: Graph) -> Alliance:
    alliance = Alliance(id="alliance-1", name="样例联盟", level=Level.COMMUNITY)
    ALLIANCES.save(graph, alliance)
    return alliance


def test_a_member_is_a_member_from_the_first_day_to_the_last(district: Graph) -> None:
    unit, alliance = an_organisation(district), an_alliance(district)
    MEMBERSHIPS.open(district, Tie(unit.id, alliance.id, FIRST, LAST, {"role": "成员"}))
    members = {day: [m.id for m in members_on(district, alliance.id, day)] for day in (BEFORE, FIRST, LAST, AFTER)}
    assert members == {BEFORE: [], FIRST: [unit.id], LAST: [unit.id], AFTER: []}


def test_closing_ends_a_pairing_after_its_last_day(district: Graph) -> None:
    unit = an_organisation(district)
    pairing = Tie(unit.id, HERE, FIRST, properties={"batch": "第一批"})
    PAIRINGS.open(district, pairing)
    PAIRINGS.close(district, LAST, pairing)
    assert [o.id for o in paired_on(district, HERE, LAST)] == [unit.id]
    assert paired_on(district, HERE, AFTER) == []
    assert [o.id for o in paired_on(district, NORTH, DURING)] == [unit.id]
    assert paired_on(district, THERE, DURING) == []


def test_a_pair_may_be_tied_again_after_a_break(district: Graph) -> None:
    unit = an_organisation(district)
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST, LAST), Tie(unit.id, HERE, date(2026, 6, 1)))
    paired = {day: len(paired_on(district, HERE, day)) for day in (DURING, AFTER, date(2026, 7, 1))}
    assert paired == {DURING: 1, AFTER: 0, date(2026, 7, 1): 1}


def test_opening_the_same_tie_twice_makes_no_twin(district: Graph) -> None:
    unit = an_organisation(district)
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST), Tie(unit.id, HERE, FIRST))
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST, properties={"batch": "第二批"}))
    rows = district.rows("MATCH (:Organisation)-[r:PAIRED_WITH]->() RETURN r.batch AS batch")
    assert rows == [{"batch": "第二批"}]


def test_a_tie_without_both_ends_is_not_counted(district: Graph) -> None:
    unit = an_organisation(district)
    assert PAIRINGS.open(district, Tie(unit.id, HERE), Tie(unit.id, "330106009009"), Tie("org-none", HERE)) == 1
