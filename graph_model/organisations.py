"""Organisations of every kind: where they are, whom they are paired with, what they do."""

from typing import Final

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
SAVE_RATINGS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Organisation {id: row.end})
    MERGE (a)-[r:RATES {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

ORGANISATIONS: Final = Nodes(Organisation, SAVE_ORGANISATIONS_CYPHER, FIND_ORGANISATIONS_CYPHER)
LOCATIONS: Final = Ties(SAVE_LOCATIONS_CYPHER)
PAIRINGS: Final = Ties(SAVE_PAIRINGS_CYPHER, keyed_by=("since",))
RATINGS: Final = Ties(SAVE_RATINGS_CYPHER, keyed_by=("since",))
ORGANISATION_CATEGORIES: Final = Ties(SAVE_ORGANISATION_CATEGORIES_CYPHER)
