"""Finds the formulas of an xlsx workbook whose result was never stored; readers of values see empty cells there."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET  # the archive was measured before; expat itself stops entities that swell

WORKBOOK: Final = "xl/workbook.xml"
RELATIONS: Final = "xl/_rels/workbook.xml.rels"
RESULT_IN_WORDS: Final = "str"
"""Type of a cell whose formula gave words; none at all are a result too."""
REFERENCE: Final = re.compile(r"([A-Z]+)(\d+)")
LETTERS: Final = 26
MARK: Final = b"<f"


def unsolved_formulas(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Give by sheet the formulas without a stored result, by (row, column), 0-based.

    Nothing for other formats, and nothing for a damaged file: whoever reads its values tells what is wrong with it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if WORKBOOK not in archive.namelist():
                return {}
            return {name: _unsolved(archive.read(part)) for name, part in sheet_parts(archive)}
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, AttributeError, EOFError, ET.ParseError):
        return {}


def sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name of each sheet and the part of the archive it stands in."""
    relations = ET.fromstring(archive.read(RELATIONS))  # noqa: S314 see the import
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    for sheet in ET.fromstring(archive.read(WORKBOOK)).iterfind(".//{*}sheet"):  # noqa: S314
        relation = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        part = targets.get(relation, "")
        yield sheet.get("name", ""), part.lstrip("/") if part.startswith("/") else f"xl/{part}"


def _unsolved(content: bytes) -> dict[tuple[int, int], str]:
    if MARK not in content:
        return {}
    found: dict[tuple[int, int], str] = {}
    for _, element in ET.iterparse(BytesIO(content)):  # noqa: S314
        if element.tag.endswith("}c"):
            formula, value = element.find("{*}f"), element.findtext("{*}v")
            if formula is not None and not value and element.get("t") != RESULT_IN_WORDS:
                found[_place(element.get("r", ""))] = formula.text or ""
        elif element.tag.endswith("}row"):
            element.clear()
    return found


def _place(reference: str) -> tuple[int, int]:
    """Read a reference such as B3 as row and column, 0-based.

    >>> _place("AB3")
    (2, 27)
    """
    letters, row = REFERENCE.fullmatch(reference).groups()  # type: ignore[union-attr]
    return place_of(letters.encode(), row.encode())


def place_of(letters: bytes, row: bytes) -> tuple[int, int]:
    """Give row and column, 0-based, of a reference taken apart."""
    column = 0
    for letter in letters:
        column = column * LETTERS + letter - ord("A") + 1
    return int(row) - 1, column - 1
