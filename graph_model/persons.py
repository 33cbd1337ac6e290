"""Persons: where they live, work, report and hold office, and what they can do."""

from typing import Final

from graph_model.entities.person import Person
from graph_model.nodes import ScopedNodes
from graph_model.scope import PERSON_WITHIN_CLAUSE
from graph_model.ties import Ties

SAVE_PERSONS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Person {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_PERSONS_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Person {id: id}) WHERE " + PERSON_WITHIN_CLAUSE + " RETURN n, labels(n) AS labels"
)
SAVE_EMPLOYMENTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Organisation {id: row.end})
    MERGE (a)-[r:WORKS_FOR {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_RESIDENCES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:LIVES_IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_REGISTRATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:REGISTERED_AT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_TEAM_MEMBERSHIPS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Team {id: row.end})
    MERGE (a)-[r:MEMBER_OF {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PARTY_MEMBERSHIPS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:PartyOrganisation {id: row.end})
    MERGE (a)-[r:MEMBER_OF {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_HELD_SKILLS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Skill {id: row.end})
    MERGE (a)-[r:HAS_SKILL {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_RESPONSIBILITIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:RESPONSIBLE_FOR {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_OFFICES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Organisation {id: row.end})
    MERGE (a)-[r:HOLDS_OFFICE {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PARTY_OFFICES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:PartyOrganisation {id: row.end})
    MERGE (a)-[r:HOLDS_OFFICE {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_WILLINGNESS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

PERSONS: Final = ScopedNodes(Person, SAVE_PERSONS_CYPHER, FIND_PERSONS_CYPHER)
EMPLOYMENTS: Final = Ties(SAVE_EMPLOYMENTS_CYPHER, keyed_by=("since",))
RESIDENCES: Final = Ties(SAVE_RESIDENCES_CYPHER, keyed_by=("since",))
REGISTRATIONS: Final = Ties(SAVE_REGISTRATIONS_CYPHER, keyed_by=("capacity", "since"))
TEAM_MEMBERSHIPS: Final = Ties(SAVE_TEAM_MEMBERSHIPS_CYPHER, keyed_by=("role", "since"))
PARTY_MEMBERSHIPS: Final = Ties(SAVE_PARTY_MEMBERSHIPS_CYPHER, keyed_by=("role", "since"))
HELD_SKILLS: Final = Ties(SAVE_HELD_SKILLS_CYPHER)
RESPONSIBILITIES: Final = Ties(SAVE_RESPONSIBILITIES_CYPHER, keyed_by=("since",))
OFFICES: Final = Ties(SAVE_OFFICES_CYPHER, keyed_by=("title", "since"))
PARTY_OFFICES: Final = Ties(SAVE_PARTY_OFFICES_CYPHER, keyed_by=("title", "since"))
WILLINGNESS: Final = Ties(SAVE_WILLINGNESS_CYPHER)
