"""Patches the parts of a workbook in place: cells coloured and commented, a sheet added, everything else untouched.

The parts are edited as text, not parsed and written anew, so that pictures, charts, print set-up and whatever a table
program of another make has put there come back byte for byte (ECMA-376, part 1).
"""

import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Final

from loaders.cell_words import column_letters, column_number, escaped, unescaped
from loaders.comment_parts import comments_with, drawing_with
from loaders.style_part import Styles

WORKBOOK: Final = "xl/workbook.xml"
STYLES: Final = "xl/styles.xml"
TYPES: Final = "[Content_Types].xml"
RELATIONSHIP: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
NO_RELATIONS: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{PACKAGE}"></Relationships>'
)
PARTS: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
VML: Final = "application/vnd.openxmlformats-officedocument.vmlDrawing"
SHEET: Final = re.compile(r'<sheet\b[^>]*?\bname="(?P<name>[^"]*)"[^>]*?\br:id="(?P<id>[^"]+)"[^>]*/>')
RELATION: Final = re.compile(r"<Relationship\b[^>]*/>")
ATTRIBUTE: Final = re.compile(r'([\w:]+)="([^"]*)"')
ROW: Final = re.compile(r"<row\b(?P<attributes>[^>]*?)(?:/>|>(?P<cells>.*?)</row>)", re.DOTALL)
CELL: Final = re.compile(r"<c\s(?P<attributes>[^>]*?)(?:/>|>.*?</c>)", re.DOTALL)
OWN_ROW: Final = re.compile(r'(?:^|\s)r="(\d+)"')
OWN_PLACE: Final = re.compile(r'(?:^|\s)r="([A-Z]{1,3})\d+"')
OWN_CELL: Final = re.compile(r'(?:^|\s)r="([A-Z]{1,3}\d+)"')
OWN_STYLE: Final = re.compile(r'(?:^|\s)s="(\d+)"')
AFTER_LEGACY: Final = frozenset(
    {
        "legacyDrawingHF",
        "drawingHF",
        "picture",
        "oleObjects",
        "controls",
        "webPublishItems",
        "tableParts",
        "extLst",
    }
)
"""What stands behind the drawing of comments in a sheet."""
LEGACY: Final = re.compile(r'<legacyDrawing\s[^>]*?\w+:id="([^"]+)"')
MERGED: Final = re.compile(r'<mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
MOST_MERGED: Final = 50_000
"""Merged cells of a sheet that are looked at."""
TAG: Final = re.compile(r"<(?P<end>/?)(?P<name>[\w:]+)[^>]*?(?P<empty>/?)>", re.DOTALL)

Edit = Callable[[str, str], str]
"""Gives a cell anew, of the cell as it stands and what is said of it."""
Marks = Mapping[tuple[int, int], tuple[str, str]]
"""By row and column, 0-based: the colour (`style_part.FILLS`) and the comment of a cell, "" for none."""


class UnusualWorkbook(Exception):
    """A workbook whose parts are laid out in a way that is not edited as text."""


class Package:
    """The parts of one workbook, changed in memory and written out in the end."""

    def __init__(self, path: Path) -> None:
        try:
            with zipfile.ZipFile(path) as archive:
                self._names = archive.namelist()
                self._parts = {name: archive.read(name) for name in dict.fromkeys(self._names)}
            self.sheets = dict(self._sheet_parts())
            self.styles = Styles(self._text(STYLES))
        except (KeyError, UnicodeDecodeError, ValueError, zipfile.BadZipFile) as unusual:
            raise UnusualWorkbook(path.name) from unusual
        if not self.sheets:
            raise UnusualWorkbook(path.name)

    def _text(self, name: str) -> str:
        return self._parts[name].decode("utf-8")

    def _sheet_parts(self) -> Iterator[tuple[str, str]]:
        targets = {one["Id"]: one["Target"] for one in self._relations(WORKBOOK)}
        for found in SHEET.finditer(self._text(WORKBOOK)):
            target = targets[found["id"]]
            yield unescaped(found["name"]), target.lstrip("/") if target.startswith("/") else f"xl/{target}"

    def _relations(self, part: str) -> list[dict[str, str]]:
        name = relations_of(part)
        text = self._text(name) if name in self._parts else ""
        return [dict(ATTRIBUTE.findall(found.group())) for found in RELATION.finditer(text)]

    def write_cells(self, sheet: str, words: Mapping[tuple[int, int], str]) -> None:
        """Write words into cells of a sheet, by row and column, 0-based, in the style they have."""
        text = self._plain(sheet)
        corners = _corners(text, words)
        by_row: dict[int, dict[int, str]] = {}
        for place, one in words.items():
            row, column = corners.get(place, place)
            by_row.setdefault(row + 1, {})[column] = one
        self._parts[self.sheets[sheet]] = self._with_cells(text, by_row, _worded).encode()

    def _plain(self, sheet: str) -> str:
        """Text of a sheet whose cells can be edited; raises `UnusualWorkbook`."""
        text = self._text(self.sheets[sheet])
        if not re.search(r"<worksheet[\s>]", text) or "<![CDATA[" in text:
            raise UnusualWorkbook(sheet)
        return text

    def mark(self, sheet: str, marks: Marks) -> None:
        """Colour and comment cells of a sheet; raises `UnusualWorkbook` and leaves the sheet as it is."""
        part = self.sheets[sheet]
        text = self._plain(sheet)
        marks = _at_corners(text, marks)
        by_row: dict[int, dict[int, str]] = {}
        for (row, column), (colour, _) in marks.items():
            by_row.setdefault(row + 1, {})[column] = colour
        coloured = self._with_cells(text, by_row, self._cell)
        comments = {place: words for place, (_, words) in marks.items() if words}
        self._parts[part] = (self._commented(part, coloured, comments) if comments else coloured).encode()

    def _with_cells(self, text: str, by_row: Mapping[int, Mapping[int, str]], edit: Edit) -> str:
        """Give a sheet with some cells edited, each given as it stands with what ``by_row`` says of it."""
        head, body, tail = _divided(text)

        def row(found: re.Match[str]) -> str:
            own = OWN_ROW.search(found["attributes"])
            if own is None:
                raise UnusualWorkbook("rows without numbers")
            said = by_row.get(int(own[1]))
            return found.group() if said is None else self._row(found, int(own[1]), said, edit)

        return head + ROW.sub(row, body) + tail

    def _row(self, found: re.Match[str], number: int, said: Mapping[int, str], edit: Edit) -> str:
        cells = {}
        for cell in CELL.finditer(found["cells"] or ""):
            own = OWN_PLACE.search(cell["attributes"])
            if own is None:
                raise UnusualWorkbook("cells without places")
            cells[column_number(own[1])] = cell.group()
        for column, one in said.items():
            place = f"{column_letters(column)}{number}"
            cells[column] = edit(cells.get(column, f'<c r="{place}"/>'), one)
        written = "".join(words for _, words in sorted(cells.items()))
        return f"<row{found['attributes'].rstrip('/')}>{written}</row>"

    def _cell(self, cell: str, colour: str) -> str:
        opened = cell.index(">")
        attributes = cell[2 : opened - 1] if cell[opened - 1] == "/" else cell[2:opened]
        own = OWN_STYLE.search(attributes)
        style = self.styles.coloured(int(own[1]) if own else 0, colour)
        bare = OWN_STYLE.sub("", attributes)
        return f'<c{bare} s="{style}"' + cell[2 + len(attributes) :]

    def _commented(self, part: str, text: str, comments: Mapping[tuple[int, int], str]) -> str:
        own = {one["Type"].rsplit("/", 1)[-1]: target_of(part, one["Target"]) for one in self._relations(part)}
        number = len(self._parts)
        known = own.get("comments", f"xl/comments{number}.xml")
        drawn = self._drawing_of(part, text)
        drawing = drawn or f"xl/drawings/vmlDrawing{number}.vml"
        merged = "comments" in own
        self._parts[known] = comments_with(self._text(known) if merged else "", comments).encode()
        self._parts[drawing] = drawing_with(self._text(drawn) if drawn else "", comments.keys(), number).encode()
        if not merged:
            self._relate(part, "comments", known)
            self._declare(known, f"{PARTS}.comments+xml")
        if drawn:
            return text
        identity = self._relate(part, "vmlDrawing", drawing)
        self._default("vml", VML)
        return _with_drawing(text, identity)

    def _drawing_of(self, part: str, text: str) -> str:
        """Name the drawing of the comments of a sheet, "" for none; pictures of its header have one of their own."""
        found = LEGACY.search(_divided(text)[2])
        targets = {one["Id"]: target_of(part, one["Target"]) for one in self._relations(part)}
        return targets.get(found[1], "") if found else ""

    def _relate(self, part: str, kind: str, target: str) -> str:
        name = relations_of(part)
        identity = f"rIdGongjian{len(self._relations(part)) + 1}"
        one = f'<Relationship Id="{identity}" Type="{RELATIONSHIP}/{kind}" Target="/{target}"/>'
        text = self._text(name) if name in self._parts else NO_RELATIONS
        if "</Relationships>" not in text:
            text = re.sub(r"(<Relationships\b[^>]*?)/>", r"\1></Relationships>", text)
        self._parts[name] = text.replace("</Relationships>", one + "</Relationships>").encode()
        return identity

    def _declare(self, part: str, kind: str) -> None:
        one = f'<Override PartName="/{part}" ContentType="{kind}"/>'
        self._parts[TYPES] = self._text(TYPES).replace("</Types>", one + "</Types>").encode()

    def _default(self, suffix: str, kind: str) -> None:
        text = self._text(TYPES)
        if not re.search(rf'<Default\b[^>]*Extension="{suffix}"', text, re.IGNORECASE):
            one = f'<Default Extension="{suffix}" ContentType="{kind}"/>'
            self._parts[TYPES] = re.sub(r"(<Types\b[^>]*>)", lambda found: found[1] + one, text, count=1).encode()

    def has_words(self, sheet: str, words: str) -> bool:
        """Whether some words stand in the very part of a sheet, not among those all sheets share."""
        return words.encode() in self._parts[self.sheets[sheet]]

    def put_sheet(self, name: str, xml: str) -> None:
        """Add a sheet behind the others, or put it in the place of the one that has its name."""
        if name in self.sheets:
            self._parts[self.sheets[name]] = xml.encode()
            return
        text = self._text(WORKBOOK)
        part = f"xl/worksheets/gongjian{len(self._parts)}.xml"
        self._parts[part] = xml.encode()
        self._declare(part, f"{PARTS}.worksheet+xml")
        identity = self._relate(WORKBOOK, "worksheet", part)
        number = max((int(one) for one in re.findall(r'\bsheetId="(\d+)"', text)), default=0) + 1
        own = f'xmlns:r="{RELATIONSHIP}" r:id="{identity}"'  # some writers declare the prefix on each sheet alone
        one = f'<sheet name="{escaped(name)}" sheetId="{number}" {own}/>'
        self._parts[WORKBOOK] = text.replace("</sheets>", one + "</sheets>", 1).encode()
        self.sheets[name] = part

    def write(self, path: Path) -> None:
        """Write the workbook; the same parts give the same bytes."""
        self._parts[STYLES] = self.styles.text().encode()
        names = dict.fromkeys([*self._names, *sorted(self._parts)])
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
            for name in names:
                part = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                part.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(part, self._parts[name])


def _worded(cell: str, words: str) -> str:
    """Cell with words of its own in place of what it held, in the style it has."""
    opened = cell[: cell.index(">")]
    place, style = OWN_CELL.search(opened), OWN_STYLE.search(opened)
    assert place is not None
    styled = f' s="{style[1]}"' if style else ""
    return f'<c r="{place[1]}"{styled} t="inlineStr"><is><t xml:space="preserve">{escaped(words)}</t></is></c>'


def _at_corners(text: str, marks: Marks) -> Marks:
    """Give the marks with those inside merged cells at the corner, where alone a cell can be commented."""
    corners = _corners(text, marks)
    moved: dict[tuple[int, int], tuple[str, str]] = {}
    for place, (colour, words) in marks.items():
        corner = corners.get(place, place)
        known = moved.get(corner)
        moved[corner] = (known[0], f"{known[1]}\n{words}") if known else (colour, words)
    return moved


def _corners(text: str, places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int]]:
    """Give the corner of those of some places that lie in a merged cell, however large; no other place is visited."""
    rows_of: dict[int, list[int]] = {}
    for row, column in sorted(places):
        rows_of.setdefault(column, []).append(row)
    columns = sorted(rows_of)
    corners: dict[tuple[int, int], tuple[int, int]] = {}
    for found in islice(MERGED.finditer(text), MOST_MERGED):
        left, top, right, bottom = column_number(found[1]), int(found[2]) - 1, column_number(found[3]), int(found[4])
        for column in columns[bisect_left(columns, left) : bisect_right(columns, right)]:
            rows = rows_of[column]
            inside = slice(bisect_left(rows, top), bisect_left(rows, bottom))
            corners.update(((row, column), (top, left)) for row in rows[inside])
            del rows[inside]
    return corners


def _divided(text: str) -> tuple[str, str, str]:
    """Divide a sheet into what stands before its rows, the rows and what follows."""
    begin, end = text.find("<sheetData"), text.rfind("</sheetData>")
    if begin < 0 or end < 0:
        raise UnusualWorkbook("no rows")
    return text[:begin], text[begin:end], text[end:]


def _with_drawing(text: str, identity: str) -> str:
    """Give a sheet with the drawing of its comments named where the order of parts wants it."""
    head, body, tail = _divided(text)
    drawing = f'<legacyDrawing xmlns:r="{RELATIONSHIP}" r:id="{identity}"/>'
    depth = 0
    for tag in TAG.finditer(tail, len("</sheetData>")):
        if tag["end"]:
            depth -= 1
        if depth < 0 or (depth == 0 and not tag["end"] and tag["name"] in AFTER_LEGACY):
            return head + body + tail[: tag.start()] + drawing + tail[tag.start() :]
        if not tag["end"] and not tag["empty"]:
            depth += 1
    raise UnusualWorkbook("the sheet has no end")


def relations_of(part: str) -> str:
    """Name of the part that holds the relations of a part."""
    folder, _, name = part.rpartition("/")
    return f"{folder}/_rels/{name}.rels"


def target_of(part: str, target: str) -> str:
    """Name of the part a relation of a part leads to."""
    if target.startswith("/"):
        return target.lstrip("/")
    steps = part.split("/")[:-1]
    for step in target.split("/"):
        steps = steps[:-1] if step == ".." else [*steps, step]
    return "/".join(steps)
