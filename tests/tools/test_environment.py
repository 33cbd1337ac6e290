"""What `make` prepares before anything runs: made once, left alone when whole, repaired when half made or moved."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[2]
LOCKS: Final = ("requirements.lock", "requirements-build.lock", "requirements-dev.lock")
BACKEND: Final = """
import os, pathlib, time, zipfile
ABOUT = "gongjian-1.dist-info"

def build_editable(folder, config_settings=None, metadata_directory=None):
    if os.environ.get("SLOW_BUILD"):
        pathlib.Path("building").write_text(str(os.getpid()))
        time.sleep(60)
    with zipfile.ZipFile(pathlib.Path(folder) / "gongjian-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("_gongjian.pth", os.getcwd() + "\\n")
        wheel.writestr(f"{ABOUT}/METADATA", "Metadata-Version: 2.1\\nName: gongjian\\nVersion: 1\\n")
        wheel.writestr(f"{ABOUT}/WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(f"{ABOUT}/RECORD", "")
    vendor = pathlib.Path("api/static/vendor")
    vendor.mkdir(parents=True, exist_ok=True)
    (vendor / "stamp.txt").write_text("here")
    return "gongjian-1-py3-none-any.whl"
"""
PYPROJECT: Final = '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'


def a_checkout(folder: Path) -> Path:
    """A project as small as can be: empty locks, a build of its own, nothing to download."""
    (folder / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "environment.py", folder / "tools")
    for name in LOCKS:
        (folder / name).touch()
    for name in ("hatch_build.py", "api/__init__.py", "tools/class_archive.py"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    (folder / "backend.py").write_text(BACKEND)
    (folder / "pyproject.toml").write_text(PYPROJECT)
    return folder


def prepare(checkout: Path, **surroundings: str) -> "subprocess.Popen[str]":
    words = [sys.executable, str(checkout / "tools" / "environment.py")]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(words, cwd=checkout, env={**os.environ, **surroundings}, text=True, **pipes)


def prepared(checkout: Path) -> str:
    """Run to the end and return what was said."""
    with prepare(checkout) as run:
        said, complaints = run.communicate(timeout=120)
    assert run.returncode == 0, complaints
    return said


def state_of(checkout: Path) -> dict[str, str]:
    return dict(json.loads((checkout / ".venv" / "gongjian.json").read_text()))


def project_answers(checkout: Path) -> bool:
    words = [checkout / ".venv" / "bin" / "python", "-c", "import api; print(api.__file__)"]
    said = subprocess.run(words, cwd="/", capture_output=True, text=True, check=False).stdout
    return said.strip() == str(checkout / "api" / "__init__.py")


def alive(process: int) -> bool:
    """Tell whether it still runs; one that has ended and waits to be reaped does not."""
    try:
        about = Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return about.rpartition(")")[2].split()[0] != "Z"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    checkout = a_checkout(tmp_path_factory.mktemp("checkout") / "made")
    prepared(checkout)
    return checkout


def test_a_fresh_checkout_gets_an_environment_that_finds_the_project(made: Path) -> None:
    assert project_answers(made)


def test_a_whole_environment_is_left_alone(made: Path) -> None:
    before = state_of(made)
    assert prepared(made) == ""
    assert state_of(made) == before


def test_only_the_project_is_joined_anew_when_a_browser_library_changes(made: Path) -> None:
    (made / "hatch_build.py").write_text("# another version")
    assert prepared(made).startswith("安装本项目")
    assert project_answers(made)


def test_a_checkout_moved_elsewhere_gets_a_new_environment(made: Path, tmp_path: Path) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(made, moved, symlinks=True)
    assert "建立 Python 环境" in prepared(moved)
    assert project_answers(moved)


def test_what_was_left_half_made_is_made_anew(made: Path) -> None:
    (made / ".venv" / "lib" / "half").touch()
    (made / ".venv" / "gongjian.json").write_text('{"unfinished": "y')  # cut off in a write
    prepared(made)
    assert project_answers(made)
    assert not (made / ".venv" / "lib" / "half").exists()


def test_someone_s_own_working_environment_is_filled_and_not_wiped(tmp_path: Path) -> None:
    checkout = a_checkout(tmp_path / "own")
    subprocess.run([sys.executable, "-m", "venv", checkout / ".venv"], check=True)
    (checkout / ".venv" / "theirs").touch()
    prepared(checkout)
    assert project_answers(checkout)
    assert (checkout / ".venv" / "theirs").exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupt_leaves_no_process_and_the_next_run_completes(made: Path, number: signal.Signals) -> None:
    (made / "building").unlink(missing_ok=True)
    (made / "pyproject.toml").write_text(PYPROJECT + f"# {number.name}\n")
    with prepare(made, SLOW_BUILD="yes") as run:
        while not (made / "building").exists() or not (made / "building").read_text():
            assert run.poll() is None
            time.sleep(0.05)
        run.send_signal(number)
        _, complaints = run.communicate(timeout=60)
    assert run.returncode == 130
    assert "已中断" in complaints
    assert not alive(int((made / "building").read_text()))
    assert prepared(made).startswith("安装本项目")
    assert project_answers(made)


def test_a_failing_step_shows_why_and_stops(made: Path) -> None:
    (made / "pyproject.toml").write_text(PYPROJECT.replace('backend"', 'nowhere"', 1))
    with prepare(made) as run:
        _, complaints = run.communicate(timeout=60)
    assert run.returncode == 1
    assert "nowhere" in complaints
    assert "再次运行同一条命令" in complaints
    (made / "pyproject.toml").write_text(PYPROJECT)
    prepared(made)
