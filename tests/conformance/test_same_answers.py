"""The Cypher the house may use gives the same answers on both servers."""

# ruff: noqa: E501 - a case in one line is easier to read than in three

import datetime as dt
from dataclasses import dataclass, field
from typing import Any, LiteralString

import pytest

from graph_model.driver import Graph

DAY = dt.date(2026, 11, 22)
MOMENT = dt.datetime(2026, 11, 22, 8, 0, tzinfo=dt.UTC)
PEOPLE_CYPHER = """
    CREATE (a:ConfPerson {id: 'a', name: '甲', n: 1}), (b:ConfPerson {id: 'b', name: '乙', n: 2}),
           (c:ConfPerson {id: 'c', name: '丙'}), (t:ConfPlace {id: 't', name: '翠苑街道'}), (u:ConfPlace {id: 'u'}),
           (a)-[:CONF_KNOWS {since: date('2025-01-01'), until: date('2026-01-01')}]->(b),
           (b)-[:CONF_KNOWS {since: date('2026-01-01')}]->(c), (a)-[:CONF_IN]->(t), (b)-[:CONF_IN]->(t),
           (u)-[:CONF_PART_OF]->(t)
"""


@dataclass(frozen=True)
class Case:
    """One question on the small graph of `PEOPLE_CYPHER`; `change` is written first."""

    name: str
    question: LiteralString
    answer: list[list[Any]]
    change: LiteralString = ""
    parameters: dict[str, Any] = field(default_factory=dict)


READINGS = [
    Case("nulls of a missing property", "MATCH (p:ConfPerson {id: 'c'}) RETURN p.n, p.n IS NULL", [[None, True]]),
    Case("coalesce", "MATCH (p:ConfPerson {id: 'c'}) RETURN coalesce(p.n, 0) + 1", [[1]]),
    Case("nulls last", "MATCH (p:ConfPerson) RETURN p.id ORDER BY p.n, p.id", [["a"], ["b"], ["c"]]),
    Case("nulls first when descending", "MATCH (p:ConfPerson) RETURN p.id ORDER BY p.n DESC", [["c"], ["b"], ["a"]]),
    Case("skip and limit by parameter", "MATCH (p:ConfPerson) RETURN p.id ORDER BY p.id SKIP $s LIMIT $l", [["b"]],
         parameters={"s": 1, "l": 1}),
    Case("one of two labels", "MATCH (x:ConfPerson|ConfPlace) RETURN count(x)", [[5]]),
    Case("not this label", "MATCH (x:!ConfPerson) RETURN count(x)", [[2]]),
    Case("a label as a condition", "MATCH (x {id: 'a'}) RETURN x:ConfPerson, x:ConfPlace", [[True, False]]),
    Case("labels", "MATCH (x:ConfPerson {id: 'a'}) RETURN labels(x)", [[["ConfPerson"]]]),
    Case("one of two types", "MATCH (:ConfPerson {id: 'a'})-[r:CONF_KNOWS|CONF_IN]->() RETURN type(r) ORDER BY type(r)",
         [["CONF_IN"], ["CONF_KNOWS"]]),
    Case("ids in the order asked", "UNWIND $ids AS id MATCH (p:ConfPerson {id: id}) RETURN p.name", [["乙"], ["甲"]],
         parameters={"ids": ["b", "a"]}),
    Case("id in a list", "MATCH (p:ConfPerson) WHERE p.id IN $ids RETURN count(p)", [[2]], parameters={"ids": ["a", "c"]}),
    Case("an empty list of ids", "UNWIND $ids AS id MATCH (p:ConfPerson {id: id}) RETURN p.id", [], parameters={"ids": []}),
    Case("optional match", "MATCH (p:ConfPerson) OPTIONAL MATCH (p)-[:CONF_IN]->(t) RETURN p.id, t.id ORDER BY p.id",
         [["a", "t"], ["b", "t"], ["c", None]]),
    Case("zero or more steps", "MATCH (x:ConfPlace)-[:CONF_PART_OF*0..6]->(:ConfPlace {id: 't'}) RETURN x.id ORDER BY x.id",
         [["t"], ["u"]]),
    Case("a pattern that repeats", "MATCH (:ConfPerson {id: 'a'})((x)-[:CONF_KNOWS]->(y)){1,3}(z) RETURN z.id ORDER BY z.id",
         [["b"], ["c"]]),
    Case("one or more steps", "MATCH (:ConfPerson {id: 'a'})-[:CONF_KNOWS]->+(z) RETURN z.id ORDER BY z.id", [["b"], ["c"]]),
    Case("shortest path", """MATCH (a:ConfPerson {id: 'a'}), (c:ConfPerson {id: 'c'})
         MATCH p = shortestPath((a)-[:CONF_KNOWS*..4]-(c)) RETURN length(p)""", [[2]]),
    Case("all shortest paths", """MATCH (a:ConfPerson {id: 'a'}), (b:ConfPerson {id: 'b'})
         MATCH p = allShortestPaths((a)-[:CONF_KNOWS|CONF_IN*..3]-(b)) RETURN length(p)""", [[1]]),
    Case("exists a pattern", "MATCH (p:ConfPerson) WHERE EXISTS { (p)-[:CONF_IN]->() } RETURN count(p)", [[2]]),
    Case("exists no pattern", "MATCH (p:ConfPerson) WHERE NOT (p)-[:CONF_IN]->() RETURN p.id", [["c"]]),
    Case("count of a pattern", "MATCH (p:ConfPerson) RETURN p.id, COUNT { (p)-[:CONF_KNOWS]-() } AS n ORDER BY p.id",
         [["a", 1], ["b", 2], ["c", 1]]),
    Case("collected question", """MATCH (p:ConfPerson)
         RETURN p.id, COLLECT { MATCH (p)-[:CONF_KNOWS]->(q) RETURN q.id } AS xs ORDER BY p.id""",
         [["a", ["b"]], ["b", ["c"]], ["c", []]]),
    Case("question within", """MATCH (p:ConfPerson)
         CALL (p) { MATCH (p)-[:CONF_KNOWS]->(q) RETURN count(q) AS n } RETURN p.id, n ORDER BY p.id""",
         [["a", 1], ["b", 1], ["c", 0]]),
    Case("optional question within", """MATCH (p:ConfPerson)
         OPTIONAL CALL (p) { MATCH (p)-[:CONF_IN]->(t) RETURN t.id AS t } RETURN p.id, t ORDER BY p.id""",
         [["a", "t"], ["b", "t"], ["c", None]]),
    Case("union", "MATCH (p:ConfPerson {id: 'a'}) RETURN p.id AS id UNION MATCH (t:ConfPlace {id: 't'}) RETURN t.id AS id",
         [["a"], ["t"]]),
    Case("grouping", "MATCH (p:ConfPerson)-[:CONF_IN]->(t) RETURN t.id, count(p), count(p) > 1",
         [["t", 2, True]]),
    Case("distinct", "MATCH (:ConfPerson)-[:CONF_IN]->(t) RETURN DISTINCT t.id", [["t"]]),
    Case("sum, average, least, greatest", "MATCH (p:ConfPerson) RETURN sum(p.n), avg(p.n), min(p.n), max(p.n)",
         [[3, 1.5, 1, 2]]),
    Case("list comprehension", "RETURN [x IN range(1, 4) WHERE x % 2 = 0 | x * 10]", [[[20, 40]]]),
    Case("list predicates", "RETURN any(x IN [1, 2] WHERE x > 1), all(x IN [1, 2] WHERE x > 1)", [[True, False]]),
    Case("reduce", "RETURN reduce(total = 0, x IN [1, 2, 3] | total + x)", [[6]]),
    Case("case", "MATCH (p:ConfPerson) RETURN CASE WHEN p.n > 1 THEN '多' ELSE '少' END ORDER BY p.id",
         [["少"], ["多"], ["少"]]),
    Case("maps are answered", "MATCH (p:ConfPerson {id: 'a'}) RETURN {id: p.id, n: p.n} AS m", [[{"id": "a", "n": 1}]]),
    Case("map projection", "MATCH (p:ConfPerson {id: 'a'}) RETURN p {.id, .name}", [[{"id": "a", "name": "甲"}]]),
    Case("properties", "MATCH (p:ConfPerson {id: 'a'}) RETURN properties(p)", [[{"id": "a", "name": "甲", "n": 1}]]),
    Case("whole division", "RETURN 7 / 2, 7 % 2, 7.0 / 2", [[3, 1, 3.5]]),
    Case("Chinese contained", "MATCH (t:ConfPlace) WHERE t.name CONTAINS $w RETURN t.id", [["t"]], parameters={"w": "翠苑"}),
    Case("Chinese begins", "RETURN '翠苑街道' STARTS WITH '翠苑', '翠苑街道' ENDS WITH '街道'", [[True, True]]),
    Case("Chinese by pattern", "RETURN '西湖区翠苑街道' =~ '.*翠苑.*'", [[True]]),
    Case("Chinese in code point order", "UNWIND ['西湖', '上城', '拱墅'] AS x RETURN x ORDER BY x", [["上城"], ["拱墅"], ["西湖"]]),
    Case("length of Chinese", "RETURN size('翠苑街道'), substring('翠苑街道', 2), left('翠苑街道', 2)", [[4, "街道", "翠苑"]]),
    Case("splitting and joining", "RETURN split('a,b', ','), replace('a-b', '-', '_'), trim(' a ')", [[["a", "b"], "a_b", "a"]]),
    Case("text of a number and back", "RETURN toString(5), toInteger('5'), toFloat('2.5')", [["5", 5, 2.5]]),
    Case("null is not equal", "RETURN null = null, null IS NULL, 1 IN [null, 1]", [[None, True, True]]),
    Case("rounding", "RETURN round(2.5), floor(2.7), ceil(2.1), abs(-2)", [[3.0, 2.0, 3.0, 2]]),
    Case("days of the relationship as of a day", """MATCH (a)-[r:CONF_KNOWS]->(b)
         WHERE r.since <= $day AND (r.until IS NULL OR r.until > $day) RETURN a.id, b.id""", [["b", "c"]],
         parameters={"day": DAY}),
    Case("the same as of another day", """MATCH (a)-[r:CONF_KNOWS]->(b)
         WHERE r.since <= $day AND (r.until IS NULL OR r.until > $day) RETURN a.id, b.id""", [["a", "b"]],
         parameters={"day": dt.date(2025, 6, 1)}),
    Case("day from text", "RETURN date('2026-11-22') = $day, date($text)", [[True, DAY]],
         parameters={"day": DAY, "text": "2026-11-22"}),
    Case("parts of a day", "RETURN $day.year, $day.month, $day.day, $day.dayOfWeek", [[2026, 11, 22, 7]],
         parameters={"day": DAY}),
    Case("day in a week", "RETURN date('2026-11-22') + duration('P7D')", [[dt.date(2026, 11, 29)]]),
    Case("days between", "RETURN duration.inDays(date('2026-01-01'), date('2026-11-22')).days", [[325]]),
    Case("Monday of the week", "RETURN date.truncate('week', date('2026-11-22'))", [[dt.date(2026, 11, 16)]]),
    Case("moment from text", "RETURN datetime($t)", [[MOMENT]], parameters={"t": "2026-11-22T16:00:00+08:00"}),
    Case("moments compared", "RETURN datetime($t) < datetime('2026-11-22T09:00:00Z')", [[True]],
         parameters={"t": "2026-11-22T16:00:00+08:00"}),
    Case("metres between points", """RETURN round(point.distance(point({longitude: $a, latitude: $b}),
         point({longitude: $a, latitude: $c})) / 100)""", [[11.0]], parameters={"a": 120.1, "b": 30.2, "c": 30.21}),
    Case("a large number", "RETURN $n", [[2**53 + 1]], parameters={"n": 2**53 + 1}),
    Case("a new unique text", "RETURN size(randomUUID())", [[36]]),
]  # fmt: skip
CHANGES = [
    Case("merge makes once", "MATCH (p:ConfPerson {id: 'z'}) RETURN count(p), max(p.made)", [[1, True]],
         "MERGE (p:ConfPerson {id: 'z'}) ON CREATE SET p.made = true ON MATCH SET p.made = false"),
    Case("merge finds", "MATCH (p:ConfPerson {id: 'a'}) RETURN count(p), p.made", [[1, False]],
         "MERGE (p:ConfPerson {id: 'a'}) ON CREATE SET p.made = true ON MATCH SET p.made = false"),
    Case("merge of a relationship finds", "MATCH (:ConfPerson {id: 'a'})-[r:CONF_KNOWS]->() RETURN count(r), r.seen",
         [[1, True]], """MATCH (a:ConfPerson {id: 'a'}) SET a.lock = coalesce(a.lock, 0) + 1 WITH a
         MATCH (b:ConfPerson {id: 'b'}) MERGE (a)-[r:CONF_KNOWS]->(b) SET r.seen = true"""),
    Case("rows written in one statement", "MATCH (p:ConfNew) RETURN p.id, p.name, p.n ORDER BY p.id",
         [["1", "一", None], ["2", None, 2]],
         "UNWIND $rows AS row MERGE (p:ConfNew {id: row.id}) SET p += row.props",
         {"rows": [{"id": "1", "props": {"name": "一"}}, {"id": "2", "props": {"n": 2, "name": None}}]}),
    Case("day kept as a day", "MATCH (x:ConfTime) RETURN x.on, x.on = $on, x.days", [[DAY, True, [DAY]]],
         "CREATE (:ConfTime {on: $on, days: [$on]})", {"on": DAY}),
    Case("moment kept as a moment", "MATCH (x:ConfTime) RETURN x.at", [[MOMENT]], "CREATE (:ConfTime {at: datetime($t)})",
         {"t": "2026-11-22T16:00:00+08:00"}),
    Case("passed moment kept as a moment", "MATCH (x:ConfTime) RETURN x.at", [[MOMENT]], "CREATE (:ConfTime {at: $at})",
         {"at": MOMENT}),
    Case("point kept", "MATCH (x:ConfSpot) RETURN x.at.longitude, x.at.latitude", [[120.1, 30.2]],
         "CREATE (:ConfSpot {at: point({longitude: $lon, latitude: $lat})})", {"lon": 120.1, "lat": 30.2}),
    Case("points in a box", """MATCH (x:ConfSpot) WHERE point.withinBBox(x.at, point({longitude: 120.0, latitude: 30.0}),
         point({longitude: 121.0, latitude: 31.0})) RETURN count(x)""", [[1]],
         "CREATE (:ConfSpot {at: point({longitude: 120.1, latitude: 30.2})}), (:ConfSpot {at: point({longitude: 1, latitude: 2})})"),
    Case("lists kept", "MATCH (x:ConfList) RETURN x.empty, x.words, x.numbers", [[[], ["甲", "乙"], [1, 2]]],
         "CREATE (:ConfList {empty: $e, words: $w, numbers: $n})", {"e": [], "w": ["甲", "乙"], "n": [1, 2]}),
    Case("null removes", "MATCH (p:ConfPerson {id: 'a'}) RETURN properties(p)", [[{"id": "a", "name": "甲"}]],
         "MATCH (p:ConfPerson {id: 'a'}) SET p.n = null"),
    Case("remove removes", "MATCH (p:ConfPerson {id: 'a'}) RETURN p.n IS NULL", [[True]],
         "MATCH (p:ConfPerson {id: 'a'}) REMOVE p.n"),
    Case("lock first, then look", "MATCH (p:ConfPerson {id: 'a'}) RETURN p.lock, p.n", [[1, 0]],
         """MATCH (p:ConfPerson {id: 'a'}) SET p.lock = coalesce(p.lock, 0) + 1 WITH p WHERE p.n > 0 SET p.n = p.n - 1"""),
    Case("a role added to those who lack it", "MATCH (p:ConfPerson&ConfVolunteer) RETURN p.id", [["a"]],
         "MATCH (p:ConfPerson {id: 'a'}) WHERE NOT p:ConfVolunteer SET p:ConfVolunteer"),
    Case("a node and its ties deleted", "MATCH (p:ConfPerson) RETURN count(p), COUNT { ()-[:CONF_KNOWS]->() }", [[2, 0]],
         "MATCH (p:ConfPerson {id: 'b'}) DETACH DELETE p"),
    Case("for each", "MATCH (x:ConfEach) RETURN count(x)", [[3]], "FOREACH (i IN range(1, 3) | CREATE (:ConfEach {i: i}))"),
]  # fmt: skip


def ask(graph: Graph, case: Case) -> list[list[Any]]:
    return [list(row.values()) for row in graph.rows(case.question, **case.parameters)]


@pytest.mark.parametrize("case", READINGS, ids=lambda case: case.name)
def test_the_answer_is(graph: Graph, case: Case) -> None:
    graph.write(lambda tx: tx.run(PEOPLE_CYPHER).consume())
    assert ask(graph, case) == case.answer


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case.name)
def test_the_change_leaves(graph: Graph, case: Case) -> None:
    graph.write(lambda tx: tx.run(PEOPLE_CYPHER).consume())
    graph.write(lambda tx: tx.run(case.change, case.parameters).consume())
    assert ask(graph, case) == case.answer
