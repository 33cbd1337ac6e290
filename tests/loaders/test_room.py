"""How much a sheet, a file and an import may hold, however small the bytes that claim it."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders import sheets
from loaders.files import Sheet, UnreadableFile, read_sheets
from loaders.findings import Severity
from loaders.sheets import Room, within_bounds
from tests.loaders.ledgers import a_csv, imported


def test_a_sheet_of_endless_ledgers_is_not_divided_but_refused(migrated: Graph, tmp_path: Path) -> None:
    heads = [["姓名", "联系电话", "特长"], ["问题名称", "所属社区", "紧急程度"]]
    rows = [line for number in range(60) for line in (heads[number % 2], ["合计", "", ""])]
    summary = imported(migrated, a_csv(tmp_path / "混.csv", rows), dry_run=True)
    assert [one.loadable for one in summary.sheets] == [False]
    assert any("多种台账" in one.reason for one in summary.all_findings() if one.severity is Severity.ERROR)


def test_the_sheets_of_a_file_and_of_an_import_are_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CELLS", 25)
    found = [Sheet("册.xlsx", str(number), [[""] * 9]) for number in range(3)]
    taken = within_bounds("册.xlsx", found)
    assert [next(taken).name, next(taken).name] == ["0", "1"]
    with pytest.raises(UnreadableFile, match="加起来"):
        next(taken)
    room = Room(25)
    assert [type(room.taking(one)) for one in found] == [Sheet, Sheet, UnreadableFile]


def test_empty_lines_of_text_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_CELLS", 25)
    (tmp_path / "空.csv").write_text("甲,乙\n" + "\n" * 30, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="超过上限"):
        next(read_sheets(tmp_path / "空.csv"))
