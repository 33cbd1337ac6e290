"""Reads a workbook or a document in a process of its own whose memory and time are bounded, whatever it does to us."""

import gc
import logging
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Timer
from typing import IO, Any, Final

from loaders.sheets import Rows, Sheet, UnreadableFile, gathered

SMALL: Final = 3 << 20
"""Unpacked bytes a file may have to be read without a process of its own."""
MEMORY: Final = 420 << 20
MEMORY_PER_BYTE: Final = 36
MOST_MEMORY: Final = 2 << 30
ROWS: Final = 5_000
SECONDS: Final = 6
DOCUMENT_SECONDS: Final = 20
"""A document is markup for the most part: it takes longer than a workbook of as many bytes, and is bounded by them."""
BYTES_A_SECOND: Final = 1 << 20
PATIENCE: Final = 20
"""How often longer than the processor may work on a file we wait for it: a busy machine is slow."""
LAST_WORDS: Final = 2_000
LOG: Final = logging.getLogger("gongjian")
TOO_MUCH: Final = "读这个文件用的内存或时间超过了上限，没有读取"
ADVICE: Final = "请删去空行空列和多余的格式，或拆成几个文件，另存为 xlsx 再导入"


def sheets_read_apart(path: Path) -> Iterator[Sheet]:
    """Yield the sheets of a workbook or a document as another process reads them; raises `UnreadableFile`."""
    roots = os.pathsep.join(part for part in sys.path if part)
    environment = {**os.environ, "PYTHONPATH": roots}
    command = [sys.executable, "-m", "loaders.apart", str(path.resolve())]
    with tempfile.TemporaryFile() as words, _started(command, environment, words) as reader:
        try:
            yield from gathered(_received(path, reader, words))
        finally:
            reader.kill()


def _started(command: list[str], environment: dict[str, str], words: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=words, env=environment)  # noqa: S603 our own module


def _received(path: Path, reader: subprocess.Popen[bytes], words: IO[bytes]) -> Iterator[Rows | Sheet]:
    while (answer := _part(path, reader, words)) is not None:
        if isinstance(answer, UnreadableFile):
            raise answer
        yield answer


def _part(path: Path, reader: subprocess.Popen[bytes], words: IO[bytes]) -> Any:  # noqa: ANN401 a sheet, its rows, a refusal, or the end
    """Wait for the next part of the answer, not for ever; a reader that waits itself uses no processor time."""
    assert reader.stdout is not None
    alarm = Timer(_seconds(path) * PATIENCE, reader.kill)
    alarm.daemon = True
    alarm.start()
    try:
        return pickle.load(reader.stdout)  # noqa: S301 written by our own process
    except (EOFError, pickle.UnpicklingError) as error:
        raise _ended(path, reader.wait(), words) from error
    finally:
        alarm.cancel()


def _ended(path: Path, code: int, words: IO[bytes]) -> UnreadableFile:
    """Say why a reader ended before its time: a signal is that of a limit, anything else a fault, which is logged."""
    words.seek(max(words.seek(0, os.SEEK_END) - LAST_WORDS, 0))
    said = words.read().decode(errors="replace")
    if code < 0 or "MemoryError" in said:
        return UnreadableFile(path.name, TOO_MUCH, ADVICE)
    LOG.error("The reader of %s ended with %s: %s", path.name, code, said)
    return UnreadableFile(path.name, "文件已损坏或不是表格", "请用办公软件打开后另存为 xlsx 或 docx 再导入")


def _seconds(path: Path) -> int:
    """Seconds of a processor that reading a file of this size may take."""
    least = DOCUMENT_SECONDS if path.suffix.lower() == ".docx" else SECONDS
    return least + path.stat().st_size // BYTES_A_SECOND


def _limit(path: Path) -> None:
    """Bound this process by what a file of this size may need."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 not there on every system

    size = path.stat().st_size
    memory = min(MEMORY + MEMORY_PER_BYTE * size, MOST_MEMORY)
    seconds = _seconds(path)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(path: Path, answers: IO[bytes]) -> None:
    """Write the rows of each sheet in parts, then the sheet without them, at last None; a refusal ends the answer."""
    from loaders.word_tables import tables_here  # noqa: PLC0415 the readers import this module
    from loaders.workbooks import parts_here  # noqa: PLC0415

    try:
        for part in _apart(tables_here(path)) if path.suffix.lower() == ".docx" else parts_here(path):
            for piece in [part] if isinstance(part, Sheet) else _pieces(part):
                pickle.dump(piece, answers, protocol=5)
            answers.flush()
        pickle.dump(None, answers)
    except UnreadableFile as refused:
        pickle.dump(refused, answers)
    except MemoryError:
        pickle.dump(UnreadableFile(path.name, TOO_MUCH, ADVICE), answers)


def _apart(sheets: Iterable[Sheet]) -> Iterator[Rows | Sheet]:
    """Give the rows of each sheet, then the sheet without them."""
    for sheet in sheets:
        yield sheet.rows
        yield replace(sheet, rows=[])


def _pieces(rows: Rows) -> Iterator[Rows]:
    return (_shared(rows[start : start + ROWS]) for start in range(0, len(rows), ROWS))


def _shared(rows: Rows) -> Rows:
    """Give rows in which equal words are one and the same, so that they are sent once and kept once."""
    known: dict[str, str] = {}
    share = known.setdefault
    return [[share(cell, cell) if cell.__class__ is str else cell for cell in row] for row in rows]


if __name__ == "__main__":
    gc.disable()  # rows hold no cycles
    _limit(Path(sys.argv[1]))
    _answer(Path(sys.argv[1]), sys.stdout.buffer)
