"""Reads tables out of JSON: a list of objects, a list of rows, or such lists by name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from loaders.sheets import Cell, Sheet, UnreadableFile, refuse_oversize
from loaders.text_tables import decode

MAX_JSON_BYTES: Final = 24 << 20
MAX_DEPTH: Final = 4
MAX_OBJECTS: Final = 500_000
"""Objects and lists a file may have: each takes many times the two characters it may be written in."""
LARGEST: Final = 2**63
"""Whole numbers beyond it are digits that count nothing: they stay words."""
NOT_A_TABLE: Final = "JSON 里没有表"
AS_ROWS: Final = "请写成 [{“列名”: 值, …}, …]，或 {“表名”: [{…}, …]}"


def json_sheets(path: Path) -> Iterator[Sheet]:
    """Yield a sheet for every list of rows found; raises `UnreadableFile`."""
    if path.stat().st_size > MAX_JSON_BYTES:
        raise UnreadableFile(path.name, f"JSON 超过 {MAX_JSON_BYTES >> 20} MB", "请拆成几个文件，或另存为 csv")
    text = decode(path.name, path.read_bytes())
    if (count := text.count("{") + text.count("[")) > MAX_OBJECTS:
        raise UnreadableFile(
            path.name, f"里面有 {count:,} 条，超过上限 {MAX_OBJECTS:,}", "请拆成几个文件，或另存为 csv"
        )
    try:
        content = json.loads(text, parse_constant=_not_finite)
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(path.name, "不是完整的 JSON", "请重新导出，或另存为 csv UTF-8") from error
    tables = list(_tables(path.name, content, path.stem, 0))
    if not tables:
        raise UnreadableFile(path.name, NOT_A_TABLE, AS_ROWS)
    for name, items in tables:
        yield _sheet(path.name, name, items)


def _not_finite(_: str) -> str:
    """NaN and infinity say nothing."""
    return ""


def _tables(file: str, content: Any, name: str, depth: int) -> Iterator[tuple[str, list[Any]]]:  # noqa: ANN401 whatever JSON holds
    """Find lists of objects or of rows by name, without what is null; raises `UnreadableFile` when one is of both."""
    if isinstance(content, list):
        rows = [item for item in content if item is not None]
        shapes = {shape for item in rows for shape in (dict, list) if isinstance(item, shape)}
        if shapes and not any(all(isinstance(item, shape) for item in rows) for shape in shapes):
            raise UnreadableFile(file, f"“{name}”里有的是一行记录，有的不是，分不清哪些是表里的", AS_ROWS)
        yield from [(name, rows)] if shapes else []
    elif isinstance(content, dict) and depth < MAX_DEPTH:
        for key, value in content.items():
            yield from _tables(file, value, str(key)[:60], depth + 1)


def _sheet(file: str, name: str, items: Sequence[Any]) -> Sheet:
    if isinstance(items[0], list):
        rows = [[_cell(value) for value in row] for row in items]
    else:
        flat = [dict(_flat(item, "", 0)) for item in items]
        names = list(dict.fromkeys(name for row in flat for name in row))
        refuse_oversize(file, name, len(names), len(flat))
        rows = [[*names], *([row.get(name, "") for name in names] for row in flat)]
    refuse_oversize(file, name, max(map(len, rows)), len(rows))
    return Sheet(file=file, name=name, rows=rows)


def _flat(item: Mapping[str, Any], above: str, depth: int) -> Iterator[tuple[str, Cell]]:
    """Give the values of an object by name, those of objects within it under both names."""
    for key, value in item.items():
        name = f"{above}-{key}" if above else str(key)
        if isinstance(value, dict) and depth < MAX_DEPTH:
            yield from _flat(value, name, depth + 1)
        else:
            yield name, _cell(value)


def _cell(value: Any) -> Cell:  # noqa: ANN401 whatever JSON holds
    if value is None:
        return ""
    if isinstance(value, int) and not -LARGEST < value < LARGEST:
        return str(value)
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list) and not any(isinstance(one, dict | list) for one in value):
        return "、".join(str(one) for one in value if one is not None)
    return json.dumps(value, ensure_ascii=False)[:4_000]
