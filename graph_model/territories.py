"""Territories of every level, their parts and their successors."""

from typing import Final

from graph_model.entities.territory import Territory
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Territory {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
    SET n.location = CASE WHEN n.longitude IS NULL OR n.latitude IS NULL THEN NULL
        ELSE point({longitude: n.longitude, latitude: n.latitude}) END
"""
FIND_TERRITORIES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Territory {id: id})
    RETURN n
"""
SAVE_PARTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Territory {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:PART_OF {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_SUCCESSIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Territory {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:SUCCEEDED_BY {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

TERRITORIES: Final = Nodes(Territory, SAVE_TERRITORIES_CYPHER, FIND_TERRITORIES_CYPHER)
PARTS: Final = Ties(SAVE_PARTS_CYPHER, keyed_by=("since",))
SUCCESSIONS: Final = Ties(SAVE_SUCCESSIONS_CYPHER)
