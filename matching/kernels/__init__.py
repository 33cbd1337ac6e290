"""The compiled kernels of the matcher; importing this package chooses where their machine code is kept.

Machine code is kept under a name made of all kernel sources, so that a change in one file never meets stale code of
another; beside the package where that can be written, else in the user's cache, else in the temporary folder.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

CACHE_VARIABLE: Final = "NUMBA_CACHE_DIR"
FOLDER: Final = Path(__file__).parent


def warm(tell: Callable[[str], None] = print) -> None:
    """Compile the kernels of the assignment, or load what was compiled before; says so first when that takes a while.

    Parameters
    ----------
    tell : callable
        Receives each progress line, in Chinese.
    """
    from matching.kernels.warming import warm_all  # noqa: PLC0415 importing it loads the compiler

    warm_all(tell)


def warm_region(tell: Callable[[str], None] = print) -> None:
    """Compile the kernels of a whole region, or load them, as `warm` does."""
    from matching.kernels.warming import warm_whole_region  # noqa: PLC0415 importing it loads the compiler

    warm_whole_region(tell)


def cache_folder() -> Path:
    """Return the folder of the machine code of these sources; made if need be."""
    name = f"gongjian-{_digest()}"
    for base in _bases():
        folder = base / name
        if _is_writable(folder):
            return folder
    return Path(tempfile.mkdtemp(prefix="gongjian-kernels-"))


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(FOLDER.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _bases() -> Iterator[Path]:
    if CACHE_VARIABLE in os.environ:
        yield Path(os.environ[CACHE_VARIABLE])
    yield FOLDER / "__pycache__"
    yield Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    yield Path(tempfile.gettempdir()) / f"gongjian-{os.getuid() if hasattr(os, 'getuid') else 'kernels'}"


def _is_writable(folder: Path) -> bool:
    """Make a folder and tell whether it is ours to write to: machine code of a stranger is never run."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return not hasattr(os, "getuid") or folder.stat().st_uid == os.getuid()
    except OSError:
        return False


if not os.environ.get(CACHE_VARIABLE, "").endswith(f"gongjian-{_digest()}"):
    os.environ[CACHE_VARIABLE] = str(cache_folder())
