"""Labels beside the first one: roles of persons and kinds of organisations, each written where it is missing.

The embedded server refuses a label in the transaction that created the node, so these come after `save`.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final, LiteralString

from neo4j import ManagedTransaction

from graph_model.entities.terms import OrganisationKind, Role

MARK_PARTY_MEMBERS_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Person {id: id}) WHERE NOT n:PartyMember SET n:PartyMember
"""
MARK_VOLUNTEERS_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Person {id: id}) WHERE NOT n:Volunteer SET n:Volunteer
"""
MARK_SOCIAL_WORKERS_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Person {id: id}) WHERE NOT n:SocialWorker SET n:SocialWorker
"""
MARK_AGENCIES_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE NOT n:Agency SET n:Agency
"""
MARK_PUBLIC_INSTITUTIONS_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE NOT n:PublicInstitution SET n:PublicInstitution
"""
MARK_ENTERPRISES_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE NOT n:Enterprise SET n:Enterprise
"""
MARK_SOCIAL_ORGANISATIONS_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE NOT n:SocialOrganisation SET n:SocialOrganisation
"""
MARK_MASS_ORGANISATIONS_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE NOT n:MassOrganisation SET n:MassOrganisation
"""
MARK_PROPERTY_COMPANIES_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE NOT n:PropertyCompany SET n:PropertyCompany
"""
MARK_OWNERS_COMMITTEES_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE NOT n:OwnersCommittee SET n:OwnersCommittee
"""
MARK_RESIDENTS_COMMITTEES_CYPHER: Final = """
    UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE NOT n:ResidentsCommittee SET n:ResidentsCommittee
"""

MARKS: Final[Mapping[Role | OrganisationKind, LiteralString]] = MappingProxyType(
    {
        Role.PARTY_MEMBER: MARK_PARTY_MEMBERS_CYPHER,
        Role.VOLUNTEER: MARK_VOLUNTEERS_CYPHER,
        Role.SOCIAL_WORKER: MARK_SOCIAL_WORKERS_CYPHER,
        OrganisationKind.AGENCY: MARK_AGENCIES_CYPHER,
        OrganisationKind.PUBLIC_INSTITUTION: MARK_PUBLIC_INSTITUTIONS_CYPHER,
        OrganisationKind.ENTERPRISE: MARK_ENTERPRISES_CYPHER,
        OrganisationKind.SOCIAL_ORGANISATION: MARK_SOCIAL_ORGANISATIONS_CYPHER,
        OrganisationKind.MASS_ORGANISATION: MARK_MASS_ORGANISATIONS_CYPHER,
        OrganisationKind.PROPERTY_COMPANY: MARK_PROPERTY_COMPANIES_CYPHER,
        OrganisationKind.OWNERS_COMMITTEE: MARK_OWNERS_COMMITTEES_CYPHER,
        OrganisationKind.RESIDENTS_COMMITTEE: MARK_RESIDENTS_COMMITTEES_CYPHER,
    }
)


def put_mark(tx: ManagedTransaction, term: Role | OrganisationKind, ids: Sequence[str]) -> None:
    """Add one label within a transaction under way, which must not be the one that created the nodes."""
    tx.run(MARKS[term], ids=list(ids)).consume()
