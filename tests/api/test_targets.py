"""目标看板: what the board, a target's page, the API, the command and the annex tell."""

from io import BytesIO
from pathlib import Path
from typing import Any, LiteralString

import docx
import httpx
import openpyxl
import pytest
from click.testing import CliRunner

from api.answers.chain import chain_answer
from api.answers.targets import amount, target_answer, targets_answer, verdict_of
from api.asking import Asking
from api.cli import exits
from api.cli.commands import gongjian
from api.cli.errors import Refused
from api.cli.running import Running, note_running, sole_service
from api.errors import BadQuestion, UnknownPlace, UnknownThing
from api.questions import ChainQuestion, TargetQuestion
from api.reports.annex import COLUMNS, annex_workbook
from api.reports.annex_docx import annex_document
from api.settings import Settings
from api.snapshot import Snapshot
from api.weekly import run_week
from graph_model.driver import Graph
from graph_model.entities import Organisation, Station, TargetValue
from graph_model.errors import GraphUnavailable
from graph_model.organisations import ORGANISATIONS, PAIRINGS
from graph_model.stations import STATION_TERRITORIES, STATIONS
from graph_model.targets.catalogue import load_catalogue
from graph_model.targets.live import Live, Row
from graph_model.targets.values import TARGET_VALUES
from graph_model.ties import Tie
from loaders.files import read_each
from loaders.form_sheets import BETWEEN, PAGE_WIDTH
from loaders.sheets import Sheet
from loaders.understanding import is_for_reading
from tests.api.conftest import asking
from tests.api.small_district import FIRST, SECOND, STREET, TODAY
from tests.invariants.clients import all_at_once

PAIRED = "s0-paired-communities"


@pytest.fixture
def paired(district: Graph) -> Graph:
    ORGANISATIONS.save(district, Organisation(id="org-tax", name="区税务局", kind="agency"))
    PAIRINGS.open(district, Tie("org-tax", FIRST))
    return district


def test_the_board_tells_every_target_once(paired: Graph) -> None:
    answer = targets_answer(asking(paired))
    assert [item.id for item in answer.items] == [one.id for one in load_catalogue().targets]
    assert sum(answer.counts.model_dump().values()) == len(answer.items)


def test_a_number_is_what_its_rows_say(paired: Graph) -> None:
    answer = target_answer(asking(paired), PAIRED, TargetQuestion())
    assert (answer.target.value, answer.target.met, answer.total) == (50, 1, 2)
    assert [(row.id, row.verdict) for row in answer.items] == [(SECOND, "不算"), (FIRST, "算数")]


def test_rows_are_chosen_and_paged(paired: Graph) -> None:
    asked = asking(paired)
    first = target_answer(asked, PAIRED, TargetQuestion(limit=1))
    second = target_answer(asked, PAIRED, TargetQuestion(limit=1, cursor=first.next_cursor))
    assert ([row.id for row in first.items + second.items], second.next_cursor) == ([SECOND, FIRST], None)
    assert target_answer(asked, PAIRED, TargetQuestion(row="算数")).total == 1


def test_a_question_that_cannot_be_answered_is_refused(asked: Asking) -> None:
    for question, refusal in (
        (TargetQuestion(row="别的"), BadQuestion),
        (TargetQuestion("没有这里"), UnknownPlace),
        (TargetQuestion(cursor="x"), BadQuestion),
    ):
        with pytest.raises(refusal):
            target_answer(asked, PAIRED, question)
    with pytest.raises(UnknownThing):
        target_answer(asked, "s9-nothing", TargetQuestion())


def test_a_place_has_values_of_its_own(paired: Graph) -> None:
    assert target_answer(asking(paired), PAIRED, TargetQuestion(FIRST)).target.value == 100
    assert target_answer(asking(paired), PAIRED, TargetQuestion(STREET)).target.value == 50


def test_what_is_missing_is_null_and_says_what_to_import(asked: Asking) -> None:
    missing = [item for item in targets_answer(asked).items if item.verdict == "缺数据"]
    assert missing
    assert all(item.value is None and item.missing and item.value_words == "缺数据" for item in missing)


@pytest.mark.parametrize(
    ("met", "short", "unknown", "verdict"),
    [(9, 0, 0, "达到"), (8, 1, 0, "没达到"), (8, 1, 1, "没达到"), (9, 0, 1, "待补数据")],
)
def test_unknown_rows_hold_a_verdict_back_only_where_they_could_turn_it(
    met: int, short: int, unknown: int, verdict: str
) -> None:
    target = load_catalogue().find(PAIRED)
    assert target is not None
    marks = [True] * met + [False] * short + [None] * unknown
    rows = tuple(Row("territory", str(number), "", mark) for number, mark in enumerate(marks))
    assert verdict_of(target, Live(100 * met / (met + short), rows)) == verdict


def test_a_total_of_the_province_is_not_held_against_the_district() -> None:
    target = load_catalogue().find("s1-service-groups")
    assert target is not None
    assert verdict_of(target, Live(3.0)) == "不按本区比"


def test_a_share_never_rounds_up_to_whole() -> None:
    assert amount(100 * 9999 / 10000, "%") == "99.9%"


def test_the_week_keeps_the_values_and_the_next_one_shows_them(paired: Graph) -> None:
    asked = asking(paired)
    run_week(paired, Snapshot(paired), asked.scope, TODAY)
    (week,) = target_answer(asked, PAIRED, TargetQuestion()).history
    assert (week.week, week.value, week.value_words, week.met, week.rows) == ("2026-W47", 50, "50%", 1, 2)


def recorded(graph: Graph, *values: tuple[str, str, float]) -> None:
    place = "330106000000"
    TARGET_VALUES.save(
        graph,
        *(
            TargetValue(
                id=f"{week}:{place}:{target}",
                target=target,
                week=week,
                territory=place,
                on=TODAY,
                value=value,
                met=1,
                rows=2,
                unknown=0,
            )
            for week, target, value in values
        ),
    )


def test_the_weeks_of_one_target_are_those_of_a_year_and_never_written_as_whole(paired: Graph) -> None:
    recorded(paired, ("2025-W46", PAIRED, 1), ("2025-W47", PAIRED, 99.97), ("2026-W46", "s0-stations", 7))
    weeks = target_answer(asking(paired), PAIRED, TargetQuestion()).history
    assert [(one.week, one.value_words) for one in weeks] == [("2025-W47", "99.9%")]
    page = target_answer(asking(paired), PAIRED, TargetQuestion())
    assert page.target.before_week == "2025-W47"


def test_a_week_that_was_broken_off_leaves_no_values(paired: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> int:
        raise GraphUnavailable("embedded", "away")

    asked = asking(paired)
    monkeypatch.setattr("graph_model.match_runs.events.append", away)
    with pytest.raises(GraphUnavailable):
        run_week(paired, Snapshot(paired), asked.scope, TODAY)
    assert target_answer(asked, PAIRED, TargetQuestion()).history == []
    monkeypatch.undo()
    run_week(paired, Snapshot(paired), asked.scope, TODAY)
    assert [one.week for one in target_answer(asked, PAIRED, TargetQuestion()).history] == ["2026-W47"]


def test_nothing_is_read_from_the_graph_while_others_wait_for_the_columns(
    paired: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asking(paired)
    plain = Graph.rows

    def watched(self: Graph, query: LiteralString, **parameters: Any) -> list[dict[str, Any]]:
        assert not asked.view.working.locked()
        return plain(self, query, **parameters)

    monkeypatch.setattr(Graph, "rows", watched)
    assert targets_answer(asked).items
    assert chain_answer(asked, ChainQuestion(FIRST)).links


def test_many_who_want_the_same_at_once_read_it_once(asked: Asking) -> None:
    made: list[int] = []

    def make() -> str:
        made.append(len(made))
        return "facts"

    told = all_at_once(lambda _: asked.view.kept_for_good("the same", make), clients=16)
    assert (set(told), made) == ({"facts"}, [0])


def test_a_verdict_there_is_none_of_is_refused(reader: httpx.Client, paired: Graph) -> None:
    assert paired
    assert reader.get("/targets", params={"verdict": "没达到"}).status_code == 200
    refused = reader.get("/targets", params={"verdict": "差不多"})
    assert refused.status_code == 422
    assert "没有“差不多”这种结论" in refused.text


def test_what_an_import_brings_shows_at_once(reader: httpx.Client, district: Graph) -> None:
    path = "/api/v1/targets/s0-stations"
    assert reader.get(path).json()["target"]["value"] is None
    STATIONS.save(district, Station(id="station-1", name="一区驿站"))
    STATION_TERRITORIES.open(district, Tie("station-1", FIRST))
    ledger = b"\xef\xbb\xbf" + "驿站名称,所在社区\n二区驿站,翠苑街道翠苑二区社区\n".encode()
    sent = reader.post("/api/v1/imports", files={"file": ("阵地.csv", ledger, "text/csv")})
    assert sent.status_code == 200, sent.text
    assert reader.get(path).json()["target"]["value"] == 2


def test_the_pages_lead_from_a_number_to_its_rows_and_to_who_must_act(reader: httpx.Client, paired: Graph) -> None:
    assert paired
    board = reader.get("/targets")
    assert board.status_code == 200
    assert f'href="/targets/{PAIRED}"' in board.text
    page = reader.get(f"/targets/{PAIRED}")
    assert "翠苑二区社区" in page.text
    assert "该由谁来办" in page.text
    assert reader.get("/targets/s9-nothing").status_code == 404


def test_annex_2_comes_in_its_own_shape_with_the_live_column(reader: httpx.Client, paired: Graph) -> None:
    sent = reader.get("/annexes/annex-2.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(sent.content)).active
    assert [cell.value for cell in sheet[3]] == [
        "序号",
        "项目名称",
        "任务举措及具体指标",
        "责任单位",
        "配合单位",
        "目前情况",
    ]
    assert [row[0] for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]] == list(range(1, 11))
    widths = [sheet.column_dimensions[letter].width + BETWEEN for letter in "ABCDEF"]
    assert sum(widths) <= PAGE_WIDTH + 6 * BETWEEN
    lines = [row[5] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert any("缺数据" in line for line in lines)
    assert annex_workbook(targets_answer(asking(paired))) == annex_workbook(targets_answer(asking(paired)))


def test_annex_2_as_a_document_says_what_the_workbook_says(reader: httpx.Client, paired: Graph) -> None:
    sent = reader.get("/annexes/annex-2.docx")
    document = docx.Document(BytesIO(sent.content))
    (table,) = document.tables
    sheet = openpyxl.load_workbook(BytesIO(reader.get("/annexes/annex-2.xlsx").content)).active
    assert [cell.text for cell in table.rows[0].cells] == list(COLUMNS)
    told = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    rows = [["" if one is None else str(one) for one in row] for row in sheet.iter_rows(min_row=4, values_only=True)]
    assert [row[2:] for row in told] == [row[2:] for row in rows]
    assert [row[:2] for row, same in zip(told, rows, strict=True) if same[0]] == [row[:2] for row in rows if row[0]]
    assert annex_document(targets_answer(asking(paired))) == annex_document(targets_answer(asking(paired)))


def test_the_document_lies_on_its_side_repeats_its_header_and_is_set_in_a_chinese_font(paired: Graph) -> None:
    document = docx.Document(BytesIO(annex_document(targets_answer(asking(paired)))))
    page, table = document.sections[0], document.tables[0]
    assert page.page_width > page.page_height
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows] == [True] + [False] * 19
    assert set(table._tbl.xpath(".//w:rFonts/@w:eastAsia")) == {"宋体"}
    merged = [row._tr.xpath("./w:tc[1]/w:tcPr/w:vMerge/@w:val") for row in table.rows]
    assert merged.count(["restart"]) == 6


def test_annex_2_of_ours_is_no_ledger_when_it_comes_back(paired: Graph, tmp_path: Path) -> None:
    answer = targets_answer(asking(paired))
    (tmp_path / "附件2.xlsx").write_bytes(annex_workbook(answer))
    (tmp_path / "附件2.docx").write_bytes(annex_document(answer))
    sheets = [one for path in sorted(tmp_path.iterdir()) for one in read_each(path)]
    assert [isinstance(one, Sheet) and is_for_reading(one) for one in sheets] == [True, True]


@pytest.mark.parametrize("target", ["驿站", "annex-2.xlsx", "s0/stations", "s0?x=1"])
def test_a_target_there_is_none_of_is_not_found_by_the_command_while_a_service_runs(
    settings: Settings, service: str, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.cli.targets.answered", lambda *_: pytest.fail("the service was not asked"))
    with sole_service(settings):
        note_running(settings, Running(service, service, None))
        words = ["targets", target, "--data-folder", str(settings.data_folder)]
        told = CliRunner().invoke(gongjian, words, standalone_mode=False)
    assert isinstance(told.exception, Refused)
    assert told.exception.code == exits.NOT_FOUND


def test_the_command_speaks_as_the_api(paired: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("api.cli.targets.ask_service", lambda *_, **__: None)
    monkeypatch.setattr("api.cli.targets.answered", lambda _, answer: answer(asking(paired)))
    told = CliRunner().invoke(gongjian, ["targets", PAIRED])
    assert (told.exit_code, "50%" in told.output, "翠苑二区社区" in told.output) == (0, True, True)
    both = CliRunner().invoke(gongjian, ["targets", PAIRED, "--xlsx", "附件2.xlsx"], standalone_mode=False)
    assert isinstance(both.exception, Refused)
    assert both.exception.code == exits.WRONG_USE
    file = tmp_path / "附件2.docx"
    saved = CliRunner().invoke(gongjian, ["targets", "--docx", str(file)])
    assert (saved.exit_code, len(docx.Document(str(file)).tables)) == (0, 1)
    whole = CliRunner().invoke(gongjian, ["targets", "--json"])
    assert whole.output.count('"wording"') == len(load_catalogue().targets)
