"""Reads a site's own list of ways on foot, as its road data gave them: from, to, metres."""

import csv
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

COLUMNS: Final = ("起点编号", "终点编号", "步行米数")
ENCODINGS: Final = ("utf-8-sig", "gb18030")
LONGEST: Final = 1e6
"""Metres nobody walks."""


class UnreadableWalkingListError(ValueError):
    """A list that cannot be used; carries the file, the line (0 for the header) and what is wrong with it."""

    def __init__(self, file: Path, line: int, reason: str) -> None:
        super().__init__(f"{file.name}第{line}行：{reason}" if line else f"{file.name}：{reason}")
        self.file = file
        self.line = line
        self.reason = reason


def read_walking_list(file: Path) -> Mapping[tuple[str, str], float]:
    """Return the metres on foot by the ids of both ends; rows without metres are left out, to be told otherwise.

    Raises
    ------
    UnreadableWalkingListError
        The file is no such table, or a cell of it is no number of metres.
    """
    try:
        return _read(file, file.stat().st_mtime_ns)
    except OSError as gone:
        raise UnreadableWalkingListError(file, 0, "读不到这个文件") from gone


@lru_cache(maxsize=1)
def _read(file: Path, _changed: int) -> Mapping[tuple[str, str], float]:
    rows = csv.DictReader(_text(file).splitlines())
    if lacking := [one for one in COLUMNS if one not in (rows.fieldnames or ())]:
        raise UnreadableWalkingListError(file, 0, f"没有“{'”“'.join(lacking)}”这一列")
    listed: dict[tuple[str, str], float] = {}
    for line, row in enumerate(rows, 2):
        start, end, metres = (str(row[name] or "").strip() for name in COLUMNS)
        if metres:
            listed[start, end] = _metres(file, line, metres)
    return listed


def _text(file: Path) -> str:
    raw = file.read_bytes()
    for encoding in ENCODINGS:
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableWalkingListError(file, 0, "不是 UTF-8 或 GB18030 的文字")


def _metres(file: Path, line: int, words: str) -> float:
    try:
        metres = float(words)
    except ValueError:
        metres = -1.0
    if not 0 <= metres <= LONGEST:
        raise UnreadableWalkingListError(file, line, f"“{words}”不是步行的米数")
    return metres
