"""What every docx of the house shares: an open CJK font, the day it tells of, equal bytes for equal content."""

from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

FONT: Final = "宋体"
LATIN: Final = "Noto Sans SC"
WRITER: Final = "共建图谱"
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def new_document(title: str, day: date) -> Any:  # noqa: ANN401 the library is untyped here
    """Return an empty document in the house's font; its times are those of the day it tells of."""
    document = Document()
    for style in document.styles:
        if style.type == 1 and style.element.rPr is not None:
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    normal: Any = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(10.5), LATIN
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    properties, moment = document.core_properties, datetime(day.year, day.month, day.day)  # noqa: DTZ001 a stamp
    properties.title, properties.author, properties.last_modified_by = title, WRITER, WRITER
    properties.created, properties.modified, properties.comments = moment, moment, ""
    return document


def element(tag: str, **attributes: str) -> Any:  # noqa: ANN401 the library is untyped here
    """Return an element of the file format, as `w:hyperlink`, with its attributes."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def mark_row(row: Any, tag: str) -> None:  # noqa: ANN401 the library is untyped here
    """Say something of a table's row, as `w:tblHeader`, that it is repeated on every page."""
    row._tr.get_or_add_trPr().append(element(tag))  # noqa: SLF001 the library has no other way to say so


def packed(document: Any) -> bytes:  # noqa: ANN401 the library is untyped here
    """Return the file, packed without the time of packing."""
    first, again = BytesIO(), BytesIO()
    document.save(first)
    with ZipFile(first) as old, ZipFile(again, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return again.getvalue()
