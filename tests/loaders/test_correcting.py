# ruff: noqa: E501 - rows of a ledger stand on one line
"""A mapping that staff corrected is remembered by layout, read again, offered for similar layouts, and taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph_model import events, ledger_mappings
from graph_model.driver import Graph
from graph_model.entities import LedgerMapping
from graph_model.entities.terms import EventKind
from graph_model.scope import Scope
from loaders.columns import Match
from loaders.correcting import TwiceTaken, by_itself, corrected, layout_id, mapping_of
from loaders.dividing import ledgers_of
from loaders.files import Sheet, read_sheets
from loaders.mapping_files import mapping_text, read_mapping_file
from loaders.recognising import Recognition, recognise
from loaders.report import ImportSummary
from loaders.sheet_report import SheetReport
from loaders.sheets import UnreadableFile
from loaders.understanding import Settled
from tests.loaders.ledgers import TERRITORIES, a_csv, an_xlsx, imported

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
SCOPE = Scope("张三", "330106000000")
ODD = [
    ["志愿者名单"],
    ["怎么称呼", "手机", "哪个社区的", "拿手的", "联络员"],
    ["样例丙", "13800000003", "翠苑一区社区", "理发", "李姐"],
]
NAMES_CYPHER = "MATCH (p:Person) RETURN p.name AS name, p.note AS note ORDER BY name"


def sheet_of(path: Path) -> tuple[Sheet, Recognition]:
    (sheet,) = (part for one in read_sheets(path) for part in ledgers_of(one))
    return sheet, recognise(sheet, path.stem)


def own(path: Path) -> Recognition:
    return sheet_of(path)[1]


def taken(matches: Sequence[Match]) -> dict[str, str | None]:
    return {one.header: one.column.field if one.column else None for one in matches}


def own_fields(path: Path) -> dict[str, str | None]:
    return taken(own(path).matches)


def read(path: Path, *mappings: LedgerMapping) -> dict[str, str | None]:
    return taken(corrected(*sheet_of(path), mappings).recognition.matches)


def a_mapping(path: Path, kind: str = "volunteers", **fields: str) -> LedgerMapping:
    mine = own(path)
    assert mine.layout is not None
    return mapping_of(mine, kind, [fields.get(name, "") for name in mine.layout.names], ledger=path.name, by="x", at=AT)


def fields_of(summary: ImportSummary) -> dict[str, str | None]:
    return taken(summary.sheets[0].matches)


@pytest.fixture
def placed(migrated: Graph, tmp_path: Path) -> Graph:
    imported(migrated, a_csv(tmp_path / "区划代码.csv", TERRITORIES))
    return migrated


def test_a_corrected_mapping_holds_for_the_next_reading_of_the_same_layout(placed: Graph, tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "名单.xlsx", 表=ODD)
    settled = a_mapping(path, 怎么称呼="name", 手机="phone", 哪个社区的="lives_in", 拿手的="skills")
    ledger_mappings.keep(placed, SCOPE, settled)
    again = an_xlsx(tmp_path / "名单第二期.xlsx", 另一张=ODD)
    summary = imported(placed, again)
    assert fields_of(summary) == {
        "怎么称呼": "name",
        "手机": "phone",
        "哪个社区的": "lives_in",
        "拿手的": "skills",
        "联络员": None,
    }
    assert placed.rows(NAMES_CYPHER) == [{"name": "样例丙", "note": "联络员：李姐"}]
    (said,) = [one for one in summary.sheets[0].findings if "改定" in one.reason]
    assert "张三 2026-11-22" in said.reason


def test_a_column_left_a_note_by_staff_stays_one_though_it_would_be_understood(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "名单.xlsx", 表=ODD)
    assert own_fields(path)["手机"] == "phone"
    assert read(path, a_mapping(path, 怎么称呼="name", 哪个社区的="lives_in"))["手机"] is None


def test_the_kind_of_a_sheet_can_be_corrected(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "名单.xlsx", 表=ODD)
    settled = a_mapping(path, "residents", 怎么称呼="name", 手机="phone", 哪个社区的="lives_in")
    found = corrected(*sheet_of(path), [settled]).recognition
    assert found.kind is not None
    assert found.kind.key == "residents"


def test_a_similar_layout_is_read_the_same_way_and_told_so_and_new_columns_by_themselves(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "名单.xlsx", 表=ODD)
    settled = a_mapping(path, 怎么称呼="name", 手机="phone", 哪个社区的="lives_in", 拿手的="skills")
    wider = an_xlsx(tmp_path / "名单新.xlsx", 表=[ODD[0], [*ODD[1], "性别"], [*ODD[2], "女"]])
    found = corrected(*sheet_of(wider), [settled])
    assert (found.how, found.mapping) == ("similar", settled)
    assert read(wider, settled) == {
        "怎么称呼": "name",
        "手机": "phone",
        "哪个社区的": "lives_in",
        "拿手的": "skills",
        "联络员": None,
        "性别": "gender",
    }
    told = SheetReport.of(sheet_of(wider)[0], found).findings
    assert any("表头与“名单.xlsx”相近" in one.reason for one in told)


def test_what_is_offered_for_a_similar_layout_can_be_declined_for_good(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "名单.xlsx", 表=ODD)
    settled = a_mapping(path, 怎么称呼="name", 手机="", 哪个社区的="lives_in")
    wider = an_xlsx(tmp_path / "名单新.xlsx", 表=[ODD[0], [*ODD[1], "性别"], [*ODD[2], "女"]])
    declined = by_itself(sheet_of(wider)[1], ledger="", by="", at=AT)
    assert corrected(*sheet_of(wider), [settled, declined]).how == "own"
    assert read(wider, settled, declined) == own_fields(wider) != read(wider, settled)


def test_a_mapping_taken_back_holds_no_more_and_both_left_an_event(placed: Graph, tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "名单.xlsx", 表=ODD)
    kept = ledger_mappings.keep(placed, SCOPE, a_mapping(path, 怎么称呼="name", 哪个社区的="lives_in"))
    assert ledger_mappings.take_back(placed, SCOPE, kept.id)
    assert not ledger_mappings.take_back(placed, SCOPE, kept.id)
    assert ledger_mappings.holding_mappings(placed) == []
    told = events.about(placed, kept.id)
    assert [(one.kind, one.by) for one in told] == [
        (EventKind.MAPPING_TAKEN_BACK, "张三"),
        (EventKind.MAPPING_KEPT, "张三"),
    ]


def test_two_columns_cannot_mean_the_same(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "名单.xlsx", 表=ODD)
    with pytest.raises(TwiceTaken):
        a_mapping(path, 怎么称呼="name", 联络员="name")


def test_a_layout_is_the_same_in_another_order_and_another_one_with_another_column(tmp_path: Path) -> None:
    turned = [ODD[0], list(reversed(ODD[1])), list(reversed(ODD[2]))]
    wider = [ODD[0], [*ODD[1], "性别"], [*ODD[2], "女"]]
    first, second, third = (
        layout_id(own(an_xlsx(tmp_path / f"{number}.xlsx", 表=rows)))
        for number, rows in enumerate((ODD, turned, wider))
    )
    assert first == second != third


def test_a_mapping_file_outweighs_what_is_understood_and_two_columns_of_one_name_are_told_apart(
    placed: Graph, tmp_path: Path
) -> None:
    rows = [["志愿者名单"], ["姓名", "电话", "电话", "社区"], ["样例丁", "13800000004", "13900000004", "翠苑一区社区"]]
    path = an_xlsx(tmp_path / "名单.xlsx", 表=rows)
    said = tmp_path / "对应.yaml"
    said.write_text(
        "台账:\n- 表: 表\n  种类: 志愿者台账\n  列:\n    姓名: 姓名\n    电话: 记入备注\n    电话#2: 联系电话\n    社区: 居住社区\n"
    )
    summary = imported(placed, path, mappings=read_mapping_file(said))
    assert [one.column.field if one.column else None for one in summary.sheets[0].matches] == [
        "name",
        None,
        "phone",
        "lives_in",
    ]
    (row,) = placed.rows(NAMES_CYPHER)
    assert row["note"] == "电话：138****04"


def test_a_mapping_written_out_reads_back_as_the_same_understanding(tmp_path: Path) -> None:
    path = an_xlsx(
        tmp_path / "名单.xlsx",
        表=[ODD[0], ["姓名", "手机", "社区", "怪列"], ["样例丙", "13800000003", "翠苑一区社区", "x"]],
    )
    sheet, mine = sheet_of(path)
    assert mine.kind is not None
    assert mine.layout is not None
    said = tmp_path / "对应.yaml"
    said.write_text(mapping_text([("名单.xlsx", "表", mine.kind, mine.layout.names, mine.matches)]))
    again = Settled("x", said=read_mapping_file(said)).of(sheet, mine)
    assert taken(again.recognition.matches) == own_fields(path)


def test_what_is_written_of_two_workbooks_with_sheets_of_one_name_is_not_mixed(tmp_path: Path) -> None:
    people = an_xlsx(
        tmp_path / "志愿者202610.xlsx", Sheet1=[["姓名", "联系电话", "技能"], ["样例丙", "13800000003", ""]]
    )
    units = an_xlsx(tmp_path / "单位.xlsx", Sheet1=[["单位名称", "单位性质"], ["样例局", "机关"]])
    both = [sheet_of(one) for one in (people, units)]
    said = tmp_path / "对应.yaml"
    told = [(one.file, one.name, own.kind, own.layout.names, own.matches) for one, own in both]
    said.write_text(mapping_text(told))
    settled = Settled("x", said=read_mapping_file(said))
    for sheet, mine in both:
        read_again = settled.of(sheet, mine)
        assert (read_again.how, read_again.recognition.kind) == ("file", mine.kind)
        assert taken(read_again.recognition.matches) == taken(mine.matches)
    next_month = an_xlsx(tmp_path / "志愿者202611.xlsx", Sheet1=[["姓名", "联系电话", "技能"], ["样例丁", "1", ""]])
    assert settled.of(*sheet_of(next_month)).how == "file"
    wider = an_xlsx(tmp_path / "别的.xlsx", Sheet1=[["姓名", "联系电话", "技能"], ["样例丁", "1", ""]])
    assert settled.of(*sheet_of(wider)).how == "own"


def test_what_a_mapping_file_says_of_a_sheet_that_is_not_there_is_told(placed: Graph, tmp_path: Path) -> None:
    said = tmp_path / "对应.yaml"
    said.write_text("台账:\n- 表: 表\n  种类: 志愿者台账\n  列:\n    姓名: 姓名\n    电活: 联系电话\n")
    path = an_xlsx(tmp_path / "志愿者名单.xlsx", 表=[["姓名", "电话"], ["样例丁", "13800000004"]])
    summary = imported(placed, path, mappings=read_mapping_file(said))
    assert ["“表 · 志愿者台账”没有用上" in one.reason for one in summary.findings] == [True]
    assert fields_of(summary) == {"姓名": "name", "电话": "phone"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("台账: [", "不是 YAML"),
        ("列: {}", "没有“台账”"),
        ("台账:\n- 种类: 没有的\n  列: {姓名: 姓名}", "没有“没有的”这种台账"),
        ("台账:\n- 种类: 志愿者台账\n  列: {姓名: 血型值}", "没有“血型值”这一项"),
        ("台账:\n- 种类: 志愿者台账", "没有写“列”"),
    ],
)
def test_a_mapping_file_with_a_mistake_is_refused_with_the_word_that_is_wrong(
    tmp_path: Path, text: str, reason: str
) -> None:
    path = tmp_path / "对应.yaml"
    path.write_text(text)
    with pytest.raises(UnreadableFile) as refused:
        read_mapping_file(path)
    assert reason in refused.value.reason
