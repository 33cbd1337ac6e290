"""Reads loose sheets of needs or resources for a ranking: which column is which, and what is wrong with a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from loaders.files import Cell, Sheet, read_sheets
from loaders.headers import normal
from matching.text.sheets import Entry

COLUMNS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("编号", "序号", "ID"),
    "title": (
        "标题",
        "名称",
        "内容",
        "需求",
        "资源",
        "需求名称",
        "资源名称",
        "需求内容",
        "资源内容",
        "诉求",
        "诉求内容",
        "服务内容",
        "服务项目",
        "问题",
        "反映问题",
        "居民反映的问题",
        "心愿",
        "心愿内容",
        "事项",
    ),
    "description": ("说明", "描述", "简介", "备注", "具体内容", "需求描述", "资源描述", "情况说明"),
    "kind": ("种类", "类型"),
    "unit": ("单位", "提供单位", "责任单位", "单位名称"),
    "category": ("类别", "分类"),
    "place": ("地点", "社区", "所在社区", "地方"),
}
"""The names of our columns and what staff call them."""
LOOKED: Final = 10
"""Rows of a sheet among which its header is looked for: titles and notices stand above it."""
SEPARATORS: Final = re.compile("[、;；]")


class UnusableSheet(Exception):
    """A sheet that cannot be ranked; the sentence says where and what to do."""


class PassedOver(Exception):
    """A row that cannot be ranked, while the others can; the sentence says which and why."""


def read_entries(path: Path, *, apart: str | None = None) -> tuple[list[Entry], list[str]]:
    """Read the rows of the first sheet of a file.

    Parameters
    ----------
    path : Path
        csv, or a workbook.
    apart : str, optional
        The column that holds ids of the other side a row must not be given, separated by 、 or ;.

    Returns
    -------
    list of Entry, list of str
        The rows, and a sentence for each that is passed over because it has no id or nothing written.

    Raises
    ------
    UnusableSheet
        A column is missing, a row has more cells than there are columns, or an id stands twice.
    loaders.files.UnreadableFile
        It is no table at all.
    """
    sheet, rows, at = _headed(path)
    header = rows[at]
    columns = _columns(sheet, header, apart)
    entries, passed = [], [] if "id" in columns else [f"{path.name} 没有编号（id）列，按行号称呼。"]
    for number, row in _filled(rows, at):
        try:
            entries.append(_entry(path, number, row, header, columns))
        except PassedOver as over:
            passed.append(str(over))
    _refuse_twins(path, entries)
    return [entry for _, entry in entries], passed


def _headed(path: Path) -> tuple[Sheet, list[list[str]], int]:
    """Find the sheet, its rows and the place of its header: the first row of any sheet that names what is asked for."""
    first: tuple[Sheet, list[list[str]], int] | None = None
    for sheet in read_sheets(path):
        rows = [[_text(cell) for cell in row] for row in sheet.rows]
        at = next((at for at, row in enumerate(rows[:LOOKED]) if _place_of("title", row) is not None), None)
        if at is not None:
            return sheet, rows, at
        if first is None and rows and any(rows[0]):
            first = sheet, rows, 0
    if first is None:
        raise UnusableSheet(f"{path.name} 的第 1 行没有表头，应当写列名，至少有 title（标题）。")
    return first


def _place_of(name: str, header: Sequence[str]) -> int | None:
    """Find the column of one of our names, by that or by what staff call it."""
    known = [normal(cell) for cell in header]
    return next((known.index(one) for one in map(normal, (name, *COLUMNS[name])) if one in known), None)


def _filled(rows: Sequence[Sequence[str]], at: int) -> Iterator[tuple[int, Sequence[str]]]:
    return ((number, row) for number, row in enumerate(rows[at + 1 :], start=at + 2) if any(row))


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _columns(sheet: Sheet, header: Sequence[str], apart: str | None) -> dict[str, int]:
    found = {name: place for name in COLUMNS if (place := _place_of(name, header)) is not None}
    if "title" not in found:
        raise UnusableSheet(
            f"{sheet.file} 缺少写内容的一列（title）；表头是：{'、'.join(filter(None, header))}。"
            f"这一列可以叫：{'、'.join(COLUMNS['title'][:6])}。"
        )
    if apart is not None and apart not in header:
        raise UnusableSheet(f"{sheet.file} 没有名为“{apart}”的列；表头是：{'、'.join(filter(None, header))}。")
    return found if apart is None else found | {"apart": header.index(apart)}


def _entry(
    path: Path, number: int, row: Sequence[str], header: Sequence[str], columns: dict[str, int]
) -> tuple[int, Entry]:
    if any(row[len(header) :]):
        raise UnusableSheet(
            f"{path.name} 第 {number} 行有 {len(row)} 格，表头只有 {len(header)} 列，可能是逗号没有用引号括住。"
        )
    told = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
    told.setdefault("id", str(number))
    if not told["id"]:
        raise PassedOver(f"{path.name} 第 {number} 行没有编号（id），没有排。")
    apart = frozenset(one.strip() for one in SEPARATORS.split(told.pop("apart", "")) if one.strip())
    entry = Entry(**told, apart=apart)
    if not entry.text:
        raise PassedOver(f"{path.name} 第 {number} 行（{entry.id}）没有写标题（title），没有排。")
    return number, entry


def _refuse_twins(path: Path, entries: Sequence[tuple[int, Entry]]) -> None:
    seen: dict[str, int] = {}
    for number, entry in entries:
        if entry.id in seen:
            raise UnusableSheet(
                f"{path.name} 第 {seen[entry.id]} 行和第 {number} 行的编号都是 {entry.id}，请改成不同的。"
            )
        seen[entry.id] = number
