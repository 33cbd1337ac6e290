"""Reads a workbook or a document in a process of its own whose memory and time are bounded, whatever it does to us."""

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from loaders.sheets import Sheet, UnreadableFile

SMALL: Final = 3 << 20
"""Unpacked bytes a file may have to be read without a process of its own."""
MEMORY: Final = 420 << 20
MEMORY_PER_BYTE: Final = 36
MOST_MEMORY: Final = 2 << 30
ROWS: Final = 5_000
SECONDS: Final = 6
BYTES_A_SECOND: Final = 1 << 20
TOO_MUCH: Final = "读这个文件用的内存或时间超过了上限，没有读取"
ADVICE: Final = "请删去空行空列和多余的格式，或拆成几个文件，另存为 xlsx 再导入"


def sheets_read_apart(path: Path) -> Iterator[Sheet]:
    """Yield the sheets of a workbook or a document as another process reads them; raises `UnreadableFile`."""
    roots = os.pathsep.join(part for part in sys.path if part)
    environment = {**os.environ, "PYTHONPATH": roots}
    command = [sys.executable, "-m", "loaders.apart", str(path.resolve())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as reader:  # noqa: S603 our own module
        try:
            assert reader.stdout is not None
            yield from _received(path, reader.stdout)
        finally:
            reader.kill()


def _received(path: Path, answers: IO[bytes]) -> Iterator[Sheet]:
    while True:
        answer = _part(path, answers)
        if answer is None:
            return
        if isinstance(answer, UnreadableFile):
            raise answer
        sheet, parts = answer
        for _ in range(parts):
            sheet.rows += _part(path, answers)
        yield sheet


def _part(path: Path, answers: IO[bytes]) -> Any:  # noqa: ANN401 a sheet, its rows, a refusal, or the end
    try:
        return pickle.load(answers)  # noqa: S301 written by our own process
    except (EOFError, pickle.UnpicklingError) as error:
        raise UnreadableFile(path.name, TOO_MUCH, ADVICE) from error


def _limit(path: Path) -> None:
    """Bound this process by what a file of this size may need."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 not there on every system

    size = path.stat().st_size
    memory = min(MEMORY + MEMORY_PER_BYTE * size, MOST_MEMORY)
    seconds = SECONDS + size // BYTES_A_SECOND
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(path: Path, answers: IO[bytes]) -> None:
    """Write each sheet without its rows, then these in parts, at last None; a refusal ends the answer."""
    from loaders.word_tables import tables_here  # noqa: PLC0415 the readers import this module
    from loaders.workbooks import sheets_here  # noqa: PLC0415

    try:
        for sheet in tables_here(path) if path.suffix.lower() == ".docx" else sheets_here(path):
            rows, sheet.rows = sheet.rows, []
            pickle.dump((sheet, -(-len(rows) // ROWS)), answers, protocol=5)
            for start in range(0, len(rows), ROWS):
                pickle.dump(rows[start : start + ROWS], answers, protocol=5)
        pickle.dump(None, answers)
    except UnreadableFile as refused:
        pickle.dump(refused, answers)
    except MemoryError:
        pickle.dump(UnreadableFile(path.name, TOO_MUCH, ADVICE), answers)


if __name__ == "__main__":
    _limit(Path(sys.argv[1]))
    _answer(Path(sys.argv[1]), sys.stdout.buffer)
