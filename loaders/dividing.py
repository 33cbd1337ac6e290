"""Divides a sheet on which several ledgers stand into one sheet for each."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise, takewhile
from typing import Final

from loaders import cleaning
from loaders.findings import Severity
from loaders.headers import SIGNATURE_ROW, TOTAL_ROW, normal
from loaders.recognising import may_head_a_column, names_a_kind, vocabulary
from loaders.sheets import Cell, Remark, Sheet
from loaders.side_by_side import blocks_of

LEAST_KNOWN: Final = 2
KNOWN_SHARE: Final = 0.6
SECTION: Final = re.compile(r"^[（(]?(?:[一二三四五六七八九十]{1,3}|第[一二三四五六七八九十]{1,3}部分)[)）、.．:：\s]")
"""A heading that numbers the parts of a sheet: 二、需求清单."""
HEADING: Final = re.compile(
    r"(?:名称|姓名|电话|方式|数量|人数|时间|日期|地址|类别|类型|内容|编号|单位|社区|备注|序号)$|^联系人$"
)
"""How words end that head a column and hardly ever stand in one."""
MOST_LEDGERS: Final = 50
TOO_MANY: Final = Remark(
    f"这张表上像有 {MOST_LEDGERS} 多种台账，没有导入",
    "请一种台账放一张表；如是同一种，请只留一个表头",
    severity=Severity.ERROR,
)


def ledgers_of(sheet: Sheet) -> list[Sheet]:
    """Give the ledgers of a sheet, in order, each with the rows of the others emptied so that row numbers hold."""
    return [part for block in blocks_of(sheet) for part in _one_below_the_other(block)]


def _one_below_the_other(sheet: Sheet) -> list[Sheet]:
    headers = list(_headers(sheet.rows))
    if len(headers) < 2:  # noqa: PLR2004 one ledger has one header
        return [sheet]
    if len(headers) > MOST_LEDGERS:
        sheet.remarks.append(TOO_MANY)
        return [sheet]
    cuts = [0, *(_above(sheet.rows, header) for header in headers[1:]), len(sheet.rows)]
    parts = pairwise(cuts)
    return [_part(sheet, number, start, end) for number, (start, end) in enumerate(parts, start=1)]


def _headers(rows: list[list[Cell]]) -> Iterator[int]:
    """Rows that head a ledger of their own: names of columns, other ones than the last, after an end of the last."""
    known, last = vocabulary(), None
    for place, row in enumerate(rows):
        is_headed = _is_headed(rows, place)
        if known.isdisjoint(row) and not is_headed:
            continue
        if last is not None and not _ends_above(rows, place) and not _is_another(row, known, last):
            continue
        names = _names(row, known) or (_spoken_names(row) if is_headed else ())
        if names and names != last:
            yield place
            last = names


def _names(row: list[Cell], known: frozenset[str]) -> tuple[str, ...]:
    """Names of columns in a row, none when it is no header."""
    filled = [normal(words) for words in map(cleaning.text, row) if words]
    count = sum(words in known for words in filled)
    is_header = count >= max(LEAST_KNOWN, KNOWN_SHARE * len(filled)) and len(set(filled)) == len(filled)
    return tuple(filled) if is_header else ()


def _is_another(row: list[Cell], known: frozenset[str], last: tuple[str, ...]) -> bool:
    """Whether a row right below others can be nothing but the header of another ledger: new names, every one known."""
    filled = list(takewhile(known.__contains__, (normal(words) for words in map(cleaning.text, row) if words)))
    is_whole = len(filled) == sum(cell != "" for cell in row)
    if len(filled) < LEAST_KNOWN or not is_whole or len(set(filled)) < len(filled):
        return False
    telling = sum(bool(HEADING.search(words)) for words in filled)
    return 2 * telling > len(filled) and len({*filled} - {*last}) > len(filled) / 2


def _spoken_names(row: list[Cell]) -> tuple[str, ...]:
    """Names of columns in everyday words, none when it is no header: only a heading above makes sure that it is one."""
    filled = [words for words in map(cleaning.text, row) if words]
    plain = tuple(map(normal, filled))
    spoken = sum(map(may_head_a_column, filled))
    is_words = not any(any(map(str.isdigit, words)) for words in filled)
    is_header = len(plain) > LEAST_KNOWN and is_words and spoken >= KNOWN_SHARE * len(plain)
    return plain if is_header and len(set(plain)) == len(plain) else ()


def _is_headed(rows: list[list[Cell]], place: int) -> bool:
    """Whether a heading of a part, 二、需求清单, stands alone right above a row."""
    above = rows[place - 1] if place else []
    if len(above) - above.count("") != 1:
        return False
    words = next(cleaning.text(cell) for cell in above if cell != "")
    return bool(SECTION.match(words)) or names_a_kind([words])


def _ends_above(rows: list[list[Cell]], place: int) -> bool:
    above: list[str] = []
    for cell in rows[place - 1]:
        if words := cleaning.text(cell):
            above.append(words)
        if len(above) == LEAST_KNOWN:
            return _is_closing(above)
    return True


def _is_closing(filled: list[str]) -> bool:
    return any(TOTAL_ROW.match(words) for words in filled[:2]) or bool(SIGNATURE_ROW.match(filled[0]))


def _above(rows: list[list[Cell]], header: int) -> int:
    """First row that belongs to the header below: its titles, not the totals and signatures of the ledger above."""
    place = header
    while place > 0:
        filled = [words for words in map(cleaning.text, rows[place - 1]) if words]
        if len(filled) >= LEAST_KNOWN or (filled and _is_closing(filled)):
            break
        place -= 1
    return place


def _part(sheet: Sheet, number: int, start: int, end: int) -> Sheet:
    remark = Remark(
        f"这张表上有几种台账，这是第 {number} 种(第 {start + 1}–{end} 行)", "已分开识别；如分得不对，请分成几张表"
    )
    return replace(
        sheet,
        name=sheet.name if number == 1 else f"{sheet.name}（第{number}种）",
        rows=[*([] for _ in range(start)), *sheet.rows[start:end]],
        merged=[span for span in sheet.merged if start <= span[0] < end],
        formulas={place: words for place, words in sheet.formulas.items() if start <= place[0] < end},
        remarks=[*sheet.remarks, remark] if number == 1 else [remark],
        shared=True,
    )
