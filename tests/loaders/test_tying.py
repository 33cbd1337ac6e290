"""Relationships of new persons: written whole by texts that write out what they say, or merged when they say more."""

import re
from datetime import date

import pytest
from neo4j import ManagedTransaction

from graph_model.driver import Graph
from loaders import link_texts, links, writing
from loaders.links import LinkKind

PEOPLE_CYPHER = """
    UNWIND ['person-a', 'person-b'] AS id CREATE (:Person {id: id})
"""
TIES_CYPHER = """
    MATCH (p:Person)-[r:HAS_SKILL]->(s:Skill)
    RETURN p.id AS person, s.id AS skill, properties(r) AS said ORDER BY p.id, s.id
"""
FROM = {"source": "台账.xlsx#表!3", "run": "import-1", "ledger": "volunteers-1"}


def row(person: str, skill: str, **said: object) -> dict[str, object]:
    return {"start": person, "end": skill, "key": "", "given": said | FROM}


def tied(graph: Graph, kind: LinkKind, rows: list[dict[str, object]]) -> list[tuple[str, str, object]]:
    def work(tx: ManagedTransaction) -> None:
        tx.run(PEOPLE_CYPHER).consume()
        writing._link_new(tx, kind, rows)

    graph.write(work)
    return [(one["person"], one["skill"], one["said"]) for one in graph.rows(TIES_CYPHER)]


@pytest.mark.parametrize("more", [{}, {"hours": 3.5}])
def test_what_a_tie_says_is_kept_whole_and_nothing_beside(migrated: Graph, more: dict[str, object]) -> None:
    certified = {"certificate": "护士执业证", "valid_until": date(2028, 5, 1)}
    rows = [
        row("person-b", "skill-nursing", level=2, **certified, **more),
        row("person-a", "skill-nursing", level=1),
        row("person-b", "skill-electrician", level=0),
    ]
    skills = [one["id"] for one in migrated.rows("MATCH (s:Skill) RETURN s.id AS id ORDER BY s.id LIMIT 2")]
    ends = {"skill-electrician": skills[0], "skill-nursing": skills[1]}
    rows = [one | {"end": ends[str(one["end"])]} for one in rows]
    assert tied(migrated, links.HAS_SKILL, rows) == [
        ("person-a", skills[1], {"key": "", "level": 1} | FROM),
        ("person-b", skills[0], {"key": "", "level": 0} | FROM),
        ("person-b", skills[1], {"key": "", "level": 2} | certified | more | FROM),
    ]


def test_a_tie_without_its_end_keeps_the_whole_batch_out(migrated: Graph) -> None:
    rows = [row("person-a", "skill-of-nobody", level=1)]
    with pytest.raises(writing.EndMissing):
        tied(migrated, links.HAS_SKILL, rows)
    assert migrated.rows("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 0}]


def test_all_that_is_written_out_is_known_to_be() -> None:
    assert set(re.findall(r"row\.given\.(\w+)", link_texts.GIVEN_CLAUSE)) == link_texts.GIVEN
    assert all(name == said for name, said in re.findall(r"(\w+): row\.given\.(\w+)", link_texts.GIVEN_CLAUSE))


def test_every_kind_that_is_written_out_ties_a_person_as_it_is_declared() -> None:
    for name, tie in link_texts.TIE_CLAUSES.items():
        kind = links.LINK_KINDS[name]
        assert (kind.start, kind.subject) == ("Person", "start")
        assert f"(b:{kind.end} {{" in tie
        assert f":{kind.type} " in tie
