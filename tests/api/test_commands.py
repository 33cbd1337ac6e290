"""The command line as people and scripts use it: real processes, a real data folder."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import httpx
import pytest
from click.testing import CliRunner

from api.cli import exits
from api.cli.chinese import sentence_of_usage
from api.cli.commands import gongjian
from api.cli.leaving import KEPT, STOPPING
from graph_model.locking import FileLock
from graph_model.opening import open_embedded

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
COMMAND = [sys.executable, "-m", "api.cli"]
PATIENCE = 240.0


def environment(folder: Path) -> dict[str, str]:
    ours = {"GONGJIAN_DATA_FOLDER": str(folder), "GONGJIAN_HEAP": "512m", "GONGJIAN_PORT": "0", "PYTHONPATH": str(ROOT)}
    return {name: value for name, value in os.environ.items() if not name.startswith("GONGJIAN_")} | ours


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *words], env=environment(folder), capture_output=True, text=True, timeout=PATIENCE, check=False
    )


@contextmanager
def started(folder: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*COMMAND, *words],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def processes_of(folder: Path) -> list[int]:
    """List the processes whose command names the folder."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            command = (entry / "cmdline").read_bytes() if entry.name.isdigit() else b""
        except OSError:
            continue
        if str(folder).encode() in command:
            found.append(int(entry.name))
    return found


def wait_until_gone(folder: Path) -> None:
    deadline = time.monotonic() + 60
    while processes_of(folder) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_of(folder) == []


def places(folder: Path) -> Path:
    """Write the smallest ledger that makes a district."""
    ledger = folder / "区划.csv"
    ledger.write_text(
        "统计用区划代码,名称,级别,上级代码\n"
        "330106000000,西湖区,区,\n330106008000,翠苑街道,街道,330106000000\n330106008001,翠苑一区社区,社区,330106008000\n",
        encoding="utf-8",
    )
    return ledger


def test_help_is_chinese_and_lists_every_command(tmp_path: Path) -> None:
    told = run(tmp_path / "site", "--help")
    assert told.returncode == exits.FINE
    assert "用法：" in told.stdout
    assert not re.search(r"Usage|Options|Commands|Show this|COMMAND|ARGS", told.stdout)
    for name in gongjian.commands:
        assert name in told.stdout


def test_no_help_has_words_of_click_s_own() -> None:
    def helps(command: click.Command, words: list[str]) -> Iterator[str]:
        yield CliRunner().invoke(gongjian, [*words, "--help"]).output
        for name, one in command.commands.items() if isinstance(command, click.Group) else ():
            yield from helps(one, [*words, name])

    for told in helps(gongjian, []):
        assert told.startswith("用法：")
        assert not re.search(r"required|default:|x[<>]=|INTEGER|TEXT|PATH|FILE\b", told)


@pytest.mark.parametrize("name", sorted(gongjian.commands))
def test_every_command_is_documented(name: str) -> None:
    assert f"`gongjian {name}" in DOCS


@pytest.mark.parametrize("code", exits.MEANINGS)
def test_every_exit_code_is_documented(code: int) -> None:
    assert f"| {code} | {exits.MEANINGS[code]} |" in DOCS


@pytest.mark.parametrize(
    "words",
    [
        ["who", "--nonsense"],
        ["where"],
        ["serve", "--port", "x"],
        ["nonsense"],
        ["who", "翠苑街道", "电工"],
        ["who", "--place"],
        ["who", "--json=yes"],
    ],
)
def test_wrong_words_are_told_in_one_chinese_sentence(tmp_path: Path, words: list[str]) -> None:
    told = run(tmp_path / "site", *words)
    assert told.returncode == exits.WRONG_USE
    assert "用法见" in told.stderr
    assert not re.search(r"Traceback|No such|does not|Missing|Got|requires|take", told.stderr)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (["where", ""], "编号或名称"),
        (["why-not", "甲测试"], "岗位"),
        (["why-not", "甲测试", " "], "岗位"),
        (["search", ""], "词"),
    ],
)
def test_an_argument_that_is_missing_or_empty_is_called_by_its_chinese_word(words: list[str], missing: str) -> None:
    told = CliRunner().invoke(gongjian, words, standalone_mode=False)
    assert isinstance(told.exception, click.UsageError)
    assert sentence_of_usage(told.exception).startswith(f"缺少 {missing}。用法见")


@pytest.mark.parametrize(
    "words",
    [
        ["doctor"],
        ["pins", "list"],
        ["weights", "list"],
        ["places", "circle"],
        ["codes"],
        ["codes", "compare", "--shipped"],
    ],
)
def test_a_data_folder_named_first_holds_for_every_command(tmp_path: Path, words: list[str]) -> None:
    (tmp_path / "no-folder").touch()
    told = CliRunner().invoke(gongjian, ["--data-folder", str(tmp_path / "no-folder"), *words], standalone_mode=False)
    assert str(tmp_path / "no-folder") in f"{told.output}{told.exception}"


@pytest.mark.parametrize("words", [[], ["pins"]])
def test_a_group_without_a_command_shows_its_help(tmp_path: Path, words: list[str]) -> None:
    told = run(tmp_path / "site", *words)
    assert (told.returncode, told.stderr.startswith("用法：gongjian")) == (exits.WRONG_USE, True)


def test_a_file_that_is_not_there_is_told_in_chinese_with_its_own_code(tmp_path: Path) -> None:
    told = run(tmp_path / "site", "import", str(tmp_path / "没有.xlsx"))
    assert told.returncode == exits.NOT_FOUND
    assert told.stderr.strip() == f"没有这个文件或文件夹：{tmp_path / '没有.xlsx'}。请核对路径；什么都没有导入。"
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("GONGJIAN_PORT", "abc", "GONGJIAN_PORT"),
        ("GONGJIAN_NEO4J_URI", "foo", "GONGJIAN_NEO4J_URI"),
        ("GONGJIAN_DATA_FOLDER", "/dev/null/site", "/dev/null/site"),
    ],
)
def test_unusable_setting_is_told_in_one_chinese_line_and_found_by_doctor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    password = tmp_path / "password"
    password.write_text("x")
    spoilt = environment(tmp_path / "site") | {"GONGJIAN_NEO4J_PASSWORD_FILE": str(password), name: value}
    monkeypatch.setitem(globals(), "environment", lambda _: spoilt)
    told, found = run(tmp_path, "match"), run(tmp_path, "doctor", "--json")
    assert told.returncode == exits.WRONG_USE, told.stderr
    assert says in told.stderr
    assert len(told.stderr.strip().splitlines()) == 1
    assert found.returncode == exits.FINDINGS, found.stderr
    assert any(says in one["advice"] for one in json.loads(found.stdout) if not one["well"])


def test_the_driver_says_nothing_of_its_own_on_the_terminal(tmp_path: Path) -> None:
    run_in_it = "import logging; from api.cli.commands import run; run(); logging.getLogger('neo4j.io').error('retry')"
    done = subprocess.run(
        [sys.executable, "-c", run_in_it, "sign-in"],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert "服务没有在运行" in done.stderr
    assert "retry" not in done.stderr


def test_questions_work_without_a_running_service_and_leave_nothing_behind(tmp_path: Path) -> None:
    site = tmp_path / "site"
    empty = run(site, "who", "--place", "翠苑街道")
    assert empty.returncode == exits.NOT_FOUND
    assert "gongjian demo" in empty.stderr
    loaded = run(site, "import", str(places(tmp_path)))
    assert loaded.returncode == exits.FINE, loaded.stdout + loaded.stderr
    told = run(site, "who", "--place", "翠苑街道", "--work", "电灯坏了没人修", "--slot", "周六上午", "--json")
    assert told.returncode == exits.FINE, told.stderr
    answer = json.loads(told.stdout)
    assert answer["place"]["id"] == "330106008000"
    assert answer["helpers"] == []
    proposed = json.loads(run(site, "projects", "--json").stdout)
    assert (proposed["worked_out"], proposed["items"]) == (False, [])
    wait_until_gone(site)


def test_service_serves_one_folder_once_and_ends_without_a_trace(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with started(site, "serve") as service:
        address = line_of(service).rpartition("：")[2].strip()
        base = address.partition("/sign-in")[0]
        with httpx.Client(timeout=60) as browser:
            assert browser.get(f"{base}/readyz").status_code == 200
            assert browser.get(address).status_code == 200
            assert browser.get(address).status_code == 401
        again = run(site, "serve")
        assert again.returncode == exits.BUSY
        assert base in again.stderr
        fresh = run(site, "sign-in")
        assert fresh.stdout.startswith(f"{base}/sign-in?token=")
        beside = run(site, "doctor", "--json")
        assert {one["name"] for one in json.loads(beside.stdout)} >= {"服务", "图数据库", "结构", "数据"}
        service.send_signal(signal.SIGINT)
        _, said = service.communicate(timeout=60)
    assert service.returncode == exits.INTERRUPTED
    assert "Traceback" not in said
    wait_until_gone(site)
    lock = FileLock(site / "serve.lock")
    assert lock.try_take()
    lock.free()


@pytest.mark.parametrize("stage", ["serve.lock", "serving.json", "graph/owner.lock", "graph/server.json"])
def test_interrupt_at_any_stage_leaves_no_process_no_lock_and_no_traceback(tmp_path: Path, stage: str) -> None:
    site = tmp_path / "site"
    with started(site, "serve") as service:
        wait_for(site / stage)
        service.send_signal(signal.SIGINT)
        _, said = service.communicate(timeout=120)
    assert (service.returncode, said.splitlines()[-1:]) == (exits.INTERRUPTED, [STOPPING])
    wait_until_gone(site)


AT_WORK = """
import logging, sys
from api.cli.leaving import KEPT, Farewell, on_leaving, run_heard
from api.cli.opening import opened_graph
from api.cli.options import settings_of

def command():
    logging.getLogger("neo4j").setLevel(logging.CRITICAL)
    with opened_graph(settings_of()) as graph, on_leaving(Farewell(KEPT)):
        graph.write(lambda tx: tx.run("CREATE (:Kept)").consume())
        print("begun", flush=True)
        {work}

sys.exit(run_heard(command))
"""
NEVER_ENDING = {
    "receiving": "graph.read(lambda tx: [1 for _ in tx.run('UNWIND range(1, 500000000) AS n RETURN n')])",
    "writing": "graph.write(lambda tx: [tx.run('CREATE (:Broken)').consume() for _ in iter(int, 1)])",
    "computing": "while True: pass",
}


TAKEN_BY_THE_WORK = """
import signal, sys, threading, time
from api.cli.leaving import run_heard

def command():
    time.sleep(0.5)  # until the main thread waits
    signal.pthread_kill(threading.get_ident(), signal.SIGINT)
    time.sleep(600)

sys.exit(run_heard(command))
"""


def test_an_interrupt_that_another_thread_took_is_heard_all_the_same(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-c", TAKEN_BY_THE_WORK],
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (told.returncode, told.stderr.splitlines()) == (exits.INTERRUPTED, [STOPPING])


PUTTING_AWAY = """
import sys, time
from api.cli.leaving import Farewell, on_leaving, run_heard

def command():
    asked = []
    with on_leaving(Farewell(call=lambda: asked.append(True), patience=60)):
        print("begun", flush=True)
        while not asked:
            time.sleep(0.01)
        time.sleep(1)
        print("put away", flush=True)

sys.exit(run_heard(command))
"""


def test_work_that_ends_by_itself_when_told_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(globals(), "COMMAND", [sys.executable, "-c"])
    with started(tmp_path, PUTTING_AWAY) as process:
        assert line_of(process) == "begun\n"
        time.sleep(0.2)  # until the main thread waits
        process.send_signal(signal.SIGTERM)
        left, _ = process.communicate(timeout=60)
    assert left == "put away\n"


@pytest.mark.parametrize("work", NEVER_ENDING)
def test_interrupt_in_the_middle_of_work_says_what_is_kept_and_leaves_the_rest(
    tmp_path: Path, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    monkeypatch.setitem(globals(), "COMMAND", [sys.executable, "-c"])
    with started(site, AT_WORK.format(work=NEVER_ENDING[work])) as process:
        assert line_of(process) == "begun\n"
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (exits.INTERRUPTED, f"{STOPPING}{KEPT}\n")
    wait_until_gone(site)
    with open_embedded(site / "graph") as graph:
        assert graph.rows("MATCH (n) RETURN labels(n)[0] AS label, count(*) AS n") == [{"label": "Kept", "n": 1}]


def wait_for(file: Path) -> None:
    deadline = time.monotonic() + 60
    while not file.exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert file.exists()


def test_termination_ends_as_tidily_as_an_interrupt(tmp_path: Path) -> None:
    site = tmp_path / "site"
    with started(site, "serve") as service:
        assert "sign-in" in line_of(service)
        service.send_signal(signal.SIGTERM)
        _, said = service.communicate(timeout=60)
    assert service.returncode == exits.TERMINATED
    assert "Traceback" not in said
    wait_until_gone(site)


def test_taken_port_is_told_with_a_way_out(tmp_path: Path, address: str) -> None:
    port = address.rpartition(":")[2]
    told = run(tmp_path / "site", "serve", "--port", port)
    assert told.returncode == exits.BUSY
    assert "--port" in told.stderr


def test_a_week_is_not_made_of_nothing_nor_of_a_sample_that_is_half_there(tmp_path: Path) -> None:
    empty = run(tmp_path / "site", "match")
    assert (empty.returncode, "先导入台账" in empty.stderr) == (exits.FAILED, True)
    (tmp_path / "site" / "sample-unfinished").touch()
    half = run(tmp_path / "site", "weekly")
    assert (half.returncode, "gongjian demo" in half.stderr) == (exits.FAILED, True)


def test_weights_are_listed_and_there_is_nothing_to_go_back_to_at_first(tmp_path: Path) -> None:
    listed, back = (run(tmp_path / "site", "weights", *words) for words in (["list", "--json"], ["back"]))
    assert listed.returncode == exits.FINE, listed.stderr
    assert (json.loads(listed.stdout)["number"], json.loads(listed.stdout)["proposals"]) == (0, [])
    assert back.returncode == exits.FAILED
    assert "没有什么可退回的" in back.stderr
