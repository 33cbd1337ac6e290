"""Persons as the matcher reads them: one row a person, by community or by id."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache, partial
from typing import Any, Final, NamedTuple

from neo4j import ManagedTransaction

from graph_model.driver import Graph
from graph_model.entities.bounds import MOST_POSTS
from graph_model.entities.candidates import HeldSkill, HelperRow, Place, TieToPlace
from graph_model.entities.capacity import CAPACITY_WHEN_UNKNOWN
from graph_model.entities.terms import RegistrationCapacity, Role
from graph_model.nodes import batches
from graph_model.scope import PERSON_WITHIN_CLAUSE, TERRITORIES_WITHIN_CLAUSE, UP_CLAUSE, Scope
from graph_model.surroundings import Surroundings

VALUES_CLAUSE: Final = """[
    n.id, n.name, n.slots, n.max_posts, n.birth_year, n.status, n.do_not_assign, n.consent,
    toString(n.consent_until), n.employment, n.occupation, n.note, n.reach, labels(n), toString(n.updated_at), n.source,
    [(n)-[h:HAS_SKILL]->(s:Skill) WHERE coalesce(h.until, $day) >= $day |
        [s.id, h.level, h.certificate, toString(h.valid_until), toString(h.verified_on), s.label]],
    [(n)-[r:ABOUT]->(c:Category) WHERE coalesce(r.until, $day) >= $day | c.id],
    [(n)-[r:REGISTERED_AT]->(x:Territory)
        WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | [x.id, r.capacity]],
    [(n)-[r:WORKS_FOR]->(o:Organisation)
        WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | o.id],
    [(n)-[r:RESPONSIBLE_FOR]->(x:Territory)
        WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | x.id],
    [(n)-[r:MEMBER_OF]->(m:Team)
        WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | m.id],
    [(n)-[r:FILLS|ASSIGNED_TO]->(w)
        WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | [w.id, coalesce(r.slots, w.slots)]],
    [(n)-[:DECLINED]->(w) | w.id],
    [(n)-[k:TOOK_PART_IN]->(a:Activity) WHERE k.until IS NULL | [a.id, k.hours]]
]"""
"""What is read of the person `n` on `$day`, in the order of `PersonRecord`."""
PERSONS_LIVING_CYPHER: Final = (
    "UNWIND $places AS place MATCH (t:Territory {id: place})"
    " WHERE EXISTS { MATCH (t)-[up:PART_OF*0..6]->(:Territory {id: $root}) WHERE"
    + UP_CLAUSE
    + """}
    MATCH (t)<-[home:LIVES_IN]-(n:Person)
    WHERE coalesce(home.since, $day) <= $day AND coalesce(home.until, $day) >= $day
    RETURN t.id AS home, collect("""
    + VALUES_CLAUSE
    + ") AS persons"
)
PERSONS_BY_ID_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Person {id: id}) WHERE "
    + PERSON_WITHIN_CLAUSE
    + """
    RETURN [(n)-[home:LIVES_IN]->(t:Territory)
            WHERE coalesce(home.since, $day) <= $day AND coalesce(home.until, $day) >= $day | t.id] AS homes, """
    + VALUES_CLAUSE
    + " AS person"
)
PLACES_HERE_CYPHER: Final = TERRITORIES_WITHIN_CLAUSE + "RETURN DISTINCT t.id AS id"
REGISTERED_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[r:REGISTERED_AT]-(p:Person)
    WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    RETURN t.id AS place, collect(p.id) AS ids
    """
)
WORKING_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[site:LOCATED_IN]-(:Organisation)<-[r:WORKS_FOR]-(p:Person)
    WHERE coalesce(site.until, $day) >= $day
      AND coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    RETURN t.id AS place, collect(p.id) AS ids
    """
)

ASKED_AT_ONCE: Final = 1000
PLACES_AT_ONCE: Final = 100
"""Each statement stays far from the server's time limit, however large the scope."""
ROLES: Final = frozenset(role.value for role in Role)


class PersonRecord(NamedTuple):
    """The values of one person in the order of the texts above."""

    id: str
    name: str
    slots: int | None
    max_posts: int | None
    birth_year: int | None
    status: str | None
    do_not_assign: bool | None
    consent: bool | None
    consent_until: str | None
    employment: str | None
    occupation: str | None
    note: str | None
    reach: Any
    labels: list[str]
    updated_at: str | None
    source: str | None
    skills: list[list[Any]]
    categories: list[str]
    registrations: list[list[str]]
    organisations: list[str]
    responsibilities: list[str]
    teams: list[str]
    commitments: list[list[Any]]
    refused: list[str]
    deeds: list[list[Any]]


def read_persons(graph: Graph, scope: Scope, day: date) -> list[tuple[str | None, PersonRecord]]:
    """Read every person the scope reaches, each with today's home in it or elsewhere."""
    found: dict[str, tuple[str | None, PersonRecord]] = {}
    places = sorted(row["id"] for row in graph.rows(PLACES_HERE_CYPHER, root=scope.territory, today=day))
    for some in batches(places, PLACES_AT_ONCE):
        for home, persons in graph.read(partial(_living, places=some, root=scope.territory, day=day)):
            found |= {person.id: (home, person) for person in persons if person.id not in found}
    elsewhere = sorted(set(ids_here(graph, scope, day)) - found.keys())
    return [*found.values(), *read_persons_by_id(graph, scope, day, elsewhere)]


def _living(tx: ManagedTransaction, places: list[str], root: str, day: date) -> list[tuple[str, list[PersonRecord]]]:
    """Read without converting: the text returns no dates, and 100,000 persons are many values to look at."""
    rows = tx.run(PERSONS_LIVING_CYPHER, places=places, root=root, day=day, today=day)
    return [(row["home"], list(map(PersonRecord._make, row["persons"]))) for row in rows]


def ids_here(graph: Graph, scope: Scope, day: date) -> Iterator[str]:
    """List the persons who report or work within the scope, wherever they live."""
    for row in graph.rows(REGISTERED_HERE_CYPHER, root=scope.territory, day=day, today=day):
        yield from row["ids"]
    for row in graph.rows(WORKING_HERE_CYPHER, root=scope.territory, day=day, today=day):
        yield from row["ids"]


def read_persons_by_id(
    graph: Graph, scope: Scope, day: date, ids: Sequence[str]
) -> list[tuple[str | None, PersonRecord]]:
    """Read those of the persons whom the scope reaches."""
    rows: list[dict[str, Any]] = []
    for some in batches(ids, ASKED_AT_ONCE):
        rows.extend(graph.rows(PERSONS_BY_ID_CYPHER, ids=some, root=scope.territory, day=day, today=day))
    return [(min(row["homes"], default=None), PersonRecord(*row["person"])) for row in rows]


def person_row(home: str | None, person: PersonRecord, around: Surroundings, day: date) -> HelperRow:
    """Join one person with the units, teams and activities around."""
    organisation = min(person.organisations, default=None)
    skills = sorted(person.skills, key=first)
    return HelperRow(
        id=person.id,
        kind="person",
        name=person.name,
        home=home,
        places=tuple(places_of(home, person, around)),
        skills=tuple(held(skill) for skill in skills),
        categories=tuple(sorted(person.categories)),
        slots=person.slots,
        capacity=CAPACITY_WHEN_UNKNOWN["Person"] if person.max_posts is None else min(person.max_posts, MOST_POSTS),
        load=len(person.commitments),
        commitments=tuple(sorted(((work, slots) for work, slots in person.commitments), key=first)),
        birth_year=person.birth_year,
        status=person.status or "active",
        do_not_assign=bool(person.do_not_assign),
        consent=consent_on(person.consent, person.consent_until, day),
        refused=tuple(sorted(set(person.refused))),
        organisation=organisation,
        organisation_name=around.organisation_name(organisation),
        employment=person.employment,
        roles=tuple(sorted(ROLES.intersection(person.labels))),
        text=" ".join(part for part in (person.occupation, person.note, *(skill[5] for skill in skills)) if part),
        reach=person.reach,
        deeds=around.deeds(person.deeds),
        updated_on=day_of(person.updated_at),
        source=person.source,
    )


def places_of(home: str | None, person: PersonRecord, around: Surroundings) -> Iterable[Place]:
    """List the places of a person: home, registrations, duties, and what the unit and the teams bring."""
    places = [Place(home, "lives")] if home else []
    places += [Place(territory, registered(capacity)) for territory, capacity in sorted(person.registrations, key=str)]
    places += [Place(territory, "responsible") for territory in sorted(person.responsibilities)]
    for organisation in sorted(person.organisations):
        places += [Place(territory, "works") for territory in around.locations(organisation)]
        places += [Place(territory, "paired") for territory in around.pairings(organisation)]
    for team in sorted(person.teams):
        places += [Place(territory, "serves") for territory in around.served(team)]
    return dict.fromkeys(places)


def registered(capacity: str | None) -> TieToPlace:
    """Say how a registration ties to a place; at home unless it is told otherwise."""
    return "registered_workplace" if capacity == RegistrationCapacity.WORKPLACE else "registered_residence"


def held(skill: Sequence[Any]) -> HeldSkill:
    """Make a held skill of its values; a level that is not known is what the holder says."""
    return HeldSkill(skill[0], skill[1] or 0, skill[2], day_of(skill[3]), day_of(skill[4]))


def consent_on(consent: bool | None, until: str | None, day: date) -> bool | None:  # noqa: FBT001 - a value, no switch
    """Tell whether consent holds on a day: one that has run out must be asked for again."""
    ended = day_of(until)
    return None if consent and ended is not None and ended < day else consent


@lru_cache(maxsize=50_000)
def day_of(text: str | None) -> date | None:
    """Read the day out of an ISO date or time."""
    return date.fromisoformat(text[:10]) if text else None


def first(values: Sequence[Any]) -> Any:  # noqa: ANN401 - whatever stands first
    """Give the first value, to sort by."""
    return values[0]
