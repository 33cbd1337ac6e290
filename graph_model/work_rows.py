"""Posts and needs as the matcher reads them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from graph_model.claims import left_of
from graph_model.driver import Graph
from graph_model.entities.bounds import MOST_SEATS
from graph_model.entities.candidates import RequiredSkill, WorkRow
from graph_model.nodes import batches
from graph_model.person_rows import day_of
from graph_model.scope import TERRITORIES_WITHIN_CLAUSE, THING_WITHIN_CLAUSE, Scope

POSTS_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[:IN]-(n:Post)
    RETURN t.id AS place, collect(n.id) AS ids
    """
)
NEEDS_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[:IN]-(n:Need)
    RETURN t.id AS place, collect(n.id) AS ids
    """
)
POSTS_BY_ID_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Post {id: id}) WHERE "
    + THING_WITHIN_CLAUSE
    + """
    RETURN n.id AS id, n.title AS title, n.description AS description, n.slots AS slots, n.headcount AS headcount,
        n.hours_per_week AS hours_per_week, n.hazards AS hazards, n.insured AS insured, n.min_age AS min_age,
        n.max_age AS max_age, n.urgency AS urgency, toString(n.deadline) AS deadline,
        n.beneficiaries AS beneficiaries, n.status AS status, null AS quantity, null AS unit,
        [(n)-[r:IN]->(t:Territory) WHERE coalesce(r.until, $day) >= $day | t.id] AS places,
        [(n)-[r:ABOUT]->(c:Category) WHERE coalesce(r.until, $day) >= $day | c.id] AS categories,
        [(n)-[r:REQUIRES]->(s:Skill) WHERE coalesce(r.until, $day) >= $day
            | [s.id, r.level, r.mandatory, r.certificate]] AS skills,
        [(n)<-[r:FILLS|ASSIGNED_TO]-(h)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | r.quantity] AS taken
    """
)
NEEDS_BY_ID_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Need {id: id}) WHERE "
    + THING_WITHIN_CLAUSE
    + """
    RETURN n.id AS id, n.title AS title, n.description AS description, n.slots AS slots, n.headcount AS headcount,
        null AS hours_per_week, null AS hazards, null AS insured, null AS min_age,
        null AS max_age, n.urgency AS urgency, toString(n.deadline) AS deadline,
        n.beneficiaries AS beneficiaries, n.status AS status, n.quantity AS quantity, n.unit AS unit,
        [(n)-[r:IN]->(t:Territory) WHERE coalesce(r.until, $day) >= $day | t.id] AS places,
        [(n)-[r:ABOUT]->(c:Category) WHERE coalesce(r.until, $day) >= $day | c.id] AS categories,
        [(n)-[r:REQUIRES]->(s:Skill) WHERE coalesce(r.until, $day) >= $day
            | [s.id, r.level, r.mandatory, r.certificate]] AS skills,
        [(n)<-[r:FILLS|ASSIGNED_TO]-(h)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | r.quantity] AS taken
    """
)

ASKED_AT_ONCE: Final = 1000
ORDINARY_URGENCY: Final = 3


def read_posts(graph: Graph, scope: Scope, day: date, ids: Iterable[str] | None) -> list[WorkRow]:
    """Read the posts within the scope, or those of `ids` among them."""
    if ids is None:
        wanted = {one for row in graph.rows(POSTS_HERE_CYPHER, root=scope.territory, today=day) for one in row["ids"]}
    else:
        wanted = {one for one in ids if one.startswith("post-")}
    rows: list[WorkRow] = []
    for some in batches(sorted(wanted), ASKED_AT_ONCE):
        rows += map(post_row, graph.rows(POSTS_BY_ID_CYPHER, ids=some, root=scope.territory, day=day, today=day))
    return rows


def read_needs(graph: Graph, scope: Scope, day: date, ids: Iterable[str] | None) -> list[WorkRow]:
    """Read the needs and wishes within the scope, or those of `ids` among them."""
    if ids is None:
        wanted = {one for row in graph.rows(NEEDS_HERE_CYPHER, root=scope.territory, today=day) for one in row["ids"]}
    else:
        wanted = {one for one in ids if one.startswith(("need-", "wish-"))}
    rows: list[WorkRow] = []
    for some in batches(sorted(wanted), ASKED_AT_ONCE):
        rows += map(need_row, graph.rows(NEEDS_BY_ID_CYPHER, ids=some, root=scope.territory, day=day, today=day))
    return rows


def post_row(row: Mapping[str, Any]) -> WorkRow:
    """Make a post's row."""
    return WorkRow(kind="post", **shared(row))


def need_row(row: Mapping[str, Any]) -> WorkRow:
    """Make a need's row; what was taken on already is taken off what it asks for."""
    units = left_of(row["quantity"], row["headcount"], row["taken"]).units
    return WorkRow(kind="need", quantity=units, unit=row["unit"], **shared(row))


def shared(row: Mapping[str, Any]) -> dict[str, Any]:
    """Give what posts and needs have alike."""
    headcount = 1 if row["headcount"] is None else min(row["headcount"], MOST_SEATS)
    return {
        "id": row["id"],
        "title": row["title"],
        "description": row["description"] or "",
        "category": min(row["categories"], default=None),
        "territory": min(row["places"], default=""),
        "skills": tuple(required(skill) for skill in sorted(row["skills"], key=lambda skill: skill[0])),
        "slots": row["slots"],
        "hours_per_week": row["hours_per_week"],
        "hazards": row["hazards"],
        "insured": row["insured"],
        "min_age": row["min_age"],
        "max_age": row["max_age"],
        "headcount": headcount,
        "filled": len(row["taken"]),
        "urgency": row["urgency"] or ORDINARY_URGENCY,
        "deadline": day_of(row["deadline"]),
        "beneficiaries": row["beneficiaries"],
        "status": row["status"] or "open",
    }


def required(skill: list[Any]) -> RequiredSkill:
    """Make a required skill; one that is not said to be mandatory is welcome."""
    return RequiredSkill(skill[0], skill[1] or 0, mandatory=bool(skill[2]), certificate=skill[3])
