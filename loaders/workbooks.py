"""Reads workbooks of every make; what is large or of an old format is read in a process of its own, within limits."""

from collections.abc import Generator, Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from loaders.apart import SMALL, sheets_read_apart
from loaders.findings import Severity
from loaders.measuring import OLE_MAGIC, ZIP_MAGIC, measured
from loaders.sheet_parts import Inside, inside, is_plain
from loaders.sheets import (
    MAX_CELLS,
    MAX_COLUMNS,
    Remark,
    Rows,
    Sheet,
    Span,
    UnreadableFile,
    gathered,
    make_even,
    refuse_oversize,
    refuse_too_many_sheets,
)
from loaders.slicing import sheet_in_slices

OLD_FORMATS: Final = frozenset({".xls", ".et"})
FOREIGN_PARTS: Final = {"word": "文字文档(Word)", "ppt": "演示文稿(PowerPoint)"}
ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")
OLD_DOCUMENT_STREAM: Final = "WordDocument".encode("utf-16-le")
SAVE_ANEW: Final = "请用表格软件打开后另存为 xlsx 再导入"
TOLD_TWICE: Final = "请用表格软件打开核对有没有少一行，另存为 xlsx 再导入"
MOST_REMARKS: Final = 20
FIND_THE_TABLE: Final = "请找到原来的表格文件再导入，改扩展名没有用"
NO_TABLES: Final = {
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"BM": "图片",
    b"%PDF": "PDF",
    b"Rar!": "压缩包(rar)",
    b"7z\xbc\xaf": "压缩包(7z)",
}
"""Beginnings of files that no table program opens."""
WEB_PAGE: Final = (b"<html", b"<!doctype html", b"<table", b"<?xml")


def workbook_sheets(path: Path, head: bytes) -> Iterator[Sheet]:
    """Yield the sheets of a workbook; raises `UnreadableFile`."""
    _refuse_disguise(path, head)
    sizes = _measured(path) if head.startswith(ZIP_MAGIC) else {}
    remarks = _about_parts(sizes)
    for sheet in gathered(parts_here(path)) if _is_harmless(path, sizes) else sheets_read_apart(path):
        make_even(sheet.rows)
        sheet.remarks = [*remarks, *sheet.remarks]
        remarks = []
        yield sheet


def _is_harmless(path: Path, sizes: dict[str, int]) -> bool:
    """Whether a workbook is small and every cell tells its place: then nothing in it can surprise its reader."""
    return bool(sizes) and sum(sizes.values()) <= SMALL and is_plain(path)


def parts_here(path: Path) -> Iterator[Rows | Sheet]:
    """Yield the sheets of a workbook in this very process, each without its rows and after them, some at a time."""
    insides = inside(path)
    for name, found in insides.items():
        refuse_oversize(path.name, name, found.width, found.height)
    try:
        with path.open("rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
            refuse_too_many_sheets(path.name, len(book.sheets_metadata))
            for metadata in book.sheets_metadata:
                found = insides.get(metadata.name, Inside())
                merged = yield from _rows_of(path, book, metadata.name, in_slices=found.in_slices)
                yield Sheet(
                    file=path.name,
                    name=metadata.name,
                    rows=[],
                    merged=merged,
                    hidden=metadata.visible != SheetVisibleEnum.Visible,
                    formulas=found.unsolved,
                    from_1904=found.from_1904,
                    remarks=[*_about_hidden(found), *_about_told_twice(found)],
                )
    except PasswordError as error:
        raise _locked(path) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(path.name, "文件已损坏或不是表格", SAVE_ANEW) from error


def _rows_of(path: Path, book: CalamineWorkbook, name: str, *, in_slices: bool) -> Generator[Rows, None, list[Span]]:
    """Yield the rows of a sheet, some at a time, and return its merged cells."""
    if in_slices:
        return (yield from _rows_in_slices(path, book, name))
    sheet = _within_size(path, book, name)
    yield sheet.to_python(skip_empty_area=False)
    return _merged(sheet)


def _within_size(path: Path, book: CalamineWorkbook, name: str) -> CalamineSheet:
    sheet = book.get_sheet_by_name(name)
    refuse_oversize(path.name, name, sheet.total_width, sheet.total_height)
    return sheet


def _rows_in_slices(path: Path, book: CalamineWorkbook, name: str) -> Generator[Rows, None, list[Span]]:
    merged: list[Span] = []
    height = width = 0
    for part in sheet_in_slices(path, name):
        merged = _merged(part)
        if part.start is None or part.end is None:
            continue
        (top, left), (bottom, _) = part.start, part.end
        width = max(width, part.total_width)
        if width > MAX_COLUMNS or part.total_height * width > MAX_CELLS:
            _within_size(path, book, name)  # refused with the extent of the whole
        yield [[] for _ in range(height, top)]
        yield [[""] * left + row for row in part.to_python()] if left else part.to_python()
        height = bottom + 1
    return merged


def _merged(sheet: CalamineSheet) -> list[Span]:
    """Give the merged cells, none wider than a ledger may be, whatever it claims: who asks looks at each column."""
    found = sheet.merged_cell_ranges or []
    return [(top, left, bottom, min(right, MAX_COLUMNS)) for (top, left), (bottom, right) in found]


def _refuse_disguise(path: Path, head: bytes) -> None:
    if head.startswith(OLE_MAGIC):
        if _holds(path, ENCRYPTED_STREAM):
            raise _locked(path)
        if path.suffix.lower() not in OLD_FORMATS:
            reason = f"扩展名是 {path.suffix}，内容却是旧版 Office 文件，或加了密码"
            raise UnreadableFile(path.name, reason, "请用表格软件打开、取消密码，另存为 xlsx 再导入")
        if _holds(path, OLD_DOCUMENT_STREAM):
            raise UnreadableFile(path.name, f"扩展名是 {path.suffix}，内容却是文字文档(Word)", SAVE_ANEW)
    elif not head.startswith(ZIP_MAGIC):
        is_page = head.lstrip(b"\xef\xbb\xbf \r\n\t").lower().startswith(WEB_PAGE)
        other = next((words for mark, words in NO_TABLES.items() if head.startswith(mark)), None)
        content = "是网页" if is_page else f"是{other}" if other else "不是"
        raise UnreadableFile(path.name, f"扩展名是表格，内容却{content}", FIND_THE_TABLE if other else SAVE_ANEW)


def _locked(path: Path) -> UnreadableFile:
    return UnreadableFile(path.name, "文件加了密码，无法读取", "请在表格软件里取消密码、另存为 xlsx 再导入")


def _holds(path: Path, mark: bytes) -> bool:
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(mark) >= 0


def _measured(path: Path) -> dict[str, int]:
    """Measure the parts, and refuse another document under the name of a workbook."""
    sizes = measured(path)
    parts = {name.split("/", 1)[0] for name in sizes}
    foreign = next((words for part, words in FOREIGN_PARTS.items() if part in parts), None)
    if foreign:
        reason = f"扩展名是 {path.suffix}，内容却是{foreign}"
        raise UnreadableFile(path.name, reason, "请把其中的表格复制到表格软件里，另存为 xlsx 再导入")
    return sizes


def _about_parts(sizes: dict[str, int]) -> list[Remark]:
    """Tell of what a workbook carries beside its cells."""
    remarks = []
    if any(name.endswith("vbaProject.bin") for name in sizes):
        remarks.append(Remark("文件里有宏，没有运行，只读了格子里的内容", "无需处理；来历不明的宏请不要打开"))
    if any("/externalLinks/" in name or name.endswith("connections.xml") for name in sizes):
        remarks.append(Remark("文件引用了别的文件或外部数据，没有去取，只读了存下的内容", "请核对引用的内容是否最新"))
    return remarks


def _about_told_twice(found: Inside) -> list[Remark]:
    """Tell of rows of one number, of which only one was read."""
    return [
        Remark("文件里有几行的行号都是这一行，只读到其中一行", TOLD_TWICE, row, Severity.WARNING)
        for row in found.told_twice[:MOST_REMARKS]
    ]


def _about_hidden(found: Inside) -> list[Remark]:
    remarks = []
    if found.hidden_rows:
        first = "、".join(str(row) for row in found.hidden_rows[:10])
        more = f"等 {len(found.hidden_rows)} 行" if len(found.hidden_rows) > 10 else "行"  # noqa: PLR2004 as shown
        words = f"有隐藏的行：第 {first} {more}，已照常处理"
        remarks.append(Remark(words, "如不该导入，请先删去这些行；筛选后隐藏的行也算"))
    if found.hidden_columns:
        remarks.append(
            Remark(f"有隐藏的列：{'、'.join(found.hidden_columns[:10])}，已照常处理", "如不该导入，请先删去这些列")
        )
    return remarks
