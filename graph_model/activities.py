"""Activities: what happened, who took part, for whom."""

from typing import Final

from graph_model.entities.activity import Activity
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_ACTIVITIES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Activity {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_ACTIVITIES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Activity {id: id})
    RETURN n
"""
SAVE_PERSON_PARTICIPATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Activity {id: row.end})
    MERGE (a)-[r:TOOK_PART_IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ORGANISATION_PARTICIPATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Activity {id: row.end})
    MERGE (a)-[r:TOOK_PART_IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_TEAM_PARTICIPATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Team {id: row.start})
    MATCH (b:Activity {id: row.end})
    MERGE (a)-[r:TOOK_PART_IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ACTIVITY_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Activity {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ACTIVITY_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Activity {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ACTIVITY_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Activity {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:FOR {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ACTIVITY_PROJECTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Activity {id: row.start})
    MATCH (b:Project {id: row.end})
    MERGE (a)-[r:FOR {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ACTIVITY_POSTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Activity {id: row.start})
    MATCH (b:Post {id: row.end})
    MERGE (a)-[r:FOR {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

ACTIVITIES: Final = Nodes(Activity, SAVE_ACTIVITIES_CYPHER, FIND_ACTIVITIES_CYPHER)
PERSON_PARTICIPATIONS: Final = Ties(SAVE_PERSON_PARTICIPATIONS_CYPHER)
ORGANISATION_PARTICIPATIONS: Final = Ties(SAVE_ORGANISATION_PARTICIPATIONS_CYPHER)
TEAM_PARTICIPATIONS: Final = Ties(SAVE_TEAM_PARTICIPATIONS_CYPHER)
ACTIVITY_TERRITORIES: Final = Ties(SAVE_ACTIVITY_TERRITORIES_CYPHER)
ACTIVITY_CATEGORIES: Final = Ties(SAVE_ACTIVITY_CATEGORIES_CYPHER)
ACTIVITY_NEEDS: Final = Ties(SAVE_ACTIVITY_NEEDS_CYPHER)
ACTIVITY_PROJECTS: Final = Ties(SAVE_ACTIVITY_PROJECTS_CYPHER)
ACTIVITY_POSTS: Final = Ties(SAVE_ACTIVITY_POSTS_CYPHER)
