"""Build hook that brings the browser library into api/static/vendor before a wheel is packed."""

from __future__ import annotations

import hashlib
import shutil
from importlib.metadata import distribution
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIER: Final = "django-htmx==1.29.0"
"""Package of the Python index that carries htmx 2 (0BSD) as one file; nothing else of it is used."""
COPIED: Final = {  # file of the carrier → name under api/static/vendor
    "django_htmx/static/django_htmx/htmx-2.min.js": "htmx.min.js",
}
STAMP: Final = "stamp.txt"


class BrowserLibraries(BuildHookInterface):  # type: ignore[type-arg]
    """Copies the pinned library into the package; does nothing while the stamp says it is there."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Ask for the carrier only when the files are missing or of another version."""
        return [CARRIER] if self._stale() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Copy the library, once; runs for wheels and for editable installs."""
        if self._stale():
            self._copy()

    def _vendor(self) -> Path:
        return Path(self.root) / "api" / "static" / "vendor"

    def _wanted(self) -> str:
        return hashlib.sha256(repr((CARRIER, sorted(COPIED.items()))).encode()).hexdigest()

    def _stale(self) -> bool:
        vendor = self._vendor()
        stamp = vendor / STAMP
        there = stamp.is_file() and all((vendor / name).is_file() for name in COPIED.values())
        return not there or stamp.read_text(encoding="ascii").strip() != self._wanted()

    def _copy(self) -> None:
        carrier, vendor = distribution(CARRIER.partition("==")[0]), self._vendor()
        shutil.rmtree(vendor, ignore_errors=True)
        vendor.mkdir(parents=True)
        for source, name in COPIED.items():
            shutil.copyfile(str(carrier.locate_file(source)), vendor / name)
        (vendor / STAMP).write_text(self._wanted() + "\n", encoding="ascii")
