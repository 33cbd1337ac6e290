"""Sends what a compiled library prints to standard error: standard output is for answers that others read as JSON."""

import ctypes
import os
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Final

STANDARD_OUTPUT, STANDARD_ERROR = 1, 2
ONE_AT_A_TIME: Final = Lock()
"""The descriptor belongs to the whole process: who redirects it twice at once would not find it again."""


@contextmanager
def output_aside() -> Iterator[None]:
    """Print to standard error meanwhile what goes to standard output, also what C still holds back at the end.

    The descriptor is the whole process's: nothing is dropped, as other threads may have something to say.
    """
    with ONE_AT_A_TIME:
        flush = ctypes.CDLL(None).fflush
        flush(None)
        kept = os.dup(STANDARD_OUTPUT)
        os.dup2(STANDARD_ERROR, STANDARD_OUTPUT)
        try:
            yield
        finally:
            flush(None)
            os.dup2(kept, STANDARD_OUTPUT)
            os.close(kept)
