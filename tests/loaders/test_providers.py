"""What an organisation ledger says of a unit's business makes the unit a declared provider of that work."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from graph_model.taxonomy import load_taxonomy
from loaders.kinds.works import named_works
from tests.loaders.ledgers import TERRITORIES, a_csv, an_xlsx, imported

DECLARED_CYPHER = """
    MATCH (o:Organisation {name: $name}) OPTIONAL MATCH (o)-[:ABOUT]->(c:Category)
    WITH o, c ORDER BY c.label
    RETURN o.description AS description, o.reach AS reach, o.note AS note, collect(c.label) AS works
"""


def declared(graph: Graph, folder: Path, header: str, cell: str) -> dict[str, object]:
    rows = [["单位名称", "所在社区", header], ["样例律师事务所", "翠苑一区社区", cell]]
    imported(graph, a_csv(folder / "区划.csv", TERRITORIES), an_xlsx(folder / "单位.xlsx", 单位台账=rows))
    (row,) = graph.rows(DECLARED_CYPHER, name="样例律师事务所")
    return row


def test_a_law_firm_is_a_declared_provider_of_its_field_of_business(migrated: Graph, tmp_path: Path) -> None:
    found = declared(migrated, tmp_path, "业务范围", "法律咨询、公证")
    assert found["works"] == ["法律咨询"]
    assert found["description"] == "法律咨询、公证"


def test_kinds_of_work_under_the_range_of_service_are_work_not_range(migrated: Graph, tmp_path: Path) -> None:
    found = declared(migrated, tmp_path, "服务范围", "家电维修；心理疏导")
    assert (found["works"], found["reach"]) == (["家电维修", "心理疏导"], None)
    assert found["description"] == "家电维修；心理疏导"


def test_a_range_of_service_stays_a_range(migrated: Graph, tmp_path: Path) -> None:
    found = declared(migrated, tmp_path, "服务范围", "全街道")
    assert (found["works"], found["reach"]) == ([], "subdistrict")


def test_a_declared_field_nobody_knows_is_kept_in_the_note(migrated: Graph, tmp_path: Path) -> None:
    found = declared(migrated, tmp_path, "服务领域", "法律咨询、星际航行")
    assert found["works"] == ["法律咨询"]
    assert "星际航行" in str(found["note"])


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ("为居民提供法律咨询服务", ["法律咨询"]),
        ("法律咨询和心理疏导", ["法律咨询", "心理疏导"]),
        ("家电维修（不含法律咨询）等", ["家电维修"]),
        ("计算机软件开发；货物进出口", []),
        ("教育软件销售", []),
    ],
)
def test_works_are_named_whole_or_by_a_long_name_inside_a_phrase(words: str, labels: list[str]) -> None:
    taxonomy = load_taxonomy()
    assert [taxonomy.categories[one].label for one in named_works(taxonomy, words)] == labels
