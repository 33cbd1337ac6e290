"""Whistles 吹哨: who called, who was called and when they answered."""

from typing import Final

from graph_model.entities.whistle import Whistle
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_WHISTLES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Whistle {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_WHISTLES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Whistle {id: id})
    RETURN n
"""
SAVE_BLOWN_WHISTLES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Territory {id: row.start})
    MATCH (b:Whistle {id: row.end})
    MERGE (a)-[r:BLOWS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_CALLED_ORGANISATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Whistle {id: row.start})
    MATCH (b:Organisation {id: row.end})
    MERGE (a)-[r:CALLS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

WHISTLES: Final = Nodes(Whistle, SAVE_WHISTLES_CYPHER, FIND_WHISTLES_CYPHER)
BLOWN_WHISTLES: Final = Ties(SAVE_BLOWN_WHISTLES_CYPHER)
CALLED_ORGANISATIONS: Final = Ties(SAVE_CALLED_ORGANISATIONS_CYPHER, keyed_by=("role",))
