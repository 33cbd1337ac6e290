import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from graph_model.errors import DataFolderLocked, GraphBusy, NestedWrite
from graph_model.locking import FileLock, WriteLock

HOLDER_PROGRAM = """
import sys
from pathlib import Path
from graph_model.locking import FileLock
lock = FileLock(Path(sys.argv[1]))
lock.take(pid=4321)
print("held", flush=True)
sys.stdin.read()
"""


def hold_elsewhere(path: Path) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER_PROGRAM, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def end(process: "subprocess.Popen[str]") -> None:
    process.kill()
    process.communicate()


def test_a_lock_held_elsewhere_is_refused_with_what_its_holder_says(tmp_path: Path) -> None:
    process = hold_elsewhere(tmp_path / "a.lock")
    with pytest.raises(DataFolderLocked) as refused:
        FileLock(tmp_path / "a.lock").take()
    end(process)
    assert refused.value.holder == {"pid": 4321}


def test_a_killed_holder_leaves_no_lock(tmp_path: Path) -> None:
    end(hold_elsewhere(tmp_path / "a.lock"))
    FileLock(tmp_path / "a.lock").take(5)


def test_a_freed_lock_can_be_taken_again(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "a.lock"), FileLock(tmp_path / "a.lock")
    first.take()
    assert not second.try_take()
    first.free()
    assert second.try_take()
    assert (first.held, second.held) == (False, True)


def test_the_lock_file_is_private(tmp_path: Path) -> None:
    FileLock(tmp_path / "a.lock").take()
    assert (tmp_path / "a.lock").stat().st_mode & 0o777 == 0o600


def test_a_write_lock_kept_too_long_is_busy_not_a_wait_for_ever(tmp_path: Path) -> None:
    process = hold_elsewhere(tmp_path / "write.lock")
    with pytest.raises(GraphBusy), WriteLock(tmp_path, patience=0.1).held("work"):
        pass
    end(process)
    with WriteLock(tmp_path, patience=5).held("work"):
        pass


def test_a_thread_that_waits_too_long_is_told(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path, patience=0.1)
    told: list[Exception] = []

    def wait() -> None:
        try:
            with lock.held("second"):
                pass
        except GraphBusy as busy:
            told.append(busy)

    with lock.held("first"):
        thread = threading.Thread(target=wait)
        thread.start()
        thread.join(30)
    assert len(told) == 1


def test_a_write_lock_within_itself_is_refused_by_name(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path, patience=5)
    with lock.held("outer"), pytest.raises(NestedWrite, match="inner"), lock.held("inner"):
        pass


def test_an_error_under_the_write_lock_gives_it_back(tmp_path: Path) -> None:
    lock = WriteLock(tmp_path, patience=5)
    with pytest.raises(ZeroDivisionError), lock.held("work"):
        raise ZeroDivisionError
    with lock.held("work"):
        pass


def test_a_busy_process_lets_another_have_its_turn(tmp_path: Path) -> None:
    """Four threads write without a pause through one lock; a second lock of the same folder still gets in."""
    busy, patient = WriteLock(tmp_path, patience=30), WriteLock(tmp_path, patience=30)
    stop = threading.Event()

    def keep_writing() -> None:
        while not stop.is_set():
            with busy.held("busy"):
                time.sleep(0.002)

    threads = [threading.Thread(target=keep_writing) for _ in range(4)]
    for thread in threads:
        thread.start()
    try:
        for _ in range(10):
            with patient.held("patient"):
                pass
    finally:
        stop.set()
        for thread in threads:
            thread.join(30)


def test_every_hold_leaves_another_number_for_all_processes_to_see(tmp_path: Path) -> None:
    writer, reader = WriteLock(tmp_path, patience=5), WriteLock(tmp_path, patience=5)
    seen = [reader.last_held()]
    for _ in range(3):
        with writer.held("work"):
            pass
        seen.append(reader.last_held())
    assert seen[0] is None
    assert len(set(seen)) == 4


def test_a_stamp_that_fails_gives_the_lock_back_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    lock = WriteLock(tmp_path, patience=5)

    def utime(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patched:
        patched.setattr("os.utime", utime)
        with lock.held("work"):
            pass
    assert "Read-only" in caplog.text
    with lock.held("work"):
        pass
