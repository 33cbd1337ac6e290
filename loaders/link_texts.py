"""The constant writes that tie a person made in the same transaction: nobody else can have, so without MERGE.

Each takes `$rows` of an end and the rows tied to it, so that the end is looked up once. What a relationship says is
written out: one made whole costs the embedded server less than one made and then added to.
"""
# ruff: noqa: E501 - a table, one kind a line

import re
from collections.abc import Mapping
from typing import Final, LiteralString

HELD_CLAUSE: Final = "UNWIND $rows AS held "
TIE_CLAUSES: Final[Mapping[str, LiteralString]] = {
    "WORKS_FOR": "MATCH (b:Organisation {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:WORKS_FOR ",
    "LIVES_IN": "MATCH (b:Territory {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:LIVES_IN ",
    "REGISTERED_AT": "MATCH (b:Territory {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:REGISTERED_AT ",
    "IN_TEAM": "MATCH (b:Team {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:MEMBER_OF ",
    "IN_PARTY": "MATCH (b:PartyOrganisation {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:MEMBER_OF ",
    "HAS_SKILL": "MATCH (b:Skill {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:HAS_SKILL ",
    "WILLING": "MATCH (b:Category {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:ABOUT ",
    "RESPONSIBLE_FOR": "MATCH (b:Territory {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:RESPONSIBLE_FOR ",
    "PARTY_OFFICE": "MATCH (b:PartyOrganisation {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:HOLDS_OFFICE ",
    "OFFICE": "MATCH (b:Organisation {id: held.end}) UNWIND held.rows AS row MATCH (a:Person {id: row.start}) CREATE (a)-[r:HOLDS_OFFICE ",
}
GIVEN_CLAUSE: Final = """{key: row.key,
    capacity: row.given.capacity, certificate: row.given.certificate, ledger: row.given.ledger, level: row.given.level,
    role: row.given.role, run: row.given.run, since: row.given.since, source: row.given.source, title: row.given.title,
    until: row.given.until, valid_until: row.given.valid_until, verified_on: row.given.verified_on
    }]->(b) RETURN count(r) AS found
"""
CREATE_LINK_CYPHER: Final = {kind: HELD_CLAUSE + tie + GIVEN_CLAUSE for kind, tie in TIE_CLAUSES.items()}
"""By the name of the kind of relationship; kinds that are not listed are few, and are merged."""
GIVEN: Final = frozenset(re.findall(r"row\.given\.(\w+)", CREATE_LINK_CYPHER["LIVES_IN"]))
"""What is written out of a relationship; one that says more is merged."""
