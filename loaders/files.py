"""Opens what staff drop on us: workbooks and text tables become sheets of plain cells, or a sentence why not."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from loaders.findings import Finding, Severity
from loaders.formulas import unsolved_formulas

Cell = str | float | int | bool | date | datetime | time | timedelta
Span = tuple[int, int, int, int]

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"})
TEXT_TABLES: Final = frozenset({".csv", ".tsv", ".txt"})
MAX_COLUMNS: Final = 512
MAX_CELLS: Final = 40_000_000
MAX_UNPACKED_BYTES: Final = 1 << 30
MAX_TEXT_BYTES: Final = 512 << 20
ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0"
FOREIGN_PARTS: Final = {"word": "文字文档(Word)", "ppt": "演示文稿(PowerPoint)"}
ENCRYPTED_STREAM: Final = "EncryptedPackage".encode("utf-16-le")


@dataclass(slots=True)
class Sheet:
    """One sheet as it stands in the file; ``rows[0]`` is row 1, ``merged`` (top, left, bottom, right), 0-based.

    ``formulas`` holds by (row, column), 0-based, the formulas whose result was never stored: empty cells.
    """

    file: str
    name: str
    rows: list[list[Cell]]
    merged: list[Span] = field(default_factory=list)
    hidden: bool = False
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)


class UnreadableFile(Exception):
    """A file that cannot be taken as a ledger, with the reason and the way out in the words of staff."""

    def __init__(self, file: str, reason: str, advice: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
        self.advice = advice

    def finding(self) -> Finding:
        """Give the refusal as a finding about the whole file."""
        return Finding(Severity.ERROR, self.file, "", None, None, "", self.reason, self.advice)


def ledger_files(paths: Iterable[Path]) -> list[Path]:
    """List the files meant by ``paths``: a folder stands for every ledger below it, in name order."""
    found: dict[Path, None] = {}
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        found.update((one, None) for one in below if not path.is_dir() or _is_ledger_in_folder(one))
    return list(found)


def _is_ledger_in_folder(path: Path) -> bool:
    return path.is_file() and path.suffix.lower() in WORKBOOKS | TEXT_TABLES and not path.name.startswith(("~$", "."))


def read_sheets(path: Path) -> Iterator[Sheet]:
    """Yield the sheets of one file; raises `UnreadableFile` with a reason staff can act on."""
    head = _read_head(path)
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        yield from _workbook_sheets(path, head)
    elif suffix in TEXT_TABLES:
        yield _text_sheet(path, head)
    else:
        raise UnreadableFile(path.name, f"不认识的文件类型 {suffix or '(无扩展名)'}", "请另存为 xlsx 或 csv 后再导入")


def _read_head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            head = stream.read(8)
    except OSError as error:
        raise UnreadableFile(
            path.name, f"文件打不开({error.strerror})", "请检查文件是否存在、是否有读取权限"
        ) from error
    if not head:
        raise UnreadableFile(path.name, "文件是空的", "请检查是否保存成功后再导入")
    return head


def _workbook_sheets(path: Path, head: bytes) -> Iterator[Sheet]:
    _refuse_disguise(path, head)
    unsolved = unsolved_formulas(path) if head.startswith(ZIP_MAGIC) else {}
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            for metadata in book.sheets_metadata:
                sheet = book.get_sheet_by_name(metadata.name)
                _refuse_oversize(path, sheet)
                yield Sheet(
                    file=path.name,
                    name=metadata.name,
                    rows=sheet.to_python(skip_empty_area=False),
                    merged=_merged(sheet),
                    hidden=metadata.visible != SheetVisibleEnum.Visible,
                    formulas=unsolved.get(metadata.name, {}),
                )
    except PasswordError as error:
        raise _locked(path) from error
    except (CalamineError, OSError, ValueError) as error:
        raise UnreadableFile(path.name, "文件已损坏或不是表格", "请用表格软件打开后另存为 xlsx 再导入") from error


def _merged(sheet: CalamineSheet) -> list[Span]:
    return [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []]


def _refuse_disguise(path: Path, head: bytes) -> None:
    if head.startswith(OLE_MAGIC):
        if _holds_encrypted_stream(path):
            raise _locked(path)
        if path.suffix.lower() != ".xls":
            reason = f"扩展名是 {path.suffix}，内容却是旧版 Office 文件，或加了密码"
            raise UnreadableFile(path.name, reason, "请用表格软件打开、取消密码，另存为 xlsx 再导入")
    elif head.startswith(ZIP_MAGIC):
        _refuse_foreign_archive(path)
    else:
        raise UnreadableFile(path.name, "扩展名是表格，内容却不是", "请用表格软件打开后另存为 xlsx 再导入")


def _locked(path: Path) -> UnreadableFile:
    return UnreadableFile(path.name, "文件加了密码，无法读取", "请在表格软件里取消密码、另存为 xlsx 再导入")


def _holds_encrypted_stream(path: Path) -> bool:
    with path.open("rb") as stream, mmap(stream.fileno(), 0, access=ACCESS_READ) as content:
        return content.find(ENCRYPTED_STREAM) >= 0


def _refuse_foreign_archive(path: Path) -> None:
    """Refuse what unpacks to too much, and what is another document under the name of a workbook."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
            parts = {entry.filename.split("/", 1)[0] for entry in archive.infolist()}
    except zipfile.BadZipFile as error:
        raise UnreadableFile(path.name, "文件不完整，像是没有传完", "请重新复制一份后再导入") from error
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFile(path.name, f"展开后有 {unpacked >> 20} MB，超过上限", "请拆成几个文件后再导入")
    foreign = next((words for part, words in FOREIGN_PARTS.items() if part in parts), None)
    if foreign:
        reason = f"扩展名是 {path.suffix}，内容却是{foreign}"
        raise UnreadableFile(path.name, reason, "请把其中的表格复制到表格软件里，另存为 xlsx 再导入")


def _refuse_oversize(path: Path, sheet: CalamineSheet) -> None:
    if sheet.total_width > MAX_COLUMNS:
        raise UnreadableFile(
            path.name, f"表“{sheet.name}”有 {sheet.total_width} 列，超过上限 {MAX_COLUMNS}", "请删去空列"
        )
    if sheet.total_width * sheet.total_height > MAX_CELLS:
        raise UnreadableFile(
            path.name, f"表“{sheet.name}”有 {sheet.total_height} 行，太大", "请拆成几个文件，或删去空行"
        )


def _text_sheet(path: Path, head: bytes) -> Sheet:
    if head.startswith((ZIP_MAGIC, OLE_MAGIC)):
        raise UnreadableFile(path.name, "扩展名是文本，内容却是工作簿", "请把扩展名改回 xlsx 或 xls 再导入")
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise UnreadableFile(path.name, "文件超过 512 MB", "请拆成几个文件后再导入")
    text = decode(path.name, path.read_bytes())
    try:
        rows: list[list[Cell]] = [
            list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
        ]
    except csv.Error as error:
        raise UnreadableFile(path.name, f"不是逗号或制表符分隔的表({error})", "请另存为 csv UTF-8 后再导入") from error
    if any(len(row) > MAX_COLUMNS for row in rows):
        raise UnreadableFile(path.name, f"超过 {MAX_COLUMNS} 列", "请删去空列后再导入")
    return Sheet(file=path.name, name=path.stem, rows=rows)


def decode(file: str, raw: bytes) -> str:
    """Read text as UTF-8 (with or without mark), UTF-16 with mark, or GB18030."""
    marked = raw.startswith((b"\xff\xfe", b"\xfe\xff"))
    encodings = ["utf-16"] if marked else ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableFile(file, "读不出文字，编码不是 UTF-8 也不是 GB18030", "请另存为 csv UTF-8 后再导入")


def _delimiter(text: str) -> str:
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    return max(",\t;", key=lambda mark: sum(min(line.count(mark), 20) for line in lines))
