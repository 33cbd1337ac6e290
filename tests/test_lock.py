"""The locks: exact versions with hashes, no host, in step with pyproject.toml, nothing under a copyleft licence."""

import re
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).resolve().parent.parent
PROJECT: Final[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ASKED_FOR: Final[dict[str, list[str]]] = {
    "requirements.lock": PROJECT["project"]["dependencies"],
    "requirements-build.lock": PROJECT["dependency-groups"]["build"],
    "requirements-dev.lock": PROJECT["dependency-groups"]["dev"],
}
HOST: Final = re.compile(r"://|--index-url|--find-links|--extra-index|--trusted-host|@ ")
COPYLEFT: Final = re.compile(r"\b[AL]?GPL|GNU (?:Affero |Lesser )?General Public", re.IGNORECASE)


def locked(name: str) -> Iterator[tuple[Requirement, str]]:
    """Give each locked requirement with the text of its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    for line in text.splitlines():
        requirement, _, hashes = line.partition("--hash=")
        yield Requirement(requirement.strip()), hashes


def versions(name: str, *, here_only: bool = False) -> dict[str, str]:
    """Give the version of each locked name, or just of those whose marker holds on this system."""
    return {
        canonicalize_name(found.name): next(iter(found.specifier)).version
        for found, _ in locked(name)
        if not here_only or found.marker is None or found.marker.evaluate()
    }


@pytest.mark.parametrize("name", ASKED_FOR)
def test_every_version_is_exact_and_hashed(name: str) -> None:
    loose = [
        found.name
        for found, hashes in locked(name)
        if [part.operator for part in found.specifier] != ["=="] or "sha256:" not in hashes
    ]
    assert not loose
    assert versions(name)


@pytest.mark.parametrize("name", ASKED_FOR)
def test_no_lock_names_a_host(name: str) -> None:
    assert not HOST.findall((ROOT / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(("name", "asked"), ASKED_FOR.items())
def test_the_lock_holds_what_pyproject_asks_for(name: str, asked: list[str]) -> None:
    pinned = versions(name)
    wishes = [Requirement(words) for words in asked]
    unmet = {
        str(wish): pinned.get(canonicalize_name(wish.name))
        for wish in wishes
        if not wish.specifier.contains(pinned.get(canonicalize_name(wish.name), "0"))
    }
    assert not unmet, "run make lock"


def test_the_three_locks_agree_with_each_other() -> None:
    product = versions("requirements.lock")
    for name in ("requirements-build.lock", "requirements-dev.lock"):
        shared = versions(name)
        assert {key: shared[key] for key in shared.keys() & product} == {
            key: product[key] for key in shared.keys() & product
        }


def test_the_build_lock_holds_the_very_builder_and_browser_library_the_build_asks_for() -> None:
    pinned = versions("requirements-build.lock")
    hook = (ROOT / "hatch_build.py").read_text(encoding="utf-8")
    assert PROJECT["build-system"]["requires"] == [f"hatchling=={pinned['hatchling']}"]
    assert f'"django-htmx=={pinned["django-htmx"]}"' in hook


def test_what_is_installed_is_what_is_locked() -> None:
    installed = {canonicalize_name(found.name): found.version for found in metadata.distributions()}
    wanted = {name: version for lock in ASKED_FOR for name, version in versions(lock, here_only=True).items()}
    assert {name: installed.get(name) for name in wanted} == wanted


def licence_words(name: str) -> str:
    """Return what a distribution says of its own licence: the expression if any, else classifiers and field."""
    about = metadata.metadata(name)
    expression = about.get("License-Expression")
    if expression:
        return str(expression)
    classifiers = [line for line in about.get_all("Classifier") or [] if line.startswith("License")]
    return "; ".join(classifiers) or str(about.get("License", "")).partition("\n")[0]


@pytest.mark.parametrize("name", versions("requirements.lock", here_only=True))
def test_a_product_dependency_states_a_licence_without_copyleft(name: str) -> None:
    words = licence_words(name)
    assert words, "states no licence"
    assert not COPYLEFT.search(words), words


def test_what_carries_the_browser_library_states_a_permissive_licence() -> None:
    assert licence_words("django-htmx") == "MIT"
