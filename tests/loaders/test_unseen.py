"""Rows whose community nobody knows: kept, but told, since no list shows them."""

from pathlib import Path

from api.answers.imports import answer_of
from graph_model.driver import Graph
from loaders.entry import UNSEEN
from tests.loaders.ledgers import a_csv, a_small_district, imported

HEADER = ["姓名", "联系电话", "所在社区", "所属街道", "工作单位"]


def test_volunteer_of_a_misspelt_community_is_told_to_be_in_no_list_and_counted(
    migrated: Graph, tmp_path: Path
) -> None:
    imported(migrated, a_small_district(tmp_path / "district"))
    rows = [
        ["样例子", "13800000101", "翠苑九区社区", "", ""],
        ["样例丑", "13800000102", "翠苑一区社区", "翠园街道", ""],
        ["样例寅", "13800000103", "翠苑九区社区", "", "样例区卫生局"],
    ]
    summary = imported(migrated, a_csv(tmp_path / "志愿者登记表.csv", [HEADER, *rows]))
    told = [one for one in summary.all_findings() if UNSEEN in one.reason]
    assert [(one.row, one.column, one.value) for one in told] == [(2, "所在社区", "翠苑九区社区")]
    assert "翠苑" in told[0].advice
    assert "最接近的是" in told[0].advice
    assert summary.sheets[0].created == 3
    assert summary.sheets[0].unseen == 1
    assert "其中 1 条要改对社区才看得到" in summary.to_text()
    assert "有 1 条留存了" in answer_of(summary, 0.0).sentence


def test_import_in_which_every_place_is_known_counts_none(migrated: Graph, tmp_path: Path) -> None:
    summary = imported(migrated, a_small_district(tmp_path / "district"))
    assert summary.total("unseen") == 0
    assert "看得到" not in summary.to_text() + answer_of(summary, 0.0).sentence
