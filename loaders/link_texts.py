"""The constant writes that tie a person made in the same transaction: nobody else can have, so without MERGE."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, LiteralString

CREATE_WORKS_FOR_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:Organisation {id: row.end})
    CREATE (a)-[r:WORKS_FOR {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""
CREATE_LIVES_IN_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:Territory {id: row.end})
    CREATE (a)-[r:LIVES_IN {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""
CREATE_REGISTERED_AT_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:Territory {id: row.end})
    CREATE (a)-[r:REGISTERED_AT {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""
CREATE_IN_TEAM_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:Team {id: row.end})
    CREATE (a)-[r:MEMBER_OF {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""
CREATE_IN_PARTY_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:PartyOrganisation {id: row.end})
    CREATE (a)-[r:MEMBER_OF {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""
CREATE_HAS_SKILL_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:Skill {id: row.end})
    CREATE (a)-[r:HAS_SKILL {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""
CREATE_WILLING_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:Category {id: row.end})
    CREATE (a)-[r:ABOUT {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""
CREATE_RESPONSIBLE_FOR_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:Territory {id: row.end})
    CREATE (a)-[r:RESPONSIBLE_FOR {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""
CREATE_PARTY_OFFICE_CYPHER: Final = """
    UNWIND $rows AS row MATCH (a:Person {id: row.start}) MATCH (b:PartyOrganisation {id: row.end})
    CREATE (a)-[r:HOLDS_OFFICE {key: row.key}]->(b) SET r += row.given
    RETURN count(r) AS found
"""

CREATE_LINK: Final[Mapping[str, LiteralString]] = MappingProxyType(
    {
        "WORKS_FOR": CREATE_WORKS_FOR_CYPHER,
        "LIVES_IN": CREATE_LIVES_IN_CYPHER,
        "REGISTERED_AT": CREATE_REGISTERED_AT_CYPHER,
        "IN_TEAM": CREATE_IN_TEAM_CYPHER,
        "IN_PARTY": CREATE_IN_PARTY_CYPHER,
        "HAS_SKILL": CREATE_HAS_SKILL_CYPHER,
        "WILLING": CREATE_WILLING_CYPHER,
        "RESPONSIBLE_FOR": CREATE_RESPONSIBLE_FOR_CYPHER,
        "PARTY_OFFICE": CREATE_PARTY_OFFICE_CYPHER,
    }
)
"""By the name of the kind of relationship; kinds that are not listed are few, and are merged."""
