"""Reviews of an outcome by those it served."""

from typing import Final

from graph_model.entities.review import Review
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_REVIEWS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Review {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_REVIEWS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Review {id: id})
    RETURN n
"""
SAVE_REVIEWED_ACTIVITIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Review {id: row.start})
    MATCH (b:Activity {id: row.end})
    MERGE (a)-[r:OF {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_REVIEWED_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Review {id: row.start})
    MATCH (b:Need {id: row.end})
    MERGE (a)-[r:OF {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_REVIEWED_PROJECTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Review {id: row.start})
    MATCH (b:Project {id: row.end})
    MERGE (a)-[r:OF {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

REVIEWS: Final = Nodes(Review, SAVE_REVIEWS_CYPHER, FIND_REVIEWS_CYPHER)
REVIEWED_ACTIVITIES: Final = Ties(SAVE_REVIEWED_ACTIVITIES_CYPHER)
REVIEWED_NEEDS: Final = Ties(SAVE_REVIEWED_NEEDS_CYPHER)
REVIEWED_PROJECTS: Final = Ties(SAVE_REVIEWED_PROJECTS_CYPHER)
