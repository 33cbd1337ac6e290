"""Merges of two records of one person: which there are, and the constant texts that move what one is tied to."""

from collections.abc import Mapping
from typing import Final, LiteralString

from graph_model.driver import Graph
from graph_model.entities.person_merge import PersonMerge
from graph_model.entities.terms import Role
from graph_model.nodes import Nodes
from graph_model.scope import PERSON_WITHIN_CLAUSE, Scope

SAVE_PERSON_MERGES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:PersonMerge {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now), n.at = datetime(row.moments.at),
        n.undone_at = datetime(row.moments.undone_at)
"""
FIND_PERSON_MERGES_CYPHER: Final = "UNWIND $ids AS id MATCH (n:PersonMerge {id: id}) RETURN n"
HOLDING_MERGES_CYPHER: Final = (
    "MATCH (m:PersonMerge {holds: true}) MATCH (n:Person {id: m.stays}) WHERE "
    + PERSON_WITHIN_CLAUSE
    + " RETURN m AS n ORDER BY m.at DESC, m.id LIMIT $limit"
)
MERGED_INTO_CYPHER: Final = "MATCH (n:Person {id: $id}) RETURN n.merged_into AS into"
ALL_MERGED_CYPHER: Final = "MATCH (m:PersonMerge {holds: true}) RETURN m.goes AS id, m.stays AS into"
LATER_MERGE_CYPHER: Final = """
    MATCH (m:PersonMerge {stays: $stays, holds: true}) WHERE m.id <> $id AND m.at > datetime($at)
    RETURN m.id AS id LIMIT 1
"""
LOCK_MERGE_CYPHER: Final = "MATCH (n:PersonMerge {id: $id}) SET n.lock = 1 RETURN n"
LOCK_PERSON_CYPHER: Final = (
    "MATCH (n:Person {id: $id}) WHERE "
    + PERSON_WITHIN_CLAUSE
    + " SET n.lock = 1 RETURN properties(n) AS props, labels(n) AS labels"
)
LOCK_MERGED_CYPHER: Final = (
    "MATCH (n:Person {id: $id}) SET n.lock = 1 RETURN properties(n) AS props, labels(n) AS labels"
)
TIES_FROM_CYPHER: Final = """
    MATCH (n:Person {id: $id})-[r]->(other)
    RETURN type(r) AS type, other.id AS other, coalesce(r.key, '') AS key, properties(r) AS props
    ORDER BY type, other, key
"""
TIES_TO_CYPHER: Final = """
    MATCH (n:Person {id: $id})<-[r]-(other)
    RETURN type(r) AS type, other.id AS other, labels(other) AS labels
    ORDER BY type, other
"""
WRITE_PERSONS_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Person {id: row.id}) SET n += row.props, n.updated_at = datetime($now)
"""
WRITE_TIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Person {id: row.from})-[r]->(other)
    WHERE type(r) = row.type AND other.id = row.other AND coalesce(r.key, '') = row.key
    SET r += row.props
"""
DROP_TIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Person {id: row.from})-[r]->(other)
    WHERE type(r) = row.type AND other.id = row.other AND coalesce(r.key, '') = row.key
    DELETE r
"""
SUGGESTIONS_TO_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (s:Suggestion {id: row.id})-[old:PROPOSES]->(:Person {id: row.from})
    MATCH (c:Person {id: row.to})
    CREATE (s)-[:PROPOSES]->(c)
    SET s.helper = row.to
    DELETE old
"""
PINS_TO_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (p:Pin {id: row.id})-[old:PROPOSES]->(:Person {id: row.from})
    MATCH (c:Person {id: row.to})
    CREATE (p)-[:PROPOSES]->(c)
    SET p.person = row.to
    DELETE old
"""
MOVED_CLAUSE: Final = " SET r = properties(old), r += row.props"
FROM_CLAUSE: Final = """
    UNWIND $rows AS row
    MATCH (c:Person {id: row.to})
    MATCH (:Person {id: row.from})
"""
SAME_CLAUSE: Final = " WHERE b.id = row.other AND coalesce(old.key, '') = row.key "
MOVE_CLAUSES: Final[Mapping[str, LiteralString]] = {
    "WORKS_FOR": "-[old:WORKS_FOR]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:WORKS_FOR]->(b)",
    "LIVES_IN": "-[old:LIVES_IN]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:LIVES_IN]->(b)",
    "REGISTERED_AT": "-[old:REGISTERED_AT]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:REGISTERED_AT]->(b)",
    "MEMBER_OF": "-[old:MEMBER_OF]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:MEMBER_OF]->(b)",
    "HAS_SKILL": "-[old:HAS_SKILL]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:HAS_SKILL]->(b)",
    "RESPONSIBLE_FOR": "-[old:RESPONSIBLE_FOR]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:RESPONSIBLE_FOR]->(b)",
    "HOLDS_OFFICE": "-[old:HOLDS_OFFICE]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:HOLDS_OFFICE]->(b)",
    "ABOUT": "-[old:ABOUT]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:ABOUT]->(b)",
    "FILLS": "-[old:FILLS]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:FILLS]->(b)",
    "ASSIGNED_TO": "-[old:ASSIGNED_TO]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:ASSIGNED_TO]->(b)",
    "OFFERS": "-[old:OFFERS]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:OFFERS]->(b)",
    "RAISES": "-[old:RAISES]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:RAISES]->(b)",
    "TOOK_PART_IN": "-[old:TOOK_PART_IN]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:TOOK_PART_IN]->(b)",
    "DECLINED": "-[old:DECLINED]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:DECLINED]->(b)",
    "MADE": "-[old:MADE]->(b)" + SAME_CLAUSE + "CREATE (c)-[r:MADE]->(b)",
}
MOVE_CYPHER: Final = {name: FROM_CLAUSE + text + MOVED_CLAUSE for name, text in MOVE_CLAUSES.items()}
"""By type, a copy at `row.to` of a relationship that starts at `row.from`, with `row.props` written over it."""
UNMARK_CYPHER: Final[Mapping[Role, LiteralString]] = {
    Role.PARTY_MEMBER: "MATCH (n:Person {id: $id}) WHERE n:PartyMember REMOVE n:PartyMember",
    Role.VOLUNTEER: "MATCH (n:Person {id: $id}) WHERE n:Volunteer REMOVE n:Volunteer",
    Role.SOCIAL_WORKER: "MATCH (n:Person {id: $id}) WHERE n:SocialWorker REMOVE n:SocialWorker",
}

PERSON_MERGES: Final = Nodes(PersonMerge, SAVE_PERSON_MERGES_CYPHER, FIND_PERSON_MERGES_CYPHER)
LONGEST_CHAIN: Final = 50
"""Merges one after another that are followed; each needs a word of staff."""


def id_of(goes: str, stays: str) -> str:
    """Return the id of the merge of a pair."""
    return f"{PersonMerge.prefix}{goes}:{stays}"


def latest_merges(graph: Graph, scope: Scope, limit: int = 20) -> list[PersonMerge]:
    """List the merges that hold of persons within a scope, the latest first."""
    rows = graph.rows(HOLDING_MERGES_CYPHER, root=scope.territory, limit=limit)
    return [PersonMerge.from_properties(row["n"]) for row in rows]


def merged_persons(graph: Graph) -> dict[str, str]:
    """Tell of each person who was merged into whom in the end; nothing about anybody."""
    into = {row["id"]: row["into"] for row in graph.rows(ALL_MERGED_CYPHER)}
    return {one: last_of(one, into) for one in into}


def last_of(person: str, into: Mapping[str, str]) -> str:
    """Follow merges one after another."""
    for _ in range(LONGEST_CHAIN):
        if person not in into:
            break
        person = into[person]
    return person


def standing_id(graph: Graph, person: str) -> str:
    """Return the id that answers for a person: their own, or that of whom they were merged into."""
    for _ in range(LONGEST_CHAIN):
        found = graph.rows(MERGED_INTO_CYPHER, id=person)
        if not found or found[0]["into"] is None:
            break
        person = found[0]["into"]
    return person
