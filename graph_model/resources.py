"""The list of resources 资源 and who offers them."""

from typing import Final

from graph_model.entities.resource import Resource
from graph_model.nodes import ScopedNodes
from graph_model.scope import THING_WITHIN_CLAUSE
from graph_model.ties import Ties

SAVE_RESOURCES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Resource {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_RESOURCES_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Resource {id: id}) WHERE " + THING_WITHIN_CLAUSE + " RETURN n"
)
SAVE_ORGANISATION_OFFERS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Organisation {id: row.start})
    MATCH (b:Resource {id: row.end})
    MERGE (a)-[r:OFFERS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_PERSON_OFFERS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Person {id: row.start})
    MATCH (b:Resource {id: row.end})
    MERGE (a)-[r:OFFERS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_TEAM_OFFERS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Team {id: row.start})
    MATCH (b:Resource {id: row.end})
    MERGE (a)-[r:OFFERS {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_RESOURCE_TERRITORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Resource {id: row.start})
    MATCH (b:Territory {id: row.end})
    MERGE (a)-[r:IN {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""
SAVE_RESOURCE_CATEGORIES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (a:Resource {id: row.start})
    MATCH (b:Category {id: row.end})
    MERGE (a)-[r:ABOUT {key: row.key}]->(b)
    SET r += row.given
    RETURN count(r) AS found
"""

RESOURCES: Final = ScopedNodes(Resource, SAVE_RESOURCES_CYPHER, FIND_RESOURCES_CYPHER)
ORGANISATION_OFFERS: Final = Ties(SAVE_ORGANISATION_OFFERS_CYPHER, keyed_by=("since",))
PERSON_OFFERS: Final = Ties(SAVE_PERSON_OFFERS_CYPHER, keyed_by=("since",))
TEAM_OFFERS: Final = Ties(SAVE_TEAM_OFFERS_CYPHER, keyed_by=("since",))
RESOURCE_TERRITORIES: Final = Ties(SAVE_RESOURCE_TERRITORIES_CYPHER)
RESOURCE_CATEGORIES: Final = Ties(SAVE_RESOURCE_CATEGORIES_CYPHER)
