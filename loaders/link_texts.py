"""The constant writes that tie a person made in the same transaction: nobody else can have, so without MERGE."""

from collections.abc import Mapping
from typing import Final, LiteralString

PERSON_CLAUSE: Final = "UNWIND $rows AS row MATCH (a:Person {id: row.start}) "
GIVEN_CLAUSE: Final = " SET r += row.given RETURN count(r) AS found"
END_CLAUSES: Final[Mapping[str, LiteralString]] = {
    "WORKS_FOR": "MATCH (b:Organisation {id: row.end}) CREATE (a)-[r:WORKS_FOR {key: row.key}]->(b)",
    "LIVES_IN": "MATCH (b:Territory {id: row.end}) CREATE (a)-[r:LIVES_IN {key: row.key}]->(b)",
    "REGISTERED_AT": "MATCH (b:Territory {id: row.end}) CREATE (a)-[r:REGISTERED_AT {key: row.key}]->(b)",
    "IN_TEAM": "MATCH (b:Team {id: row.end}) CREATE (a)-[r:MEMBER_OF {key: row.key}]->(b)",
    "IN_PARTY": "MATCH (b:PartyOrganisation {id: row.end}) CREATE (a)-[r:MEMBER_OF {key: row.key}]->(b)",
    "HAS_SKILL": "MATCH (b:Skill {id: row.end}) CREATE (a)-[r:HAS_SKILL {key: row.key}]->(b)",
    "WILLING": "MATCH (b:Category {id: row.end}) CREATE (a)-[r:ABOUT {key: row.key}]->(b)",
    "RESPONSIBLE_FOR": "MATCH (b:Territory {id: row.end}) CREATE (a)-[r:RESPONSIBLE_FOR {key: row.key}]->(b)",
    "PARTY_OFFICE": "MATCH (b:PartyOrganisation {id: row.end}) CREATE (a)-[r:HOLDS_OFFICE {key: row.key}]->(b)",
    "OFFICE": "MATCH (b:Organisation {id: row.end}) CREATE (a)-[r:HOLDS_OFFICE {key: row.key}]->(b)",
}

CREATE_LINK_CYPHER: Final = {kind: PERSON_CLAUSE + end + GIVEN_CLAUSE for kind, end in END_CLAUSES.items()}
"""By the name of the kind of relationship; kinds that are not listed are few, and are merged."""
