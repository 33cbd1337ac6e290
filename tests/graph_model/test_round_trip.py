"""What is saved is found again, whole, by whom it concerns."""

from collections.abc import Callable
from typing import Any

import pytest

from graph_model import organisations, persons, teams
from graph_model.driver import Graph
from graph_model.entities import Entity, Event, Organisation, Person, Team
from graph_model.entities import __all__ as every_noun
from graph_model.entities import terms as t
from graph_model.errors import NotFound
from graph_model.nodes import Nodes, ScopedNodes
from graph_model.persons import RESIDENCES
from graph_model.ties import Tie, Ties
from tests.graph_model.district import ALL, HERE, SOUTHERN, mark_roles
from tests.graph_model.full_records import FULL
from tests.graph_model.kept_records import KEPT

WRITTEN_BY_EVENTS_ALONE = {Event}

RECORDS = (*FULL, *KEPT)


def name_of(value: object) -> str | None:
    return type(value).__name__ if isinstance(value, Entity) else ""


def place(graph: Graph, entity: Entity, ties: Ties | None) -> None:
    if ties is not None:
        assert ties.open(graph, Tie(entity.id, HERE)) == 1


def finder(nodes: Nodes[Any] | ScopedNodes[Any], graph: Graph) -> Callable[[str], Any]:
    return (
        (lambda id_: nodes.get(graph, ALL, id_))
        if isinstance(nodes, ScopedNodes)
        else lambda id_: nodes.get(graph, id_)
    )


def test_every_noun_is_on_this_list() -> None:
    tested = {type(entity).__name__ for _, entity, _ in RECORDS} | {noun.__name__ for noun in WRITTEN_BY_EVENTS_ALONE}
    assert tested == set(every_noun) - {"Entity"}


@pytest.mark.parametrize(("nodes", "entity", "ties"), RECORDS, ids=name_of)
def test_what_is_saved_is_found_again(
    district: Graph, nodes: Nodes[Any] | ScopedNodes[Any], entity: Entity, ties: Ties | None
) -> None:
    nodes.save(district, entity)
    if isinstance(entity, Person):
        mark_roles(district, entity)
    place(district, entity, ties)
    found = finder(nodes, district)(entity.id)
    assert found.created_at is not None
    assert found.model_dump(exclude={"created_at", "updated_at"}) == entity.model_dump(
        exclude={"created_at", "updated_at"}
    )


def test_what_does_not_exist_is_not_found(district: Graph) -> None:
    for nodes, entity, _ in RECORDS:
        with pytest.raises(NotFound) as caught:
            finder(nodes, district)("no such id")
        assert (caught.value.kind, caught.value.id) == (type(entity).node_label, "no such id")


def test_people_and_lists_are_not_found_from_another_street(district: Graph) -> None:
    scoped = [(nodes, entity, ties) for nodes, entity, ties in RECORDS if isinstance(nodes, ScopedNodes)]
    for nodes, entity, ties in scoped:
        nodes.save(district, entity)
        place(district, entity, ties)
    assert all(nodes.find(district, ALL, entity.id) for nodes, entity, _ in scoped)
    assert not any(nodes.find(district, SOUTHERN, entity.id) for nodes, entity, _ in scoped)


def test_a_field_that_is_not_given_is_left_as_it_is(district: Graph) -> None:
    persons.PERSONS.save(district, Person(id="person-1", name="甲", occupation="法官", status=t.PersonStatus.PAUSED))
    persons.PERSONS.save(district, Person(id="person-1", name="甲某"))
    RESIDENCES.open(district, Tie("person-1", HERE))
    found = persons.PERSONS.get(district, ALL, "person-1")
    assert (found.name, found.occupation, found.status) == ("甲某", "法官", t.PersonStatus.PAUSED)


def test_a_field_given_as_none_is_removed(district: Graph) -> None:
    organisations.ORGANISATIONS.save(
        district, Organisation(id="org-1", name="样例", kind=t.OrganisationKind.AGENCY, system="民政")
    )
    organisations.ORGANISATIONS.save(
        district, Organisation(id="org-1", name="样例", kind=t.OrganisationKind.AGENCY, system=None)
    )
    assert organisations.ORGANISATIONS.get(district, "org-1").system is None


def test_saving_twice_keeps_one_node_and_its_first_day(district: Graph) -> None:
    teams.TEAMS.save(district, Team(id="team-1", name="样例队", kind=t.TeamKind.GRID))
    first = teams.TEAMS.get(district, "team-1")
    teams.TEAMS.save(district, Team(id="team-1", name="样例队", kind=t.TeamKind.GRID))
    assert teams.TEAMS.get(district, "team-1").created_at == first.created_at
    assert district.rows("MATCH (n:Team) RETURN count(n) AS n") == [{"n": 1}]
