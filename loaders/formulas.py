"""Finds the formulas of an xlsx workbook whose result was never stored; readers of values see empty cells there."""

import re
import zipfile
import zlib
from pathlib import Path
from typing import Final

SHEET: Final = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
RELATION: Final = re.compile(r"<Relationship\s[^>]*>")
ATTRIBUTE: Final = re.compile(r'([\w:]+)="([^"]*)"')
UNSOLVED: Final = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"[^>]*><f(?:\s[^>]*)?>([^<]*)</f>\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
ENTITIES: Final = {"&quot;": '"', "&apos;": "'", "&lt;": "<", "&gt;": ">", "&amp;": "&"}
MARK: Final = b"<f"


def unsolved_formulas(path: Path) -> dict[str, dict[tuple[int, int], str]]:
    """Give by sheet the formulas without a stored result, by (row, column), 0-based.

    Nothing for other formats, and nothing for a damaged file: whoever reads its values tells what is wrong with it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = _parts_of_sheets(archive) if "xl/workbook.xml" in archive.namelist() else {}
            return {name: _unsolved(archive, part) for name, part in parts.items() if part in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, KeyError, RuntimeError):
        return {}


def _parts_of_sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    relations = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    targets = {one["Id"]: one["Target"] for one in map(_attributes, RELATION.findall(relations)) if "Target" in one}
    sheets = map(_attributes, SHEET.findall(archive.read("xl/workbook.xml").decode("utf-8", "replace")))
    return {plain(one["name"]): _within(targets.get(one.get("r:id", ""), "")) for one in sheets if "name" in one}


def _attributes(tag: str) -> dict[str, str]:
    return dict(ATTRIBUTE.findall(tag))


def _within(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _unsolved(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    content = archive.read(part)
    if MARK not in content:
        return {}
    return {
        (int(row) - 1, _column(letters.decode())): plain(words.decode("utf-8", "replace"))
        for letters, row, words in UNSOLVED.findall(content)
    }


def _column(letters: str) -> int:
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def plain(words: str) -> str:
    """Words of an XML text with its entities resolved."""
    for entity, sign in ENTITIES.items():
        words = words.replace(entity, sign)
    return words
