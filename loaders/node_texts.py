"""The constant texts that find, create, change and untie the nodes of ledger rows, by label."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, LiteralString

FIND_TERRITORY_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Territory {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_TERRITORY_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Territory {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_TERRITORY_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Territory {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_TERRITORY_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Territory {id: id})-[r]->(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_TERRITORY_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Territory {id: row.id})-[r]->(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_TERRITORY_CYPHER: Final = """
    MATCH (n:Territory) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_ORGANISATION_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_ORGANISATION_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_AGENCY_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation:Agency {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_PUBLIC_INSTITUTION_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation:PublicInstitution {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_ENTERPRISE_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation:Enterprise {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_SOCIAL_ORGANISATION_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation:SocialOrganisation {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_MASS_ORGANISATION_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation:MassOrganisation {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_PROPERTY_COMPANY_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation:PropertyCompany {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_OWNERS_COMMITTEE_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation:OwnersCommittee {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_RESIDENTS_COMMITTEE_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Organisation:ResidentsCommittee {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_ORGANISATION_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Organisation {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_ORGANISATION_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id})-[r]->(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_ORGANISATION_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Organisation {id: row.id})-[r]->(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_ORGANISATION_CYPHER: Final = """
    MATCH (n:Organisation) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_PARTY_ORGANISATION_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:PartyOrganisation {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_PARTY_ORGANISATION_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:PartyOrganisation {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_PARTY_ORGANISATION_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:PartyOrganisation {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_PARTY_ORGANISATION_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:PartyOrganisation {id: id})-[r]->(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_PARTY_ORGANISATION_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:PartyOrganisation {id: row.id})-[r]->(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_PARTY_ORGANISATION_CYPHER: Final = """
    MATCH (n:PartyOrganisation) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_TEAM_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Team {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_TEAM_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Team {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_TEAM_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Team {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_TEAM_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Team {id: id})-[r]->(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_TEAM_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Team {id: row.id})-[r]->(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_TEAM_CYPHER: Final = """
    MATCH (n:Team) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_ALLIANCE_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Alliance {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_ALLIANCE_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Alliance {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_ALLIANCE_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Alliance {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_ALLIANCE_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Alliance {id: id})-[r]-(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_ALLIANCE_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Alliance {id: row.id})-[r]-(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_ALLIANCE_CYPHER: Final = """
    MATCH (n:Alliance) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_PERSON_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Person {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_PERSON_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Person {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_VOLUNTEER_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Person:Volunteer {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_PARTY_MEMBER_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Person:PartyMember {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CREATE_PARTY_MEMBER_VOLUNTEER_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Person:PartyMember:Volunteer {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_PERSON_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Person {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_PERSON_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Person {id: id})-[r]->(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_PERSON_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Person {id: row.id})-[r]->(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_PERSON_CYPHER: Final = """
    MATCH (n:Person) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_STATION_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Station {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_STATION_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Station {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_STATION_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Station {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_STATION_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Station {id: id})-[r]->(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_STATION_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Station {id: row.id})-[r]->(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_STATION_CYPHER: Final = """
    MATCH (n:Station) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_POST_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Post {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_POST_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Post {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_POST_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Post {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_POST_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Post {id: id})-[r]->(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_POST_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Post {id: row.id})-[r]->(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_POST_CYPHER: Final = """
    MATCH (n:Post) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_RESOURCE_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Resource {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_RESOURCE_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Resource {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_RESOURCE_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Resource {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_RESOURCE_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Resource {id: id})-[r]-(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_RESOURCE_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Resource {id: row.id})-[r]-(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_RESOURCE_CYPHER: Final = """
    MATCH (n:Resource) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_PROBLEM_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Problem {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_PROBLEM_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Problem {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_PROBLEM_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Problem {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_PROBLEM_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Problem {id: id})-[r]->(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_PROBLEM_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Problem {id: row.id})-[r]->(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_PROBLEM_CYPHER: Final = """
    MATCH (n:Problem) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_NEED_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Need {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_NEED_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Need {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_NEED_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Need {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_NEED_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Need {id: id})-[r]-(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_NEED_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Need {id: row.id})-[r]-(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_NEED_CYPHER: Final = """
    MATCH (n:Need) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_PROJECT_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Project {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_PROJECT_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Project {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_PROJECT_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Project {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_PROJECT_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Project {id: id})-[r]-(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_PROJECT_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Project {id: row.id})-[r]-(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_PROJECT_CYPHER: Final = """
    MATCH (n:Project) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""
FIND_ACTIVITY_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Activity {id: id})
    RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on, labels(n) AS labels
"""
CREATE_ACTIVITY_CYPHER: Final = """
    UNWIND $rows AS row CREATE (n:Activity {id: row.id})
    SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)
"""
CHANGE_ACTIVITY_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Activity {id: row.id})
    SET n += row.props, n.updated_at = datetime($now)
"""
OPEN_LINKS_OF_ACTIVITY_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Activity {id: id})-[r]-(other) WHERE r.until IS NULL
    RETURN id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger, r.role AS role,
        r.capacity AS capacity, r.title AS title
"""
CLOSE_LINKS_OF_ACTIVITY_CYPHER: Final = """
    UNWIND $rows AS row MATCH (n:Activity {id: row.id})-[r]-(other)
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
ABANDONED_ACTIVITY_CYPHER: Final = """
    MATCH (n:Activity) WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest
"""

FIND: Final[Mapping[str, LiteralString]] = MappingProxyType(
    {
        "Territory": FIND_TERRITORY_CYPHER,
        "Organisation": FIND_ORGANISATION_CYPHER,
        "PartyOrganisation": FIND_PARTY_ORGANISATION_CYPHER,
        "Team": FIND_TEAM_CYPHER,
        "Alliance": FIND_ALLIANCE_CYPHER,
        "Person": FIND_PERSON_CYPHER,
        "Station": FIND_STATION_CYPHER,
        "Post": FIND_POST_CYPHER,
        "Resource": FIND_RESOURCE_CYPHER,
        "Problem": FIND_PROBLEM_CYPHER,
        "Need": FIND_NEED_CYPHER,
        "Project": FIND_PROJECT_CYPHER,
        "Activity": FIND_ACTIVITY_CYPHER,
    }
)

CHANGE: Final[Mapping[str, LiteralString]] = MappingProxyType(
    {
        "Territory": CHANGE_TERRITORY_CYPHER,
        "Organisation": CHANGE_ORGANISATION_CYPHER,
        "PartyOrganisation": CHANGE_PARTY_ORGANISATION_CYPHER,
        "Team": CHANGE_TEAM_CYPHER,
        "Alliance": CHANGE_ALLIANCE_CYPHER,
        "Person": CHANGE_PERSON_CYPHER,
        "Station": CHANGE_STATION_CYPHER,
        "Post": CHANGE_POST_CYPHER,
        "Resource": CHANGE_RESOURCE_CYPHER,
        "Problem": CHANGE_PROBLEM_CYPHER,
        "Need": CHANGE_NEED_CYPHER,
        "Project": CHANGE_PROJECT_CYPHER,
        "Activity": CHANGE_ACTIVITY_CYPHER,
    }
)

OPEN_LINKS: Final[Mapping[str, LiteralString]] = MappingProxyType(
    {
        "Territory": OPEN_LINKS_OF_TERRITORY_CYPHER,
        "Organisation": OPEN_LINKS_OF_ORGANISATION_CYPHER,
        "PartyOrganisation": OPEN_LINKS_OF_PARTY_ORGANISATION_CYPHER,
        "Team": OPEN_LINKS_OF_TEAM_CYPHER,
        "Alliance": OPEN_LINKS_OF_ALLIANCE_CYPHER,
        "Person": OPEN_LINKS_OF_PERSON_CYPHER,
        "Station": OPEN_LINKS_OF_STATION_CYPHER,
        "Post": OPEN_LINKS_OF_POST_CYPHER,
        "Resource": OPEN_LINKS_OF_RESOURCE_CYPHER,
        "Problem": OPEN_LINKS_OF_PROBLEM_CYPHER,
        "Need": OPEN_LINKS_OF_NEED_CYPHER,
        "Project": OPEN_LINKS_OF_PROJECT_CYPHER,
        "Activity": OPEN_LINKS_OF_ACTIVITY_CYPHER,
    }
)

CLOSE: Final[Mapping[str, LiteralString]] = MappingProxyType(
    {
        "Territory": CLOSE_LINKS_OF_TERRITORY_CYPHER,
        "Organisation": CLOSE_LINKS_OF_ORGANISATION_CYPHER,
        "PartyOrganisation": CLOSE_LINKS_OF_PARTY_ORGANISATION_CYPHER,
        "Team": CLOSE_LINKS_OF_TEAM_CYPHER,
        "Alliance": CLOSE_LINKS_OF_ALLIANCE_CYPHER,
        "Person": CLOSE_LINKS_OF_PERSON_CYPHER,
        "Station": CLOSE_LINKS_OF_STATION_CYPHER,
        "Post": CLOSE_LINKS_OF_POST_CYPHER,
        "Resource": CLOSE_LINKS_OF_RESOURCE_CYPHER,
        "Problem": CLOSE_LINKS_OF_PROBLEM_CYPHER,
        "Need": CLOSE_LINKS_OF_NEED_CYPHER,
        "Project": CLOSE_LINKS_OF_PROJECT_CYPHER,
        "Activity": CLOSE_LINKS_OF_ACTIVITY_CYPHER,
    }
)

ABANDONED: Final[Mapping[str, LiteralString]] = MappingProxyType(
    {
        "Territory": ABANDONED_TERRITORY_CYPHER,
        "Organisation": ABANDONED_ORGANISATION_CYPHER,
        "PartyOrganisation": ABANDONED_PARTY_ORGANISATION_CYPHER,
        "Team": ABANDONED_TEAM_CYPHER,
        "Alliance": ABANDONED_ALLIANCE_CYPHER,
        "Person": ABANDONED_PERSON_CYPHER,
        "Station": ABANDONED_STATION_CYPHER,
        "Post": ABANDONED_POST_CYPHER,
        "Resource": ABANDONED_RESOURCE_CYPHER,
        "Problem": ABANDONED_PROBLEM_CYPHER,
        "Need": ABANDONED_NEED_CYPHER,
        "Project": ABANDONED_PROJECT_CYPHER,
        "Activity": ABANDONED_ACTIVITY_CYPHER,
    }
)

CREATE: Final[Mapping[tuple[str, ...], LiteralString]] = MappingProxyType(
    {
        ("Territory",): CREATE_TERRITORY_CYPHER,
        ("Organisation",): CREATE_ORGANISATION_CYPHER,
        (
            "Organisation",
            "Agency",
        ): CREATE_AGENCY_CYPHER,
        (
            "Organisation",
            "PublicInstitution",
        ): CREATE_PUBLIC_INSTITUTION_CYPHER,
        (
            "Organisation",
            "Enterprise",
        ): CREATE_ENTERPRISE_CYPHER,
        (
            "Organisation",
            "SocialOrganisation",
        ): CREATE_SOCIAL_ORGANISATION_CYPHER,
        (
            "Organisation",
            "MassOrganisation",
        ): CREATE_MASS_ORGANISATION_CYPHER,
        (
            "Organisation",
            "PropertyCompany",
        ): CREATE_PROPERTY_COMPANY_CYPHER,
        (
            "Organisation",
            "OwnersCommittee",
        ): CREATE_OWNERS_COMMITTEE_CYPHER,
        (
            "Organisation",
            "ResidentsCommittee",
        ): CREATE_RESIDENTS_COMMITTEE_CYPHER,
        ("PartyOrganisation",): CREATE_PARTY_ORGANISATION_CYPHER,
        ("Team",): CREATE_TEAM_CYPHER,
        ("Alliance",): CREATE_ALLIANCE_CYPHER,
        ("Person",): CREATE_PERSON_CYPHER,
        (
            "Person",
            "Volunteer",
        ): CREATE_VOLUNTEER_CYPHER,
        (
            "Person",
            "PartyMember",
        ): CREATE_PARTY_MEMBER_CYPHER,
        (
            "Person",
            "PartyMember",
            "Volunteer",
        ): CREATE_PARTY_MEMBER_VOLUNTEER_CYPHER,
        ("Station",): CREATE_STATION_CYPHER,
        ("Post",): CREATE_POST_CYPHER,
        ("Resource",): CREATE_RESOURCE_CYPHER,
        ("Problem",): CREATE_PROBLEM_CYPHER,
        ("Need",): CREATE_NEED_CYPHER,
        ("Project",): CREATE_PROJECT_CYPHER,
        ("Activity",): CREATE_ACTIVITY_CYPHER,
    }
)
