"""The constant texts that find, create, change and untie the nodes of ledger rows, by label.

Each takes `$rows` with ids and is a node's own beginning and an end all labels share.
"""

from collections.abc import Mapping
from typing import Final, LiteralString

NODE_CLAUSES: Final[Mapping[str, LiteralString]] = {
    "Territory": "UNWIND $rows AS row MATCH (n:Territory {id: row.id})",
    "Organisation": "UNWIND $rows AS row MATCH (n:Organisation {id: row.id})",
    "PartyOrganisation": "UNWIND $rows AS row MATCH (n:PartyOrganisation {id: row.id})",
    "Team": "UNWIND $rows AS row MATCH (n:Team {id: row.id})",
    "Alliance": "UNWIND $rows AS row MATCH (n:Alliance {id: row.id})",
    "Person": "UNWIND $rows AS row MATCH (n:Person {id: row.id})",
    "Station": "UNWIND $rows AS row MATCH (n:Station {id: row.id})",
    "Post": "UNWIND $rows AS row MATCH (n:Post {id: row.id})",
    "Resource": "UNWIND $rows AS row MATCH (n:Resource {id: row.id})",
    "Problem": "UNWIND $rows AS row MATCH (n:Problem {id: row.id})",
    "Need": "UNWIND $rows AS row MATCH (n:Need {id: row.id})",
    "Project": "UNWIND $rows AS row MATCH (n:Project {id: row.id})",
    "Activity": "UNWIND $rows AS row MATCH (n:Activity {id: row.id})",
    "Whistle": "UNWIND $rows AS row MATCH (n:Whistle {id: row.id})",
}
LINK_CLAUSES: Final[Mapping[str, LiteralString]] = {
    "Territory": "UNWIND $rows AS row MATCH (n:Territory {id: row.id})-[r]->(other)",
    "Organisation": "UNWIND $rows AS row MATCH (n:Organisation {id: row.id})-[r]->(other)",
    "PartyOrganisation": "UNWIND $rows AS row MATCH (n:PartyOrganisation {id: row.id})-[r]->(other)",
    "Team": "UNWIND $rows AS row MATCH (n:Team {id: row.id})-[r]->(other)",
    "Alliance": "UNWIND $rows AS row MATCH (n:Alliance {id: row.id})-[r]-(other)",
    "Person": "UNWIND $rows AS row MATCH (n:Person {id: row.id})-[r]->(other)",
    "Station": "UNWIND $rows AS row MATCH (n:Station {id: row.id})-[r]->(other)",
    "Post": "UNWIND $rows AS row MATCH (n:Post {id: row.id})-[r]->(other)",
    "Resource": "UNWIND $rows AS row MATCH (n:Resource {id: row.id})-[r]-(other)",
    "Problem": "UNWIND $rows AS row MATCH (n:Problem {id: row.id})-[r]->(other)",
    "Need": "UNWIND $rows AS row MATCH (n:Need {id: row.id})-[r]-(other)",
    "Project": "UNWIND $rows AS row MATCH (n:Project {id: row.id})-[r]-(other)",
    "Activity": "UNWIND $rows AS row MATCH (n:Activity {id: row.id})-[r]-(other)",
    "Whistle": "UNWIND $rows AS row MATCH (n:Whistle {id: row.id})-[r]-(other)",
}
"""What a ledger ties to others; lists and activities are tied by their helpers and their owners as well."""
EVERY_CLAUSES: Final[Mapping[str, LiteralString]] = {
    "Territory": "MATCH (n:Territory)",
    "Organisation": "MATCH (n:Organisation)",
    "PartyOrganisation": "MATCH (n:PartyOrganisation)",
    "Team": "MATCH (n:Team)",
    "Alliance": "MATCH (n:Alliance)",
    "Person": "MATCH (n:Person)",
    "Station": "MATCH (n:Station)",
    "Post": "MATCH (n:Post)",
    "Resource": "MATCH (n:Resource)",
    "Problem": "MATCH (n:Problem)",
    "Need": "MATCH (n:Need)",
    "Project": "MATCH (n:Project)",
    "Activity": "MATCH (n:Activity)",
    "Whistle": "MATCH (n:Whistle)",
}
NEW_CLAUSES: Final[Mapping[str, LiteralString]] = {
    "Territory": "UNWIND $rows AS row CREATE (n:Territory {id: row.id})",
    "Organisation": "UNWIND $rows AS row CREATE (n:Organisation {id: row.id})",
    "Organisation:Agency": "UNWIND $rows AS row CREATE (n:Organisation:Agency {id: row.id})",
    "Organisation:PublicInstitution": "UNWIND $rows AS row CREATE (n:Organisation:PublicInstitution {id: row.id})",
    "Organisation:Enterprise": "UNWIND $rows AS row CREATE (n:Organisation:Enterprise {id: row.id})",
    "Organisation:SocialOrganisation": "UNWIND $rows AS row CREATE (n:Organisation:SocialOrganisation {id: row.id})",
    "Organisation:MassOrganisation": "UNWIND $rows AS row CREATE (n:Organisation:MassOrganisation {id: row.id})",
    "Organisation:PropertyCompany": "UNWIND $rows AS row CREATE (n:Organisation:PropertyCompany {id: row.id})",
    "Organisation:OwnersCommittee": "UNWIND $rows AS row CREATE (n:Organisation:OwnersCommittee {id: row.id})",
    "Organisation:ResidentsCommittee": "UNWIND $rows AS row CREATE (n:Organisation:ResidentsCommittee {id: row.id})",
    "PartyOrganisation": "UNWIND $rows AS row CREATE (n:PartyOrganisation {id: row.id})",
    "Team": "UNWIND $rows AS row CREATE (n:Team {id: row.id})",
    "Alliance": "UNWIND $rows AS row CREATE (n:Alliance {id: row.id})",
    "Person": "UNWIND $rows AS row CREATE (n:Person {id: row.id})",
    "Person:Volunteer": "UNWIND $rows AS row CREATE (n:Person:Volunteer {id: row.id})",
    "Person:PartyMember": "UNWIND $rows AS row CREATE (n:Person:PartyMember {id: row.id})",
    "Person:PartyMember:Volunteer": "UNWIND $rows AS row CREATE (n:Person:PartyMember:Volunteer {id: row.id})",
    "Station": "UNWIND $rows AS row CREATE (n:Station {id: row.id})",
    "Post": "UNWIND $rows AS row CREATE (n:Post {id: row.id})",
    "Resource": "UNWIND $rows AS row CREATE (n:Resource {id: row.id})",
    "Problem": "UNWIND $rows AS row CREATE (n:Problem {id: row.id})",
    "Need": "UNWIND $rows AS row CREATE (n:Need {id: row.id})",
    "Project": "UNWIND $rows AS row CREATE (n:Project {id: row.id})",
    "Activity": "UNWIND $rows AS row CREATE (n:Activity {id: row.id})",
    "Whistle": "UNWIND $rows AS row CREATE (n:Whistle {id: row.id})",
}

FOUND_CLAUSE: Final = (
    " RETURN n.id AS id, n.digest AS digest, n.ended_on AS ended_on,"
    " n.status_before AS status_before, labels(n) AS labels"
)
CREATED_CLAUSE: Final = " SET n += row.props, n.created_at = datetime($now), n.updated_at = datetime($now)"
CHANGED_CLAUSE: Final = " SET n += row.props, n.updated_at = datetime($now)"
HELD_CLAUSE: Final = """
    WHERE r.until IS NULL
    RETURN n.id AS id, type(r) AS type, other.id AS other, r.key AS key, r.since AS since, r.ledger AS ledger,
        r.source AS source, r.role AS role, r.capacity AS capacity, r.title AS title, r.certificate AS certificate,
        r.valid_until AS valid_until
"""
CLOSED_CLAUSE: Final = """
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other AND r.until IS NULL
    SET r.until = $until
"""
WHOLE_CLAUSE: Final = " RETURN n.id AS id, properties(n) AS props"
TIES_CLAUSE: Final = """
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other
    RETURN n.id AS id, type(r) AS type, r.key AS key, other.id AS other, properties(r) AS props
"""
REWRITTEN_CLAUSE: Final = """
    WHERE type(r) = row.type AND r.key = row.key AND other.id = row.other
    SET r += row.props
"""
TIED_CLAUSE: Final = """
    MATCH (n)-[r]-()
    WHERE (r.until IS NULL OR r.until >= $today) AND coalesce(r.run, '') <> $run AND NOT type(r) IN $aside
    RETURN DISTINCT n.id AS id
"""
RESTORED_CLAUSE: Final = " SET n += row.props, n.updated_at = datetime(row.updated_at)"
SAID_CLAUSE: Final = " WHERE n.digest CONTAINS $ledger RETURN n.id AS id, n.digest AS digest, n.status AS status"

FIND_CYPHER: Final = {label: node + FOUND_CLAUSE for label, node in NODE_CLAUSES.items()}
CREATE_CYPHER: Final = {labels: new + CREATED_CLAUSE for labels, new in NEW_CLAUSES.items()}
CHANGE_CYPHER: Final = {label: node + CHANGED_CLAUSE for label, node in NODE_CLAUSES.items()}
OPEN_LINKS_CYPHER: Final = {label: link + HELD_CLAUSE for label, link in LINK_CLAUSES.items()}
CLOSE_CYPHER: Final = {label: link + CLOSED_CLAUSE for label, link in LINK_CLAUSES.items()}
SAID_CYPHER: Final = {label: every + SAID_CLAUSE for label, every in EVERY_CLAUSES.items()}
"""Of every node of a label, those of which a ledger said something."""
WHOLE_CYPHER: Final = {label: node + WHOLE_CLAUSE for label, node in NODE_CLAUSES.items()}
TIES_CYPHER: Final = {label: link + TIES_CLAUSE for label, link in LINK_CLAUSES.items()}
"""Of the relationships named by type, key and other end, all they say, whether they hold or not."""
REWRITE_CYPHER: Final = {label: link + REWRITTEN_CLAUSE for label, link in LINK_CLAUSES.items()}
TIED_CYPHER: Final = {label: node + TIED_CLAUSE for label, node in NODE_CLAUSES.items()}
"""Those nodes that something has been tied to, or was tied by, beside the import `$run`, whichever the direction."""
RESTORE_CYPHER: Final = {label: node + RESTORED_CLAUSE for label, node in NODE_CLAUSES.items()}
