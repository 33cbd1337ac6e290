"""Reads tables in plain text, in every encoding and with every separator that table programs write."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Final, cast

from loaders.sheets import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    Cell,
    Remark,
    Sheet,
    UnreadableFile,
    refuse_oversize,
    refuse_too_long,
    refuse_too_many,
)

MAX_TEXT_BYTES: Final = 96 << 20
UTF16_SHARE: Final = 0.2
LEAST_TOLD: Final = 16
SEPARATORS: Final = frozenset(",;\t|")
BLOCK: Final = 1 << 20
"""Characters that are parted into lines at a time."""
LONGEST_LINE: Final = 8 << 20
TOO_LONG: Final = "field larger than field limit"
WEB_PAGE: Final = ("<html", "<!doctype html", "<table")


def text_sheet(path: Path) -> Sheet:
    """Read one table; raises `UnreadableFile`."""
    text = _text(path)
    sheet = Sheet(file=path.name, name=path.stem, rows=list(_rows(path, text)))
    if text.count('"') % 2:
        sheet.remarks.append(Remark("双引号不成对，后面的行可能连成了一格", "请用表格软件打开核对，另存后再导入"))
    return sheet


def text_rows(path: Path) -> Iterator[list[Cell]]:
    """Yield the rows of one table as they are read, row 1 first; raises `UnreadableFile`."""
    return _rows(path, _text(path))


def _text(path: Path) -> str:
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise UnreadableFile(path.name, f"文件超过 {MAX_TEXT_BYTES >> 20} MB", "请拆成几个文件后再导入")
    text = decode(path.name, path.read_bytes())
    if text[:200].lstrip().lower().startswith(WEB_PAGE):
        raise UnreadableFile(path.name, "内容是网页，不是表格", "请用表格软件打开后另存为 xlsx 再导入")
    return text


def _rows(path: Path, text: str) -> Iterator[list[Cell]]:
    """Yield the rows; that which declares the separator is empty."""
    declared, cells = _declared(text), 0
    lines = csv.reader(_lines(text), delimiter=declared or _delimiter(text))
    rows = cast("Iterator[list[Cell]]", lines)
    try:
        for number, row in enumerate(rows, 1):
            cells += len(row) or 1
            if len(row) > MAX_COLUMNS or cells > MAX_CELLS or number > MAX_ROWS:
                refuse_oversize(path.name, path.stem, len(row), 1)
                refuse_too_many(path.name, cells)
                refuse_too_long(path.name, path.stem, number)
            yield [] if declared and lines.line_num == 1 else row
    except csv.Error as error:
        unread = str(error) == TOO_LONG  # of `_lines`: the line did not come to be counted
        raise _not_a_table(path, lines.line_num + unread, error) from error


def _lines(text: str) -> Iterator[str]:
    """Part a text into lines, some of it at a time: all at once take four bytes a character.

    Raises `csv.Error` at a line longer than a table has.
    """
    mark, begin = "\n" if "\n" in text else "\r", 0
    while begin < len(text):
        end = text.rfind(mark, begin, begin + BLOCK) + 1 or text.find(mark, begin) + 1 or len(text)
        if end - begin > LONGEST_LINE:
            raise csv.Error(TOO_LONG)
        yield from io.StringIO(text[begin:end], newline="")
        begin = end


def _not_a_table(path: Path, line: int, error: csv.Error) -> UnreadableFile:
    """Say why a text is no table: as a rule a quotation mark that never closes makes one cell of all that follows."""
    if TOO_LONG not in str(error):
        return UnreadableFile(
            path.name, f"第 {line} 行附近分不出是几格", "请用表格软件打开核对，另存为 csv UTF-8 再导入"
        )
    reason = f"第 {line} 行附近有一格超过 {csv.field_size_limit():,} 个字，多半是双引号没有成对"
    return UnreadableFile(path.name, reason, "请用表格软件打开，核对这几行的双引号，另存为 csv UTF-8 后再导入")


def _declared(text: str) -> str:
    """Separator that the first line declares, as in ``sep=;``; none when it declares nothing a table has."""
    told = text.partition("\n")[0].rstrip("\r").lower()
    return told[4:] if told.startswith("sep=") and told[4:] in SEPARATORS else ""


def decode(file: str, raw: bytes) -> str:
    """Read text as UTF-8 (with or without mark), UTF-16 (with mark, or told by its zero bytes), or GB18030."""
    for encoding in _encodings(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.removeprefix("\ufeff")
        line = text[: text.index("\x00")].count("\n") + 1
        raise UnreadableFile(
            file, f"第 {line} 行里夹着空字符，像是没有保存完整", "请用表格软件打开核对，另存为 csv UTF-8 再导入"
        )
    raise UnreadableFile(file, "读不出文字，编码不是 UTF-8 也不是 GB18030", "请另存为 csv UTF-8 后再导入")


def _encodings(raw: bytes) -> list[str]:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ["utf-16"]
    head = raw[:4_000]
    wide = [head[place::2].count(0) >= UTF16_SHARE * len(head) / 2 for place in (0, 1)]
    if len(raw) % 2 == 0 and len(raw) >= LEAST_TOLD and wide[0] != wide[1]:
        return ["utf-16-be" if wide[0] else "utf-16-le"]
    return ["utf-8-sig", "gb18030"]


def _delimiter(text: str) -> str:
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    return max(",\t;", key=lambda mark: sum(min(line.count(mark), 20) for line in lines))
