"""New persons: made together with the tie to where they live, and without asking for those nobody had heard of."""

import re
from datetime import date

import pytest

from graph_model.driver import Graph
from graph_model.entities.base import KEPT_BY_THE_GRAPH
from graph_model.entities.person import Person
from graph_model.entities.terms import Level
from graph_model.entities.territory import Territory
from graph_model.territories import TERRITORIES
from loaders import homed_texts, links
from loaders.batch import Batch, creation
from loaders.records import Record
from loaders.writing import EndMissing, write_batches

SAID_CYPHER = """
    MATCH (p:Person) OPTIONAL MATCH (p)-[r:LIVES_IN]->(t:Territory)
    RETURN p.id AS id, p.name AS name, p.note AS note, t.id AS home, r.source AS source ORDER BY id
"""
KEYS_CYPHER = "MATCH (p:Person {id: 'person-a'}) RETURN keys(p) AS said, p.created_at = p.updated_at AS at_once"
PLACES = ("330106001001", "330106001002")


def a_person(name: str, *homes: str, **props: object) -> Record:
    record = Record("Person", f"person-{name}", 3, {"name": name, **props}, ("Volunteer",), unheard_of=True)
    for home in homes:
        record.tie(links.LIVES_IN, home)
    return record


def a_batch(*records: Record) -> Batch:
    return Batch(records, "volunteers-1", "import-1", "staff", date(2026, 11, 23), "册.xlsx", "表")


@pytest.fixture
def homes(migrated: Graph) -> Graph:
    TERRITORIES.save(migrated, *(Territory(id=one, name=one, level=Level.COMMUNITY, code=one) for one in PLACES))
    return migrated


def test_persons_are_made_at_home_whatever_else_they_say(homes: Graph) -> None:
    batch = a_batch(
        a_person("a", PLACES[1]), a_person("b", PLACES[0], note="好"), a_person("c"), a_person("d", PLACES[1], shoe=42)
    )
    assert [len(rows) for rows in creation(batch, batch.records).homed["Person:Volunteer"].values()] == [1, 1]
    assert write_batches(homes, [batch]).created == len(batch.records)
    source = "册.xlsx#表!3"
    assert homes.rows(SAID_CYPHER) == [
        {"id": "person-a", "name": "a", "note": None, "home": PLACES[1], "source": source},
        {"id": "person-b", "name": "b", "note": "好", "home": PLACES[0], "source": source},
        {"id": "person-c", "name": "c", "note": None, "home": None, "source": None},
        {"id": "person-d", "name": "d", "note": None, "home": PLACES[1], "source": source},
    ]


def test_what_a_person_does_not_say_is_not_kept_as_nothing(homes: Graph) -> None:
    write_batches(homes, [a_batch(a_person("a", PLACES[0]))])
    beside = {"id", "name", "created_at", "updated_at", "run", "digest"}
    [row] = homes.rows(KEYS_CYPHER)
    assert set(row["said"]) == beside | {"status", "do_not_assign", "sample", "unavailable_on"}
    assert row["at_once"]


def test_a_home_nobody_knows_keeps_the_whole_batch_out(homes: Graph) -> None:
    with pytest.raises(EndMissing):
        write_batches(homes, [a_batch(a_person("a", PLACES[0]), a_person("b", "330106009009"))])
    assert homes.rows(SAID_CYPHER) == []


def test_one_made_by_somebody_else_in_between_is_asked_for_after_all(homes: Graph) -> None:
    write_batches(homes, [a_batch(a_person("a", PLACES[0]))])
    again = a_person("a", PLACES[1])
    again.digest = "another"
    result = write_batches(homes, [a_batch(again, a_person("b", PLACES[0]))])
    assert (result.created, result.changed) == (1, 1)
    assert [(one["id"], one["home"]) for one in homes.rows(SAID_CYPHER + " , home") if one["source"]][-1] == (
        "person-b",
        PLACES[0],
    )
    assert homes.rows("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 2}]


def test_all_that_is_written_out_is_known_to_be_and_is_all_a_person_has() -> None:
    written = re.findall(r"(\w+): row\.props\.(\w+)", homed_texts.CREATE_HOMED_CYPHER["Person"])
    assert all(name == said for name, said in written)
    assert set(Person.model_fields) - KEPT_BY_THE_GRAPH - Person.kept_elsewhere - {"id"} <= homed_texts.SAID
