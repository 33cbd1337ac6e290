"""Brings a graph to the present schema: constraints, indexes and the taxonomy, each once, recorded in the graph."""

import hashlib
from collections.abc import Collection
from dataclasses import asdict
from functools import partial
from typing import Final

import orjson
from neo4j import ManagedTransaction

from graph_model.driver import Graph
from graph_model.entities.skill import Category, Skill
from graph_model.migrations.numbered import MIGRATIONS
from graph_model.skills import BROADER_CATEGORIES, CATEGORIES, SKILL_CATEGORIES, SKILLS
from graph_model.taxonomy import Taxonomy, load_taxonomy
from graph_model.ties import Tie

MIGRATION_KEY_CYPHER: Final = "CREATE CONSTRAINT migration_id IF NOT EXISTS FOR (n:Migration) REQUIRE n.id IS UNIQUE"
APPLIED_CYPHER: Final = "MATCH (m:Migration) RETURN m.id AS id ORDER BY id"
RECORD_CYPHER: Final = """
    MERGE (m:Migration {id: $id})
    ON CREATE SET m.created_at = datetime()
"""
EVENT_COUNTER_CYPHER: Final = """
    MERGE (c:Counter {id: 'events'})
    ON CREATE SET c.value = 0
"""


def migrate(graph: Graph) -> list[str]:
    """Apply what is missing and tell its ids; a second call, or one beside another, changes nothing."""
    graph.apply_schema(MIGRATION_KEY_CYPHER)
    done = frozenset(applied(graph))
    return [*apply_statements(graph, done), *apply_taxonomy(graph, done)]


def apply_statements(graph: Graph, done: Collection[str]) -> list[str]:
    """Apply the numbered migrations that are not done, and tell their ids."""
    missing = [(name, statements) for name, statements in MIGRATIONS if name not in done]
    for name, statements in missing:
        for statement in statements:
            graph.apply_schema(statement)
        graph.write(partial(record, name=name))
    return [name for name, _ in missing]


def apply_taxonomy(graph: Graph, done: Collection[str]) -> list[str]:
    """Load the taxonomy unless this very version is there, and tell its id."""
    taxonomy = load_taxonomy()
    name = taxonomy_version(taxonomy)
    if name in done:
        return []
    graph.write(partial(load, taxonomy=taxonomy, name=name))
    return [name]


def applied(graph: Graph) -> list[str]:
    """List the migrations the graph has, in order."""
    return [row["id"] for row in graph.rows(APPLIED_CYPHER)]


def pending(graph: Graph) -> list[str]:
    """List what `migrate` would apply, without applying it."""
    done = frozenset(applied(graph))
    names = [*(name for name, _ in MIGRATIONS), taxonomy_version(load_taxonomy())]
    return [name for name in names if name not in done]


def record(tx: ManagedTransaction, name: str) -> None:
    """Remember a migration, and make the one counter that every event takes its number from."""
    tx.run(EVENT_COUNTER_CYPHER).consume()
    tx.run(RECORD_CYPHER, id=name).consume()


def taxonomy_version(taxonomy: Taxonomy) -> str:
    """Name the taxonomy by its content, so that a new release of it is loaded once."""
    content = [
        [asdict(category) for category in taxonomy.categories.values()],
        [asdict(skill) for skill in taxonomy.skills.values()],
    ]
    return "taxonomy-" + hashlib.sha256(orjson.dumps(content)).hexdigest()[:12]


def load(tx: ManagedTransaction, taxonomy: Taxonomy, name: str) -> None:
    """Write the categories and skills with their BROADER ties, and remember this version of them."""
    categories, skills = list(taxonomy.categories.values()), list(taxonomy.skills.values())
    CATEGORIES.put(
        tx, [Category(id=c.id, label=c.label, synonyms=c.synonyms, rank=rank) for rank, c in enumerate(categories)]
    )
    SKILLS.put(tx, [Skill(id=s.id, label=s.label, synonyms=s.synonyms) for s in skills])
    BROADER_CATEGORIES.put(tx, [Tie(c.id, c.broader) for c in categories if c.broader])
    SKILL_CATEGORIES.put(tx, [Tie(s.id, s.category) for s in skills])
    record(tx, name)
