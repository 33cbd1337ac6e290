"""Writes the three locks from pyproject.toml: exact versions with hashes, for every system, naming no host."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
UV: Final = Path(sys.executable).with_name("uv")
ALWAYS: Final = (
    "--universal",
    "--python-version=3.11",
    "--fork-strategy=fewest",  # one version for every Python, so that the same input gives the same bytes
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--quiet",
)
CARRIED: Final = tuple(f"--no-emit-package={name}" for name in ("asgiref", "django", "sqlparse", "tzdata"))
"""What django-htmx would need to run; only the browser library in it is copied."""
LOCKS: Final = {  # the product first: the tools may not pull its versions elsewhere
    "requirements.lock": ("pyproject.toml",),
    "requirements-build.lock": ("--group=build", "--constraint=requirements.lock", *CARRIED),
    "requirements-dev.lock": ("--group=dev", "--constraint=requirements.lock", "--constraint=requirements-build.lock"),
}


def main() -> None:
    """Rewrite the locks; versions already locked stay unless ``--upgrade`` is given."""
    for name, sources in LOCKS.items():
        words = [str(UV), "pip", "compile", *ALWAYS, *sys.argv[1:], *sources, f"--output-file={name}"]
        subprocess.run(words, cwd=ROOT, check=True)
        print(f"{name} 已更新")


if __name__ == "__main__":
    main()
