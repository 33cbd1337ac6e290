"""The list of projects 项目, who carries them and what they use."""

from typing import Final

from graph_model.entities.project import Project
from graph_model.nodes import ScopedNodes
from graph_model.scope import THING_WITHIN_CLAUSE
from graph_model.ties import Ties

SAVE_PROJECTS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Project {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_PROJECTS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Project {id: id}) WHERE " + THING_WITHIN_CLAUSE + " RETURN n"
SAVE_PROJECT_LEADERS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Project {id: row.end})
    MERGE (a)-[r:RESPONSIBLE_FOR {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PROJECT_SUPPORTERS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Project {id: row.end})
    MERGE (a)-[r:SUPPORTS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PROJECT_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Project {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:ADDRESSES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PROJECT_RESOURCES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Project {id: row.start})
    MATCH (b:Resource {id: row.end})
    MERGE (a)-[r:USES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PROJECT_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Project {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PROJECT_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Project {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

PROJECTS: Final = ScopedNodes(Project, SAVE_PROJECTS_CYPHER, FIND_PROJECTS_CYPHER)
PROJECT_LEADERS: Final = Ties(SAVE_PROJECT_LEADERS_CYPHER, keyed_by=("since",))
PROJECT_SUPPORTERS: Final = Ties(SAVE_PROJECT_SUPPORTERS_CYPHER, keyed_by=("since",))
PROJECT_NEEDS: Final = Ties(SAVE_PROJECT_NEEDS_CYPHER)
PROJECT_RESOURCES: Final = Ties(SAVE_PROJECT_RESOURCES_CYPHER)
PROJECT_TERRITORIES: Final = Ties(SAVE_PROJECT_TERRITORIES_CYPHER)
PROJECT_CATEGORIES: Final = Ties(SAVE_PROJECT_CATEGORIES_CYPHER)
