"""Teams and the territories they serve."""

from typing import Final

from graph_model.entities.team import Team
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_TEAMS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Team {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_TEAMS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Team {id: id})
    RETURN n
"""
SAVE_SERVED_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Team {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:SERVES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_TEAM_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Team {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

TEAMS: Final = Nodes(Team, SAVE_TEAMS_CYPHER, FIND_TEAMS_CYPHER)
SERVED_TERRITORIES: Final = Ties(SAVE_SERVED_TERRITORIES_CYPHER, keyed_by=("since",))
TEAM_CATEGORIES: Final = Ties(SAVE_TEAM_CATEGORIES_CYPHER)
