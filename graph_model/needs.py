"""The list of needs 需求, who raised them and who meets them."""

from typing import Final

from graph_model.entities.need import Need
from graph_model.nodes import ScopedNodes
from graph_model.scope import THING_WITHIN_CLAUSE
from graph_model.ties import Ties

SAVE_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Need {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_NEEDS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Need {id: id}) WHERE " + THING_WITHIN_CLAUSE + " RETURN n"
SAVE_TERRITORY_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Territory {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:RAISES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ORGANISATION_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:RAISES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PERSON_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:RAISES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_NEED_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Need {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_NEED_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Need {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_NEED_SKILLS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Need {id: row.start})
    MATCH (b:Skill {id: row.end})
    MERGE (a)-[r:REQUIRES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PERSON_ASSIGNMENTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:ASSIGNED_TO {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_TEAM_ASSIGNMENTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Team {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:ASSIGNED_TO {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ORGANISATION_ASSIGNMENTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:ASSIGNED_TO {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_RESOURCE_ASSIGNMENTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Resource {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:ASSIGNED_TO {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

NEEDS: Final = ScopedNodes(Need, SAVE_NEEDS_CYPHER, FIND_NEEDS_CYPHER)
TERRITORY_NEEDS: Final = Ties(SAVE_TERRITORY_NEEDS_CYPHER)
ORGANISATION_NEEDS: Final = Ties(SAVE_ORGANISATION_NEEDS_CYPHER)
PERSON_NEEDS: Final = Ties(SAVE_PERSON_NEEDS_CYPHER)
NEED_TERRITORIES: Final = Ties(SAVE_NEED_TERRITORIES_CYPHER)
NEED_CATEGORIES: Final = Ties(SAVE_NEED_CATEGORIES_CYPHER)
NEED_SKILLS: Final = Ties(SAVE_NEED_SKILLS_CYPHER)
PERSON_ASSIGNMENTS: Final = Ties(SAVE_PERSON_ASSIGNMENTS_CYPHER, keyed_by=("since",))
TEAM_ASSIGNMENTS: Final = Ties(SAVE_TEAM_ASSIGNMENTS_CYPHER, keyed_by=("since",))
ORGANISATION_ASSIGNMENTS: Final = Ties(SAVE_ORGANISATION_ASSIGNMENTS_CYPHER, keyed_by=("since",))
RESOURCE_ASSIGNMENTS: Final = Ties(SAVE_RESOURCE_ASSIGNMENTS_CYPHER, keyed_by=("since",))
