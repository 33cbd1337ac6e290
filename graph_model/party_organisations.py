"""Party organisations, what they cover and to whom they report."""

from typing import Final

from graph_model.entities.party_organisation import PartyOrganisation
from graph_model.nodes import Nodes
from graph_model.ties import Ties

SAVE_PARTY_ORGANISATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:PartyOrganisation {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_PARTY_ORGANISATIONS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:PartyOrganisation {id: id})
    RETURN n
"""
SAVE_REPORTING_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:PartyOrganisation {id: row.start})
    MATCH (b:PartyOrganisation {id: row.end})
    MERGE (a)-[r:REPORTS_TO {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_COVERED_ORGANISATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:PartyOrganisation {id: row.start})
    MATCH (b:Organisation {id: row.end})
    MERGE (a)-[r:COVERS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_COVERED_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:PartyOrganisation {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:COVERS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_LED_ALLIANCES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:PartyOrganisation {id: row.start})
    MATCH (b:Alliance {id: row.end})
    MERGE (a)-[r:LEADS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

PARTY_ORGANISATIONS: Final = Nodes(PartyOrganisation, SAVE_PARTY_ORGANISATIONS_CYPHER, FIND_PARTY_ORGANISATIONS_CYPHER)
REPORTING: Final = Ties(SAVE_REPORTING_CYPHER, keyed_by=("since",))
COVERED_ORGANISATIONS: Final = Ties(SAVE_COVERED_ORGANISATIONS_CYPHER, keyed_by=("since",))
COVERED_TERRITORIES: Final = Ties(SAVE_COVERED_TERRITORIES_CYPHER, keyed_by=("since",))
LED_ALLIANCES: Final = Ties(SAVE_LED_ALLIANCES_CYPHER, keyed_by=("since",))
