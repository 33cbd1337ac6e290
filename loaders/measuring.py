"""Measures an archive before anybody unpacks it for good: how much is in it, and whether a part is a trap."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from loaders.sheets import UnreadableFile, refuse_too_long

ZIP_MAGIC: Final = b"PK\x03\x04"
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0"
MAX_UNPACKED_BYTES: Final = 512 << 20
MAX_PARTS: Final = 5_000
MAX_SWELLING: Final = 300
"""How often larger than packed an archive may be once it is larger than `ALWAYS_FINE`."""
ALWAYS_FINE: Final = 48 << 20
CHUNK: Final = 1 << 20
OVERLAP: Final = 64
DECLARATION: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\0!\0(?:D\0O\0C\0T\0Y\0P\0E|E\0N\0T\0I\0T\0Y)", re.IGNORECASE)
STARTS: Final = (b"<!", b"<\0!")
TRAP: Final = "文件里藏有外部实体或实体声明，正常的表格里不会有"
SHEETS: Final = "xl/worksheets/"
ROW_STARTS: Final = (b"<row ", b"<row>", b"<row/")
MARKUP: Final = (".xml", ".rels")
BROKEN: Final = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def measured(path: Path) -> dict[str, int]:
    """Give by name the true unpacked bytes of every part, counted, not believed; raises `UnreadableFile`.

    Parts are unpacked a chunk at a time and thrown away. Refused are archives that swell, those with a part that
    declares entities or a document type, which no office program ever writes, and those with two parts of one name.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _measured_parts(path, archive)
    except BROKEN as error:
        raise UnreadableFile(path.name, "文件不完整，像是没有传完或已损坏", "请重新复制一份后再导入") from error


def _measured_parts(path: Path, archive: zipfile.ZipFile) -> dict[str, int]:
    entries = archive.infolist()
    _refuse_odd_entries(path, entries)
    _refuse_swelling(path, sum(entry.file_size for entry in entries))
    sizes: dict[str, int] = {}
    for entry in entries:
        sizes[entry.filename] = rows = 0
        for chunk in _chunks(archive, entry):
            sizes[entry.filename] += len(chunk) - OVERLAP
            _refuse_swelling(path, sum(sizes.values()))
            if entry.filename.startswith(SHEETS):
                rows += _rows_begun(chunk)
                refuse_too_long(path.name, "", rows)
            if entry.filename.endswith(MARKUP) and _declares(chunk):
                raise UnreadableFile(path.name, TRAP, "请不要使用这个文件，向来件单位另要一份")
    return sizes


def _rows_begun(chunk: bytes) -> int:
    """Rows that begin in a chunk, its repeated start left out: whoever reads them all would hold every one."""
    return sum(chunk.count(start, OVERLAP) for start in ROW_STARTS)


def _declares(chunk: bytes) -> bool:
    """Whether markup declares something; hardly any has even the signs such a thing begins with."""
    return any(start in chunk for start in STARTS) and DECLARATION.search(chunk) is not None


def _refuse_odd_entries(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_PARTS:
        raise UnreadableFile(path.name, f"里面有 {len(entries)} 个文件，超过上限 {MAX_PARTS}", "请拆成几个文件后再导入")
    if len({entry.filename for entry in entries}) < len(entries):
        raise UnreadableFile(path.name, "里面有重名的部分，不是正常的文件", "请用表格软件打开后另存为 xlsx 再导入")
    if any(entry.flag_bits & 1 for entry in entries):
        raise UnreadableFile(path.name, "文件加了密码，无法读取", "请取消密码后再导入")


def _chunks(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part chunk by chunk, each preceded by the end of the one before."""
    end = bytes(OVERLAP)
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            yield end + chunk
            end = (end + chunk)[-OVERLAP:]


def _refuse_swelling(path: Path, unpacked: int) -> None:
    packed = max(path.stat().st_size, 1)
    if unpacked > MAX_UNPACKED_BYTES:
        raise UnreadableFile(path.name, f"展开后有 {unpacked >> 20} MB，超过上限", "请拆成几个文件后再导入")
    if unpacked > ALWAYS_FINE and unpacked > MAX_SWELLING * packed:
        raise UnreadableFile(path.name, f"展开后是原来的 {unpacked // packed} 倍，像是压缩炸弹", "请不要使用这个文件")
