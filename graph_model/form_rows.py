"""The rows of forms that are no lists, and what the lists as forms tell besides their lines, within a subtree."""

from datetime import date
from typing import Any, Final

from graph_model.day import today
from graph_model.driver import Graph
from graph_model.scope import THING_WITHIN_CLAUSE, UP_CLAUSE, Scope

BELOW_CLAUSE: Final = "MATCH (:Territory {id: $root})<-[up:PART_OF*0..6]-(t:Territory)"
HOLDS_CLAUSE: Final = " WHERE (r.until IS NULL OR r.until >= $today) AND" + UP_CLAUSE
PAIRINGS_OF_FORM_CYPHER: Final = (
    BELOW_CLAUSE
    + "<-[r:PAIRED_WITH]-(n:Organisation)"
    + HOLDS_CLAUSE
    + """
    RETURN n.id AS id, n.name AS unit, t.id AS place, r.since AS since, r.until AS until, r.batch AS batch,
        r.content AS content, r.note AS note
    ORDER BY place, id, since
    """
)
REPORTS_OF_FORM_CYPHER: Final = (
    BELOW_CLAUSE
    + "<-[r:REGISTERED_AT]-(n:Person)"
    + HOLDS_CLAUSE
    + """
    WITH DISTINCT n AS one
    RETURN one.id AS id, one.name AS name,
        [(one)-[w:WORKS_FOR]->(o:Organisation) WHERE w.until IS NULL | o.name] AS units,
        [(one)-[m:MEMBER_OF]->(b:PartyOrganisation) WHERE m.until IS NULL | b.name] AS branches,
        [(one)-[k:REGISTERED_AT]->(p:Territory) WHERE k.until IS NULL | [k.capacity, p.id, k.since]] AS reports
    ORDER BY id
    """
)
ACTIVITIES_OF_FORM_CYPHER: Final = (
    BELOW_CLAUSE
    + "<-[r:IN]-(n:Activity)"
    + HOLDS_CLAUSE
    + """
    WITH n AS item, min(t.id) AS place
    OPTIONAL MATCH (item)-[:ABOUT]->(c:Category)
    WITH item, place, min(c.label) AS category
    RETURN item, place, category,
        [(item)<-[k:TOOK_PART_IN]-(o:Organisation) WHERE k.until IS NULL | o.name] AS units
    ORDER BY item.on, item.id
    """
)
WHISTLES_OF_FORM_CYPHER: Final = (
    BELOW_CLAUSE
    + "-[r:BLOWS]->(n:Whistle)"
    + HOLDS_CLAUSE
    + """
    WITH n AS item, min(t.id) AS place
    RETURN item, place,
        [(item)-[k:CALLS]->(o:Organisation) WHERE k.until IS NULL | [o.name, toString(k.answered_at)]] AS called
    ORDER BY item.blown_on, item.id
    """
)
NEED_LINEAGE_CYPHER: Final = (
    BELOW_CLAUSE
    + "<-[r:IN]-(d:Need)"
    + HOLDS_CLAUSE
    + """
    WITH DISTINCT d
    MATCH (d)<-[k:LEADS_TO]-(n:Problem)
    WHERE (k.until IS NULL OR k.until >= $today) AND"""
    + THING_WITHIN_CLAUSE
    + "RETURN d.id AS id, collect(DISTINCT coalesce(n.number, n.title)) AS said"
)
PROJECT_LINEAGE_CYPHER: Final = (
    BELOW_CLAUSE
    + "<-[r:IN]-(d:Project)"
    + HOLDS_CLAUSE
    + """
    WITH DISTINCT d
    MATCH (d)-[k:ADDRESSES]->(n:Need)
    WHERE (k.until IS NULL OR k.until >= $today) AND"""
    + THING_WITHIN_CLAUSE
    + "RETURN d.id AS id, collect(DISTINCT coalesce(n.number, n.title)) AS said"
)
PROJECT_SUPPORTERS_CYPHER: Final = (
    BELOW_CLAUSE
    + "<-[r:IN]-(d:Project)"
    + HOLDS_CLAUSE
    + """
    WITH DISTINCT d
    MATCH (d)<-[k:SUPPORTS]-(o:Organisation)
    WHERE k.until IS NULL OR k.until >= $today
    RETURN d.id AS id, collect(DISTINCT o.name) AS said
    """
)
SOCIAL_OF_FORM_CYPHER: Final = (
    BELOW_CLAUSE
    + "<-[r:LOCATED_IN]-(n:Organisation)"
    + HOLDS_CLAUSE
    + """AND n.kind = 'social_organisation'
    WITH n AS unit, min(t.id) AS place
    RETURN unit, place,
        [(unit)-[k:TOOK_PART_IN]->(a:Activity) WHERE k.until IS NULL AND a.on >= $begin AND a.on <= $end
            | toString(a.on)] AS days
    ORDER BY place, unit.id
    """
)


def pairings_of_form(graph: Graph, scope: Scope) -> list[dict[str, Any]]:
    """List the pairings that hold with territories within the scope: unit, place, days, batch, content and note."""
    return graph.rows(PAIRINGS_OF_FORM_CYPHER, root=scope.territory, today=today())


def reports_of_form(graph: Graph, scope: Scope) -> list[dict[str, Any]]:
    """List who reports within the scope: name, units, branches, and each report as capacity, place and day."""
    return graph.rows(REPORTS_OF_FORM_CYPHER, root=scope.territory, today=today())


def activities_of_form(graph: Graph, scope: Scope) -> list[dict[str, Any]]:
    """List the activities within the scope with place, kind of work and the units that took part."""
    return graph.rows(ACTIVITIES_OF_FORM_CYPHER, root=scope.territory, today=today())


def whistles_of_form(graph: Graph, scope: Scope) -> list[dict[str, Any]]:
    """List the whistles blown within the scope, with the units called and when each answered."""
    return graph.rows(WHISTLES_OF_FORM_CYPHER, root=scope.territory)


def social_of_form(graph: Graph, scope: Scope, begin: date, end: date) -> list[dict[str, Any]]:
    """List the social organisations within the scope with the days, of those from begin to end, they were active."""
    return graph.rows(SOCIAL_OF_FORM_CYPHER, root=scope.territory, begin=begin, end=end)


def problems_of_needs(graph: Graph, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Give by need within the scope the numbers, or names, of the problems there that led to it."""
    return _said(graph.rows(NEED_LINEAGE_CYPHER, root=scope.territory, today=today()))


def needs_of_projects(graph: Graph, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Give by project within the scope the numbers, or names, of the needs there that it answers."""
    return _said(graph.rows(PROJECT_LINEAGE_CYPHER, root=scope.territory, today=today()))


def supporters_of_projects(graph: Graph, scope: Scope) -> dict[str, tuple[str, ...]]:
    """Give by project within the scope the names of the units that support it."""
    return _said(graph.rows(PROJECT_SUPPORTERS_CYPHER, root=scope.territory, today=today()))


def _said(rows: list[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    return {row["id"]: tuple(sorted(row["said"])) for row in rows}
