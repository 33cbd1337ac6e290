"""The command `gongjian`: this module is light, so that help comes at once and Ctrl-C is heard from the start."""

import sys

from api.cli.leaving import run_heard


def main() -> None:
    """Run the command line; Ctrl-C and SIGTERM end it at any moment, tidily and without a traceback."""
    sys.exit(run_heard(_run))


def _run() -> int:
    from api.cli.commands import run  # noqa: PLC0415 what it imports may be interrupted, too

    return run()
