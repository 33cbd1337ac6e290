# ruff: noqa: E501 - rows of a ledger stand on one line
"""Rows that look alike: one ID number twice, an empty cell below a full one; nothing is mixed up and nothing is lost."""

from datetime import date
from pathlib import Path

import xlsxwriter

from graph_model.driver import Graph
from loaders.files import Cell, Sheet
from loaders.findings import Finding, Severity
from loaders.merged_cells import merged_down
from loaders.report import ImportSummary
from tests.loaders.ledgers import TERRITORIES, a_csv, an_xlsx, imported

HEADER = ["姓名", "身份证号", "联系电话", "居住社区", "特长", "证书", "证书有效期", "可服务时间"]
ID_NUMBER = "11010519491231002X"
PERSON_CYPHER = "MATCH (p:Person) RETURN p.name AS name, p.note AS note, p.slots AS slots ORDER BY name"
SKILLS_CYPHER = "MATCH (:Person)-[r:HAS_SKILL]->(s:Skill) RETURN s.label AS skill, r.certificate AS certificate, r.valid_until AS valid_until"
MEMBERS_CYPHER = "MATCH (o:Organisation)-[:MEMBER_OF]->(a:Alliance) WITH a, o ORDER BY o.name RETURN a.name AS alliance, collect(o.name) AS units"
ASKED_CYPHER = "MATCH (:Post)-[:REQUIRES]->(s:Skill) RETURN s.label AS skill ORDER BY skill"
NEEDS_CYPHER = "MATCH (n:Need)<-[:RAISES]-(t:Territory) RETURN n.title AS title, t.name AS place ORDER BY title, place"


def load(graph: Graph, folder: Path, *, dry_run: bool = False, **sheets: list[list[str]]) -> ImportSummary:
    paths = (a_csv(folder / "区划.csv", TERRITORIES), an_xlsx(folder / "台账.xlsx", **sheets))
    return imported(graph, *paths, dry_run=dry_run)


def volunteer(name: str, number: str = "", phone: str = "", **said: str) -> list[str]:
    rest = [said.get(column, "") for column in ("skills", "certificates", "until", "slots")]
    return [name, number, phone, "翠苑一区社区", *rest]


def told(summary: ImportSummary, severity: Severity) -> list[Finding]:
    return [one for one in summary.all_findings() if one.severity is severity]


def adds_up(summary: ImportSummary) -> bool:
    parts = ("created", "changed", "unchanged", "refused", "merged")
    return all(one.rows == sum(getattr(one, part) for part in parts) for one in summary.sheets)


def test_one_id_number_with_two_names_keeps_the_later_row_out_and_names_the_other(
    migrated: Graph, tmp_path: Path
) -> None:
    rows = [
        HEADER,
        volunteer("样例庚", ID_NUMBER, skills="合唱"),
        volunteer("样例辛", ID_NUMBER.lower(), skills="理发"),
    ]
    summary = load(migrated, tmp_path, 志愿者=rows)
    (error,) = told(summary, Severity.ERROR)
    assert (error.row, error.column, error.reason) == (3, "身份证号", "与第2行身份证号相同、姓名不同")
    assert ID_NUMBER not in error.value
    assert [row["name"] for row in migrated.rows(PERSON_CYPHER)] == ["样例庚"]
    assert [row["skill"] for row in migrated.rows(SKILLS_CYPHER)] == ["声乐"]
    assert adds_up(summary)


def test_one_id_number_with_two_names_is_told_across_sheets(migrated: Graph, tmp_path: Path) -> None:
    rows = [HEADER, volunteer("样例庚", ID_NUMBER)], [HEADER, volunteer("样例辛", ID_NUMBER)]
    (error,) = told(load(migrated, tmp_path, 志愿者=rows[0], 志愿者二=rows[1]), Severity.ERROR)
    assert error.sheet == "志愿者二"
    assert "志愿者”第2行" in error.reason


def test_one_person_on_two_rows_is_told_and_an_empty_cell_takes_nothing_away(migrated: Graph, tmp_path: Path) -> None:
    rows = [
        HEADER,
        volunteer("样例甲", ID_NUMBER, skills="低压电工"),
        volunteer("样例甲", ID_NUMBER.lower(), skills="低压电工", certificates="低压电工证", until="2027-06-30"),
        volunteer("样例甲", ID_NUMBER, skills="低压电工"),
    ]
    summary = load(migrated, tmp_path, 志愿者=rows)
    assert [(one.row, one.reason) for one in told(summary, Severity.WARNING)] == [
        (3, "与第2行说的是同一个人，已并入第2行"),
        (4, "与第2行说的是同一个人，已并入第2行"),
    ]
    assert migrated.rows(SKILLS_CYPHER) == [
        {"skill": "低压电工", "certificate": "低压电工证", "valid_until": date(2027, 6, 30)}
    ]
    assert (summary.total("merged"), adds_up(summary)) == (2, True)
    assert "并入别的行 2" in summary.to_text()


def test_an_empty_title_is_never_that_of_the_row_above(migrated: Graph, tmp_path: Path) -> None:
    rows = [["需求事项", "所属社区"], ["想学广场舞", "翠苑一区社区"], ["", "翠苑二区社区"]]
    summary = load(migrated, tmp_path, 居民需求清单=rows)
    assert [(one.row, one.column, one.reason) for one in told(summary, Severity.ERROR)] == [(3, "需求事项", "没有名称")]
    assert migrated.rows(NEEDS_CYPHER) == [{"title": "想学广场舞", "place": "翠苑一区社区"}]


def test_a_title_in_a_merged_cell_stands_for_all_its_rows(migrated: Graph, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "需求.xlsx")) as book:
        sheet = book.add_worksheet("居民需求清单")
        sheet.write_row(0, 0, ["需求事项", "所属社区"])
        sheet.merge_range(1, 0, 2, 0, "想学广场舞")
        sheet.write(1, 1, "翠苑一区社区")
        sheet.write(2, 1, "翠苑二区社区")
    imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), tmp_path / "需求.xlsx")
    assert [row["place"] for row in migrated.rows(NEEDS_CYPHER)] == ["翠苑一区社区", "翠苑二区社区"]


def test_an_alliance_named_in_a_merged_cell_has_all_the_units_beside_it(migrated: Graph, tmp_path: Path) -> None:
    units = ["样例甲局", "样例乙局", "样例丙局"]
    known = [["单位名称", "单位性质", "所在社区"], *([unit, "机关", "翠苑一区社区"] for unit in units)]
    an_xlsx(tmp_path / "单位.xlsx", 单位台账=known)
    with xlsxwriter.Workbook(str(tmp_path / "联盟.xlsx")) as book:
        sheet = book.add_worksheet("联盟台账")
        sheet.write_row(0, 0, ["联盟名称", "成员单位"])
        sheet.merge_range(1, 0, 3, 0, "样例助老联盟")
        sheet.write_column(1, 1, units)
    summary = imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), tmp_path)
    assert summary.total("refused") == 0
    assert migrated.rows(MEMBERS_CYPHER) == [{"alliance": "样例助老联盟", "units": sorted(units)}]


def test_a_post_named_in_a_merged_cell_keeps_what_each_of_its_rows_asks_for(migrated: Graph, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "岗位.xlsx")) as book:
        sheet = book.add_worksheet("岗位台账")
        sheet.write_row(0, 0, ["岗位名称", "所属社区", "专长要求"])
        sheet.merge_range(1, 0, 2, 0, "电路检修岗")
        sheet.write_column(1, 1, ["翠苑一区社区"] * 2)
        sheet.write_column(1, 2, ["低压电工", "心理疏导"])
    summary = imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), tmp_path / "岗位.xlsx")
    assert adds_up(summary)
    assert [row["skill"] for row in migrated.rows(ASKED_CYPHER)] == ["低压电工", "心理咨询"]


def test_a_cell_merged_over_the_whole_sheet_fills_no_more_than_its_columns() -> None:
    rows: list[list[Cell]] = [["需求事项", "所属社区"], *(["", ""] for _ in range(1_000))]
    sheet = Sheet("需求.xlsx", "需求清单", rows, [(0, 0, 999, 16_383)] * 1_000)
    assert len(merged_down(sheet, 0, [0])) == 999


def test_certificates_and_dates_nobody_can_place_are_told_and_kept(migrated: Graph, tmp_path: Path) -> None:
    rows = [
        HEADER,
        volunteer("样例丁", "", "13800000001", skills="飞檐走壁", certificates="飞行证", until="2027-02-30"),
        volunteer("样例戊", "", "13800000002", certificates="某某证"),
        volunteer("样例己", "", "13800000003", skills="理发", until="2027-02-30", slots="周八上午"),
    ]
    summary = load(migrated, tmp_path, 志愿者=rows)
    found = {(one.row, one.column, one.value) for one in told(summary, Severity.WARNING)}
    assert {(2, "证书", "飞行证"), (2, "证书有效期", "2027-02-30"), (3, "证书", "某某证")} <= found
    assert {(4, "证书有效期", "2027-02-30"), (4, "可服务时间", "周八上午")} <= found
    people = {row["name"]: row for row in migrated.rows(PERSON_CYPHER)}
    for words in ("飞檐走壁", "飞行证", "2027-02-30"):
        assert words in people["样例丁"]["note"]
    assert "某某证" in people["样例戊"]["note"]
    assert "2027-02-30" in people["样例己"]["note"]
    assert people["样例己"]["slots"] is None


def test_a_name_that_is_a_formula_without_result_is_told_as_one(migrated: Graph, tmp_path: Path) -> None:
    with xlsxwriter.Workbook(str(tmp_path / "志愿者.xlsx")) as book:
        sheet = book.add_worksheet("志愿者")
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 1, ["", "13800000001", "翠苑一区社区"])
        sheet.write_formula(1, 0, '=HYPERLINK("http://example.org","样例甲")', value="")
    summary = imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), tmp_path / "志愿者.xlsx")
    (error,) = told(summary, Severity.ERROR)
    assert (error.row, error.column, error.reason) == (2, "姓名", "是没有结果的公式，读不到内容")
    assert error.value.startswith("=HYPERLINK(")


def test_a_pairing_kept_out_is_not_said_to_be_loaded_and_shows_its_words(migrated: Graph, tmp_path: Path) -> None:
    rows = [["结对单位", "结对社区"], *(["样例不存在局", "翠苑一区社区"] for _ in range(12))]
    summary = load(migrated, tmp_path, 结对共建=rows)
    findings = [one for one in summary.all_findings() if one.sheet == "结对共建"]
    assert not any("已导入" in one.reason for one in findings)
    assert {one.value for one in findings} == {"样例不存在局"}
    assert "第 2、3、4、5、6、7、8、9、10、11 行等共 12 行" in summary.to_text()


def test_columns_nobody_knows_are_told_in_the_summary(migrated: Graph, tmp_path: Path) -> None:
    rows = [[*HEADER, "最爱的颜色"], [*volunteer("样例甲", "", "13800000001"), "红"]]
    assert "不认识的列“最爱的颜色”" in load(migrated, tmp_path, 志愿者=rows).to_text()


def test_the_summary_tells_how_surely_sheets_and_columns_are_known_and_says_nothing_of_sure_columns(
    migrated: Graph, tmp_path: Path
) -> None:
    posts = [["岗位名称", "岗位要干什么", "在哪个社区", "需要人数"], ["巡逻岗", "夜里巡逻", "翠苑一区社区", "2"]]
    needs = [["诉求内容", "哪个社区提的", "类别", "希望完成时间"], ["楼道灯不亮", "翠苑一区社区", "", ""]]
    people = [HEADER, volunteer("样例甲", "", "13800000001")]
    summary = load(migrated, tmp_path, dry_run=True, 岗位=posts, 岗位甲=needs, 志愿者=people)
    lines = summary.to_text().splitlines()
    assert f"说明 {sum(one.severity is Severity.NOTE for one in summary.all_findings())} 处" in lines[0]
    assert [
        words for line in lines if "台账.xlsx" in line for words in ("（把握不大）", "（有把握）") if words in line
    ] == [
        "（有把握）",
        "（把握不大）",
        "（有把握）",
    ]
    doubtful = [line for line in lines if "把握不大的列" in line]
    assert len([line for line in doubtful if " · 岗位：" in line and "“岗位要干什么”按“岗位内容”理解" in line]) == 1
    assert not any(" · 志愿者：" in line for line in doubtful)


def test_a_need_written_twice_is_told_with_the_row_it_went_into(migrated: Graph, tmp_path: Path) -> None:
    rows = [
        ["需求事项", "所属社区"],
        ["楼道灯不亮", "翠苑一区社区"],
        ["想学剪纸", "翠苑一区社区"],
        ["楼道灯不亮", "翠苑一区社区"],
    ]
    summary = load(migrated, tmp_path, 居民需求清单=rows)
    (warning,) = told(summary, Severity.WARNING)
    assert (warning.row, warning.reason) == (4, "与第2行说的是同一件事，已并入第2行")
    assert warning.reason in summary.to_text()
    assert f"批次 {summary.run}" in summary.to_text()
    assert "批次" not in load(migrated, tmp_path, dry_run=True, 居民需求清单=rows).to_text()
