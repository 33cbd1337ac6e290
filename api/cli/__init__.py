"""The command `gongjian`: this module is light, so that help comes at once and Ctrl-C is heard from the start."""

import signal
import sys
from types import FrameType

from api.cli.exits import INTERRUPTED, TERMINATED


class _Terminated(KeyboardInterrupt):
    """The process was asked to end; it ends as tidily as by Ctrl-C."""


def main() -> None:
    """Run the command line; Ctrl-C and SIGTERM end it at any moment, tidily and without a traceback."""
    signal.signal(signal.SIGTERM, _terminate)
    try:
        from api.cli.commands import run  # noqa: PLC0415 what it imports may be interrupted, too

        code = run()
    except _Terminated:
        code = TERMINATED
    except KeyboardInterrupt:
        code = INTERRUPTED
    sys.exit(code)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise _Terminated
