"""What the targets and the chain are counted from: places, party organisations, units and lists, read by scope."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

from graph_model.circle.walking import StraightWalk, Walking
from graph_model.driver import Graph
from graph_model.place_tree import PLACES_CYPHER, PlaceTree, grouped
from graph_model.scope import HOLDS_CLAUSE, TERRITORIES_WITHIN_CLAUSE, Scope
from graph_model.targets.months import first_of_month, months_before

PLACE_HOLDS_CLAUSE: Final = " coalesce(at.since, $today) <= $today AND coalesce(at.until, $today) >= $today "
"""The tie `at`, which says where something is, holds on the day `$today`."""
SECOND_HOLDS_CLAUSE: Final = " coalesce(s.since, $today) <= $today AND coalesce(s.until, $today) >= $today "
"""The tie `s`, beside a tie `r`, holds on the day `$today`."""
WITHIN_TODAY_CLAUSE: Final = (
    TERRITORIES_WITHIN_CLAUSE + "AND all(part IN up WHERE coalesce(part.since, $today) <= $today) "
)
"""The territories `t` that are part of the subtree of `$root` on the day `$today`, not only from a later day on."""
COVERING_PARTY_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + " MATCH (n:PartyOrganisation)-[r:COVERS]->(t) WHERE"
    + HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.name AS name, n.form AS form, t.id AS place,
        [(n)-[:REPORTS_TO]->(above:PartyOrganisation) | above.id] AS above
    ORDER BY place, id
    """
)
COVERED_PROPERTY_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + """
    MATCH (t)<-[at:LOCATED_IN]-(n:Organisation)
    WHERE n.kind IN ['owners_committee', 'property_company'] AND"""
    + PLACE_HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.name AS name, n.kind AS kind, t.id AS place,
        [(n)<-[r:COVERS]-(p:PartyOrganisation) WHERE"""
    + HOLDS_CLAUSE
    + """| p.name] AS party
    ORDER BY id, place
    """
)
ALLIANCES_WITHIN_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + " MATCH (n:Alliance)-[r:COVERS]->(t) WHERE"
    + HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.name AS name, n.level AS level, t.id AS place,
        [(n)<-[s:MEMBER_OF]-(o:Organisation) WHERE"""
    + SECOND_HOLDS_CLAUSE
    + """| o.id] AS members
    ORDER BY id, place
    """
)
PAIRED_UNITS_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + " MATCH (n:Organisation)-[r:PAIRED_WITH]->(t) WHERE"
    + HOLDS_CLAUSE
    + " RETURN DISTINCT n.id AS id, n.name AS name, n.kind AS kind, t.id AS place ORDER BY place, id"
)
STATIONS_WITHIN_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + " MATCH (n:Station)-[r:IN]->(t) WHERE"
    + HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.name AS name, n.area_m2 AS area, n.longitude AS longitude, n.latitude AS latitude,
        t.id AS place
    ORDER BY id, place
    """
)
SOCIAL_UNITS_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + """
    MATCH (t)<-[at:LOCATED_IN]-(n:Organisation {kind: 'social_organisation'})
    WHERE"""
    + PLACE_HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.name AS name, n.category AS category, t.id AS place,
        size([(n)-[k:TOOK_PART_IN]->(a:Activity)
            WHERE k.until IS NULL AND a.on >= $from AND a.on < $until | a.id]) AS times
    ORDER BY id, place
    """
)
ACTIVE_PLACES_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + """
    MATCH (a:Activity)-[r:IN]->(t)
    WHERE a.on >= $from AND a.on < $until AND"""
    + HOLDS_CLAUSE
    + """
    RETURN t.id AS place, count(a) AS times ORDER BY place
    """
)
ACTIVITY_KNOWN_CYPHER: Final = "MATCH (a:Activity) RETURN a.id AS id LIMIT 1"
AGENCIES_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + """
    MATCH (t)<-[at:LOCATED_IN]-(n:Organisation {kind: 'agency'})
    WHERE"""
    + PLACE_HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.name AS name, t.id AS place,
        size([(n)-[r:RESPONSIBLE_FOR]->(p:Project) WHERE NOT p.status IN ['draft', 'cancelled'] AND"""
    + HOLDS_CLAUSE
    + """| p.id]) AS projects
    ORDER BY id, place
    """
)
TOPICS_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + """
    MATCH (n:Project)-[r:IN]->(t)
    WHERE n.status <> 'draft' AND n.status <> 'cancelled' AND"""
    + HOLDS_CLAUSE
    + """
    RETURN n.topic AS topic, count(DISTINCT n) AS number ORDER BY topic
    """
)
LIST_SIZES_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + " MATCH (n:Resource)-[r:IN]->(t) WHERE"
    + HOLDS_CLAUSE
    + "RETURN 'resource' AS list, null AS origin, count(DISTINCT n) AS number UNION ALL"
    + WITHIN_TODAY_CLAUSE
    + " MATCH (n:Need)-[r:IN]->(t) WHERE"
    + HOLDS_CLAUSE
    + "RETURN 'need' AS list, n.origin AS origin, count(DISTINCT n) AS number UNION ALL"
    + WITHIN_TODAY_CLAUSE
    + " MATCH (n:Problem)-[r:IN]->(t) WHERE"
    + HOLDS_CLAUSE
    + "RETURN 'problem' AS list, n.origin AS origin, count(DISTINCT n) AS number"
)
STAIRWAY_PEOPLE_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + " MATCH (n:PartyMember)-[r:RESPONSIBLE_FOR]->(t) WHERE"
    + HOLDS_CLAUSE
    + " RETURN DISTINCT n.id AS id, n.name AS name, t.id AS place ORDER BY place, id"
)
LEGAL_POSTS_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + """
    MATCH (n:Post)-[r:IN]->(t)
    WHERE n.title CONTAINS '法律顾问' AND"""
    + HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.title AS name, t.id AS place,
        size([(n)<-[s:FILLS]-(:Person) WHERE"""
    + SECOND_HOLDS_CLAUSE
    + """| 1]) AS filled
    ORDER BY place, id
    """
)
OFFICES_CYPHER: Final = (
    WITHIN_TODAY_CLAUSE
    + """
    MATCH (t)<-[at:LOCATED_IN]-(o:Organisation)<-[r:HOLDS_OFFICE]-(n:Person)-[s:HOLDS_OFFICE]->(p:PartyOrganisation)
    WHERE"""
    + PLACE_HOLDS_CLAUSE
    + "AND"
    + HOLDS_CLAUSE
    + "AND"
    + SECOND_HOLDS_CLAUSE
    + """
    RETURN DISTINCT n.id AS id, n.name AS name, o.id AS unit, o.name AS unit_name, r.title AS title,
        p.id AS party, p.name AS party_name, s.title AS party_title, t.id AS place
    ORDER BY id, unit, party
    """
)

Rows = tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class Facts(PlaceTree):
    """Rows of the graph within a scope, by the ties of a day; rows of a noun carry the id of their `place`.

    `month` is the first day of the last whole month, by which monthly activity is judged; `walking` tells how far it is
    on foot.
    """

    root: str
    today: date
    month: date
    places: Rows
    party: Rows
    property_units: Rows
    alliances: Rows
    paired: Rows
    stations: Rows
    social: Rows
    active: Rows
    agencies: Rows
    topics: Rows
    lists: Rows
    stairway_people: Rows
    legal_posts: Rows
    offices: Rows
    activity_known: bool
    walking: Walking = field(default_factory=StraightWalk)

    @cached_property
    def committees(self) -> Mapping[str, str]:
        """The name of the 大工委 or 大党委 of a place; of several the first by id."""
        leading = [row for row in self.party if row["form"] in {"joint_committee", "work_committee"}]
        return {row["place"]: row["name"] for row in reversed(leading)}

    @cached_property
    def standing(self) -> Mapping[str, list[dict[str, Any]]]:
        """Places that stand today and are part of the root today, by level."""
        today = str(self.today)
        there = (row for row in self.places if (row["valid_since"] or today) <= today <= (row["valid_until"] or today))
        return grouped((row for row in there if self.chain_up(row["id"])[-1] == self.root), "level")

    def at_level(self, level: str) -> list[dict[str, Any]]:
        """List the places of a level that stand today."""
        return self.standing.get(level, [])

    def path(self, place: str) -> str:
        """Name a place with its subdistrict before it, which is how staff tell communities apart."""
        if place not in self._paths:
            self._paths[place] = self._path(place)
        return self._paths[place]

    @cached_property
    def _paths(self) -> dict[str, str]:
        """The paths asked for so far."""
        return {}

    def _path(self, place: str) -> str:
        words = ""
        for one in reversed(self.chain_up(place)):
            name, level = self.place_by_id[one]["name"], self.place_by_id[one]["level"]
            if level != "district":
                words += name.removeprefix(self.place_by_id[self.above(one) or one]["name"]) or name
        return words or self.place_by_id[place]["name"]


def read_legal_posts(graph: Graph, scope: Scope, day: date) -> Rows:
    """Read the posts of legal advisers, which decisions of the week fill."""
    return tuple(graph.rows(LEGAL_POSTS_CYPHER, root=scope.territory, today=day))


def read_facts(graph: Graph, scope: Scope, day: date) -> Facts:
    """Read what the targets and the chain are counted from within the scope.

    Ties count as they hold on the day; names, statuses and what else a noun says of itself are those of now.
    """
    asked = {"root": scope.territory, "today": day}
    month = months_before(day, 1)
    within_month = asked | {"from": month, "until": first_of_month(day)}
    return Facts(
        root=scope.territory,
        today=day,
        month=month,
        places=tuple(graph.rows(PLACES_CYPHER, **asked)),
        party=tuple(graph.rows(COVERING_PARTY_CYPHER, **asked)),
        property_units=tuple(graph.rows(COVERED_PROPERTY_CYPHER, **asked)),
        alliances=tuple(graph.rows(ALLIANCES_WITHIN_CYPHER, **asked)),
        paired=tuple(graph.rows(PAIRED_UNITS_CYPHER, **asked)),
        stations=tuple(graph.rows(STATIONS_WITHIN_CYPHER, **asked)),
        social=tuple(graph.rows(SOCIAL_UNITS_CYPHER, **within_month)),
        active=tuple(graph.rows(ACTIVE_PLACES_CYPHER, **within_month)),
        agencies=tuple(graph.rows(AGENCIES_CYPHER, **asked)),
        topics=tuple(graph.rows(TOPICS_CYPHER, **asked)),
        lists=tuple(graph.rows(LIST_SIZES_CYPHER, **asked)),
        stairway_people=tuple(graph.rows(STAIRWAY_PEOPLE_CYPHER, **asked)),
        legal_posts=read_legal_posts(graph, scope, day),
        offices=tuple(graph.rows(OFFICES_CYPHER, **asked)),
        activity_known=bool(graph.rows(ACTIVITY_KNOWN_CYPHER)),
    )
