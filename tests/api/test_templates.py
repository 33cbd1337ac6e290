"""A site's own template, filled from the page, by the API and by command."""

from io import BytesIO
from pathlib import Path

import docx
import httpx
import openpyxl
import pytest

from api.answers.forms import FORM_NAMES, FormQuestion, form_answer, heads_of
from api.asking import Asking
from loaders.sheets import UnreadableFile
from tests.loaders.ledgers import SEALER


def a_template(path: Path, words: str) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = words
    book.save(path)
    return path


def test_a_form_fills_a_template(asked: Asking, tmp_path: Path) -> None:
    path = a_template(tmp_path / "模板.xlsx", "{{名称}} {{需求名称}}（{{截止日期}}）")
    name, content = form_answer(asked, FormQuestion("需求清单"), SEALER, path)
    sheet = openpyxl.load_workbook(BytesIO(content)).active
    assert (name, sheet["A1"].value) == (
        "西湖区需求清单-2026-11-22.xlsx",
        "西湖区 老人家里的电灯坏了没人修（2026-11-24）",
    )


@pytest.mark.parametrize("form", sorted(FORM_NAMES))
def test_every_column_that_is_told_can_be_written(asked: Asking, form: str, tmp_path: Path) -> None:
    words = [f"{{{{{sheet}.{head}}}}}" for sheet, heads in heads_of(form).items() for head in heads]
    path = tmp_path / "模板.xlsx"
    book = openpyxl.Workbook()
    for row, text in enumerate(words, 1):
        book.active.cell(row, 1).value = text
    book.save(path)
    form_answer(asked, FormQuestion(form), SEALER, path)
    with pytest.raises(UnreadableFile, match="没有“不相干”"):
        form_answer(asked, FormQuestion(form), SEALER, a_template(path, "{{不相干}}"))


def test_a_template_is_filled_from_the_page_and_by_the_api(reader: httpx.Client, tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{资源名称}}")
    document.save(str(tmp_path / "模板.docx"))
    content = (tmp_path / "模板.docx").read_bytes()
    page = reader.get("/forms").text
    assert "附件2" in page
    assert "/annexes/annex-2.xlsx" in page
    csrf = page.partition('name="csrf" value="')[2].partition('"')[0]
    assert "社会组织月度活动" in page
    told = {"csrf": csrf, "form": "资源清单", "place": ""}
    for answer in (
        reader.post("/forms", data=told, files={"file": ("模板.docx", content)}),
        reader.post("/api/v1/forms/资源清单/filled", files={"file": ("模板.docx", content)}),
    ):
        assert answer.status_code == 200
        assert [one.text for one in docx.Document(BytesIO(answer.content)).paragraphs] == ["社区礼堂"]


def test_a_template_that_cannot_be_filled_is_refused_in_a_sentence(reader: httpx.Client, tmp_path: Path) -> None:
    wrong = a_template(tmp_path / "模板.xlsx", "{{电话}}").read_bytes()
    answer = reader.post("/api/v1/forms/资源清单/filled", files={"file": ("模板.xlsx", wrong)})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/unreadable-file")
    assert "A1：没有“电话”这个字段" in answer.json()["detail"]
    large = reader.post("/api/v1/forms/资源清单/filled", files={"file": ("模板.xlsx", b"x" * 5_000_001)})
    assert large.status_code == 413
