"""A graph with the present schema and taxonomy for the tests that load."""

import pytest

from graph_model.driver import Graph
from graph_model.migrations import migrate


@pytest.fixture
def migrated(graph: Graph) -> Graph:
    migrate(graph)
    return graph
