"""Territories of every level, their parts and their successors."""

from datetime import date
from typing import Final

from graph_model.driver import Graph
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
SUCCESSORS_CYPHER: Final = """
    MATCH (old:Territory {id: $id})
    MATCH (old)-[steps:SUCCEEDED_BY*0..8]->(n:Territory)
    WHERE all(step IN steps WHERE step.on IS NULL OR step.on <= $day)
      AND NOT EXISTS { MATCH (n)-[next:SUCCEEDED_BY]->(:Territory) WHERE next.on IS NULL OR next.on <= $day }
    RETURN DISTINCT n ORDER BY n.id
"""
PATH_CYPHER: Final = """
    MATCH (:Territory {id: $id})-[up:PART_OF*0..6]->(n:Territory)
    WHERE all(part IN up WHERE part.until IS NULL OR part.until >= $today)
    RETURN n ORDER BY size(up) DESC, n.id
"""

TERRITORIES: Final = Nodes(Territory, SAVE_TERRITORIES_CYPHER, FIND_TERRITORIES_CYPHER)
PARTS: Final = Ties(SAVE_PARTS_CYPHER, keyed_by=("since",))
SUCCESSIONS: Final = Ties(SAVE_SUCCESSIONS_CYPHER)


def find_territory(graph: Graph, code: str, day: date) -> list[Territory]:
    """Find the unit a code stands for on a day: itself, or the successors it was merged into or split into by then.

    Successors of successors are followed up to eight changes; the list is empty when the code was never known.
    """
    rows = graph.rows(SUCCESSORS_CYPHER, id=code, day=day)
    return [Territory.from_properties(row["n"]) for row in rows]


def find_path(graph: Graph, id: str) -> list[Territory]:  # noqa: A002 - the property's own name
    """List the territories from the root down to one; empty when there is no such territory."""
    return [Territory.from_properties(row["n"]) for row in graph.rows(PATH_CYPHER, id=id)]
