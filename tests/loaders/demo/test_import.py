from pathlib import Path

import pytest

from graph_model.driver import Graph
from graph_model.migrations import migrate
from graph_model.sealing import Sealer
from loaders.demo.folder import write_ledgers
from loaders.pipeline import import_files
from loaders.report import ImportSummary
from tests.loaders.demo.conftest import TODAY

PERSONS_CYPHER = "MATCH (p:Person) RETURN count(p) AS n"
UNMARKED_CYPHER = """
    MATCH (n)
    WHERE n.source IS NOT NULL AND n.sample IS NULL
    RETURN n.id AS id LIMIT 5
"""
PSYCHOLOGISTS_CYPHER = """
    MATCH (p:Person)-[r:HAS_SKILL]->(:Skill {label: '心理咨询'})
    WHERE r.certificate = '心理咨询师证' AND r.valid_until >= date($today)
    RETURN p.id AS id
"""
STAR_CYPHER = """
    MATCH (o:Organisation)-[:MEMBER_OF]->(:Alliance {name: '样例·茶乡健康共建联盟'})
    RETURN o.name AS name ORDER BY name
"""
RELATIONSHIPS_CYPHER = "MATCH ()-[r]->() RETURN type(r) AS type, count(*) AS n ORDER BY type"
EXPECTED = (
    "ABOUT ADDRESSES ASSIGNED_TO BROADER COVERS FILLS HAS_SKILL HOLDS_OFFICE IN LEADS LIVES_IN LOCATED_IN MEMBER_OF "
    "OFFERS PAIRED_WITH PART_OF RAISES RATES REGISTERED_AT REPORTS_TO REQUIRES RESPONSIBLE_FOR SERVES SUPPORTS "
    "TOOK_PART_IN WORKS_FOR"
)


def load(graph: Graph, ledgers: list[Path]) -> ImportSummary:
    return import_files(graph, ledgers, sealer=Sealer(b"0" * 32), user="样例", today=TODAY)


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_ledgers(tmp_path_factory.mktemp("few"), today=TODAY, persons=300)


def test_ordinary_import_loads_the_whole_folder_without_a_doubt(embedded_graph: Graph, few: list[Path]) -> None:
    migrate(embedded_graph)
    summary = load(embedded_graph, few)
    assert [finding for finding in summary.all_findings() if finding.severity.value != "note"] == []
    assert len(summary.sheets) == 26
    assert embedded_graph.rows(PERSONS_CYPHER) == [{"n": 300}]
    assert embedded_graph.rows(UNMARKED_CYPHER) == []
    assert len(embedded_graph.rows(PSYCHOLOGISTS_CYPHER, today=TODAY.isoformat())) == 2
    assert len(embedded_graph.rows(STAR_CYPHER)) == 6
    counted = {row["type"]: row["n"] for row in embedded_graph.rows(RELATIONSHIPS_CYPHER)}
    assert counted.keys() >= set(EXPECTED.split())

    again = load(embedded_graph, few)
    assert again.total("created") + again.total("changed") == 0
    assert {row["type"]: row["n"] for row in embedded_graph.rows(RELATIONSHIPS_CYPHER)} == counted
