"""Vectors of sentences kept on disk between runs of the command line."""

from __future__ import annotations

import os
from collections.abc import Iterator, MutableMapping
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

import numpy as np
from numpy.typing import NDArray

from api.cli.options import say
from matching.arrays import READING
from matching.text.encoder import WIDTH

MOST_FILES: Final = 2_048
"""More are dropped, the longest unused first; a file holds a batch of vectors, some ten kilobytes."""


def cache_folder() -> Path:
    """Return where this user's programs keep what can be made again."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gongjian" / "sentences"


class Shelf(MutableMapping[str, NDArray[np.float32]]):
    """Batches of vectors by content, a file each; a broken one counts as missing, an unwritable folder is told once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writable = True

    def _file(self, key: str) -> Path:
        return self._folder / f"{key}.npy"

    def __getitem__(self, key: str) -> NDArray[np.float32]:
        file = self._file(key)
        try:
            with READING, file.open("rb") as stream:
                found = np.load(stream, allow_pickle=False)
            file.touch()
        except FileNotFoundError as missing:
            raise KeyError(key) from missing
        except (OSError, ValueError, EOFError) as broken:
            raise KeyError(key) from broken
        if found.dtype != np.float32 or found.ndim != 2 or found.shape[1] != WIDTH:  # noqa: PLR2004 rows and columns
            raise KeyError(key)
        return np.asarray(found, np.float32)

    def __setitem__(self, key: str, vectors: NDArray[np.float32]) -> None:
        if not self._writable:
            return
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as stream:
                np.save(stream, vectors, allow_pickle=False)
            Path(stream.name).replace(self._file(key))
        except OSError as unusable:
            self._writable = False
            say(f"缓存文件夹 {self._folder} 写不进去（{unusable.strerror}），这次照常算，下次要重新算。")

    def __delitem__(self, key: str) -> None:
        self._file(key).unlink()

    def __iter__(self) -> Iterator[str]:
        return (file.stem for file in sorted(self._folder.glob("*.npy")))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def tidy(self) -> None:
        """Drop what has not been used for longest, beyond `MOST_FILES`."""
        files = sorted(self._folder.glob("*.npy"), key=lambda file: file.stat().st_mtime, reverse=True)
        for file in files[MOST_FILES:]:
            file.unlink(missing_ok=True)
