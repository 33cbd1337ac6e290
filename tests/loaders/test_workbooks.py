# ruff: noqa: E501 - rows of a ledger and questions stand on one line
"""Workbooks as they come, on both servers: messy, unreadable, or several lists that speak of each other."""

import zipfile
from pathlib import Path

import xlsxwriter

from graph_model.driver import Graph
from loaders.files import read_sheets
from loaders.findings import Finding, Severity
from loaders.report import ImportSummary
from loaders.sheet_parts import inside
from loaders.sheets import MAX_COLUMNS
from tests.loaders.hostile_files import book, row_of, sheet_xml
from tests.loaders.ledgers import TERRITORIES, a_csv, a_small_district, an_xlsx, imported


def test_sheet_nobody_understands_is_told_with_what_is_expected_and_others_load(
    migrated: Graph, tmp_path: Path
) -> None:
    path = an_xlsx(tmp_path / "混合.xlsx", 杂项=[["鞋码", "颜色", "价格"], ["42", "红", "9"]], 区划=TERRITORIES)
    summary = imported(migrated, path)
    (finding,) = [one for one in summary.all_findings() if one.severity is Severity.ERROR]
    assert finding.sheet == "杂项"
    assert "志愿者台账" in finding.advice
    assert migrated.rows("MATCH (t:Territory) RETURN count(t) AS n") == [{"n": 4}]
    assert summary.exit_code == 1


def test_a_merged_cell_is_never_wider_than_a_ledger_may_be(tmp_path: Path) -> None:
    rows = row_of("姓名", "联系电话") + row_of("样例甲", "13800000001")
    merged = '<mergeCells count="1"><mergeCell ref="A1:ZZZZZ2000"/></mergeCells>'
    (sheet,) = read_sheets(book(tmp_path / "志愿者.xlsx", sheet_xml(rows, after=merged)))
    assert sheet.merged == [(0, 0, 1999, MAX_COLUMNS)]


def test_unreadable_file_is_a_finding_and_the_others_load(migrated: Graph, tmp_path: Path) -> None:
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"not a workbook")
    summary = imported(migrated, bad, a_csv(tmp_path / "区划.csv", TERRITORIES))
    assert [one.file for one in summary.findings] == ["坏.xlsx"]
    assert migrated.rows("MATCH (t:Territory) RETURN count(t) AS n") == [{"n": 4}]


def test_messy_workbook_with_other_columns_two_header_rows_and_totals_loads(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    rows = [
        ["翠苑街道人岗匹配库（样例）"],
        ["填报单位：翠苑街道", "", "填报日期：2026年10月"],
        ["序号", "志愿者岗位", "所在村社", "招募人数", "任职条件", "", "上岗时间", "工号牌"],
        ["", "", "", "", "专业要求", "资质要求", "", ""],
        ["1", "电路检修岗", "翠苑一区", "２人", "低压电工", "电工证", "周六上午", "红"],
        ["2", "巡逻岗", "翠苑二区社区", "约10人", "", "", "工作日晚上", ""],
        ["合计", "", "", "12", "", "", "", ""],
    ]
    an_xlsx(folder / "岗位.xlsx", 人岗匹配=rows)
    summary = imported(migrated, folder)
    (report,) = [one for one in summary.sheets if one.sheet == "人岗匹配"]
    assert (report.kind, report.header_rows, report.created) == ("posts", (3, 4), 2)
    (post,) = migrated.rows(
        "MATCH (p:Post {title: '电路检修岗'})-[r:REQUIRES]->(s:Skill) RETURN p AS p, r.certificate AS c, r.mandatory AS m"
    )
    assert (post["p"]["headcount"], post["c"], post["m"]) == (2, "低压电工证", True)
    assert post["p"]["note"] == "工号牌：红"
    assert any(one.row == 7 and one.severity is Severity.NOTE for one in report.findings)


def test_lists_are_joined_problem_to_need_to_project(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    an_xlsx(
        folder / "清单.xlsx",
        问题清单=[["问题编号", "问题描述", "所属社区", "紧急程度"], ["WT-01", "楼道灯坏了", "翠苑一区社区", "紧急"]],
        需求清单=[["需求编号", "需求内容", "所属社区", "来源问题", "服务对象"], ["XQ-01", "修楼道灯", "翠苑一区社区", "WT-01", "老人"]],
        资源清单=[["资源名称", "提供单位", "数量", "可服务时间"], ["义诊", "样例区卫生局", "20人次", "周末"]],
        重点项目表=[["序号", "项目名称", "任务举措及具体指标", "责任单位", "配合单位", "对应需求"], ["1", "亮灯工程", "修灯50盏", "样例区卫生局", "样例便民服务社 不存在的局", "XQ-01"]],
    )  # fmt: skip
    summary = imported(migrated, folder)
    chain = migrated.rows(
        "MATCH (:Problem)-[:LEADS_TO]->(n:Need)<-[:ADDRESSES]-(p:Project)<-[:SUPPORTS]-(o:Organisation) RETURN n.title AS n, p.title AS p, o.name AS o"
    )
    assert chain == [{"n": "修楼道灯", "p": "亮灯工程", "o": "样例便民服务社"}]
    assert migrated.rows("MATCH (:Organisation)-[:OFFERS]->(r:Resource) RETURN r.capacity AS c, r.unit AS u") == [
        {"c": 20.0, "u": "人次"}
    ]
    assert any("不存在的局" in one.reason for one in summary.all_findings())


def test_activities_and_hours_become_deeds(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    an_xlsx(
        folder / "活动.xlsx",
        活动台账=[["活动名称", "活动日期", "所属社区", "参加单位", "参加人员", "时长"], ["义诊进社区", "2026-05-01", "翠苑一区社区", "样例区卫生局", "样例甲", "2小时"]],
        服务时长=[["活动名称", "活动日期", "姓名", "编号", "时长"], ["义诊进社区", "2026-05-01", "样例乙", "Z2", "3"]],
    )  # fmt: skip
    assert imported(migrated, folder).exit_code == 0
    hours = migrated.rows("MATCH (n)-[r:TOOK_PART_IN]->(:Activity) RETURN n.name AS who, r.hours AS hours ORDER BY who")
    assert {row["who"]: row["hours"] for row in hours} == {"样例乙": 3.0, "样例区卫生局": 2.0, "样例甲": 2.0}


def test_a_formula_that_gave_no_words_is_an_empty_cell_and_one_never_worked_out_is_told(tmp_path: Path) -> None:
    """Excel stores the empty result of ``=IF(A1="","",A1)``; a program that only writes formulas stores none."""
    written, stored = tmp_path / "written.xlsx", tmp_path / "stored.xlsx"
    with xlsxwriter.Workbook(str(written)) as book:
        sheet = book.add_worksheet("人员 & 单位")
        sheet.write_formula("B3", '=IF(A3="","",A3)', None, "RESULT")
        sheet.write_formula("AB4", "=1+1", None, "")
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(stored, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<v>RESULT</v>", b"<v></v>"))
    assert {name: found.unsolved for name, found in inside(stored).items()} == {"人员 & 单位": {(3, 27): "1+1"}}


def test_rows_of_one_number_are_told_where_they_stand(tmp_path: Path) -> None:
    told = [("1", "姓名", "电话"), ("2", "样例甲", "13800000001"), ("2", "样例乙", "13800000002")]
    rows = "".join(row_of(*words).replace("<row>", f'<row r="{number}">') for number, *words in told)
    path = book(tmp_path / "志愿者.xlsx", sheet_xml(rows))
    (sheet,) = read_sheets(path)
    (remark,) = [one for one in sheet.remarks if one.severity is Severity.WARNING]
    assert (remark.row, "只读到其中一行" in remark.reason) == (2, True)


def test_what_concerns_a_whole_sheet_is_told_in_the_terminal_too() -> None:
    hidden = Finding(Severity.NOTE, "册.xlsx", "旧表", None, None, "", "这是隐藏的工作表", "已照常处理")
    in_a_cell = Finding(Severity.NOTE, "册.xlsx", "旧表", 3, "电话", "", "只是一格里的说明", "无需处理")
    text = ImportSummary(findings=[hidden, in_a_cell]).to_text()
    assert "[说明] 册.xlsx · 旧表：这是隐藏的工作表" in text
    assert "只是一格里的说明" not in text
