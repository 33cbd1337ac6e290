import subprocess
import sys
from pathlib import Path

import pytest

from graph_model import migrations
from graph_model.driver import Graph
from graph_model.errors import DuplicateKey
from graph_model.taxonomy import load_taxonomy
from tests.servers.neo4j import Neo4jServer

OPEN_AND_MIGRATE = """
import sys
from pathlib import Path
from graph_model import migrations
from graph_model.opening import open_embedded, open_neo4j
with open_embedded(Path(sys.argv[1])) if len(sys.argv) == 2 else open_neo4j(*sys.argv[1:]) as graph:
    migrations.migrate(graph)
"""
TAXONOMY_CYPHER = """
    MATCH (n) WHERE n:Skill OR n:Category
    OPTIONAL MATCH (n)-[r:BROADER]->(:Category)
    RETURN count(DISTINCT n) AS nodes, count(r) AS ties
"""


def expected() -> list[dict[str, int]]:
    taxonomy = load_taxonomy()
    tops = len(taxonomy.top_categories())
    nodes = len(taxonomy.categories) + len(taxonomy.skills)
    return [{"nodes": nodes, "ties": nodes - tops}]


def test_migrating_twice_changes_nothing(graph: Graph) -> None:
    assert migrations.pending(graph) == migrations.migrate(graph)
    done = migrations.applied(graph)
    assert (migrations.migrate(graph), migrations.pending(graph)) == ([], [])
    assert migrations.applied(graph) == done
    assert graph.rows(TAXONOMY_CYPHER) == expected()


def test_an_id_is_taken_once(graph: Graph) -> None:
    migrations.migrate(graph)
    with pytest.raises(DuplicateKey):
        graph.write(lambda tx: tx.run("UNWIND [1, 2] AS n CREATE (:Person {id: 'person-1'})").consume())


def migrate_from_two_processes(*where: str) -> None:
    command = [sys.executable, "-c", OPEN_AND_MIGRATE, *where]
    root = Path(__file__).parents[2]
    both = [subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    failures = [process.communicate(timeout=300)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], failures


def test_two_processes_migrate_the_embedded_server_at_once(embedded_graph: Graph, embedded_folder: Path) -> None:
    migrate_from_two_processes(str(embedded_folder))
    assert migrations.pending(embedded_graph) == []
    assert embedded_graph.rows(TAXONOMY_CYPHER) == expected()


def test_two_processes_migrate_neo4j_at_once(neo4j_graph: Graph, neo4j_server: Neo4jServer) -> None:
    server = neo4j_server
    migrate_from_two_processes(server.uri, server.user, server.password, server.database)
    assert migrations.pending(neo4j_graph) == []
    assert neo4j_graph.rows(TAXONOMY_CYPHER) == expected()
