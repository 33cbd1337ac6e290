"""Reads loose sheets of needs or resources for a ranking: which column is which, and what is wrong with a row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from loaders.files import Cell, Sheet, read_sheets
from loaders.headers import Layout, find_layout, normal
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
VOCABULARY: Final = frozenset(normal(one) for name, others in COLUMNS.items() for one in (name, *others))
SEPARATORS: Final = re.compile("[、;；]")


class UnusableSheet(Exception):
    """A sheet that cannot be ranked; the sentence says where and what to do."""


def read_entries(path: Path, *, apart: str | None = None) -> tuple[list[Entry], list[str]]:
    """Read the rows of the first sheet of a file that has what is asked for, its header found as in any ledger.

    Parameters
    ----------
    path : Path
        csv, or a workbook.
    apart : str, optional
        The column that holds ids of the other side a row must not be given, separated by 、 or ;.

    Returns
    -------
    list of Entry, list of str
        The rows, and a sentence for each that is passed over: without id or title, a total, a signature.

    Raises
    ------
    UnusableSheet
        A column is missing, a row has more cells than there are columns, or an id stands twice.
    loaders.files.UnreadableFile
        It is no table at all.
    """
    sheet, layout = _laid_out(path)
    columns = _columns(sheet, layout.names, apart)
    told = [] if "id" in columns else [f"{path.name} 没有编号（id）列，按行号称呼。"]
    entries: dict[int, Entry] = {}
    for number, row in _filled(sheet, layout):
        entry = _entry(number, row, columns)
        lacking = "编号（id）" if not entry.id else "" if entry.text else f"标题（title），编号 {entry.id}"
        if lacking:
            told.append(f"{path.name} 第 {number} 行没有写{lacking}，没有排。")
        else:
            entries[number] = entry
    told += [f"{path.name} 第 {row + 1} 行（{words}）像是合计、说明，没有排。" for row, words in layout.dropped]
    _refuse_twins(path, entries)
    return [*entries.values()], told


def _laid_out(path: Path) -> tuple[Sheet, Layout]:
    """Find the sheet that has a column of titles, else the first with a header at all."""
    found = [(sheet, layout) for sheet in read_sheets(path) if (layout := find_layout(sheet, VOCABULARY))]
    if not found:
        raise UnusableSheet(f"{path.name} 没有表头，应当写列名，至少有 title（标题）。")
    return next((one for one in found if _place_of("title", one[1].names) is not None), found[0])


def _place_of(name: str, header: Sequence[str]) -> int | None:
    """Find the column of one of our names, by that or by what staff call it."""
    known = [normal(cell) for cell in header]
    return next((known.index(one) for one in map(normal, (name, *COLUMNS[name])) if one in known), None)


def _filled(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, list[str]]]:
    begin, end = layout.body
    for number, cells in enumerate(sheet.rows[begin:end], start=begin + 1):
        row = [_text(cell) for cell in cells]
        if any(row[len(layout.names) :]):
            told = f"第 {number} 行有 {len(row)} 格，表头只有 {len(layout.names)} 列，可能是逗号没有用引号括住。"
            raise UnusableSheet(f"{sheet.file} {told}")
        if any(row):
            yield number, row


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


def _entry(number: int, row: Sequence[str], columns: Mapping[str, int]) -> Entry:
    told = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
    apart = frozenset(one.strip() for one in SEPARATORS.split(told.pop("apart", "")) if one.strip())
    return Entry(**({"id": str(number)} | told), apart=apart)


def _refuse_twins(path: Path, entries: Mapping[int, Entry]) -> None:
    seen: dict[str, int] = {}
    for number, entry in entries.items():
        if entry.id in seen:
            raise UnusableSheet(
                f"{path.name} 第 {seen[entry.id]} 行和第 {number} 行的编号都是 {entry.id}，请改成不同的。"
            )
        seen[entry.id] = number
