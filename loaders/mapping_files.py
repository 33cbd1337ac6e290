"""Reads and writes the small YAML file in which staff say what kind a ledger is and what its columns mean."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import yaml

from graph_model.entities.ledger_mapping import LedgerMapping
from loaders.columns import Match
from loaders.correcting import NOTE, column_keys, mapping_of
from loaders.findings import Finding, Severity
from loaders.headers import normal
from loaders.kinds import KINDS
from loaders.kinds.base import LedgerKind
from loaders.recognising import Recognition
from loaders.sheets import UnreadableFile
from loaders.transforming import family

AS_NOTE: Final = "记入备注"
LARGEST: Final = 1_000_000
HEAD: Final = """# 台账各列的对应。改好以后：gongjian import 台账文件 --mapping 本文件
# 种类写台账的名称；列的右边写含义，不要的写“记入备注”。含义可写的词见 docs/ledgers.md。
# 只用在叫这个名字(文件名不计年月、版本)、又有这些列的表上；删去“文件”“表”就不限名字。
"""
SHAPE: Final = "请照 gongjian import 台账文件 --dry-run --save-mapping 文件 写出的样子改"


@dataclass(frozen=True, slots=True)
class Said:
    """What the file says of one sheet: its kind, the field of each column by compared name, and what it is called.

    ``file`` and ``sheet`` are "" for any; a file is the same from one issue to the next, as a ledger is.
    """

    sheet: str
    kind: LedgerKind
    fields: Mapping[str, str]
    file: str = ""

    def fits(self, file: str, sheet: str, keys: Iterable[str]) -> bool:
        """Whether a sheet is the one that is meant: called so, and with all these columns."""
        is_file = not self.file or family(self.file, "") == family(file, "")
        return is_file and self.sheet in {"", sheet} and set(self.fields) <= set(keys)

    def mapping(self, own: Recognition, *, ledger: str, by: str, at: datetime) -> LedgerMapping:
        """Settle how the layout of a sheet is read; columns that are not mentioned are kept as notes."""
        assert own.layout is not None
        fields = [self.fields.get(key, NOTE) for key in column_keys(own.layout.names)]
        return mapping_of(own, self.kind.key, fields, ledger=ledger, by=by, at=at)


def read_mapping_file(path: Path) -> list[Said]:
    """Read what staff wrote; raises `UnreadableFile` with a sentence that says which word is not understood."""
    try:
        if path.stat().st_size > LARGEST:
            raise UnreadableFile(path.name, "文件太大，不是列的对应", SHAPE)
        document = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFile(path.name, "不是 YAML，或缩进不对", SHAPE) from error
    sheets = document.get("台账") if isinstance(document, dict) else None
    if not isinstance(sheets, list) or not sheets or not all(isinstance(one, dict) for one in sheets):
        raise UnreadableFile(path.name, "没有“台账”这一项，或它不是一串表", SHAPE)
    return [_said(path.name, one) for one in sheets]


def _said(file: str, one: Mapping[str, Any]) -> Said:
    kind = _kind(file, str(one.get("种类", "")))
    columns = one.get("列")
    if not isinstance(columns, dict) or not columns:
        raise UnreadableFile(file, f"“{kind.name}”没有写“列”", SHAPE)
    keys = _keys([str(name) for name in columns])
    fields = {key: _field(file, kind, str(word)) for key, word in zip(keys, columns.values(), strict=True)}
    return Said(str(one.get("表") or ""), kind, fields, str(one.get("文件") or ""))


def _keys(names: Sequence[str]) -> list[str]:
    return [_numbered(name) for name in names]


def _numbered(name: str) -> str:
    """Give the compared name of a column, the number behind a repeated one left as it is: 电话#2."""
    bare, mark, number = name.rpartition("#")
    return f"{normal(bare)}#{number}" if mark and number.isdecimal() else normal(name)


def _kind(file: str, word: str) -> LedgerKind:
    found = next((kind for kind in KINDS if word in {kind.key, kind.name} and kind.label), None)
    if found is None:
        names = "、".join(kind.name for kind in KINDS if kind.label)
        raise UnreadableFile(file, f"没有“{word}”这种台账", f"可写：{names}")
    return found


def _field(file: str, kind: LedgerKind, word: str) -> str:
    if word in {AS_NOTE, "", "None"}:
        return NOTE
    exact = (one.field for one in kind.columns if word in {one.field, one.names[0]})
    found = next(exact, None) or next((one.field for one in kind.columns if normal(word) in one.normal_names), None)
    if found is None:
        names = "、".join(one.names[0] for one in kind.columns)
        raise UnreadableFile(file, f"“{kind.name}”没有“{word}”这一项", f"可写：{names}，或 {AS_NOTE}")
    return found


def mapping_text(sheets: Iterable[tuple[str, str, LedgerKind, Sequence[str], Sequence[Match]]]) -> str:
    """Write how sheets were understood (file, name, kind, names of columns, matches), for staff to correct."""
    told = []
    for file, sheet, kind, names, matches in sheets:
        keys = column_keys(names)
        columns = {keys[one.place]: one.column.names[0] if one.column else AS_NOTE for one in matches}
        told.append({"文件": file, "表": sheet, "种类": kind.name, "列": columns})
    return HEAD + yaml.safe_dump({"台账": told}, allow_unicode=True, sort_keys=False, width=1_000)


def unused_finding(said: Said) -> Finding:
    """Tell that no sheet is the one an entry of the file means."""
    called = " · ".join(filter(None, (said.file, said.sheet, said.kind.name)))
    reason = f"列的对应里“{called}”没有用上：没有一张叫这个名字、又有它写的每一列的表"
    advice = "请核对“文件”“表”和列名；要用在别的文件、别的表上，删去“文件”“表”这两项"
    return Finding(Severity.WARNING, "", "", None, None, "", reason, advice)


def twice_finding(file: str, sheet: str, field: str, headers: Sequence[str]) -> Finding:
    """Tell that two columns were given one meaning."""
    reason = f"“{'”和“'.join(headers)}”都对应“{field}”，一项只能对应一列"
    return Finding(Severity.ERROR, file, sheet, None, None, "", reason, "请把其中一列改成别的，或记入备注")
