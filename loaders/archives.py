"""Unpacks an archive of ledgers for as long as it is read, by plain names alone, whatever path they claim."""

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from loaders.measuring import BROKEN, measured
from loaders.sheets import UnreadableFile

READABLE: Final = frozenset(
    {".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".tsv", ".txt", ".json", ".docx"}
)
UTF8_NAME: Final = 0x800
UNSAFE: Final = frozenset('<>:"|?*') | {chr(code) for code in range(32)}
MAX_NAME: Final = 80


def unpacked(path: Path) -> Iterator[Path | UnreadableFile]:
    """Yield each ledger of an archive in name order as a file that lives until the next is asked for.

    What is no ledger, is an archive itself or claims a place outside comes as the refusal of it. Raises
    `UnreadableFile` for the archive as a whole.
    """
    measured(path)
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(prefix="gongjian-") as folder:
        entries = sorted((_name(entry), entry) for entry in archive.infolist() if not entry.is_dir())
        wanted = [one for one in entries if not _is_clutter(one[0])]
        if not wanted:
            raise UnreadableFile(path.name, "压缩包里没有台账", "请放入 xlsx 或 csv 文件")
        for number, (name, entry) in enumerate(wanted):
            yield _extracted(path, archive, entry, name, Path(folder) / str(number))


def _name(entry: zipfile.ZipInfo) -> str:
    """Name of an entry; archives made by Chinese programs write GB18030 without saying so."""
    if entry.flag_bits & UTF8_NAME:
        return entry.filename
    try:
        return entry.filename.encode("cp437").decode("gb18030")
    except UnicodeError:
        return entry.filename


def _is_clutter(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parts[:1] == ("__MACOSX",) or path.name.startswith(("~$", "."))


def _extracted(
    path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, folder: Path
) -> Path | UnreadableFile:
    plain = name.replace("\\", "/")
    last = "".join(mark for mark in PurePosixPath(plain).name if mark not in UNSAFE)
    told = f"{path.name}/{last[-MAX_NAME:]}"
    if plain.startswith("/") or ".." in PurePosixPath(plain).parts or ":" in plain:
        return UnreadableFile(told, "压缩包里的文件想写到别处去，没有读取", "请不要使用这个压缩包，向来件单位另要一份")
    suffix = PurePosixPath(last).suffix.lower()
    if suffix not in READABLE:
        return UnreadableFile(
            told, f"压缩包里的 {suffix or '无扩展名'} 文件不是台账，没有读取", "请只放入 xlsx、csv、docx、json"
        )
    folder.mkdir()
    target = folder / last[-MAX_NAME:]
    try:
        with archive.open(entry) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except BROKEN:
        return UnreadableFile(told, "压缩包里的这个文件已损坏", "请重新压缩后再导入")
    return target
