"""Reports and networks of an alliance as files: what they say, where figures lead, that they stay the same."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import httpx
import networkx as nx
import openpyxl
import pytest
from click.testing import CliRunner
from docx import Document
from docx.shared import Cm
from PIL import Image

from api.answers.alliance import alliance_answer
from api.cli.commands import gongjian
from api.errors import BadQuestion
from api.reports import network_picture
from api.reports.alliance_content import (
    AMONG_MEMBERS,
    PICTURE_TITLE,
    chance_section,
    content_of,
    drill_section,
    unlike_chance,
)
from api.reports.alliance_files import NETWORKS, REPORTS, file_of
from api.reports.alliance_past import past_section
from api.reports.content import figure, parts_of, with_numbers
from api.reports.network_export import graph_of
from api.reports.network_picture import NoFont, font_file, picture_of, png_of, svg_of
from api.schemas import AllianceAnswer
from api.schemas.alliances import ChanceRow
from graph_model.driver import Graph
from graph_model.network.definitions import DEFINITIONS
from loaders.network_files import HowToRead, read_network
from tests.api.conftest import asking
from tests.graph_model.strength.alliance_graph import DISTRICT, STAR


@pytest.fixture
def answer(allied: Graph) -> AllianceAnswer:
    return alliance_answer(asking(allied), STAR)


@pytest.fixture
def empty_past(allied: Graph) -> AllianceAnswer:
    """Of a quarter in which nobody had joined yet."""
    return alliance_answer(asking(allied), STAR, "2023Q4")


def test_every_sentence_of_a_report_has_a_number(answer: AllianceAnswer) -> None:
    sentences = [one for section in content_of(answer).sections for one in section.sentences]
    assert len(sentences) > 10
    assert with_numbers(sentences) == tuple(sentences)
    assert any("医院 退出" in one for one in sentences)


def test_the_page_asks_nothing_of_others_and_each_figure_leads_to_its_definition(answer: AllianceAnswer) -> None:
    page = file_of(answer, "html").decode()
    assert re.findall(r"""(?:src|href)=["'](?!#)""", page) == []
    assert "url(" not in page
    led = {*re.findall('href="#(d-[a-z_]+)"', page)}
    assert led <= {*re.findall('id="(d-[a-z_]+)"', page)}
    assert {f"d-{one.key}" for one in DEFINITIONS} == {*re.findall('id="(d-[a-z_]+)"', page)}
    assert {"d-density", "d-fragmentation", "d-betweenness_centralization"} <= led
    assert re.findall(r"\b(?:NaN|nan|None)\b", page) == []


def test_the_document_opens_with_picture_tables_and_links_to_bookmarks(answer: AllianceAnswer) -> None:
    packed = file_of(answer, "docx")
    document = Document(BytesIO(packed))
    words = "\n".join(one.text for one in document.paragraphs)
    assert "健康联盟：强度报告" in words
    assert "挂在一家身上：医院 退出" in words
    assert len(document.inline_shapes) == 1
    assert len(document.tables) >= 3
    with ZipFile(BytesIO(packed)) as parts:
        text = parts.read("word/document.xml").decode()
    assert {*re.findall('w:anchor="([a-z_]+)"', text)} <= {*re.findall('w:name="(d_[a-z_]+)"', text)}


def test_the_workbook_counts_in_numbers_and_links_to_definitions(answer: AllianceAnswer) -> None:
    book = openpyxl.load_workbook(BytesIO(file_of(answer, "xlsx")))
    assert book.sheetnames[-6:] == [PICTURE_TITLE, "逐家的数", "分层度量", "逐家退出", "有来往的", "定义和出处"]
    assert [cell.value for cell in book["分层度量"][1]] == ["哪一项", *(one.name for one in answer.layers)]
    alone = {row[0].value: row[1].value for row in book["分层度量"].iter_rows(min_row=2, max_col=2)}
    assert alone["密度"] == pytest.approx(answer.layers[0].density, abs=1e-5)
    assert {"度数集中度", "模块度"} <= alone.keys()
    assert len(book[PICTURE_TITLE]._images) == 1
    assert len([*book["逐家退出"].iter_rows(min_row=2)]) == len(answer.members)
    rows = {row[0].value: row[1] for row in book["全部度量"].iter_rows(max_col=2)}
    assert rows["密度"].value == pytest.approx(0.3)
    assert rows["信任"].value == "无定义"
    links = [cell.hyperlink for row in book["全部度量"].iter_rows() for cell in row if cell.hyperlink]
    assert len(links) == len(DEFINITIONS)


def test_a_report_says_each_kind_of_ties_alone_whose_each_proposal_is_and_never_sends_readers_elsewhere(
    answer: AllianceAnswer,
) -> None:
    sections = {one.title: one for one in content_of(answer).sections}
    assert [row[0] for row in sections["分层看"].tables[0].rows] == [one.name for one in answer.layers]
    assert answer.proposals
    table = sections["可以做的"].tables[0]
    assert table.head == ("哪一项", "现在", *(f"做第 {at} 条" for at in range(1, len(answer.proposals) + 1)))
    told = {row[0]: row[1:] for row in table.rows}
    for at, one in enumerate(answer.proposals, 1):
        assert f"第 {at} 条，{one.kind_label}：{one.sentence}" in sections["可以做的"].sentences
        for change in one.changes:
            assert (told[change.name][0], told[change.name][at]) == (figure(change.before), figure(change.after))
    assert "JSON" not in file_of(answer, "html").decode()


def test_ties_within_and_between_are_told_by_every_attribute_of_members(answer: AllianceAnswer, allied: Graph) -> None:
    assert [one.name for one in answer.groups] == ["条线", "类型", "镇街"]
    assert [one.index for one in answer.groups] == [1, None, None]
    assert {one.reason for one in answer.groups[1:]} == {"写明组别的成员全在同一组"}
    whole = alliance_answer(asking(allied), DISTRICT)
    of_whole = {one.name: one for one in whole.groups}
    assert of_whole["类型"].index is not None
    assert "组内和组外" in file_of(whole, "html").decode()


def test_no_deed_says_who_confirms_it(answer: AllianceAnswer) -> None:
    reasons = {one.key: one.reason for one in answer.measures}
    assert reasons["reciprocity"] == "没有登记一件事由哪一方确认"
    assert not any("重复的联系" in note for note in answer.notes)


def test_a_column_that_holds_nothing_for_anybody_is_left_out(answer: AllianceAnswer) -> None:
    assert answer.drill is not None
    bare = {"services": 0, "lost": [], "candidates": []}
    losses = [one.model_copy(update=bare) for one in answer.drill.losses]
    drill = answer.drill.model_copy(
        update={"losses": losses, "worst_pair": answer.drill.worst_pair.model_copy(update=bare)}
    )
    head = drill_section(drill, {}).tables[0].head
    assert head == ("谁退出", "碎裂度", "距离碎裂度", "连不上其余的")


def test_of_the_whole_district_it_is_said_that_those_who_stay_were_asked(allied: Graph, reader: httpx.Client) -> None:
    whole = file_of(alliance_answer(asking(allied), DISTRICT), "html").decode()
    page = reader.get(f"/alliances/{DISTRICT}").text
    assert AMONG_MEMBERS in whole
    assert AMONG_MEMBERS in page
    assert AMONG_MEMBERS not in reader.get(f"/alliances/{STAR}").text


def test_what_cannot_be_set_beside_chance_says_why() -> None:
    assert chance_section([], 1000, {"密度": "这一项不变", "碎裂度": "这一项不变"}).sentences == (
        "没有一项能与 1,000 个度数相同的随机网络比：这一项不变（密度、碎裂度）。",
    )


def test_what_is_unlike_chance_is_told_in_words_first_and_all_of_it_in_a_table() -> None:
    far = ChanceRow(key="fragmentation", name="碎裂度", observed=0.26, mean=0.235, spread=0.003, z=9.1, p=0.001)
    near = far.model_copy(update={"key": "ei_index", "name": "内外联系指数", "z": -0.4})
    assert unlike_chance([far, near], 1000) == ["碎裂度 0.260，1,000 个度数相同的随机网络平均 0.235：比碰巧的更碎。"]
    assert [row[-1] for row in chance_section([far, near], 1000, {}).tables[0].rows] == [
        "比碰巧的更碎",
        "与碰巧的差不多",
    ]


def test_a_report_begins_with_what_to_know_and_what_to_do(answer: AllianceAnswer) -> None:
    sections = content_of(answer).sections
    assert [one.title for one in sections[:4]] == ["结论", "可以做的", "退出演练", "与自己的过去比"]
    assert answer.proposals
    assert sections[0].sentences[-1] == f"可以先做：{answer.proposals[0].sentence}"
    assert any("医院 退出：碎裂度" in one for one in sections[0].sentences)


def test_what_is_not_judged_says_why(empty_past: AllianceAnswer, allied: Graph) -> None:
    assert content_of(empty_past).sections[0].sentences[1].startswith("挂不挂在一家身上：无定义：")
    whole = content_of(alliance_answer(asking(allied), DISTRICT)).sections[0].sentences
    assert any("没有写明治理形式，不按形式评判" in one for one in whole)


def test_the_past_is_one_table_of_the_quarters_and_reasons_told_once(answer: AllianceAnswer) -> None:
    trend, causes = past_section(answer.past).tables
    assert trend.head == ("哪一项", answer.past[-1].before, *(one.after for one in reversed(answer.past)))
    assert {len(row) for row in trend.rows} == {len(trend.head)}
    now = {one.name: one.words for one in answer.measures}
    assert {row[0]: row[-1] for row in trend.rows} == {row[0]: now[row[0]] for row in trend.rows}
    assert len({(row[0], row[2]) for row in causes.rows}) == len(causes.rows)
    assert any("密度 " in row[1] and "；" in row[1] for row in causes.rows)


def test_a_measure_named_in_one_character_is_linked_where_it_stands_alone() -> None:
    assert list(parts_of("桥")) == [("桥", "bridges")]
    assert list(parts_of("横桥社区")) == [("横桥社区", "")]
    assert ("密度", "density") in parts_of("横桥社区的密度")


def test_the_columns_of_a_document_fill_the_page_and_long_texts_get_more(answer: AllianceAnswer) -> None:
    for table in Document(BytesIO(file_of(answer, "docx"))).tables:
        widths = [column.width or 0 for column in table.columns]
        assert sum(widths) == pytest.approx(Cm(16), rel=0.01)
        longest = [max(len(cell.text) for cell in column.cells) for column in table.columns]
        assert widths[longest.index(max(longest))] == max(widths)


def test_every_row_of_the_workbook_is_as_high_as_its_words(answer: AllianceAnswer) -> None:
    sheet = openpyxl.load_workbook(BytesIO(file_of(answer, "xlsx")))["定义和出处"]
    for row in sheet.iter_rows(min_row=2):
        lines = 2 * len(re.findall(r"[\u4e00-\u9fff]", str(row[1].value))) / sheet.column_dimensions["B"].width
        assert (sheet.row_dimensions[row[0].row].height or 15) >= 15 * lines


def test_a_sentence_of_the_workbook_is_wrapped_within_the_page(answer: AllianceAnswer) -> None:
    sheet = openpyxl.load_workbook(BytesIO(file_of(answer, "xlsx")))["结论"]
    told = [cell for (cell,) in sheet.iter_rows(min_row=2, max_col=1) if cell.value]
    assert len(told) > 5
    assert {cell.alignment.wrap_text for cell in told} == {True}
    assert {str(one) for one in sheet.merged_cells.ranges} == {f"A{cell.row}:E{cell.row}" for cell in told}


def test_a_unit_with_a_strange_name_is_written_as_it_is(answer: AllianceAnswer) -> None:
    written = answer.model_dump_json().replace("学校", "nan").replace("超市", '甲<&\\"乙')
    strange = AllianceAnswer.model_validate_json(written)
    book = openpyxl.load_workbook(BytesIO(file_of(strange, "xlsx")))
    assert {"nan", '甲<&"乙'} <= {row[1].value for row in book["有来往的"].iter_rows()} | {
        row[0].value for row in book["有来往的"].iter_rows()
    }
    ET.fromstring(svg_of(picture_of(strange), {'甲<&"乙': "/organisations/x"}))
    for form in ("docx", "graphml", "gexf", "html"):
        assert file_of(strange, form)


@pytest.mark.parametrize("form", [*REPORTS, *NETWORKS])
def test_the_same_data_gives_the_same_bytes(answer: AllianceAnswer, form: str) -> None:
    again = AllianceAnswer.model_validate_json(answer.model_dump_json())
    assert file_of(answer, form) == file_of(again, form)


@pytest.mark.parametrize("form", [*REPORTS, *NETWORKS])
def test_an_alliance_without_members_has_files_too(empty_past: AllianceAnswer, form: str) -> None:
    assert file_of(empty_past, form)


def test_the_picture_shows_each_member_and_tie_and_marks_who_it_hangs_on(answer: AllianceAnswer) -> None:
    picture = picture_of(answer)
    drawn = ET.fromstring(svg_of(picture))
    space = "{http://www.w3.org/2000/svg}"
    assert len([*drawn.iter(f"{space}circle")]) == 5
    assert len([*drawn.iter(f"{space}line")]) == 3
    assert [one.name for one in picture.spots if one.weak] == ["医院"]
    assert all(0 < one.x < network_picture.WIDTH and 0 < one.y < network_picture.HEIGHT for one in picture.spots)


@pytest.mark.usefixtures("allied")
def test_a_member_of_the_picture_on_the_page_leads_to_its_own_page(reader: httpx.Client) -> None:
    page = reader.get(f"/alliances/{STAR}").text
    found = re.search("<svg xmlns.*?</svg>", page)
    assert found is not None
    drawn = ET.fromstring(found[0])
    links = {one.get("aria-label"): one.get("href") for one in drawn.iter("{http://www.w3.org/2000/svg}a")}
    assert links["医院"] == "/organisations/org-hub"
    assert (len(links), drawn.get("role")) == (5, "group")


def test_the_drawn_picture_is_not_blank_and_has_words(answer: AllianceAnswer) -> None:
    image = Image.open(BytesIO(png_of(picture_of(answer))))
    colours = image.getcolors(1 << 20)
    assert colours is not None
    assert {(0xA8, 0x20, 0x1A), (0x09, 0x58, 0xD9), (0x1F, 0x23, 0x29)} <= {colour for _, colour in colours}


def test_without_any_open_font_it_says_which_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network_picture, "SYSTEM_FONTS", ())
    monkeypatch.setattr(network_picture, "_packaged", lambda: "")
    with pytest.raises(NoFont) as told:
        font_file()
    assert "pylopdf-fonts-zh-cn" in told.value.detail


def networks_read_back(answer: AllianceAnswer, folder: Path) -> Iterator["nx.Graph[str]"]:
    for form, read in (("graphml", nx.read_graphml), ("gexf", nx.read_gexf)):
        path = folder / f"network.{form}"
        path.write_bytes(file_of(answer, form))
        yield read(path)


def test_networkx_reads_the_networks_back(answer: AllianceAnswer, tmp_path: Path) -> None:
    own = graph_of(answer)
    for read in networks_read_back(answer, tmp_path):
        assert sorted(read.nodes) == sorted(own.nodes)
        assert {frozenset(edge) for edge in read.edges} == {frozenset(edge) for edge in own.edges}
        assert read.edges["医院", "学校"]["weight"] == own.edges["医院", "学校"]["weight"]
        assert read.nodes["医院"]["条线"] == "医院系统"
        assert {"label": "医院", "name": "医院", "编号": "org-hub", "类型": "单位"}.items() <= read.nodes[
            "医院"
        ].items()


def test_no_attribute_of_a_network_has_a_name_that_its_readers_keep_for_themselves(answer: AllianceAnswer) -> None:
    gexf = ET.fromstring(file_of(answer, "gexf"))
    space = {"g": "http://www.gexf.net/1.2draft"}
    declared = {one.get("id"): one.get("title") for one in gexf.findall(".//g:attribute", space)}
    assert "id" not in declared.values()
    assert {one.get("for") for one in gexf.findall(".//g:attvalue", space)} == declared.keys()
    for one in ("node", "edge"):
        ids = [found.get("id") for found in gexf.findall(f".//g:{one}", space)]
        assert len(ids) == len({*ids} - {None})
    assert {one.get("weight") for one in gexf.findall(".//g:edge", space)} == {str(one.weight) for one in answer.ties}
    assert b'attr.name="id"' not in file_of(answer, "graphml")


def test_the_table_gives_the_same_measures_through_the_command(answer: AllianceAnswer, tmp_path: Path) -> None:
    path = tmp_path / "network.csv"
    path.write_bytes(file_of(answer, "csv"))
    network = read_network(path, HowToRead(weight="weight", kind=None, members=None, directed=None)).network
    assert network.ids == tuple(sorted(one.name for one in answer.members))
    assert network.ties == 3
    assert network.attributes["条线"][network.ids.index("医院")] == "医院系统"


def test_the_page_and_the_commands_give_the_files(
    reader: httpx.Client, allied: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    answer = alliance_answer(asking(allied), STAR)
    page = reader.get(f"/alliances/{STAR}").text
    for form in (*REPORTS, *NETWORKS):
        assert f"/alliances/{STAR}/file.{form}?quarter=2026Q4" in page
        found = reader.get(f"/alliances/{STAR}/file.{form}")
        assert found.content == reader.get(f"/api/v1/alliances/{STAR}/file.{form}").content == file_of(answer, form)
    assert reader.get(f"/api/v1/alliances/{STAR}/file.exe").status_code == 422
    monkeypatch.setattr("api.cli.alliance.ask_service", lambda *_, **__: None)
    monkeypatch.setattr("api.cli.alliance.answered", lambda _, answer: answer(asking(allied)))
    docx, csv = tmp_path / "r.docx", tmp_path / "n.csv"
    for words in (
        ["report", "--alliance", STAR, "--quarter", "2026Q4", "--format", "docx", "--out", str(docx)],
        ["network", "export", STAR, "--format", "csv", "--out", str(csv)],
    ):
        assert CliRunner().invoke(gongjian, words).exit_code == 0
    assert docx.read_bytes() == file_of(answer, "docx")
    assert csv.read_bytes() == file_of(answer, "csv")
    whole = tmp_path / "d.html"
    assert CliRunner().invoke(gongjian, ["report", "--district", "--out", str(whole)]).exit_code == 0
    assert "西湖区全部单位" in whole.read_text(encoding="utf-8")


def test_a_format_that_is_none_is_refused(answer: AllianceAnswer) -> None:
    with pytest.raises(BadQuestion):
        file_of(answer, "pdf")
