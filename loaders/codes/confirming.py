"""Writes proposed lineage as a small YAML file for staff to confirm, and reads it back."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

import yaml

from loaders.codes.changes import CHANGE_LABELS, Basis, Change, Comparison
from loaders.codes.reading import statistical_code
from loaders.codes.units import Unit
from loaders.findings import CellProblem
from loaders.sheets import UnreadableFile

LARGEST: Final = 5_000_000
ENTRIES: Final = "区划沿革"
YES: Final = frozenset({"是", "已", "已确认", "y", "yes", "true"})
NO: Final = frozenset({"", "否", "未", "n", "no", "false", "none"})
HEAD: Final = """# 区划沿革：文件没有写明去向的旧代码，逐条核对后把“确认”改成“是”。
# 去向写新代码，可写几个(拆分)；[] 是撤销，没有去向；去向和原代码相同是代码不变、只改名称。
# “其他可能”供参考。改好以后：gongjian codes load 文件 --on 生效日期 --lineage 本文件
"""
SHAPE: Final = "请照 gongjian codes compare 文件 --out 写出的样子改"


def lineage_text(comparison: Comparison, names: Mapping[str, Unit]) -> str:
    """Write what staff must confirm and what they confirmed; `names` gives the units of the new set by code."""
    told = [_entry(one, names) for one in comparison.changes if one.basis is not Basis.FILE]
    return HEAD + yaml.safe_dump({ENTRIES: told}, allow_unicode=True, sort_keys=False, width=1_000)


def _entry(one: Change, names: Mapping[str, Unit]) -> dict[str, Any]:
    return {
        "原代码": one.code,
        "原名称": one.name,
        "去向": list(one.heirs),
        "去向名称": _named(one.heirs, names),
        "情形": CHANGE_LABELS[one.kind],
        "理由": one.reason,
        "把握": round(one.confidence, 2),
        "其他可能": [f"{code} {_named([code], names)}".strip() for code in one.others],
        "确认": "是" if one.settled else "否",
    }


def _named(codes: Iterable[str], names: Mapping[str, Unit]) -> str:
    return "、".join(names[code].name for code in codes if code in names)


def read_lineage(path: Path, names: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    """Read what staff confirmed: by old code its heirs, none where it is abolished.

    Raises
    ------
    UnreadableFile
        The file is not of that shape, or an heir is no code of the new set; the sentence names the entry.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(path.name, "文件太大，不是区划沿革", SHAPE)
        document = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        raise UnreadableFile(path.name, "不是 YAML，或缩进不对", SHAPE) from error
    entries = document.get(ENTRIES) if isinstance(document, dict) else None
    if not isinstance(entries, list) or not all(isinstance(one, dict) for one in entries):
        raise UnreadableFile(path.name, f"没有“{ENTRIES}”这一项，或它不是一串条目", SHAPE)
    found: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        said = _Entry(path.name, number, entry)
        code = said.code("原代码", entry.get("原代码"))
        if code in seen:
            raise said.refused(f"原代码 {code} 写了两次", "每个原代码只留一条")
        seen.add(code)
        if said.is_confirmed():
            found[code] = said.heirs(names)
    return found


class _Entry:
    """One entry of the file as staff left it."""

    def __init__(self, file: str, number: int, entry: Mapping[str, Any]) -> None:
        self._file = file
        self._number = number
        self._entry = entry

    def refused(self, reason: str, advice: str) -> UnreadableFile:
        return UnreadableFile(self._file, f"第 {self._number} 条：{reason}", advice)

    def is_confirmed(self) -> bool:
        word = str(self._entry.get("确认", "")).strip().lower()
        if word not in YES | NO:
            raise self.refused(f"“确认”写的是“{word}”", "请写“是”或“否”")
        return word in YES

    def code(self, key: str, value: object) -> str:
        try:
            return statistical_code(str(value if value is not None else ""))
        except CellProblem as problem:
            raise self.refused(f"“{key}”{value}：{problem.reason}", problem.advice) from problem

    def heirs(self, names: Mapping[str, Unit]) -> tuple[str, ...]:
        written = self._entry.get("去向")
        listed = written if isinstance(written, list) else [] if written is None or written == "" else [written]
        codes = tuple(sorted({self.code("去向", one) for one in listed}))
        unknown = next((code for code in codes if code not in names), None)
        if unknown is not None:
            raise self.refused(f"去向 {unknown} 不在新的一套代码里", "请写新文件里有的代码；撤销写 []")
        return codes
