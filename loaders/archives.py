"""Unpacks an archive of ledgers for as long as it is read, by plain names alone, whatever path they claim."""

import re
import shutil
import stat
import tempfile
import zipfile
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Final

from loaders.measuring import BROKEN, measured
from loaders.sheets import READABLE, PassedOver, Pointer, UnreadableFile

UTF8_NAME: Final = 0x800
UNSAFE: Final = frozenset('<>:"|?*') | {chr(code) for code in range(32)}
MAX_NAME: Final = 80
MAY_HOLD_LEDGERS: Final = frozenset({".zip", ".rar", ".7z", ".doc", ".wps", ".pdf", ".rtf"})
"""Endings of what we do not read and what may well hold a ledger."""
HOW_TO_PUT_IN: Final = ("请把其中的表格另存为 xlsx 再放进来", "请单独导入它，或解开后再放进来")
EXPLAINS: Final = re.compile(
    r"(?:\d+[ .、．_-]*)?[【（(]?(?:(?:使用|填表|填报)?说明|请先看|必读|注意事项|目录|read ?me)[】）)]?"
    r"[ _-]*\d*(?:[（(].*[)）])?",
    re.IGNORECASE,
)
"""What a text is called that goes with ledgers and is none."""


def unpacked(path: Path) -> Iterator[Path | UnreadableFile]:
    """Yield each ledger of an archive in name order as a file that lives until all are read.

    What is no ledger, is an archive itself or claims a place outside comes as the refusal of it. Raises
    `UnreadableFile` for the archive as a whole.
    """
    measured(path)
    with zipfile.ZipFile(path) as archive, tempfile.TemporaryDirectory(prefix="gongjian-") as folder:
        named = [(_name(entry), entry) for entry in archive.infolist() if not entry.is_dir()]
        wanted = sorted(
            (one for one in named if not _is_clutter(one[0])), key=lambda one: (one[0], one[1].header_offset)
        )
        if not any(_may_be_ledger(*one) for one in wanted):
            raise UnreadableFile(path.name, "压缩包里没有台账", "请放入 xlsx 或 csv 文件")
        counts = Counter(name for name, _ in wanted)
        called = _called([name for name in counts if counts[name] == 1])
        for number, (name, entry) in enumerate(wanted):
            if counts[name] > 1:
                yield _refused(path, name, "压缩包里有两个同名的文件，没有读取", "请改名后重新压缩再导入")
            else:
                yield _extracted(path, archive, entry, name, Path(folder) / str(number) / called[name])


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


def _last(name: str) -> str:
    """Give the plain last part of a name, as long as a file may be called."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(mark for mark in last if mark not in UNSAFE)[-MAX_NAME:]


def _called(names: Sequence[str]) -> dict[str, str]:
    """Name the files as they are told of: by their last part, with their folder before it where several share that."""
    shared = Counter(_last(name).lower() for name in names)
    called: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        above = _last(PurePosixPath(name.replace("\\", "/")).parent.name) if shared[_last(name).lower()] > 1 else ""
        called[name] = _free(f"{above}-{_last(name)}" if above else _last(name), taken)
        taken.add(called[name].lower())
    return called


def _free(wanted: str, taken: Container[str]) -> str:
    """Give a name none of these is, whatever the case of its letters."""
    stem, dot, suffix = wanted.rpartition(".")
    others = (f"{stem}({number}){dot}{suffix}" for number in count(2))
    return next(name for name in chain([wanted], others) if name.lower() not in taken)


def _refused(path: Path, name: str, reason: str, advice: str) -> UnreadableFile:
    return UnreadableFile(f"{path.name}/{_last(name)}", reason, advice)


def _points_elsewhere(entry: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(entry.external_attr >> 16)


def _may_be_ledger(name: str, entry: zipfile.ZipInfo) -> bool:
    """Whether an entry is one to read, or to refuse aloud; what is passed over makes no archive of ledgers."""
    suffix = PurePosixPath(_last(name)).suffix.lower()
    return suffix in READABLE | MAY_HOLD_LEDGERS and not _explains(name) and not _points_elsewhere(entry)


def _explains(name: str) -> bool:
    last = PurePosixPath(_last(name))
    return last.suffix.lower() == ".txt" and EXPLAINS.fullmatch(last.stem.strip()) is not None


def _not_read(path: Path, entry: zipfile.ZipInfo, name: str) -> UnreadableFile | None:
    """Say why an entry is not read: it points or wants elsewhere, or is no ledger."""
    plain, called = name.replace("\\", "/"), f"{path.name}/{_last(name)}"
    if _points_elsewhere(entry):
        return Pointer(called, "压缩包里的这一项只是指向别处的链接，没有读取", "请把它指的那个文件本身放进来")
    if plain.startswith("/") or ".." in PurePosixPath(plain).parts or ":" in plain:
        return _refused(path, name, "压缩包里的文件想写到别处去，没有读取", "请不要使用这个压缩包，向来件单位另要一份")
    suffix = PurePosixPath(_last(name)).suffix.lower()
    if _explains(name):
        return PassedOver(called, "压缩包里的这个文件是说明，不是台账，已略过", "无需处理；如是台账，请改名")
    if suffix in READABLE:
        return None
    reason = f"压缩包里的 {suffix or '无扩展名'} 文件不是台账，没有读取"
    if suffix in MAY_HOLD_LEDGERS:
        return _refused(path, name, reason, HOW_TO_PUT_IN[suffix == ".zip"])
    return PassedOver(called, reason, "无需处理；里面如有台账，请另存为 xlsx 再放进来")


def _extracted(
    path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, target: Path
) -> Path | UnreadableFile:
    """Unpack one ledger, or say why not."""
    if (refused := _not_read(path, entry, name)) is not None:
        return refused
    target.parent.mkdir()
    try:
        with archive.open(entry) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except OSError as error:
        return _refused(path, name, f"解压时写不下({error.strerror})", "请看看磁盘是否还有空间，腾出来后再导入")
    except BROKEN:
        return _refused(path, name, "压缩包里的这个文件已损坏", "请重新压缩后再导入")
    return target
