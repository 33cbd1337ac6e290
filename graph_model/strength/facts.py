"""What alliances are judged by: their members, the units and committees of a scope, and what these did, with dates.

A tie that was corrected or undone counts no more; one that ended with its activity or resource, which a complete ledger
no longer lists, tells of what was done.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from graph_model.day import today
from graph_model.driver import Graph
from graph_model.place_tree import PLACES_CYPHER, PlaceTree, grouped
from graph_model.scope import HOLDS_CLAUSE, TERRITORIES_WITHIN_CLAUSE, THING_WITHIN_CLAUSE, UNIT_WITHIN_CLAUSE, Scope

COVERING_ALLIANCES_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (n:Alliance)-[r:COVERS]->(t)
    WHERE"""
    + HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.name AS name, n.level AS level, n.governance_form AS form, n.founded_on AS founded,
        t.id AS place
    ORDER BY id, place
    """
)
LOOSE_ALLIANCES_CYPHER: Final = (
    """
    MATCH (root:Territory {id: $root})
    WHERE NOT EXISTS { MATCH (root)-[:PART_OF]->(:Territory) }
    MATCH (n:Alliance)
    WHERE n.ended_on IS NULL AND NOT EXISTS { MATCH (n)-[r:COVERS]->(:Territory) WHERE"""
    + HOLDS_CLAUSE
    + """}
    RETURN n.id AS id, n.name AS name, n.level AS level, n.governance_form AS form, n.founded_on AS founded,
        root.id AS place
    ORDER BY id
    """
)
ALLIANCE_MEMBERS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Alliance {id: id})<-[m:MEMBER_OF]-(n:Organisation)
    RETURN id AS alliance, n.id AS unit, m.role AS role, m.since AS since, m.until AS until
    ORDER BY alliance, unit, since, until, role
"""
ALLIANCE_LEADERS_CYPHER: Final = (
    """
    UNWIND $ids AS id
    MATCH (:Alliance {id: id})<-[r:LEADS]-(n:PartyOrganisation)
    WHERE"""
    + HOLDS_CLAUSE
    + "RETURN DISTINCT id AS alliance, n.id AS party, n.name AS name ORDER BY alliance, party"
)
COMMITTEES_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (n:PartyOrganisation {form: 'joint_committee'})-[r:COVERS]->(t)
    RETURN n.id AS id, n.name AS name, t.id AS place, r.since AS since, r.until AS until,
        ("""
    + HOLDS_CLAUSE
    + """) AS holds
    ORDER BY id, place, since
    """
)
UNITS_CYPHER: Final = (
    "MATCH (n:Organisation) WHERE n.id IN $ids OR"
    + UNIT_WITHIN_CLAUSE
    + """
    RETURN n.id AS id, n.name AS name, n.kind AS kind, n.system AS system
    ORDER BY id
    """
)
UNIT_SITES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})-[r:LOCATED_IN]->(t:Territory)
    RETURN id AS unit, t.id AS place, r.since AS since, r.until AS until ORDER BY unit, place, since
"""
UNIT_PAIRINGS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})-[r:PAIRED_WITH]->(t:Territory)
    RETURN id AS unit, t.id AS place, [t.id] AS places, t.name AS title, r.since AS since, r.until AS until
    ORDER BY unit, place, since
"""
UNIT_ACTIVITIES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})-[r:TOOK_PART_IN]->(a:Activity)
    WHERE r.until IS NULL
    RETURN DISTINCT id AS unit, a.id AS deed, a.title AS title, a.on AS day,
        [(a)-[k:IN]->(t:Territory) WHERE k.until IS NULL OR k.until = a.ended_on | t.id] AS places,
        [(a)-[k:ABOUT]->(c:Category) WHERE k.until IS NULL OR k.until = a.ended_on | c.label] AS services
    ORDER BY deed, unit
"""
UNIT_PROJECTS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})-[r:RESPONSIBLE_FOR|SUPPORTS]->(p:Project)
    WHERE p.status IN ['in_progress', 'done']
    RETURN id AS unit, p.id AS deed, p.title AS title, p.status AS status,
        p.deadline AS deadline, p.created_at AS recorded, p.updated_at AS seen, r.since AS since, r.until AS until,
        [(p)-[k:IN]->(t:Territory) WHERE k.until IS NULL | t.id] AS places,
        [(p)-[k:ABOUT]->(c:Category) WHERE k.until IS NULL | c.label] AS services
    ORDER BY deed, unit, since
"""
USED_RESOURCES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})-[o:OFFERS]->(s:Resource)<-[u:USES]-(p:Project)<-[r:RESPONSIBLE_FOR]-(n:Organisation)
    WHERE (o.until IS NULL OR o.until = s.ended_on) AND u.until IS NULL AND n.id <> id
        AND p.status IN ['in_progress', 'done']
    RETURN id AS unit, n.id AS taker, s.id + ' ' + p.id AS deed, s.title AS title, p.status AS status,
        p.deadline AS deadline, p.created_at AS recorded, p.updated_at AS seen, r.since AS since, r.until AS until,
        [(p)-[k:IN]->(t:Territory) WHERE k.until IS NULL | t.id]
        + [(s)-[k:IN]->(t:Territory) WHERE k.until IS NULL OR k.until = s.ended_on | t.id] AS places
    ORDER BY unit, deed, taker, since
"""
UNIT_OFFICES_CYPHER: Final = (
    """
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})<-[w:WORKS_FOR]-(p:Person)-[h:HOLDS_OFFICE]->(x)
    OPTIONAL MATCH (x)-[r:COVERS]->(n:Organisation) WHERE"""
    + HOLDS_CLAUSE
    + """
    RETURN DISTINCT id AS unit, coalesce(n.id, x.id) AS body, x.id AS deed, h.title AS title,
        coalesce(h.since, w.since) AS since, h.until AS until, w.until AS left
    ORDER BY unit, body, deed, title, since
    """
)
RATINGS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})-[r:RATES]->(n:Organisation)
    WHERE r.since IS NOT NULL
    RETURN id AS unit, n.id AS rated, r.since AS day, r.reliability AS reliability,
        r.mission_support AS mission_support, r.open_to_discussion AS open_to_discussion,
        r.power_influence AS power_influence, r.level_of_involvement AS level_of_involvement,
        r.resource_contribution AS resource_contribution
    ORDER BY unit, rated, day
"""
DELIVERIES_CYPHER: Final = (
    """
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})<-[:PROPOSES]-(n:Suggestion {decision: 'accepted'})-[:OF]->(w)
    WHERE"""
    + THING_WITHIN_CLAUSE
    + """
    RETURN id AS unit, n.id AS deed, n.community AS place, n.decided_at AS decided, w.title AS title,
        [(w)-[k:ABOUT]->(c:Category) WHERE k.until IS NULL OR k.until = w.ended_on | c.label] AS services
    ORDER BY unit, deed
    UNION
    UNWIND $ids AS id
    MATCH (:Organisation {id: id})-[r:OFFERS]->(g:Resource)
    MATCH (g)<-[:PROPOSES]-(n:Suggestion {decision: 'accepted'})-[:OF]->(w)
    WHERE (r.until IS NULL OR r.until = g.ended_on) AND"""
    + THING_WITHIN_CLAUSE
    + """
    RETURN id AS unit, n.id AS deed, n.community AS place, n.decided_at AS decided, w.title AS title,
        [(w)-[k:ABOUT]->(c:Category) WHERE k.until IS NULL OR k.until = w.ended_on | c.label] AS services
    ORDER BY unit, deed
    """
)

Rows = tuple[dict[str, Any], ...]
COMMITTEE_KIND: Final = "joint_committee"
ELSEWHERE: Final = "不在您的管辖范围"
"""Stands for the title of what units did outside the scope: their tie counts alike for every reader."""


@dataclass(frozen=True)
class StrengthFacts(PlaceTree):
    """Rows of the graph; no person is in any of them."""

    root: str
    places: Rows
    alliances: Rows
    members: Rows
    leaders: Rows
    committees: Rows
    units: Rows
    sites: Rows
    pairings: Rows
    activities: Rows
    projects: Rows
    resources: Rows
    offices: Rows
    ratings: Rows
    deliveries: Rows

    @cached_property
    def unit_by_id(self) -> Mapping[str, dict[str, Any]]:
        """Units by id."""
        return {row["id"]: row for row in self.units}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """What each unit and committee is called: its name, and its id behind where two are called alike."""
        rows = [*self.units, *{row["id"]: row for row in self.committees}.values()]
        alike = {name for name, of_name in grouped(rows, "name").items() if len(of_name) > 1}
        return {row["id"]: f"{row['name']}（{row['id']}）" if row["name"] in alike else row["name"] for row in rows}

    @cached_property
    def place_names(self) -> Mapping[str, str]:
        """What each place is called: its name, and that of the place above before it where two are called alike."""
        alike = {name for name, of_name in grouped(self.places, "name").items() if len(of_name) > 1}
        return {row["id"]: self._path(row) if row["name"] in alike else row["name"] for row in self.places}

    def _path(self, row: dict[str, Any]) -> str:
        above = self.above(row["id"])
        return f"{self.place_by_id[above]['name']}{row['name']}" if above else str(row["name"])


def read_strength(graph: Graph, scope: Scope) -> StrengthFacts:
    """Read the lasting part of what alliances within a scope are judged by; deliveries change with decisions."""
    root = scope.territory
    alliances = [*graph.rows(COVERING_ALLIANCES_CYPHER, root=root), *graph.rows(LOOSE_ALLIANCES_CYPHER, root=root)]
    ids = {"ids": sorted({row["id"] for row in alliances})}
    members = graph.rows(ALLIANCE_MEMBERS_CYPHER, **ids)
    units = graph.rows(UNITS_CYPHER, root=root, ids=sorted({row["unit"] for row in members}))
    known = {"ids": [row["id"] for row in units]}
    places = tuple(graph.rows(PLACES_CYPHER, root=root, today=today()))
    within = {row["id"] for row in places}
    return StrengthFacts(
        root=root,
        places=places,
        alliances=tuple(alliances),
        members=tuple(members),
        leaders=tuple(graph.rows(ALLIANCE_LEADERS_CYPHER, **ids)),
        committees=tuple(graph.rows(COMMITTEES_CYPHER, root=root)),
        units=tuple(units),
        sites=tuple(graph.rows(UNIT_SITES_CYPHER, **known)),
        pairings=told_within(graph.rows(UNIT_PAIRINGS_CYPHER, **known), within),
        activities=told_within(graph.rows(UNIT_ACTIVITIES_CYPHER, **known), within),
        projects=told_within(graph.rows(UNIT_PROJECTS_CYPHER, **known), within),
        resources=told_within(graph.rows(USED_RESOURCES_CYPHER, **known), within),
        offices=tuple(graph.rows(UNIT_OFFICES_CYPHER, **known)),
        ratings=tuple(graph.rows(RATINGS_CYPHER, **known)),
        deliveries=(),
    )


def told_within(rows: Iterable[dict[str, Any]], within: Container[str]) -> Rows:
    """Leave out the title of each row that is known to be of other `places` alone, and those places."""
    told = []
    for row in rows:
        places = [place for place in row["places"] if place in within]
        elsewhere = {"title": ELSEWHERE} if row["places"] and not places else {}
        told.append(row | elsewhere | {"places": places})
    return tuple(told)


def read_deliveries(graph: Graph, facts: StrengthFacts) -> Rows:
    """Read what accepted suggestions delivered within the scope: a unit, or what it offers, to a community."""
    return tuple(graph.rows(DELIVERIES_CYPHER, ids=[row["id"] for row in facts.units], root=facts.root))
