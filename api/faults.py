"""Where a fault arose, told without its words: they may name people."""

import traceback


def lines_of(fault: BaseException) -> str:
    """Return the lines a fault went through, the innermost first."""
    frames = traceback.extract_tb(fault.__traceback__)
    return " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
