"""Fills a document: fields in paragraphs written out, though Word cut them into runs; rows of lists repeated."""

from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx import Document
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from loaders.filling.fields import BRACES, FIELD, MOST_TOLD, Fields, said
from loaders.form_sheets import Value
from loaders.sheets import UnreadableFile

P, TR, TBL, T = (qn(f"w:{name}") for name in ("p", "tr", "tbl", "t"))
SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
OWN_IDS: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MOST_ROWS: Final = 5_000
MOST_WRITTEN: Final = 2_000_000
"""Elements of markup that repeated rows come to; a row of ten plain cells has some eighty."""


def filled_document(path: Path, fields: Fields) -> bytes:
    """Return a document filled.

    Raises
    ------
    UnreadableFile
        It cannot be read, or its fields cannot be filled; each place concerned is named.
    """
    try:
        document: Any = Document(BytesIO(path.read_bytes()))
        roots = list(_roots(document))
    except (KeyError, ValueError, AttributeError, OSError, OpcError, SyntaxError) as broken:
        raise UnreadableFile(path.name, "模板已损坏或不是文档", "请用办公软件打开后另存为 docx 再试") from broken
    faults = [fault for root in roots for fault in _faults(root, fields)]
    if faults:
        raise UnreadableFile(path.name, "；".join(faults[:MOST_TOLD]), f"可以写：{fields.told()}")
    _check_room(path.name, roots, fields)
    for root in roots:
        for unit, paragraphs in reversed(list(_units(root).items())):
            _fill(unit, paragraphs, fields)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _roots(document: Any) -> Iterator[Any]:  # noqa: ANN401 the library is untyped
    """Give the body, and every header and footer that is the document's own."""
    yield document.element.body
    seen: set[int] = set()
    for section in document.sections:
        for part in (
            section.header,
            section.footer,
            section.first_page_header,
            section.first_page_footer,
            section.even_page_header,
            section.even_page_footer,
        ):
            if not part.is_linked_to_previous and id(part._element) not in seen:  # noqa: SLF001 no other way to the markup
                seen.add(id(part._element))  # noqa: SLF001 as above
                yield part._element  # noqa: SLF001 as above


def _texts(paragraph: Any) -> list[Any]:  # noqa: ANN401 as above
    """Give the pieces of text of a paragraph, those of text boxes within it left out."""
    return [one for one in paragraph.iter(T) if next(one.iterancestors(P)) is paragraph]


def _words(paragraph: Any) -> str:  # noqa: ANN401 as above
    return "".join(one.text or "" for one in _texts(paragraph))


def _units(root: Any) -> dict[Any, list[Any]]:  # noqa: ANN401 as above
    """Give what is filled or repeated as a whole: a table row with its paragraphs, else a paragraph alone."""
    units: dict[Any, list[Any]] = {}
    for paragraph in root.iter(P):
        if BRACES.search(_words(paragraph)):
            units.setdefault(next(paragraph.iterancestors(TR), paragraph), []).append(paragraph)
    return units


def _check_room(name: str, roots: Iterable[Any], fields: Fields) -> None:
    """Refuse to write more than a document is good for, before anything is written."""
    units = [one for root in roots for one in _units(root).items()]
    lists = [(unit, fields.lists_in(map(_words, paragraphs))) for unit, paragraphs in units]
    grown = sum(len(fields.rows_of(named[0])) * sum(1 for _ in unit.iter()) for unit, named in lists if named)
    if grown > MOST_WRITTEN:
        raise UnreadableFile(name, "照数据排下来文档太大", "请少写几行列名，或改用 xlsx，或分社区导出")


def _faults(root: Any, fields: Fields) -> Iterator[str]:  # noqa: ANN401 as above
    units = _units(root)
    repeated = {unit for unit, paragraphs in units.items() if _lists(paragraphs, fields)}
    for unit, paragraphs in units.items():
        texts = [_words(one) for one in paragraphs]
        wrong = [fault for text in texts for fault in fields.faults(text)]
        yield from (f"{_where(root, unit, texts)}：{fault}" for fault in wrong)
        lists = [] if wrong else fields.lists_in(texts)
        if lists and len(fields.rows_of(lists[0])) > MOST_ROWS:
            yield f"表“{lists[0]}”有 {len(fields.rows_of(lists[0]))} 条，文档至多填 {MOST_ROWS} 条，请改用 xlsx"
        if len(lists) > 1:
            told = "一行（段）里写了几张表的列"
            yield f"{_where(root, unit, texts)}：{told}（{'、'.join(lists)}），一行只能写一张表的"
        if lists and not repeated.isdisjoint(unit.iterancestors()):
            yield f"{_where(root, unit, texts)}：写了列名的一行（段）里又套着写了列名的一行（段），只能写一层"


def _lists(paragraphs: Iterable[Any], fields: Fields) -> list[str]:
    """Name the lists whose columns paragraphs hold, none if these have faults."""
    texts = [_words(one) for one in paragraphs]
    return [] if any(fields.faults(text) for text in texts) else fields.lists_in(texts)


def _where(root: Any, unit: Any, texts: Sequence[str]) -> str:  # noqa: ANN401 as above
    if unit.tag == TR:
        table = next(unit.iterancestors(TBL))
        return f"第 {list(root.iter(TBL)).index(table) + 1} 个表的第 {list(table.iter(TR)).index(unit) + 1} 行"
    return f"段落“{texts[0][:30]}”"


def _fill(unit: Any, paragraphs: Sequence[Any], fields: Fields) -> None:  # noqa: ANN401 as above
    """Write a unit's own paragraphs, once or for each row; what is nested in it was filled before and is data."""
    lists = fields.lists_in(_words(one) for one in paragraphs)
    if not lists:
        for paragraph in paragraphs:
            _write(paragraph, fields, None)
        return
    own_places = [place for place, one in enumerate(unit.iter(P)) if one in paragraphs]
    for row in fields.rows_of(lists[0]):
        again = deepcopy(unit)
        for own in again.iter():
            for name in [name for name in own.attrib if name.startswith(OWN_IDS)]:
                del own.attrib[name]
        copies = list(again.iter(P))
        for place in own_places:
            _write(copies[place], fields, row)
        unit.addprevious(again)
    unit.getparent().remove(unit)


def _write(paragraph: Any, fields: Fields, row: Sequence[Value] | None) -> None:  # noqa: ANN401 as above
    """Write the fields of a paragraph, the last first; each takes the look of the run it begins in."""
    for match in reversed(list(FIELD.finditer(_words(paragraph)))):
        _replace(paragraph, match.start(), match.end(), said(fields.value_of(match[1], row)))


def _replace(paragraph: Any, begin: int, end: int, words: str) -> None:  # noqa: ANN401 as above
    place, first = 0, None
    for piece in _texts(paragraph):
        text = piece.text or ""
        low, high = max(begin - place, 0), min(end - place, len(text))
        place += len(text)
        if low >= high:
            continue
        piece.text = text[:low] + (words if first is None else "") + text[high:]
        piece.set(SPACE, "preserve")
        first = piece if first is None else first
    if first is not None and "\n" in (first.text or ""):
        _break_lines(first)


def _break_lines(piece: Any) -> None:  # noqa: ANN401 as above
    head, *rest = piece.text.split("\n")
    piece.text, behind = head, piece
    for line in rest:
        mark: Any = OxmlElement("w:br")
        text: Any = OxmlElement("w:t")
        text.text = line
        text.set(SPACE, "preserve")
        behind.addnext(mark)
        mark.addnext(text)
        behind = text
