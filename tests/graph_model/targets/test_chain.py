"""The tree of the chain hangs together: every hole of a link is at one place of it, whatever lies between."""

from datetime import date

from graph_model.driver import Graph
from graph_model.entities.terms import Level, PartyForm, Role
from graph_model.persons import RESPONSIBILITIES
from graph_model.targets.chain import ChainNode, links_of, tree_of
from graph_model.targets.facts import read_facts
from graph_model.ties import Tie
from tests.graph_model.district import ALL, DAY, HERE, NORTH, a_person
from tests.graph_model.targets.facts_of import a_party, a_place

TOMORROW = date(2026, 11, 23)


def tree(graph: Graph) -> tuple[ChainNode, int]:
    """The tree, and how many holes its links have."""
    facts = read_facts(graph, ALL, DAY)
    links = links_of(facts)
    found = tree_of(facts, links)
    assert found is not None
    return found, sum(1 for link in links for _ in link.holes())


def parts_of(node: ChainNode, place: str) -> list[str]:
    """What hangs on a place of the tree."""
    if node.id == place:
        return [part.id for part in node.parts]
    return [one for part in node.parts for one in parts_of(part, place)]


def test_what_lies_in_a_grid_hangs_on_the_community_with_its_holes(district: Graph) -> None:
    a_party(district, PartyForm.NEIGHBOUR_HUB, HERE)
    grid = a_place(district, "第一网格", Level.GRID, HERE)
    compound = a_place(district, "兰苑", Level.COMPOUND, grid, households=20)
    touched, lonely = (a_place(district, name, Level.BUILDING, compound) for name in ("1单元", "2单元"))
    RESPONSIBILITIES.open(district, Tie(a_person(district, roles=(Role.PARTY_MEMBER,)).id, touched))
    found, holes = tree(district)
    assert parts_of(found, HERE) == [compound]
    assert parts_of(found, compound) == [touched, lonely]
    assert found.holes == holes > 2


def test_what_was_part_of_a_place_that_is_no_more_hangs_on_the_next_above(district: Graph) -> None:
    a_party(district, PartyForm.NEIGHBOUR_HUB, HERE)
    gone = a_place(district, "老社区", Level.COMMUNITY, NORTH, valid_until=date(2026, 11, 21))
    compound = a_place(district, "兰苑", Level.COMPOUND, gone, households=20)
    found, holes = tree(district)
    assert parts_of(found, NORTH) == [HERE, compound]
    assert found.holes == holes


def test_what_joins_tomorrow_is_no_part_today(district: Graph) -> None:
    a_party(district, PartyForm.NEIGHBOUR_HUB, HERE)
    a_place(district, "新苑", Level.COMPOUND, HERE, valid_since=TOMORROW)
    moving = a_place(district, "将划来的", Level.COMPOUND, HERE, since=TOMORROW)
    a_place(district, "里面的楼道", Level.BUILDING, moving)
    found, holes = tree(district)
    assert parts_of(found, HERE) == []
    assert found.holes == holes
