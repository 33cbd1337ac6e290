from pathlib import Path

import pytest

from tests.servers.neo4j import Neo4jMissingError, fetch_jars, find_java


def test_without_java_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Neo4jMissingError, match=r"需要 Java 17 以上.*openjdk-17-jre-headless"):
        find_java()


def test_an_old_java_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    java = tmp_path / "java"
    java.write_text("#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n")
    java.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Neo4jMissingError, match=r"需要 Java 17 以上.*11\.0\.2"):
        find_java()


def test_without_maven_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Neo4jMissingError, match=r"需要 Maven.*请装 maven"):
        fetch_jars(tmp_path / "lib")


def test_maven_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    maven = tmp_path / "mvn"
    maven.write_text("#!/bin/sh\necho no route to the repository\nexit 1\n")
    maven.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Neo4jMissingError, match="no route to the repository"):
        fetch_jars(tmp_path / "lib")
