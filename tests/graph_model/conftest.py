"""A migrated graph with a small district in it, on each of the two servers."""

import pytest

from graph_model.driver import Graph
from graph_model.migrations.runner import apply_statements
from tests.graph_model.district import build_district


@pytest.fixture(scope="session")
def servers_with_schema() -> set[str]:
    """Constraints and indexes outlive the emptying between tests: each server gets them once a session."""
    return set()


@pytest.fixture
def migrated(graph: Graph, servers_with_schema: set[str]) -> Graph:
    """An empty graph with its schema."""
    if graph.server not in servers_with_schema:
        apply_statements(graph, done=())
        servers_with_schema.add(graph.server)
    return graph


@pytest.fixture
def district(migrated: Graph) -> Graph:
    """A district of two streets with a community each: see `district.build_district`."""
    build_district(migrated)
    return migrated
