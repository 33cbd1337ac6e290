"""An import is answered in one shape by command and interface; what cannot be read at all is refused."""

import json
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from api.answers.imports import answer_of
from api.cli import commands
from api.cli.importing import import_files
from api.schemas import ImportAnswer
from graph_model.driver import Graph
from graph_model.migrations import migrate
from loaders.report import ImportSummary
from tests.loaders.ledgers import ORGANISATIONS, TERRITORIES, VOLUNTEERS, a_csv, an_xlsx, imported

FIXED = {"sheet", "kind", "header_rows", "columns", "findings"}
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(200)


@pytest.fixture
def loaded(embedded_graph: Graph, tmp_path: Path) -> ImportSummary:
    migrate(embedded_graph)
    return imported(
        embedded_graph,
        a_csv(tmp_path / "区划.csv", TERRITORIES),
        an_xlsx(tmp_path / "册.xlsx", 单位=ORGANISATIONS, 人=VOLUNTEERS),
    )


def test_the_interface_tells_of_an_import_all_that_the_summary_tells(loaded: ImportSummary) -> None:
    told: dict[str, Any] = json.loads(answer_of(loaded).model_dump_json())
    plain = json.loads(json.dumps(loaded.to_dict()))
    assert plain.keys() <= told.keys()
    for mine, theirs in zip(told["sheets"], plain["sheets"], strict=True):
        assert mine.keys() >= FIXED
        assert theirs.keys() <= mine.keys()
        assert {name: mine[name] for name in theirs if name != "columns"} == {
            name: theirs[name] for name in theirs if name != "columns"
        }
        assert [one["column"] for one in mine["columns"]] == [one["column"] for one in theirs["columns"]]


@pytest.mark.parametrize(("name", "content"), [("照片.xlsx", PICTURE), ("照片.png", PICTURE), ("空.csv", b"")])
def test_a_file_of_which_nothing_can_be_read_is_refused(reader: httpx.Client, name: str, content: bytes) -> None:
    answer = reader.post("/api/v1/imports", files={"file": (name, content)})
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/unreadable-file"
    assert answer.json()["facts"]["findings"]


def test_the_page_offers_no_import_of_a_file_of_which_nothing_can_be_read(reader: httpx.Client) -> None:
    token = reader.get("/import").text.split('name="csrf" value="')[1].split('"')[0]
    page = reader.post("/import", data={"csrf": token, "how": "dry"}, files={"file": ("照片.xlsx", PICTURE)}).text
    assert "这里读不出任何一张台账" in page
    assert "照这样导入" not in page
    assert "各列怎么认的" not in page


def test_the_page_says_of_several_files_which_and_opens_a_sheet_with_a_column_not_understood(
    reader: httpx.Client,
) -> None:
    token = reader.get("/import").text.split('name="csrf" value="')[1].split('"')[0]
    ledger = "姓名,联系电话,鞋带颜色\n样例·两份,138,红\n".encode()
    sent = [("file", (name, ledger)) for name in ("志愿者甲.csv", "志愿者乙.csv")]
    page = reader.post("/import", data={"csrf": token, "how": "dry"}, files=sent).text
    assert '<td class="where">志愿者甲.csv · 志愿者甲' in page
    assert page.count("<details open><summary>") == 2
    assert "3 列，1 列没认出" in page


def test_what_is_certain_is_repaired_when_the_reader_asks_and_told_masked(reader: httpx.Client) -> None:
    content = "姓名,身份证号,联系电话\n样例·改好乙,11010519491231002×,1380571OO13\n".encode()
    sent = {"file": ("志愿者.csv", content)}
    plain = reader.post("/api/v1/imports?dry_run=true", files=sent).json()
    assert (plain["repairs"], plain["exit_code"]) == ({"offered": 2, "done": 0}, 2)
    repaired = reader.post("/api/v1/imports?dry_run=true&repair=true", files=sent)
    told = repaired.json()
    assert (told["repairs"], told["exit_code"]) == ({"offered": 0, "done": 2}, 0)
    assert [one["repair"]["to"] for one in told["sheets"][0]["findings"] if one["repair"]] == [
        "110****2X",
        "138****13",
    ]
    assert "11010519491231002" not in repaired.text


def test_the_command_answers_in_the_shape_of_the_interface(
    tmp_path: Path, loaded: ImportSummary, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.cli.importing.load", lambda *_, **__: loaded)
    picture = tmp_path / "照片.xlsx"
    picture.write_bytes(PICTURE)
    typed = [str(picture), "--dry-run", "--json", "--data-folder", str(tmp_path / "data")]
    told = CliRunner().invoke(import_files, typed, catch_exceptions=False)
    assert ImportAnswer.model_validate_json(told.stdout).run == loaded.run


def test_nothing_loaded_is_not_said_to_be_done(
    embedded_graph: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from api.cli.importing import _print  # noqa: PLC0415 what the command prints

    migrate(embedded_graph)
    picture = tmp_path / "照片.xlsx"
    picture.write_bytes(PICTURE)
    _print(imported(embedded_graph, picture), as_json=False)
    printed = capsys.readouterr().out
    assert printed.startswith("什么都没能导入：")
    assert "导入完成" not in printed


@pytest.mark.parametrize(
    ("typed", "code", "kind"),
    [
        (["import", "没有.xlsx", "--json"], 4, "/problems/not-found"),
        (["who", "--limit", "0", "--json"], 2, "/problems/bad-question"),
    ],
)
def test_with_json_a_refusal_is_problem_details_on_stdout(
    typed: list[str], code: int, kind: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["gongjian", *typed])
    assert commands.run() == code
    told = capsys.readouterr()
    problem = json.loads(told.out)
    assert (problem["type"], problem["detail"]) == (kind, told.err.strip())
