"""Makes .venv from the locks and joins the project to it; standard library only, repairs what was left half made."""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parent.parent
VENV: Final = ROOT / ".venv"
VENV_PYTHON: Final = VENV / "bin" / "python"
TEMPORARY: Final = VENV / "tmp"
INTERRUPTED: Final = 130
"""Exit code of what Ctrl-C ended, as shells count it."""
STATE: Final = VENV / "gongjian.json"
BUILD_LOCK: Final = "requirements-build.lock"
LOCKS: Final = {"product": "requirements.lock", "dev": "requirements-dev.lock"}
PROJECT_FILES: Final = ("pyproject.toml", "hatch_build.py")
VENDOR_STAMP: Final = ROOT / "api" / "static" / "vendor" / "stamp.txt"
PROJECT_TRACES: Final = ("gongjian-*.dist-info", "_gongjian.pth", "~ongjian*")
PACKAGES: Final = ("api", "graph_model", "loaders", "matching")
OLDEST: Final = (3, 11)
GRACE_SECONDS: Final = 10


def main() -> None:
    """Bring .venv to what the locks say; does nothing, quickly, when it already is."""
    parser = argparse.ArgumentParser(description="按锁定的版本准备 .venv")
    parser.add_argument("--dev", action="store_true", help="连同测试和检查用的工具")
    wanted = ("product", "dev") if parser.parse_args().dev else ("product",)
    _check_python()
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _interrupt)
    try:
        with _alone():
            _prepare(wanted)
            shutil.rmtree(TEMPORARY, ignore_errors=True)
    except KeyboardInterrupt:
        print("\n已中断；再次运行同一条命令即可，装到一半的会重新装。", file=sys.stderr)
        sys.exit(INTERRUPTED)
    except subprocess.CalledProcessError as failed:
        sys.exit(f"这一步没有成功（退出码 {failed.returncode}），原因见上；排除后再次运行同一条命令即可。")


def _prepare(wanted: tuple[str, ...]) -> None:
    state = _usable_state()
    if state is None:
        state = _new_venv()
    for part in wanted:
        if state.get(part) != _lock_digest(part):
            _install_lock(part, state)
    if state.get("compiled") != _installed(state):
        _compile_all(state)
    if state.get("project") != _project_digest() or not VENDOR_STAMP.is_file():
        _install_project(state)
    if state.get("classes") != _lock_digest("product"):
        _archive_classes(state)


def _check_python() -> None:
    if sys.version_info < OLDEST:
        sys.exit(f"需要 Python 3.11 或更新的版本，现在是 {sys.version.split()[0]}：请安装后再运行。")
    try:
        import ensurepip  # noqa: F401, PLC0415
        import venv  # noqa: F401, PLC0415
    except ImportError:
        sys.exit("这个 Python 缺少 venv：请先安装 python3-venv（Debian、Ubuntu：apt-get install python3-venv）。")


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Hold the folder itself locked, so that two makes never fill one .venv and no lock file can be left over."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("另一个 make 正在准备 .venv，等它完成……", flush=True)
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _usable_state() -> dict[str, str] | None:
    """Return what .venv holds, or None when it has to be made anew: half made, moved, or of another Python."""
    if not VENV.is_dir():
        return None
    state = _read_state()
    if state.get("unfinished") or state.get("place", str(VENV)) != str(VENV):
        return None
    version = _venv_version()
    if version is None or state.get("python", version) != version:
        return None
    return {**state, "place": str(VENV), "python": version}


def _read_state() -> dict[str, str]:
    try:
        found = json.loads(STATE.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except ValueError:  # cut off in the middle of a write
        return {"unfinished": "yes"}
    return {str(key): str(value) for key, value in found.items()}


def _venv_version() -> str | None:
    query = "import sys; assert sys.version_info >= (3, 11); print(sys.version)"
    try:
        done = subprocess.run([VENV_PYTHON, "-c", query], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _save(state: dict[str, str]) -> None:
    """Replace the state in one step, on disk before anything that relies on it."""
    beside = STATE.with_suffix(".new")
    beside.write_text(json.dumps(state, indent=1), encoding="utf-8")
    beside.replace(STATE)


def _new_venv() -> dict[str, str]:
    VENV.mkdir(exist_ok=True)
    _save({"unfinished": "yes"})
    for path in sorted(VENV.iterdir()):
        if path != STATE:
            _remove(path)
    with _step("建立 Python 环境 .venv"):
        _run(sys.executable, "-m", "venv", str(VENV))
    with _step("安装构建工具"):
        _pip("--require-hashes", "-r", BUILD_LOCK)
    return {"place": str(VENV), "python": _venv_version() or ""}


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink()


def _lock_digest(part: str) -> str:
    return _digest(LOCKS[part], BUILD_LOCK)


def _project_digest() -> str:
    return _digest(*PROJECT_FILES)


def _digest(*names: str) -> str:
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + b"\0" + (ROOT / name).read_bytes() + b"\0")
    return digest.hexdigest()


def _install_lock(part: str, state: dict[str, str]) -> None:
    _save({**state, "unfinished": "yes"})
    with _step("安装锁定的依赖" if part == "product" else "安装测试和检查的工具"):
        _pip("--require-hashes", "-r", BUILD_LOCK, "-r", LOCKS[part])
    state[part] = _lock_digest(part)
    _save(state)


def _installed(state: dict[str, str]) -> str:
    return " ".join(state.get(part, "") for part in LOCKS)


def _compile_all(state: dict[str, str]) -> None:
    with _step("预编译"):
        _compile(VENV / "lib")
    state["compiled"] = _installed(state)
    _save(state)


def _install_project(state: dict[str, str]) -> None:
    """Join the project by one line in a .pth; what an interrupted try left of it goes first."""
    for pattern in PROJECT_TRACES:
        for path in sorted(VENV.glob(f"lib/python*/site-packages/{pattern}")):
            _remove(path)
    with _step("安装本项目和浏览器库"):
        _pip("--no-build-isolation", "--editable", ".")
        _compile(*(ROOT / package for package in PACKAGES))
    state["project"] = _project_digest()
    _save(state)


def _archive_classes(state: dict[str, str]) -> None:
    with _step("备好图数据库的类"):
        _run(str(VENV_PYTHON), "tools/class_archive.py")
    state["classes"] = _lock_digest("product")
    _save(state)


def _pip(*words: str) -> None:
    """Install with plain pip, so that a site's pip.conf is honoured; a lock is whole, nothing is resolved."""
    always = ("--quiet", "--no-input", "--no-user", "--no-deps", "--no-compile", "--disable-pip-version-check")
    _run(str(VENV_PYTHON), "-m", "pip", "install", *always, *words)


def _compile(*places: Path) -> None:
    """Compile on all cores what pip would compile on one, but neither the packages' own tests nor one for Python 2."""
    words = ("-q", "-j", "0", "-x", r"/tests?/|/olefile2\.py$")
    _run(str(VENV_PYTHON), "-W", "ignore", "-m", "compileall", *words, *map(str, places))


def _run(*words: str) -> None:
    """Run a child in a group of its own; an interrupt ends the whole group before it goes on.

    What the child complains of is shown when it fails and not when it was interrupted.
    """
    TEMPORARY.mkdir(parents=True, exist_ok=True)
    surroundings = {**os.environ, "TMPDIR": str(TEMPORARY)}  # what an interrupted child leaves goes with .venv
    with (TEMPORARY / "errors.txt").open("w+", encoding="utf-8", errors="replace") as errors:
        child = subprocess.Popen(
            words, cwd=ROOT, env=surroundings, stdin=subprocess.DEVNULL, stderr=errors, start_new_session=True
        )
        try:
            code = child.wait()
        except KeyboardInterrupt:
            _end_group(child)
            raise
        if code != 0:
            errors.seek(0)
            print("\n" + errors.read(), file=sys.stderr)
            raise subprocess.CalledProcessError(code, words)


def _end_group(child: subprocess.Popen[bytes]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(GRACE_SECONDS)
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _interrupt(_number: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


@contextlib.contextmanager
def _step(what: str) -> Iterator[None]:
    print(f"{what}……", end="", flush=True)
    start = time.monotonic()
    yield
    print(f" {time.monotonic() - start:.0f} 秒", flush=True)


if __name__ == "__main__":
    main()
