"""Alliances, their members and the territory they cover."""

from typing import Final

from graph_model.entities.alliance import Alliance
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_ALLIANCES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Alliance {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_ALLIANCES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Alliance {id: id})
    RETURN n
"""
SAVE_MEMBERSHIPS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Alliance {id: row.end})
    MERGE (a)-[r:MEMBER_OF {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ALLIANCE_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Alliance {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:COVERS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

ALLIANCES: Final = Nodes(Alliance, SAVE_ALLIANCES_CYPHER, FIND_ALLIANCES_CYPHER)
MEMBERSHIPS: Final = Ties(SAVE_MEMBERSHIPS_CYPHER, keyed_by=("role", "since"))
ALLIANCE_TERRITORIES: Final = Ties(SAVE_ALLIANCE_TERRITORIES_CYPHER, keyed_by=("since",))
