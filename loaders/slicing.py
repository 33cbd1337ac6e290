"""Cuts the part of a large sheet into workbooks of some of its rows, two of which are read at the same time."""

import re
import zipfile
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import IO, Final

from python_calamine import CalamineSheet, CalamineWorkbook

from loaders.formulas import sheet_parts

SLICE: Final = 8 << 20
"""Bytes of a part read at a time; more where what is copied into every slice, such as shared strings, is as much."""
WORTH_SLICING: Final = 2 * SLICE
AT_ONCE: Final = 2
"""Slices under way: the reader of cells lets go of the interpreter, so that two use two cores."""
BEGIN, END = b"<sheetData>", b"</sheetData>"
CUT: Final = b'</row><row r="'
"""Between two rows as office programs write them: the second tells its number, and so needs no row before it."""
ROW_END: Final = len(b"</row>")
CLOSING: Final = b"</worksheet>"
ROWS: Final = re.compile(rb"<row[\s/>]")
NUMBERED: Final = re.compile(rb'<row r="(\d{1,9})"')


def can_be_sliced(content: bytes) -> bool:
    """Whether the part of a sheet is large, and made of rows in order that can be told apart without reading them."""
    if len(content) < WORTH_SLICING or b"<!" in content or not content.endswith(CLOSING):
        return False
    begin, end = content.find(BEGIN), content.find(END)
    if not 0 <= begin < SLICE or content.rfind(BEGIN) != begin or not begin < content.rfind(CUT) < end:
        return False
    numbers = list(map(int, NUMBERED.findall(content)))
    return len(numbers) == len(ROWS.findall(content)) and all(one < other for one, other in pairwise(numbers))


def sheet_in_slices(path: Path, name: str) -> Iterator[CalamineSheet]:
    """Read a sheet slice by slice, in order, of a part that `can_be_sliced`; an empty slice has no ``start``."""
    waiting: deque[Future[CalamineSheet]] = deque()
    with ThreadPoolExecutor(AT_ONCE) as readers:
        for one in _slices(path, name):
            waiting.append(readers.submit(_read, one, name))
            if len(waiting) > AT_ONCE:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _read(content: bytes, name: str) -> CalamineSheet:
    with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
        return book.get_sheet_by_name(name)


def _slices(path: Path, name: str) -> Iterator[bytes]:
    with zipfile.ZipFile(path) as archive:
        parts = dict(sheet_parts(archive))
        shared = [one for one in archive.infolist() if one.filename not in parts.values()]
        others = [(one.filename, archive.read(one)) for one in shared]
        size = max(SLICE, sum(len(content) for _, content in others))
        with archive.open(parts[name]) as stream:
            for rows in _cut(stream, size):
                yield _workbook([*others, (parts[name], rows)])


def _cut(stream: IO[bytes], size: int) -> Iterator[bytes]:
    """Give parts of some rows each: what stands before all rows is in every one, what stands behind in the last."""
    block = stream.read(size)
    begin = block.find(BEGIN) + len(BEGIN)
    head, rest = block[:begin], block[begin:]
    while more := stream.read(size):
        cut = rest.rfind(CUT)
        if cut >= 0:
            yield head + rest[: cut + ROW_END] + END + CLOSING
            rest = rest[cut + ROW_END :]
        rest += more
    yield head + rest


def _workbook(parts: list[tuple[str, bytes]]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return packed.getvalue()
