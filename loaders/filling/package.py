"""Refuses templates that mean harm or are broken before anything is read of them, and packs what was filled."""

import re
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET  # declarations of entities are refused before anything is parsed
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from openpyxl.utils.cell import range_boundaries

from loaders.sheets import UnreadableFile

BROKEN: Final = (
    BadZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0"
MOST_BYTES: Final = 5_000_000
MOST_UNPACKED: Final = 30_000_000
MOST_PARTS: Final = 2_000
MOST_CELLS: Final = 200_000
"""Cells, rows, paragraphs and table rows of a template together; a form that is printed has some hundreds."""
AHEAD: Final = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"
"""Bytes that may stand ahead of markup: marks of its encoding, zeros of wide letters, blanks."""
DECLARED: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
ENCODED: Final = re.compile(rb"<\?xml\b[^>]*?\bencoding\s*=\s*[\"'](?!utf-?8[\"']|us-ascii[\"'])", re.IGNORECASE)
COUNTED: Final = re.compile(rb"<(?:\w+:)?(?:c|row|p|tr|tc)[ />]")
SPANS: Final = (b"mergeCell", b"hyperlink")
"""Elements whose ranges are laid out cell by cell as soon as a workbook is opened."""
OUTSIDE: Final = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>")
LINK: Final = b"/hyperlink"
MODIFIED: Final = re.compile(rb"(<dcterms:(?:modified|created)[^>]*>)[^<]*")
EPOCH: Final = (1980, 1, 1, 0, 0, 0)
AGAIN: Final = "请用办公软件打开后另存为 xlsx 或 docx 再试"


def checked(path: Path, suffixes: frozenset[str]) -> str:
    """Return the kind of a template by the ending of its name, if it can be opened without harm.

    Raises
    ------
    UnreadableFile
        It cannot; with the reason and the way out.
    """
    suffix = path.suffix.lower()
    if suffix not in suffixes:
        raise UnreadableFile(path.name, f"模板不能是 {suffix or '(无扩展名)'}", "模板用 xlsx 或 docx")
    if not path.is_file():
        raise UnreadableFile(path.name, "没有这个文件", "请检查模板的名字和位置")
    if path.stat().st_size > MOST_BYTES:
        raise UnreadableFile(path.name, f"模板超过 {MOST_BYTES // 1_000_000} 兆", "请去掉大图片再试")
    if path.read_bytes()[:4] == OLE_MAGIC:
        raise UnreadableFile(path.name, "模板有密码，或是旧的 xls、doc 格式", "请去掉密码，另存为 xlsx 或 docx")
    try:
        with ZipFile(path) as archive:
            _check_parts(path.name, archive)
    except (
        BadZipFile,
        EOFError,
        NotImplementedError,
        OSError,
        RuntimeError,
        SyntaxError,
        ValueError,
        zlib.error,
    ) as broken:
        raise UnreadableFile(path.name, "模板已损坏", AGAIN) from broken
    return suffix


def _check_parts(name: str, archive: ZipFile) -> None:
    entries, room, cells = archive.infolist(), MOST_UNPACKED, 0
    if len(entries) > MOST_PARTS:
        raise UnreadableFile(name, f"模板里有 {len(entries)} 个部件", AGAIN)
    for entry in entries:
        with archive.open(entry) as stream:
            content = stream.read(room + 1)  # what the directory says of sizes may be a lie
        room -= len(content)
        if room < 0:
            raise UnreadableFile(name, "模板解压后太大", "请去掉大图片和空行再试")
        if "vbaproject" in entry.filename.lower():
            raise UnreadableFile(name, "模板带宏", "请另存为不带宏的 xlsx 或 docx")
        if content.lstrip(AHEAD).startswith(b"<"):
            _check_markup(name, content)
            cells += len(COUNTED.findall(content)) + sum(_spanned(content))
    if cells > MOST_CELLS:
        raise UnreadableFile(name, f"模板里有 {cells} 个格子和行，太多了", "请删去空行、空列再试")


def _check_markup(name: str, content: bytes) -> None:
    """Refuse markup that means harm; of another encoding than the usual one it could not be told."""
    if b"\x00" in content or ENCODED.match(content.lstrip(AHEAD)):
        raise UnreadableFile(name, "模板的部件不是 UTF-8 编码", AGAIN)
    if DECLARED.search(content):
        raise UnreadableFile(name, "模板里有外部实体一类的声明", AGAIN)
    if any(LINK not in relation for relation in OUTSIDE.findall(content)):
        raise UnreadableFile(name, "模板引用了外面的文件", "请去掉外部链接、外部模板再试")


def _spanned(content: bytes) -> Iterator[int]:
    """Give how many cells each merged or linked range of the part of a sheet has."""
    if not any(name in content for name in SPANS):
        return
    for _, element in ET.iterparse(BytesIO(content)):  # noqa: S314 see the import
        if element.tag.rpartition("}")[2].encode() in SPANS and element.get("ref"):
            left, top, right, bottom = range_boundaries(element.get("ref", ""))
            yield (right - left + 1) * ((bottom or MOST_CELLS) - (top or 0) + 1)
        element.clear()


def repacked(content: bytes, day: date) -> bytes:
    """Return the parts of a filled template packed without the time of packing, as written on `day`."""
    again, stamp = BytesIO(), f"{day.isoformat()}T00:00:00Z".encode()
    with ZipFile(BytesIO(content)) as old, ZipFile(again, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            part = old.read(name)
            new.writestr(entry, MODIFIED.sub(rb"\g<1>" + stamp, part) if name == "docProps/core.xml" else part)
    return again.getvalue()
