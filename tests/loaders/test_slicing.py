"""A large sheet read in slices is the sheet read at once: cells, gaps, types, merged cells, refusals."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from loaders import sheet_parts, slicing, workbooks
from loaders.sheets import Sheet, UnreadableFile, gathered, make_even
from loaders.slicing import can_be_sliced, sheet_in_slices
from loaders.workbooks import parts_here

ROWS = 700
SMALL = 4_000
WIDE = 600
ROW = '<row r="{0}"><c r="A{0}"><v>{0}</v></c></row>'


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slicing, "SLICE", SMALL)
    monkeypatch.setattr(slicing, "WORTH_SLICING", 2 * SMALL)


def written(path: Path, *, blank_above: int = 0, memory: bool = False, last: int = 3) -> Path:
    """A workbook of every kind of cell, with gaps above, within and beside, and a second sheet."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": memory}) as book:
        sheet, day = book.add_worksheet("名册"), book.add_format({"num_format": "yyyy-mm-dd"})
        for row in range(blank_above, ROWS):
            if 200 <= row < 420:
                continue  # no row of whole slices
            beginning = 2 if row > 500 else 0
            cells: list[Any] = [
                f"甲<{row}>&",
                row,
                row / 7,
                row % 2 == 0,
                dt.date(2020, 1, 1) + dt.timedelta(row),
                "同",
            ]
            for place, cell in enumerate(cells, beginning):
                sheet.write(row, place, cell, day if isinstance(cell, dt.date) else None)
            sheet.write_formula(row, 9, "=1+1", None, row)
        sheet.write(ROWS, last, "末")
        sheet.merge_range(ROWS + 1, 0, ROWS + 2, 4, "合")
        sheet.set_row(300, None, None, {"hidden": True})
        book.add_worksheet("另").write(3, 1, "乙")
    return path


def sheets_of(path: Path) -> list[Sheet]:
    found = list(gathered(parts_here(path)))
    for sheet in found:
        make_even(sheet.rows)
    return found


def in_one_piece(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Sheet]:
    with monkeypatch.context() as patched:
        patched.setattr(sheet_parts, "can_be_sliced", lambda _: False)
        return sheets_of(path)


@pytest.mark.parametrize("strings", ["shared", "inline"])
@pytest.mark.parametrize("blank_above", [0, 5, 450])
def test_a_sheet_in_slices_is_the_sheet_in_one_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, blank_above: int, strings: str
) -> None:
    path = written(tmp_path / "册.xlsx", blank_above=blank_above, memory=strings == "inline", last=12)
    assert len(list(sheet_in_slices(path, "名册"))) > 2
    found, whole = sheets_of(path), in_one_piece(path, monkeypatch)
    assert found == whole
    assert [[type(cell) for cell in row] for row in found[0].rows] == [
        [type(cell) for cell in row] for row in whole[0].rows
    ]


def test_a_sheet_too_wide_is_refused_in_slices_with_the_words_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "册.xlsx", last=WIDE)
    with pytest.raises(UnreadableFile) as in_slices:
        sheets_of(path)
    with pytest.raises(UnreadableFile) as whole:
        in_one_piece(path, monkeypatch)
    assert in_slices.value.args == whole.value.args


def test_a_sheet_with_too_many_cells_is_refused_in_slices_with_the_words_of_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path / "册.xlsx")
    monkeypatch.setattr(workbooks, "MAX_CELLS", 2_000)
    monkeypatch.setattr("loaders.sheets.MAX_CELLS", 2_000)
    monkeypatch.setattr(sheet_parts, "MAX_CELLS", 2_000)
    with pytest.raises(UnreadableFile) as in_slices:
        sheets_of(path)
    with pytest.raises(UnreadableFile) as whole:
        in_one_piece(path, monkeypatch)
    assert in_slices.value.args == whole.value.args


def a_part(*rows: str, before: str = "", root: str = "worksheet") -> bytes:
    return f"<{root}>{before}<sheetData>{''.join(rows)}</sheetData></{root}>".encode()


def test_only_rows_in_order_that_tell_their_numbers_are_cut() -> None:
    rows = [ROW.format(number) for number in range(1, ROWS)]
    assert can_be_sliced(a_part(*rows))
    assert not can_be_sliced(a_part(*rows[:9]))
    assert not can_be_sliced(a_part(*rows, '<row r="5"><c r="A5"/></row>'))
    assert not can_be_sliced(a_part(*rows, "<row><c/></row>"))
    assert not can_be_sliced(a_part(*rows, '<!-- </row><row r="1"> -->'))
    assert not can_be_sliced(a_part(*rows, before="<sheetData></sheetData>"))
    assert not can_be_sliced(a_part(*rows, root="x:worksheet"))
    assert not can_be_sliced(a_part(*rows)[:-4])
