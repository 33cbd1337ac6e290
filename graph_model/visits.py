"""Visits 走访: who made them and where."""

from typing import Final

from graph_model.entities.visit import Visit
from graph_model.nodes import ScopedNodes
from graph_model.scope import THING_WITHIN_CLAUSE
from graph_model.ties import Ties

SAVE_VISITS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Visit {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_VISITS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Visit {id: id}) WHERE " + THING_WITHIN_CLAUSE + " RETURN n"
SAVE_VISITORS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Visit {id: row.end})
    MERGE (a)-[r:MADE {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_VISIT_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Visit {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

VISITS: Final = ScopedNodes(Visit, SAVE_VISITS_CYPHER, FIND_VISITS_CYPHER)
VISITORS: Final = Ties(SAVE_VISITORS_CYPHER)
VISIT_TERRITORIES: Final = Ties(SAVE_VISIT_TERRITORIES_CYPHER)
