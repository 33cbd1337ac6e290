"""Machine code is kept where it can be, named by its sources, and made before anybody waits for an answer."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from matching import kernels
from matching.kernels import CACHE_VARIABLE, auction_warming, bulk_warming, cache_folder


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Kernels in a folder of their own, and no cache named by the environment."""
    sources = tmp_path / "kernels"
    sources.mkdir()
    (sources / "one.py").write_text("x = 1\n")
    monkeypatch.setattr(kernels, "FOLDER", sources)
    monkeypatch.delenv(CACHE_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return sources


def test_machine_code_is_kept_beside_the_sources(elsewhere: Path) -> None:
    assert cache_folder().parent == elsewhere / "__pycache__"


def test_a_read_only_package_keeps_it_in_the_users_cache(elsewhere: Path, tmp_path: Path) -> None:
    (elsewhere / "__pycache__").write_text("not a folder, so that nobody can write into it, not even root")
    assert cache_folder().parent == tmp_path / "cache"


def test_without_a_home_it_is_kept_in_the_temporary_folder(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("kernels/__pycache__", "cache"):
        (tmp_path / name).write_text("not a folder")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert tmp_path in cache_folder().parents
    assert cache_folder().stat().st_mode & 0o077 == 0
    assert elsewhere not in cache_folder().parents


def test_another_source_never_meets_the_machine_code_of_this_one(elsewhere: Path) -> None:
    before = cache_folder()
    (elsewhere / "one.py").write_text("x = 2\n")
    assert cache_folder() != before


def test_the_first_compile_says_so_and_later_starts_are_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    monkeypatch.setattr(auction_warming, "warm_up", lambda: None)
    told: list[str] = []
    kernels.warm(told.append)
    assert told[0] == "正在编译匹配内核，只在第一次，快的机器半分钟左右，慢的要几分钟……"
    assert told[1].startswith("匹配内核已编译好")
    kernels.warm(told.append)
    assert len(told) == 2


def test_the_kernels_of_a_region_are_compiled_apart_and_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path))
    compiled: list[str] = []
    for module, name in ((auction_warming, "auction"), (bulk_warming, "region")):
        monkeypatch.setattr(module, "warm_up", lambda name=name: compiled.append(name))
    told: list[str] = []
    kernels.warm(told.append)
    kernels.warm_region(told.append)
    assert compiled == ["auction", "region"]
    assert told[2].startswith("正在编译全域派人的内核，只在第一次")
    kernels.warm_region(told.append)
    assert len(told) == 4


def test_light_commands_do_without_the_compiler() -> None:
    assert "numba" not in loaded_with("matching.kernels, matching.assignment, api.cli.commands")


def test_a_first_start_does_not_wait_for_kernels_no_page_uses() -> None:
    found = loaded_with("matching.kernels.warming")
    assert "matching.kernels.auction" in found
    assert not {"matching.metropolis", "matching.kernels.scan", "matching.kernels.offers"} & found


def loaded_with(modules: str) -> set[str]:
    """What a process has loaded after importing some modules."""
    script = f"import sys, {modules}; print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", script], env=os.environ, capture_output=True, text=True, check=True)
    return set(told.stdout.split())
