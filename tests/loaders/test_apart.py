"""The process that reads a file apart: bounded in memory and time, and what becomes of it is told as it is."""

import sys
from pathlib import Path

import pytest

from loaders import apart
from loaders.apart import TOO_MUCH, sheets_read_apart
from loaders.files import UnreadableFile
from tests.loaders.hostile_files import MAIN, book, far_corners
from tests.loaders.ledgers import TERRITORIES, an_xlsx

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limits of a process there")


def reason_of(path: Path) -> str:
    with pytest.raises(UnreadableFile) as refused:
        list(sheets_read_apart(path))
    return refused.value.reason


def a_program(path: Path, body: str) -> str:
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o700)
    return str(path)


def test_a_reader_apart_may_not_have_more_memory_than_it_is_allowed(tmp_path: Path) -> None:
    """Less than a gigabyte would do to read it, and to say that it has too many columns."""
    rows = f"<x:sheetData>{far_corners('x:', last='2000')}</x:sheetData>"
    path = book(tmp_path / "志愿者.xlsx", f'<x:worksheet xmlns:x="{MAIN}">{rows}</x:worksheet>')
    assert reason_of(path) == TOO_MUCH


def test_a_reader_that_fails_by_itself_is_logged_and_not_said_to_want_too_much(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = an_xlsx(tmp_path / "区划.xlsx", 区划=TERRITORIES)
    monkeypatch.setattr(sys, "executable", a_program(tmp_path / "fails", "echo no such module >&2; exit 1"))
    assert "损坏" in reason_of(path)
    assert "no such module" in caplog.text


def test_a_reader_that_waits_for_ever_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = an_xlsx(tmp_path / "区划.xlsx", 区划=TERRITORIES)
    monkeypatch.setattr(apart, "PATIENCE", 0.01)
    monkeypatch.setattr(sys, "executable", a_program(tmp_path / "waits", "exec sleep 600"))
    assert reason_of(path) == TOO_MUCH
