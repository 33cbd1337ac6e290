"""Wishes: how far each has come, and who claimed it."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from graph_model.entities.terms import ListStatus
from loaders.findings import CellProblem, Severity
from loaders.kinds.items import STATUS
from tests.loaders.ledgers import a_csv, a_small_district, imported

WISHES_CYPHER = """
    MATCH (n:Need) WHERE n.kind = 'wish'
    RETURN n.title AS title, n.status AS status, n.contact AS contact, n.contact_phone IS NOT NULL AS has_number,
        [(n)<-[:ASSIGNED_TO]-(h) | h.name] AS held
    ORDER BY title
"""


def test_a_wish_is_held_by_whom_it_names_unless_it_came_true(migrated: Graph, tmp_path: Path) -> None:
    wishes = a_csv(
        tmp_path / "微心愿.csv",
        [
            ["心愿内容", "所在社区", "认领人", "完成情况", "联系人及电话"],
            ["一台收音机", "翠苑一区社区", "样例甲", "已完成", "王主任13805711111"],
            ["一盏台灯", "翠苑一区社区", "样例甲、样例区卫生局", "进行中", "李书记"],
            ["一副老花镜", "翠苑二区社区", "无此人", "", ""],
        ],
    )
    summary = imported(migrated, a_small_district(tmp_path / "区"), wishes)
    stored = [row | {"held": sorted(row["held"])} for row in migrated.rows(WISHES_CYPHER)]
    assert stored == [
        {"title": "一副老花镜", "status": "open", "contact": None, "has_number": False, "held": []},
        {"title": "一台收音机", "status": "done", "contact": "王主任", "has_number": True, "held": []},
        {
            "title": "一盏台灯",
            "status": "in_progress",
            "contact": "李书记",
            "has_number": False,
            "held": sorted(["样例甲", "样例区卫生局"]),
        },
    ]
    told = [one.value for sheet in summary.sheets for one in sheet.findings if one.column == "认领人"]
    assert told == ["无此人"]


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("已落实", ListStatus.DONE),
        ("部分完成", ListStatus.IN_PROGRESS),
        ("未完成", ListStatus.OPEN),
        ("100%", ListStatus.DONE),
        ("完成80%", ListStatus.IN_PROGRESS),
        ("待开展", ListStatus.OPEN),
        ("取消开展", ListStatus.CANCELLED),
        ("停止开展", ListStatus.PAUSED),
        ("基本未动", ListStatus.OPEN),
        ("无法解决", ListStatus.OPEN),
        ("已圆梦", ListStatus.DONE),
        ("已办结（7.3开班）", ListStatus.DONE),
    ],
)
def test_how_far_something_has_come(words: str, status: ListStatus) -> None:
    assert STATUS(words) is status


def test_a_report_of_what_was_done_is_no_status() -> None:
    with pytest.raises(CellProblem) as told:
        STATUS("已联系物业维修，完成招标，下一步进场施工")
    assert told.value.severity is Severity.NOTE


def test_one_number_for_two_things_names_the_row_that_has_it(migrated: Graph, tmp_path: Path) -> None:
    rows = [["编号", "需求名称", "所属社区"], ["XQ03", "假期托管", "翠苑一区社区"], ["XQ03", "英语角", "翠苑一区社区"]]
    summary = imported(migrated, a_small_district(tmp_path / "区"), a_csv(tmp_path / "需求清单.csv", rows))
    [found] = [one for sheet in summary.sheets for one in sheet.findings if one.severity is Severity.ERROR]
    assert (found.row, found.column, found.value, found.reason) == (
        3,
        "编号",
        "XQ03",
        "编号与第 2 行相同，这一行没有导入",
    )
