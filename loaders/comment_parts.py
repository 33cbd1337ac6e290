"""Writes the comments of a sheet and the shapes they are shown in, beside those that stand there already."""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from loaders.cell_words import column_letters, escaped

AUTHOR: Final = "共建图谱"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
EMPTY_COMMENTS: Final = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{MAIN}"><authors></authors>'
    "<commentList></commentList></comments>"
)
COMMENT: Final = re.compile(r'<comment\b[^>]*?\bref="([A-Z]+)(\d+)"[^>]*>.*?</comment>', re.DOTALL)
AUTHOR_NUMBER: Final = re.compile(r'\bauthorId="(\d+)"')
AUTHORS: Final = re.compile(r"<author>(.*?)</author>|<author/>", re.DOTALL)
WORDS: Final = re.compile(r"<t\b[^>]*>(.*?)</t>", re.DOTALL)
EMPTY_DRAWING: Final = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{data}"/></o:shapelayout>'
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
SHAPE: Final = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;width:220pt;height:70pt;z-index:1;'
    'visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left},15,{top},2,{right},15,{bottom},4</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
SHAPE_NUMBER: Final = re.compile(r'id="_x0000_s(\d+)"')
SHAPE_PLACE: Final = re.compile(r"<x:Row>\s*(\d+)\s*</x:Row>\s*<x:Column>\s*(\d+)\s*</x:Column>")
BLOCK: Final = 1024
"""Shapes that share one number of the map of ids."""
FIRST_BLOCK: Final = 500

Place = tuple[int, int]


def comments_with(text: str, comments: Mapping[Place, str]) -> str:
    """Give the part with comments added; one of ours from before is replaced, one of somebody else continued."""
    text = text or EMPTY_COMMENTS
    authors = [found[1] or "" for found in AUTHORS.finditer(text)]
    ours = authors.index(AUTHOR) if AUTHOR in authors else len(authors)
    if AUTHOR not in authors:
        text = re.sub(r"<authors>|<authors/>", _first_author, text, count=1) if not authors else text
        text = text.replace("</authors>", f"<author>{AUTHOR}</author></authors>", 1) if authors else text
    named = {f"{column_letters(column)}{row + 1}": words for (row, column), words in comments.items()}

    def kept(found: re.Match[str]) -> str:
        number = AUTHOR_NUMBER.search(found.group())
        if number is not None and int(number[1]) == ours and AUTHOR in authors:
            return ""
        place = f"{found[1]}{found[2]}"
        if place not in named:
            return found.group()
        said = "".join(WORDS.findall(found.group()))
        return _comment(place, number[1] if number else "0", f"{said}\n——{AUTHOR}：{escaped(named.pop(place))}")

    text = COMMENT.sub(kept, text)
    added = "".join(_comment(place, str(ours), escaped(words)) for place, words in named.items())
    return re.sub(r"<commentList\s*/>", "<commentList></commentList>", text).replace(
        "</commentList>", added + "</commentList>", 1
    )


def _first_author(found: re.Match[str]) -> str:
    author = f"<authors><author>{AUTHOR}</author>"
    return f"{author}</authors>" if found.group().endswith("/>") else author


def _comment(place: str, author: str, words: str) -> str:
    return f'<comment ref="{place}" authorId="{author}"><text><t xml:space="preserve">{words}</t></text></comment>'


def drawing_with(text: str, places: Iterable[Place], sheet: int) -> str:
    """Give the drawing with a hidden shape for each comment that has none yet."""
    shown = {(int(row), int(column)) for row, column in SHAPE_PLACE.findall(text)}
    fresh = [place for place in sorted(places) if place not in shown]
    if text:
        first = max((int(number) for number in SHAPE_NUMBER.findall(text)), default=BLOCK) + 1
    else:
        blocks = range(FIRST_BLOCK + sheet * 8, FIRST_BLOCK + sheet * 8 + 1 + len(fresh) // BLOCK)
        text, first = EMPTY_DRAWING.format(data=",".join(map(str, blocks))), blocks[0] * BLOCK + 1
    shapes = "".join(_shape(first + number, row, column) for number, (row, column) in enumerate(fresh))
    return text.replace("</xml>", shapes + "</xml>", 1)


def _shape(number: int, row: int, column: int) -> str:
    return SHAPE.format(
        number=number, left=column + 1, top=max(row - 1, 0), right=column + 4, bottom=row + 5, row=row, column=column
    )
