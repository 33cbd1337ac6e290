"""Surveys among units: six items of 1 to 4, each answer with its day."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders.report import ImportSummary
from tests.loaders.ledgers import TERRITORIES, Rows, a_csv, an_xlsx, imported

RATINGS_CYPHER = """
    MATCH (a:Organisation)-[r:RATES]->(b:Organisation)
    RETURN a.name AS rater, b.name AS rated, toString(r.since) AS day, r.reliability AS reliability,
        r.power_influence AS influence
    ORDER BY rater, rated, day
"""
UNITS: Rows = [["单位名称", "单位性质"], ["样例医院", "事业单位"], ["样例学校", "事业单位"]]
HEAD: list[object] = ["填写单位", "被评单位", "填写日期", "可靠程度", "影响力"]


@pytest.fixture
def district(migrated: Graph, tmp_path: Path) -> Graph:
    imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), an_xlsx(tmp_path / "单位.xlsx", 单位=UNITS))
    return migrated


def answer(graph: Graph, folder: Path, *rows: list[object]) -> ImportSummary:
    return imported(graph, an_xlsx(folder / "问卷.xlsx", 联盟问卷=[HEAD, *rows]))


def test_answers_are_kept_with_their_day_and_later_ones_beside_them(district: Graph, tmp_path: Path) -> None:
    answer(district, tmp_path, ["样例医院", "样例学校", "2025年9月1日", 3, ""])
    summary = answer(district, tmp_path, ["样例医院", "样例学校", "2026年9月1日", "很高", 2.5])
    assert [sheet.kind for sheet in summary.sheets] == ["ratings"]
    assert district.rows(RATINGS_CYPHER) == [
        {"rater": "样例医院", "rated": "样例学校", "day": "2025-09-01", "reliability": 3.0, "influence": None},
        {"rater": "样例医院", "rated": "样例学校", "day": "2026-09-01", "reliability": 4.0, "influence": 2.5},
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["样例医院", "样例学校", "2026-09-01", 7, 2], "分数要在 1 到 4 之间"),
        (["样例医院", "样例学校", "", 3, 2], "没有写哪天填的，分不清是哪一次问卷"),
        (["样例医院", "样例医院", "2026-09-01", 3, 2], "自己评自己的不算"),
        (["样例医院", "样例学校", "2026-09-01", "", ""], "六项里没有一项写了分数，本行未导入"),
        (["样例医院", "没有的单位", "2026-09-01", 3, 2], "填写的单位或被评的单位不明确，本行未导入"),
    ],
)
def test_what_cannot_be_an_answer_is_told(district: Graph, tmp_path: Path, row: list[object], reason: str) -> None:
    told = [one.reason for one in answer(district, tmp_path, row).all_findings()]
    assert any(one.startswith(reason) for one in told)


def test_where_a_property_company_was_rated_is_kept_in_the_note_and_told(district: Graph, tmp_path: Path) -> None:
    head = ["业委会", "被评物业", "所属社区", "填写日期", "可靠程度"]
    row = ["样例医院", "样例学校", "翠苑一区社区", "2026-09-01", 3]
    summary = imported(district, an_xlsx(tmp_path / "评价.xlsx", 物业评价=[head, row]))
    assert [sheet.kind for sheet in summary.sheets] == ["ratings"]
    told = {one.column: one.reason for one in summary.all_findings()}
    assert "记在备注里" in told["所属社区"]
    (found,) = district.rows("MATCH ()-[r:RATES]->() RETURN r.note AS note")
    assert "翠苑一区社区" in found["note"]
