"""The container files, read and held against the settings and commands: no Docker daemon is needed to find a slip."""

import fnmatch
import json
import re
import tomllib
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from api.cli.commands import gongjian
from api.routes.health import router
from api.settings import PREFIX, Settings

ROOT: Final = Path(__file__).resolve().parent.parent
COMPOSE: Final[dict[str, Any]] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
DOCKERFILE: Final = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
APP: Final[dict[str, Any]] = COMPOSE["services"]["app"]
NEO4J: Final[dict[str, Any]] = COMPOSE["services"]["neo4j"]
VARIABLE: Final = re.compile(PREFIX + r"[A-Z0-9_]+")
ADDRESS: Final = re.compile(r"http://127\.0\.0\.1:(\d+)(/\w+)")


def settings_of(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return Settings()


def image_environment() -> dict[str, str]:
    return dict(re.findall(rf"({PREFIX}[A-Z0-9_]+)=(\S+)", DOCKERFILE))


@pytest.mark.parametrize("file", ["docker-compose.yml", "Dockerfile"])
def test_every_variable_named_is_a_setting(file: str) -> None:
    named = set(VARIABLE.findall((ROOT / file).read_text(encoding="utf-8")))
    assert named
    assert named <= {PREFIX + name.upper() for name in Settings.model_fields}


def test_the_settings_accept_what_compose_gives_and_use_neo4j(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(APP["environment"], monkeypatch)
    assert not settings.embedded
    assert settings.neo4j_uri == "bolt://neo4j:7687"


def test_compose_and_image_agree_on_folder_host_and_port(monkeypatch: pytest.MonkeyPatch) -> None:
    image, compose = image_environment(), APP["environment"]
    assert image == {name: compose[name] for name in image}
    settings = settings_of(compose, monkeypatch)
    assert f"gongjian-data:{settings.data_folder}" in APP["volumes"]
    assert f"VOLUME {settings.data_folder}\n" in DOCKERFILE
    assert f"EXPOSE {settings.port}\n" in DOCKERFILE


def test_every_port_is_published_on_loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    port = settings_of(APP["environment"], monkeypatch).port
    assert APP["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert "ports" not in NEO4J


def test_the_password_comes_from_a_secret_file_that_git_ignores(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_of(APP["environment"], monkeypatch)
    assert str(settings.neo4j_password_file) == f"/run/secrets/{APP['secrets'][0]}"
    assert NEO4J["environment"]["NEO4J_AUTH_FILE"] == f"/run/secrets/{NEO4J['secrets'][0]}"
    files = [secret["file"] for secret in COMPOSE["secrets"].values()]
    assert all(file.startswith("./secrets/") for file in files)
    assert "secrets/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("service", [APP, NEO4J], ids=["app", "neo4j"])
def test_every_secret_and_volume_used_is_declared(service: dict[str, Any]) -> None:
    assert set(service["secrets"]) <= COMPOSE["secrets"].keys()
    assert {volume.partition(":")[0] for volume in service["volumes"]} <= COMPOSE["volumes"].keys()


def test_the_graph_is_neo4j_5_community_and_answers_before_the_application_starts() -> None:
    assert re.fullmatch(r"neo4j:5(\.\d+)*-community", NEO4J["image"])
    assert NEO4J["healthcheck"]["test"]
    assert APP["depends_on"] == {"neo4j": {"condition": "service_healthy"}}


@pytest.mark.parametrize("text", [json.dumps(APP["healthcheck"]), DOCKERFILE], ids=["compose", "Dockerfile"])
def test_the_health_check_asks_an_address_the_application_has(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    [(port, path)] = ADDRESS.findall(text)
    assert int(port) == settings_of(APP["environment"], monkeypatch).port
    assert path in {getattr(route, "path", None) for route in router.routes}


def test_the_image_starts_a_command_that_exists_as_an_ordinary_user() -> None:
    final = DOCKERFILE.rpartition("\nFROM ")[2]
    [started] = re.findall(r"^CMD (\[.+\])$", final, re.MULTILINE)
    program, command = json.loads(started)
    assert program == "gongjian"
    assert command in gongjian.commands
    assert re.findall(r"^USER (\w+)$", final, re.MULTILINE) == ["gongjian"]


def test_the_image_installs_from_locks_that_exist_with_hashes() -> None:
    installs = re.findall(r"pip install ([^&\n]+)", DOCKERFILE)
    locks = [name for words in installs for name in re.findall(r"-r (\S+)", words)]
    assert locks == ["requirements.lock", "requirements-build.lock"]
    assert all((ROOT / name).is_file() for name in locks)
    assert all("--require-hashes" in words for words in installs if "-r " in words)


def test_the_build_context_holds_what_the_wheel_is_made_of_and_no_more() -> None:
    kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
    wheel = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["hatch"]["build"]
    needed = [*wheel["targets"]["wheel"]["packages"], "hatch_build.py", "pyproject.toml", "README.md", "LICENSE"]
    assert set(needed) <= set(kept)
    assert not any(fnmatch.fnmatch(name, pattern) for name in ("data", "secrets", ".venv", ".git") for pattern in kept)
