"""Teams, organisations and resources as the matcher reads them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final, LiteralString, NamedTuple, get_args

from graph_model.driver import Graph
from graph_model.entities.bounds import MOST_POSTS, MOST_UNITS
from graph_model.entities.candidates import HelperKind, HelperRow, Place, TieToPlace
from graph_model.entities.capacity import CAPACITY_WHEN_UNKNOWN
from graph_model.nodes import batches
from graph_model.person_rows import day_of, first
from graph_model.scope import (
    TEAM_WITHIN_CLAUSE,
    TERRITORIES_WITHIN_CLAUSE,
    THING_WITHIN_CLAUSE,
    UNIT_WITHIN_CLAUSE,
    Scope,
)
from graph_model.surroundings import Surroundings
from graph_model.taxonomy import load_taxonomy

TEAMS_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[:SERVES]-(n:Team)
    RETURN t.id AS place, collect(n.id) AS ids
    """
)
ORGANISATIONS_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[:LOCATED_IN|PAIRED_WITH]-(n:Organisation)
    RETURN t.id AS place, collect(n.id) AS ids
    """
)
RESOURCES_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[:IN]-(n:Resource)
    RETURN t.id AS place, collect(n.id) AS ids
    """
)
TEAMS_BY_ID_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Team {id: id}) WHERE"
    + TEAM_WITHIN_CLAUSE
    + """
    RETURN n.id AS id, n.name AS name, n.description AS text, n.slots AS slots, n.max_posts AS capacity,
        n.reach AS reach, toString(n.updated_at) AS updated_at, n.source AS source,
        [(n)-[r:SERVES]->(t:Territory)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | ['serves', t.id]] AS places,
        [(n)-[r:ABOUT]->(c:Category) WHERE coalesce(r.until, $day) >= $day | c.id] AS categories,
        [(n)-[r:FILLS|ASSIGNED_TO]->(w)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
            | [w.id, w.slots, r.quantity]] AS commitments,
        [(n)-[:DECLINED]->(w) | w.id] AS refused,
        [(n)-[k:TOOK_PART_IN]->(a:Activity) WHERE k.until IS NULL | [a.id, k.hours]] AS deeds
    """
)
ORGANISATIONS_BY_ID_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Organisation {id: id}) WHERE"
    + UNIT_WITHIN_CLAUSE
    + """
    RETURN n.id AS id, n.name AS name, n.description AS text, n.slots AS slots, n.max_posts AS capacity,
        n.reach AS reach, toString(n.updated_at) AS updated_at, n.source AS source,
        [(n)-[r:LOCATED_IN]->(t:Territory) WHERE coalesce(r.until, $day) >= $day | ['located', t.id]]
        + [(n)-[r:PAIRED_WITH]->(t:Territory)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | ['paired', t.id]]
        + [(n)-[r:SERVES]->(t:Territory)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | ['serves', t.id]] AS places,
        [(n)-[r:ABOUT]->(c:Category) WHERE coalesce(r.until, $day) >= $day | c.id] AS categories,
        [(n)-[r:FILLS|ASSIGNED_TO]->(w)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
            | [w.id, w.slots, r.quantity]] AS commitments,
        [(n)-[:DECLINED]->(w) | w.id] AS refused,
        [(n)-[k:TOOK_PART_IN]->(a:Activity) WHERE k.until IS NULL | [a.id, k.hours]] AS deeds
    """
)
RESOURCES_BY_ID_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Resource {id: id}) WHERE "
    + THING_WITHIN_CLAUSE
    + """
    RETURN n.id AS id, n.title AS name, n.description AS text, n.slots AS slots, n.capacity AS capacity,
        n.reach AS reach, toString(n.updated_at) AS updated_at, n.source AS source, n.status AS status, n.unit AS unit,
        toString(n.window_from) AS window_from, toString(n.window_until) AS window_until,
        [(n)-[r:IN]->(t:Territory) WHERE coalesce(r.until, $day) >= $day | ['offers', t.id]] AS places,
        [(n)-[r:ABOUT]->(c:Category) WHERE coalesce(r.until, $day) >= $day | c.id] AS categories,
        [(n)-[r:FILLS|ASSIGNED_TO]->(w)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
            | [w.id, w.slots, r.quantity]] AS commitments,
        [(n)-[:DECLINED]->(w) | w.id] AS refused,
        [(n)<-[r:OFFERS]-(o:Organisation) WHERE coalesce(r.until, $day) >= $day | [o.id, o.name]] AS owners,
        [] AS deeds
    """
)

ASKED_AT_ONCE: Final = 1000
TIES_TO_PLACE: Final[Mapping[str, TieToPlace]] = MappingProxyType({tie: tie for tie in get_args(TieToPlace)})


class OtherKind(NamedTuple):
    """A kind of helper that is no person: its label, the start of its ids and its two texts."""

    kind: HelperKind
    label: str
    prefix: str
    here_cypher: LiteralString
    by_id_cypher: LiteralString


OTHER_KINDS: Final = (
    OtherKind("team", "Team", "team-", TEAMS_HERE_CYPHER, TEAMS_BY_ID_CYPHER),
    OtherKind("organisation", "Organisation", "org-", ORGANISATIONS_HERE_CYPHER, ORGANISATIONS_BY_ID_CYPHER),
    OtherKind("resource", "Resource", "resource-", RESOURCES_HERE_CYPHER, RESOURCES_BY_ID_CYPHER),
)


def read_others(
    graph: Graph, scope: Scope, day: date, kind: OtherKind, ids: Iterable[str] | None
) -> list[dict[str, Any]]:
    """Read the helpers of one kind the scope reaches, or those of `ids` among them."""
    wanted = here(graph, scope, kind, day) if ids is None else {one for one in ids if one.startswith(kind.prefix)}
    rows: list[dict[str, Any]] = []
    for some in batches(sorted(wanted), ASKED_AT_ONCE):
        rows.extend(graph.rows(kind.by_id_cypher, ids=some, root=scope.territory, day=day, today=day))
    return rows


def here(graph: Graph, scope: Scope, kind: OtherKind, day: date) -> set[str]:
    """List the ids of one kind within the scope."""
    rows = graph.rows(kind.here_cypher, root=scope.territory, today=day)
    return {one for row in rows for one in row["ids"]}


def other_row(kind: OtherKind, row: Mapping[str, Any], around: Surroundings) -> HelperRow:
    """Join one team, unit or resource with the activities around."""
    places = sorted({(place, why) for why, place in row["places"]})
    categories = tuple(sorted(row["categories"]))
    owner, owner_name = min(row.get("owners", ()), default=(None, None))
    return HelperRow(
        id=row["id"],
        kind=kind.kind,
        name=row["name"],
        home=places[0][0] if places else None,
        places=tuple(Place(place, TIES_TO_PLACE[why]) for place, why in places),
        categories=categories,
        titled=load_taxonomy().told_by_title(row["name"], categories),
        slots=row["slots"],
        capacity=capacity_of(kind, row["capacity"]),
        load=len(row["commitments"]),
        commitments=tuple(sorted(((work, slots) for work, slots, _ in row["commitments"]), key=first)),
        status=status_of(row.get("status")),
        refused=tuple(sorted(set(row["refused"]))),
        organisation=row["id"] if kind.kind == "organisation" else owner,
        organisation_name=row["name"] if kind.kind == "organisation" else owner_name,
        text=row["text"] or "",
        reach=row["reach"],
        quantity=left(row) if kind.kind == "resource" else None,
        unit=row.get("unit"),
        window=(day_of(row.get("window_from")), day_of(row.get("window_until"))),
        deeds=around.deeds(row["deeds"]),
        updated_on=day_of(row["updated_at"]),
        source=row["source"],
    )


def capacity_of(kind: OtherKind, capacity: float | None) -> int:
    """Tell how many works at once; a resource counted in units can be shared by as many works as it has units."""
    if capacity is None:
        return CAPACITY_WHEN_UNKNOWN[kind.label]
    return int(min(capacity, MOST_UNITS if kind.kind == "resource" else MOST_POSTS))


def left(row: Mapping[str, Any]) -> float | None:
    """Tell how much of a resource is left today; None when it is not counted."""
    if row["capacity"] is None:
        return None
    return max(0.0, float(row["capacity"]) - given(row["commitments"]))


def given(commitments: Iterable[Sequence[Any]]) -> float:
    """Sum what commitments take; one without a quantity takes one."""
    return sum(1.0 if quantity is None else float(quantity) for _, _, quantity in commitments)


def status_of(status: str | None) -> str:
    """Turn a resource's place on its list into what a helper can be: active or paused."""
    return "active" if status in {None, "open", "in_progress"} else "paused"
