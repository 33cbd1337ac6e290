"""The drawing of the house: which way imports go, where queries stand, who may speak to the database."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from graph_model.migrations.numbered import MIGRATIONS
from tests import house_rules as rules
from tests.sources import PACKAGES, ROOT, Source, queries, sources

AGGREGATE_IN_CONDITION = re.compile(
    r"\bIN\s+collect\(|\b(?:collect|count|sum|min|max|avg)\([^()]*\)(?:\[[^\]]*\])?\s*"
    r"(?:(?:=|<>|<=|>=|<|>)\s*[\w$.']+\s*)?\b(?:AND|OR|XOR|IN)\b"
)
CREATED_LABEL = re.compile(r"\b(?:MERGE|CREATE)\s*\(\s*\w*:(\w+)")
UNIQUE_ID = re.compile(r"CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE n\.id IS UNIQUE")
BREACHES = [
    (rules.imports_go_one_way, "graph_model/a.py", "from loaders.pipeline import load"),
    (rules.imports_go_one_way, "matching/a.py", "from graph_model.driver import Graph"),
    (rules.imports_go_one_way, "matching/a.py", "def f():\n    import loaders"),
    (rules.imports_go_one_way, "loaders/a.py", "from matching import problem"),
    (rules.a_package_minds_its_own_business, "matching/a.py", "import neo4j"),
    (rules.a_package_minds_its_own_business, "loaders/a.py", "from fastapi import FastAPI"),
    (
        rules.what_is_judged_and_what_is_counted_know_nothing_of_each_other,
        "graph_model/strength/a.py",
        "from graph_model.targets.facts import Facts",
    ),
    (rules.a_module_says_what_it_is_for, "api/a.py", "x = 1"),
    (rules.only_the_adapter_opens_sessions, "api/a.py", "from neo4j import GraphDatabase"),
    (rules.only_the_adapter_opens_sessions, "loaders/a.py", "session.execute_write(work)"),
    (rules.a_question_is_asked_by_name, "api/a.py", "graph.rows('RETURN 1')"),
    (rules.a_question_is_asked_by_name, "api/a.py", "tx.run(f'{a}')"),
    (rules.a_question_is_asked_by_name, "api/a.py", "self._graph.rows(A_CYPHER + b)"),
    (rules.a_question_is_asked_by_name, "api/a.py", "graph.apply_schema(make())"),
    (rules.a_question_is_asked_by_name, "api/a.py", "graph.rows(SENTENCE)"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = f'MATCH (n:{label}) RETURN n'"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = 'MATCH (n) RETURN n' + more"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = 'MATCH (n) RETURN n' + B_CYPHER"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = 'RETURN 1 ' + made()"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CLAUSE = 'WHERE n.id = ' + id"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "def f(b):\n    A_CYPHER = 'MATCH (n) ' + B_CLAUSE"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = 'MATCH (n:%s) RETURN n' % label"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = 'MATCH (n:{}) RETURN n'.format(label)"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = {'x': 'MATCH (n) ' + more}"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = {k: t + k for k, t in B_CLAUSES.items()}"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "A_CYPHER = {k: t + C_CLAUSE for k, t in found.items()}"),
    (rules.a_query_is_made_of_constants_alone, "api/a.py", "query = 'UNWIND $ids AS id RETURN id'"),
    (rules.nothing_is_made_out_of_a_query, "api/a.py", "x = A_CYPHER + more"),
    (rules.nothing_is_made_out_of_a_query, "api/a.py", "x = f'{texts.A_CYPHER} LIMIT 1'"),
    (rules.nothing_is_made_out_of_a_query, "api/a.py", "x = A_CYPHER.replace('a', 'b')"),
    (rules.nothing_is_made_out_of_a_query, "api/a.py", "def f(words):\n    return words + A_CLAUSE"),
    (rules.nothing_is_made_out_of_a_query, "api/a.py", "A_CLAUSE += more"),
    (rules.nothing_is_made_out_of_a_query, "api/a.py", "x = texts.A_CLAUSES['x']"),
    (rules.the_day_is_passed_along, "api/a.py", "A_CYPHER = 'MATCH (n) WHERE n.until >= date() RETURN n'"),
    (rules.the_day_is_that_of_the_place, "api/a.py", "x = date.today()"),
    (rules.the_day_is_that_of_the_place, "api/a.py", "x = at.astimezone().date()"),
    (rules.a_percentage_is_written_in_one_place, "api/a.py", "x = f'{share:.1%}'"),
    (rules.a_percentage_is_written_in_one_place, "api/a.py", "x = format(share, '.4%')"),
    (rules.a_transaction_is_called_tx, "api/a.py", "def f(t: ManagedTransaction): ..."),
    (rules.nothing_is_left_unfinished, "api/a.py", "# TO" + "DO later"),
]


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_the_house_keeps(rule: Callable[[Source], Iterator[str]]) -> None:
    assert [breach for source in sources() for breach in rule(source)] == []


@pytest.mark.parametrize(("rule", "path", "text"), BREACHES)
def test_the_rule_finds_a_breach(rule: Callable[[Source], Iterator[str]], path: str, text: str, tmp_path: Path) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True)
    file.write_text(text)
    assert list(rule(Source(file, tmp_path)))


@pytest.mark.parametrize(
    "text",
    [
        "A_CYPHER: Final = 'MATCH (n:Person) RETURN n'",
        "A_CYPHER: Final = 'MATCH (n:Person) WHERE ' + A_CLAUSE + ' RETURN n'",
        "A_CYPHER: Final = {'x': 'MATCH (n:Person) ' + A_CLAUSE}",
        "A_CYPHER: Final = {key: text + A_CLAUSE for key, text in B_CLAUSES.items()}",
    ],
)
def test_constants_may_be_put_together(text: str, tmp_path: Path) -> None:
    file = tmp_path / "api" / "a.py"
    file.parent.mkdir()
    file.write_text(text)
    made = (rules.a_query_is_made_of_constants_alone, rules.nothing_is_made_out_of_a_query)
    assert [found for rule in made for found in rule(Source(file, tmp_path))] == []


def test_every_rule_has_a_breach_that_shows_it_can_fail() -> None:
    assert {rule for rule, _, _ in BREACHES} == set(rules.RULES)


def test_the_packages_and_their_questions_are_found() -> None:
    assert {source.package for source in sources()} == set(PACKAGES)
    assert len([query for source in sources() for query in rules.asked_queries(source)]) > 50
    assert len(queries()) > 100


def test_no_query_puts_an_aggregate_inside_a_condition() -> None:
    """The embedded server answers such a condition wrongly: collect or count in a WITH of its own first."""
    found = {
        name: match.group() for name, query in queries().items() if (match := AGGREGATE_IN_CONDITION.search(query))
    }
    assert found == {}


@pytest.mark.parametrize(
    "condition", ["collect(x)[0] IN $ids", "$id IN collect(x.id)", "count(x) > 0 AND y", "count(x) = $n OR z"]
)
def test_an_aggregate_inside_a_condition_is_found(condition: str) -> None:
    assert AGGREGATE_IN_CONDITION.search(f"RETURN {condition}")


def test_every_label_that_is_created_has_a_unique_id() -> None:
    unique = {match[1] for _, statements in MIGRATIONS for text in statements if (match := UNIQUE_ID.match(text))}
    created = {match[1]: name for name, query in queries().items() for match in CREATED_LABEL.finditer(query)}
    assert len(created) > 10
    assert {label: name for label, name in created.items() if label not in unique | {"Migration"}} == {}


def test_schema_statements_are_named_and_safe_to_run_twice() -> None:
    texts = [text for _, statements in MIGRATIONS for text in statements]
    made = [text for text in texts if re.match(r"CREATE (CONSTRAINT|INDEX) \w+ IF NOT EXISTS FOR ", text)]
    cleared = [text for text in texts if re.match(r"MATCH .* (DELETE|REMOVE) [\w.]+$", text)]
    assert [text for text in texts if text not in [*made, *cleared]] == []
    names = [text.split()[2] for text in made]
    assert len(names) == len(set(names))


def test_migrations_are_numbered_in_order() -> None:
    numbers = [int(name.split("-")[0]) for name, _ in MIGRATIONS]
    assert numbers[0] == 1
    assert all(later == earlier + 1 for earlier, later in pairwise(numbers))


def test_no_page_and_no_test_is_left_unfinished() -> None:
    folders = [ROOT / name for name in ("api/templates", "api/static", "tests", "docs")]
    files = [
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in {".py", ".html", ".js", ".css", ".md"}
    ]
    own = [path for path in files if "vendor" not in path.parts and path.name != Path(__file__).name]
    assert own
    assert [str(path) for path in own if rules.UNFINISHED.search(path.read_text(encoding="utf-8"))] == []
