"""The constant writes that make a person together with the tie to where they live, by the labels of the person.

Each takes `$rows` of a territory and the persons who live there: the territory is looked up once, and a person who is
being made not at all. What a person says is written out, since a node made whole is stored once and one made and then
added to twice.
"""

import re
from collections.abc import Mapping
from typing import Final, LiteralString

from loaders.link_texts import GIVEN_CLAUSE

HELD_CLAUSE: Final = """
    WITH datetime($now) AS now
    UNWIND $rows AS held
    MATCH (b:Territory {id: held.end})
    UNWIND held.rows AS row
"""
NEW_CLAUSES: Final[Mapping[str, LiteralString]] = {
    "Person": "CREATE (n:Person ",
    "Person:Volunteer": "CREATE (n:Person:Volunteer ",
    "Person:PartyMember": "CREATE (n:Person:PartyMember ",
    "Person:PartyMember:Volunteer": "CREATE (n:Person:PartyMember:Volunteer ",
}
SAID_CLAUSE: Final = """{id: row.id, created_at: now, updated_at: now,
    birth_year: row.props.birth_year, consent: row.props.consent, consent_purpose: row.props.consent_purpose,
    consent_until: row.props.consent_until, digest: row.props.digest, do_not_assign: row.props.do_not_assign,
    education: row.props.education, employer: row.props.employer, employment: row.props.employment,
    gender: row.props.gender, hours_per_week: row.props.hours_per_week, id_number: row.props.id_number,
    identity: row.props.identity, max_posts: row.props.max_posts, name: row.props.name, note: row.props.note,
    number: row.props.number, number_key: row.props.number_key, occupation: row.props.occupation,
    phone: row.props.phone, phone_key: row.props.phone_key, reach: row.props.reach, run: row.props.run,
    sample: row.props.sample, slots: row.props.slots, source: row.props.source, status: row.props.status,
    unavailable_on: row.props.unavailable_on})-[r:LIVES_IN """
CREATE_HOMED_CYPHER: Final = {
    labels: HELD_CLAUSE + new + SAID_CLAUSE + GIVEN_CLAUSE for labels, new in NEW_CLAUSES.items()
}
"""By the labels of the node, as `node_texts.CREATE_CYPHER`."""
SAID: Final = frozenset(re.findall(r"row\.props\.(\w+)", CREATE_HOMED_CYPHER["Person"]))
"""What is written out of a person; one of whom a row says more is made and then tied."""
