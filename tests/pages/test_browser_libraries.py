"""The browser libraries: pinned, without addresses, and what the build hook copies."""

import json
from pathlib import Path

import pytest

from api.pages.assets import FOLDER

WEB = Path(__file__).parents[2] / "web"


def test_the_lock_names_no_address() -> None:
    assert '"resolved"' not in (WEB / "package-lock.json").read_text()


def test_npm_is_told_to_leave_addresses_out() -> None:
    assert "omit-lockfile-registry-resolved=true" in (WEB / ".npmrc").read_text().splitlines()


def test_every_library_is_pinned_to_one_version_and_its_hash() -> None:
    wanted = json.loads((WEB / "package.json").read_text())["dependencies"]
    locked = json.loads((WEB / "package-lock.json").read_text())["packages"]
    for name, version in wanted.items():
        assert locked[f"node_modules/{name}"]["version"] == version
        assert locked[f"node_modules/{name}"]["integrity"].startswith("sha512-")


@pytest.mark.parametrize("name", ["htmx.min.js", "htmx.LICENSE.txt"])
def test_the_build_hook_brought_the_library_and_its_licence(name: str) -> None:
    assert (FOLDER / "vendor" / name).stat().st_size > 0
