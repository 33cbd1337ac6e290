"""The constant questions that tell the loaders what the graph already knows by name."""

from typing import Final, LiteralString

TERRITORIES_CYPHER: Final = """
    MATCH (t:Territory) OPTIONAL MATCH (t)-[r:PART_OF]->(p:Territory) WHERE r.until IS NULL
    RETURN t.id AS id, t.name AS name, p.id AS parent, t.valid_until AS valid_until,
        coalesce(t.former_names, []) AS former_names,
        [(t)-[s:SUCCEEDED_BY]->(heir:Territory) WHERE coalesce(s.on, $today) <= $today | heir.id] AS heirs
"""
ORGANISATIONS_CYPHER: Final = (
    "MATCH (n:Organisation) RETURN n.id AS id, n.name AS name, n.aliases AS others, n.uscc AS number"
)
SITES_CYPHER: Final = """
    MATCH (n:Organisation)-[r:LOCATED_IN]->(t:Territory) WHERE r.until IS NULL
    RETURN n.id AS id, min(t.id) AS place
"""
PLACED_CYPHER: Final[dict[str, LiteralString]] = {
    "Person": """
        UNWIND $ids AS id MATCH (n:Person {id: id})-[r:LIVES_IN]->(:Territory) WHERE r.until IS NULL
        RETURN n.id AS id, min(r.ledger) AS ledger
    """,
    "Organisation": """
        UNWIND $ids AS id MATCH (n:Organisation {id: id})-[r:LOCATED_IN]->(:Territory) WHERE r.until IS NULL
        RETURN n.id AS id, min(r.ledger) AS ledger
    """,
}
PARTY_ORGANISATIONS_CYPHER: Final = (
    "MATCH (n:PartyOrganisation) RETURN n.id AS id, n.name AS name, null AS others, n.number AS number"
)
TEAMS_CYPHER: Final = "MATCH (n:Team) RETURN n.id AS id, n.name AS name, null AS others, n.number AS number"
ALLIANCES_CYPHER: Final = "MATCH (n:Alliance) RETURN n.id AS id, n.name AS name, null AS others, n.number AS number"
STATIONS_CYPHER: Final = "MATCH (n:Station) RETURN n.id AS id, n.name AS name, null AS others, n.number AS number"
RESOURCES_CYPHER: Final = "MATCH (n:Resource) RETURN n.id AS id, n.title AS name, null AS others, n.number AS number"
NEEDS_CYPHER: Final = "MATCH (n:Need) RETURN n.id AS id, n.title AS name, null AS others, n.number AS number"
PROBLEMS_CYPHER: Final = "MATCH (n:Problem) RETURN n.id AS id, n.title AS name, null AS others, n.number AS number"
PROJECTS_CYPHER: Final = "MATCH (n:Project) RETURN n.id AS id, n.title AS name, null AS others, n.number AS number"
POSTS_CYPHER: Final = "MATCH (n:Post) RETURN n.id AS id, n.title AS name, null AS others, n.number AS number"
POSTS_BY_ID_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Post {id: id})
    OPTIONAL MATCH (n)-[r:IN]->(t:Territory) WHERE r.until IS NULL
    RETURN n.id AS id, n.number AS number, n.digest AS digest, min(t.id) AS place
"""
ACTIVITIES_CYPHER: Final = (
    "MATCH (n:Activity) RETURN n.id AS id, n.title AS name, null AS others, n.number AS number, n.on AS day"
)
WHISTLES_CYPHER: Final = "MATCH (n:Whistle) RETURN n.id AS id, n.title AS name, null AS others, null AS number"
PERSON_IDS_CYPHER: Final = "MATCH (n:Person) RETURN n.id AS id"
PERSONS_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Person {id: id})
    RETURN n.id AS id, n.name AS name, n.number AS number, n.identity AS identity, n.number_key AS number_key,
        n.phone_key AS phone_key
"""

NAMED: Final[dict[str, LiteralString]] = {
    "Organisation": ORGANISATIONS_CYPHER,
    "PartyOrganisation": PARTY_ORGANISATIONS_CYPHER,
    "Team": TEAMS_CYPHER,
    "Alliance": ALLIANCES_CYPHER,
    "Station": STATIONS_CYPHER,
    "Resource": RESOURCES_CYPHER,
    "Need": NEEDS_CYPHER,
    "Problem": PROBLEMS_CYPHER,
    "Project": PROJECTS_CYPHER,
    "Post": POSTS_CYPHER,
    "Activity": ACTIVITIES_CYPHER,
    "Whistle": WHISTLES_CYPHER,
}
