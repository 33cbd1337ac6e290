"""The wheel: everything the product needs is in it, nothing else is, and what is installed from it serves."""

import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from email import message_from_string
from pathlib import Path
from typing import Any, Final

import httpx
import pytest

ROOT: Final = Path(__file__).resolve().parent.parent
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: Final[list[str]] = PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
INSTALL: Final = (sys.executable, "-m", "pip", "--quiet", "--no-input", "--disable-pip-version-check")
ADDRESS: Final = re.compile(r"(http://127\.0\.0\.1:\d+)(/sign-in\?token=\S+)")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    words = ("wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), ".")
    subprocess.run([*INSTALL, *words], cwd=ROOT, check=True)
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    return set(zipfile.ZipFile(wheel).namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel unpacked as pip does, to be found before the source tree."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([*INSTALL, "install", "--no-deps", "--no-index", "--target", str(folder), str(wheel)], check=True)
    return folder


def gongjian(installed: Path, folder: Path, *words: str) -> "subprocess.Popen[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGJIAN_")}
    surroundings = {**kept, "PYTHONPATH": str(installed), "PYTHONUNBUFFERED": "1"}
    program = [sys.executable, str(installed / "bin" / "gongjian"), *words]
    return subprocess.Popen(program, cwd=folder, env=surroundings, stdout=subprocess.PIPE, text=True)


@pytest.fixture(scope="module")
def signed_in(installed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A browser that used the address an installed `gongjian serve` prints, on an empty graph."""
    folder = tmp_path_factory.mktemp("site")
    with gongjian(installed, folder, "serve", "--port", "0", "--data-folder", "data") as service:
        try:
            assert service.stdout is not None
            found = next(filter(None, map(ADDRESS.search, service.stdout)))
            with httpx.Client(base_url=found[1], follow_redirects=True, timeout=60) as browser:
                browser.get(found[2])
                yield browser
        finally:
            service.terminate()


def test_the_wheel_holds_every_file_of_the_packages(names: set[str]) -> None:
    files = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names >= files
    assert {Path(name).suffix for name in files} >= {".py", ".html", ".css", ".js", ".csv"}


def test_the_wheel_holds_nothing_but_packages_and_its_own_record(names: set[str]) -> None:
    tops = {name.partition("/")[0] for name in names}
    assert {top for top in tops if not top.endswith(".dist-info")} == set(PACKAGES)


def test_the_wheel_carries_the_browser_library_and_our_licence(names: set[str]) -> None:
    assert "api/static/vendor/htmx.min.js" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_record_says_what_pyproject_says(wheel: Path, names: set[str]) -> None:
    with zipfile.ZipFile(wheel) as packed:
        about = {Path(name).name: packed.read(name).decode() for name in names if ".dist-info/" in name}
    record = message_from_string(about["METADATA"])
    assert record["License-Expression"] == "Apache-2.0"
    assert record["Requires-Python"] == PROJECT["project"]["requires-python"]
    extras = PROJECT["project"]["optional-dependencies"]
    assert record.get_all("Provides-Extra") == list(extras)
    wanted = [*PROJECT["project"]["dependencies"], *(one for extra in extras.values() for one in extra)]
    assert len(record.get_all("Requires-Dist") or []) == len(wanted)
    assert "gongjian = api.cli:main" in about["entry_points.txt"]


def test_the_installed_command_is_the_wheel_s_and_names_its_version(installed: Path, tmp_path: Path) -> None:
    with gongjian(installed, tmp_path, "--version") as asked:
        said, _ = asked.communicate(timeout=60)
    assert said.strip() == f"gongjian {PROJECT['project']['version']}"


def test_what_is_installed_serves_a_page_with_its_styles_and_scripts(signed_in: httpx.Client) -> None:
    page = signed_in.get("/import")
    assert page.status_code == 200
    assets = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.text)
    assert any("htmx" in asset for asset in assets)
    assert {asset: signed_in.get(asset).status_code for asset in assets} == dict.fromkeys(assets, 200)


def test_what_is_installed_asks_for_a_first_ledger_while_the_graph_is_empty(signed_in: httpx.Client) -> None:
    assert "gongjian demo" in signed_in.get("/").text
