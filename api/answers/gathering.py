"""Several files sent together: packed as they would be in an archive, so that they are read as one import."""

import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile
from typing import IO, Final

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
IN_MEMORY: Final = 4_000_000
"""Bytes up to which what is packed is held in memory."""
HIDDEN: Final = ("~$", ".")
"""How files begin that programs keep for themselves beside those of people."""


@contextmanager
def gathered(files: Sequence[tuple[str, IO[bytes]]]) -> Iterator[tuple[str, IO[bytes]]]:
    """Give one file with all that was sent: a single one as it is, several as a zip, the same for the same files.

    Parameters
    ----------
    files : sequence of (str, binary file)
        Their names, which may lead through folders, and what is in them.

    Yields
    ------
    tuple of (str, binary file)
        The name and the content to import.
    """
    named = [(name, content) for name, content in files if name and not _is_hidden(name)]
    if len(named) == 1:
        yield named[0]
        return
    if not named:
        yield "", BytesIO()
        return
    with SpooledTemporaryFile(IN_MEMORY) as whole:
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
            told = Counter[str]()
            for name, content in sorted((_tidy(name), content.read()) for name, content in named):
                told[name] += 1
                archive.writestr(zipfile.ZipInfo(_numbered(name, told[name]), EPOCH), content)
        whole.seek(0)
        yield f"{_last(min(name for name, _ in named))} 等 {len(named)} 份.zip", whole


def _last(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name


def _is_hidden(name: str) -> bool:
    return _last(name).startswith(HIDDEN)


def _numbered(name: str, number: int) -> str:
    """Tell files of one name apart, as those of several folders that are dropped together."""
    stem, dot, ending = name.rpartition(".")
    return name if number == 1 else f"{stem}({number}){dot}{ending}"


def _tidy(name: str) -> str:
    """Give the way through folders without anything that leads out of them."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in {"/", "..", "."} and ":" not in part)
