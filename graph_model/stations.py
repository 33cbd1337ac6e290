"""Stations 党群驿站 and where they stand."""

from typing import Final

from graph_model.entities.station import Station
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_STATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Station {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
    SET n.location = CASE WHEN n.longitude IS NULL OR n.latitude IS NULL THEN NULL
        ELSE point({longitude: n.longitude, latitude: n.latitude}) END
"""
FIND_STATIONS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Station {id: id})
    RETURN n
"""
SAVE_STATION_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Station {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

STATIONS: Final = Nodes(Station, SAVE_STATIONS_CYPHER, FIND_STATIONS_CYPHER)
STATION_TERRITORIES: Final = Ties(SAVE_STATION_TERRITORIES_CYPHER)
