"""Organisations of every kind: where they are, whom they are paired with, what they do."""

from datetime import date
from typing import Final

from graph_model.driver import Graph
from graph_model.entities.organisation import Organisation
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_ORGANISATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Organisation {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
    SET n.location = CASE WHEN n.longitude IS NULL OR n.latitude IS NULL THEN NULL
        ELSE point({longitude: n.longitude, latitude: n.latitude}) END
"""
FIND_ORGANISATIONS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Organisation {id: id})
    RETURN n
"""
SAVE_LOCATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:LOCATED_IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PAIRINGS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:PAIRED_WITH {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_ORGANISATION_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
PAIRED_ON_CYPHER: Final = """
    MATCH (n:Organisation)-[r:PAIRED_WITH]->(:Territory)-[part_of:PART_OF*0..6]->(:Territory {id: $territory})
    WHERE all(part IN part_of WHERE coalesce(part.since, $day) <= $day AND coalesce(part.until, $day) >= $day)
      AND coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    RETURN DISTINCT n ORDER BY n.id
"""

ORGANISATIONS: Final = Nodes(Organisation, SAVE_ORGANISATIONS_CYPHER, FIND_ORGANISATIONS_CYPHER)
LOCATIONS: Final = Ties(SAVE_LOCATIONS_CYPHER)
PAIRINGS: Final = Ties(SAVE_PAIRINGS_CYPHER, keyed_by=("since",))
ORGANISATION_CATEGORIES: Final = Ties(SAVE_ORGANISATION_CATEGORIES_CYPHER)


def paired_on(graph: Graph, territory: str, day: date) -> list[Organisation]:
    """List the organisations that were paired on a day with a territory or a part of it, by id."""
    rows = graph.rows(PAIRED_ON_CYPHER, territory=territory, day=day)
    return [Organisation.from_properties(row["n"]) for row in rows]
