"""Unpacks an archive of ledgers for as long as it is read, by plain names alone, whatever path they claim."""

import shutil
import tempfile
import zipfile
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import chain, count
from pathlib import Path, PurePosixPath
from typing import Final

from loaders.measuring import BROKEN, measured
from loaders.sheets import READABLE, UnreadableFile

UTF8_NAME: Final = 0x800
UNSAFE: Final = frozenset('<>:"|?*') | {chr(code) for code in range(32)}
MAX_NAME: Final = 80


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
        if not wanted:
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


def _extracted(
    path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, target: Path
) -> Path | UnreadableFile:
    """Unpack one ledger, or say why not."""
    plain = name.replace("\\", "/")
    if plain.startswith("/") or ".." in PurePosixPath(plain).parts or ":" in plain:
        return _refused(path, name, "压缩包里的文件想写到别处去，没有读取", "请不要使用这个压缩包，向来件单位另要一份")
    suffix = PurePosixPath(_last(name)).suffix.lower()
    if suffix not in READABLE:
        reason = f"压缩包里的 {suffix or '无扩展名'} 文件不是台账，没有读取"
        advice = "请单独导入它，或解开后再放进来" if suffix == ".zip" else "请只放入 xlsx、csv、docx、json"
        return _refused(path, name, reason, advice)
    target.parent.mkdir()
    try:
        with archive.open(entry) as source, target.open("wb") as copy:
            shutil.copyfileobj(source, copy)
    except OSError as error:
        return _refused(path, name, f"解压时写不下({error.strerror})", "请看看磁盘是否还有空间，腾出来后再导入")
    except BROKEN:
        return _refused(path, name, "压缩包里的这个文件已损坏", "请重新压缩后再导入")
    return target
