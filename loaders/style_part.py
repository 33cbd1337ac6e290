"""Adds colours to the styles of a workbook: every other property of a cell's style stays as it is."""

import re
from typing import Final

FILLS: Final = {"error": "FFFFC7CE", "warning": "FFFFEB9C", "note": "FFDDEBF7", "head": "FFF0F2F5"}
"""Colours by what they say; the first three are those table programs offer for bad, neutral and note."""
FORMATS: Final = re.compile(r"<cellXfs\b[^>]*>(.*?)</cellXfs>", re.DOTALL)
FORMAT: Final = re.compile(r"<xf\b[^>]*?/>|<xf\b[^>]*?[^/]>.*?</xf>", re.DOTALL)
FILLED: Final = re.compile(r"<fills\b[^>]*>(.*?)</fills>", re.DOTALL)
FILL: Final = re.compile(r"<fill\b[^>]*?/>|<fill\b.*?</fill>", re.DOTALL)
FONTS: Final = re.compile(r"<fonts\b([^>]*)>(.*?)</fonts>", re.DOTALL)
FONT: Final = re.compile(r"<font\b[^>]*?/>|<font\b.*?</font>", re.DOTALL)


class Styles:
    """The styles of a workbook, more of them as they are asked for; raises ValueError when they are not to be found."""

    def __init__(self, text: str) -> None:
        formats, fills, fonts = FORMATS.search(text), FILLED.search(text), FONTS.search(text)
        if formats is None or fills is None or fonts is None:
            raise ValueError("no formats")
        self._text = text
        self._formats = FORMAT.findall(formats[1])
        self._fills = FILL.findall(fills[1])
        self._fonts = FONT.findall(fonts[2])
        if not self._formats:
            raise ValueError("no formats")
        self._made: dict[object, int] = {}

    def coloured(self, style: int, colour: str) -> int:
        """Give the number of a style that differs from another in its colour alone."""
        made = self._made.get((style, colour))
        if made is None:
            base = self._formats[style] if style < len(self._formats) else self._formats[0]
            bare = re.sub(r'\s(?:fillId|applyFill)="[^"]*"', "", base)
            with_fill = f'<xf fillId="{self._fill(colour)}" applyFill="1"'
            made = self._made[style, colour] = self._add(with_fill + bare[len("<xf") :])
        return made

    def own(self, *, bold: bool = False, size: int = 11, link: bool = False, colour: str = "") -> int:
        """Give the number of a style for a sheet of ours; text wraps and stands at the top."""
        key = (bold, size, link, colour)
        if key not in self._made:
            look = ("<b/>" if bold else "") + ("<u/>" if link else "") + f'<sz val="{size}"/>'
            look += '<color rgb="FF0958D9"/>' if link else ""
            self._fonts.append(f'<font>{look}<name val="宋体"/><family val="2"/></font>')
            fill = f' fillId="{self._fill(colour)}" applyFill="1"' if colour else ' fillId="0"'
            wrap = '<alignment vertical="top" wrapText="1"/>'
            font = f'fontId="{len(self._fonts) - 1}" applyFont="1"'
            self._made[key] = self._add(f'<xf numFmtId="0" {font}{fill} borderId="0" applyAlignment="1">{wrap}</xf>')
        return self._made[key]

    def _fill(self, colour: str) -> int:
        if colour not in self._made:
            colours = f'<fgColor rgb="{FILLS[colour]}"/><bgColor indexed="64"/>'
            self._fills.append(f'<fill><patternFill patternType="solid">{colours}</patternFill></fill>')
            self._made[colour] = len(self._fills) - 1
        return self._made[colour]

    def _add(self, xf: str) -> int:
        self._formats.append(xf)
        return len(self._formats) - 1

    def text(self) -> str:
        """Give the part with what was added."""
        text = _with_list(self._text, FILLED, "fills", self._fills)
        text = FONTS.sub(lambda _: _listed("fonts", self._fonts), text, count=1)
        return _with_list(text, FORMATS, "cellXfs", self._formats)


def _with_list(text: str, pattern: re.Pattern[str], name: str, found: list[str]) -> str:
    return pattern.sub(lambda _: _listed(name, found), text, count=1)


def _listed(name: str, found: list[str]) -> str:
    return f'<{name} count="{len(found)}">{"".join(found)}</{name}>'
