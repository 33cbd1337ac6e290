"""Opens what staff drop on us: workbooks, tables in text, Word and JSON become sheets, or a sentence why not."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from loaders.archives import unpacked
from loaders.disguised import disguised_sheets
from loaders.json_tables import json_sheets
from loaders.measuring import OLE_MAGIC, ZIP_MAGIC
from loaders.sheets import (
    READABLE,
    TEXT_TABLES,
    WORKBOOKS,
    Cell,
    PassedOver,
    Sheet,
    Span,
    UnreadableFile,
    within_bounds,
)
from loaders.text_tables import decode, text_rows, text_sheet
from loaders.word_tables import word_sheets
from loaders.workbooks import OLD_FORMATS, workbook_sheets

__all__ = [
    "OLE_MAGIC",
    "TEXT_TABLES",
    "Cell",
    "Sheet",
    "Span",
    "UnreadableFile",
    "decode",
    "ledger_files",
    "read_each",
    "read_rows",
    "read_sheets",
]

OLD_DOCUMENTS: Final = frozenset({".doc", ".wps", ".pdf", ".rtf"})


def ledger_files(paths: Iterable[Path]) -> list[Path]:
    """List the files meant by ``paths``: a folder stands for every ledger below it, in name order."""
    found: dict[Path, None] = {}
    for path in paths:
        below = sorted(path.rglob("*")) if path.is_dir() else [path]
        found.update((one, None) for one in below if not path.is_dir() or _is_ledger_in_folder(one))
    return list(found)


def _is_ledger_in_folder(path: Path) -> bool:
    known = path.suffix.lower() in READABLE | {".zip"}
    return path.is_file() and known and not path.name.startswith(("~$", "."))


def read_sheets(path: Path) -> Iterator[Sheet]:
    """Yield the sheets of one file; raises `UnreadableFile` with a reason staff can act on."""
    return within_bounds(path.name, _sheets(path))


def _sheets(path: Path) -> Iterator[Sheet]:
    head = _read_head(path)
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        yield from (suffix in OLD_FORMATS and disguised_sheets(path, head)) or workbook_sheets(path, head)
    elif suffix in TEXT_TABLES | {".json"}:
        _refuse_workbook(path, head)
        yield from json_sheets(path) if suffix == ".json" else [text_sheet(path)]
    elif suffix == ".docx":
        yield from word_sheets(path, head)
    elif suffix == ".zip":
        yield from _archived_sheets(path)
    else:
        wanted = (
            "请把其中的表格复制到表格软件里，另存为 xlsx 再导入"
            if suffix in OLD_DOCUMENTS
            else "请另存为 xlsx 或 csv 后再导入"
        )
        raise UnreadableFile(path.name, f"不认识的文件类型 {suffix or '(无扩展名)'}", wanted)


def read_rows(path: Path) -> Iterator[list[Cell]]:
    """Yield the rows of the first sheet of one file, those of a text table as they are read; none where none is.

    Raises
    ------
    UnreadableFile
        The file is no table; the reason is one that staff can act on.
    """
    if path.suffix.lower() in TEXT_TABLES:
        _refuse_workbook(path, _read_head(path))
        yield from text_rows(path)
        return
    sheet = next(read_sheets(path), None)
    yield from sheet.rows if sheet else []


def read_each(path: Path) -> Iterator[Sheet | UnreadableFile]:
    """Yield the sheets of one file or archive; what cannot be read takes its place among them."""
    try:
        if path.suffix.lower() != ".zip":
            yield from read_sheets(path)
            return
        _read_head(path)
        for one in unpacked(path):
            yield from [one] if isinstance(one, UnreadableFile) else read_each(one)
    except UnreadableFile as refused:
        yield refused


def _archived_sheets(path: Path) -> Iterator[Sheet]:
    for one in read_each(path):
        if isinstance(one, PassedOver):
            continue
        if isinstance(one, UnreadableFile):
            raise one
        yield one


def _read_head(path: Path) -> bytes:
    if path.exists() and not path.is_file():
        raise UnreadableFile(path.name, "不是文件，没有读取", "请给出文件本身或文件夹")
    try:
        with path.open("rb") as stream:
            head = stream.read(512)
    except OSError as error:
        raise UnreadableFile(
            path.name, f"文件打不开({error.strerror})", "请检查文件是否存在、是否有读取权限"
        ) from error
    if not head:
        raise UnreadableFile(path.name, "文件是空的", "请检查是否保存成功后再导入")
    return head


def _refuse_workbook(path: Path, head: bytes) -> None:
    if head.startswith((ZIP_MAGIC, OLE_MAGIC)):
        raise UnreadableFile(path.name, "扩展名是文本，内容却是工作簿", "请把扩展名改回 xlsx 或 xls 再导入")
