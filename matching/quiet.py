"""Keeps what a compiled library prints off standard output, where answers go that others read as JSON."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

STANDARD_OUTPUT: Final = 1
ONE_AT_A_TIME: Final = Lock()
"""The descriptor belongs to the whole process: who redirects it twice at once would not find it again."""


@contextmanager
def without_output() -> Iterator[None]:
    """Drop what is printed meanwhile on the descriptor of standard output, also what C still holds back at the end."""
    with ONE_AT_A_TIME:
        flush = ctypes.CDLL(None).fflush
        flush(None)
        kept, nowhere = os.dup(STANDARD_OUTPUT), os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, STANDARD_OUTPUT)
        try:
            yield
        finally:
            flush(None)
            os.dup2(kept, STANDARD_OUTPUT)
            os.close(kept)
            os.close(nowhere)
