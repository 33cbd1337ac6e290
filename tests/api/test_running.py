"""One service per folder, and commands that look whether it runs do not stand in its way."""

import pytest

from api.cli import exits, service
from api.cli.errors import Refused
from api.cli.running import Running, find_running, note_leaving, note_running, sole_service
from api.schemas import AllianceAnswer
from api.settings import Settings
from graph_model import locking
from graph_model.locking import FileLock


@pytest.fixture
def look(settings: Settings) -> FileLock:
    """The lock as another command holds it while it looks whether a service runs."""
    settings.data_folder.mkdir()
    lock = FileLock(settings.data_folder / "serve.lock")
    assert lock.try_take()
    return lock


def test_service_waits_for_a_command_that_only_looks(
    settings: Settings, look: FileLock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking.time, "sleep", lambda _: look.free())
    with sole_service(settings):
        assert find_running(settings) is None
        assert not look.try_take()


def test_second_service_is_refused_once_its_patience_is_over(settings: Settings, look: FileLock) -> None:
    with pytest.raises(Refused) as refused, sole_service(settings):
        pass
    look.free()
    assert refused.value.code == exits.BUSY
    assert "已经在运行" in str(refused.value)


def test_next_service_waits_for_one_that_was_told_to_stop(
    settings: Settings, look: FileLock, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    note_running(settings, Running("http://127.0.0.1:8360", "http://127.0.0.1:8360", None))
    monkeypatch.setattr("api.cli.running.PATIENCE_SECONDS", 0)
    with pytest.raises(Refused), sole_service(settings):
        pass
    note_leaving(settings)
    monkeypatch.setattr(locking.time, "sleep", lambda _: look.free())
    with sole_service(settings):
        assert "正在停下" in capsys.readouterr().err


def test_a_service_left_running_over_an_upgrade_is_to_be_started_again(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = Running("http://127.0.0.1:8360", "http://127.0.0.1:8360", settings.territory)
    monkeypatch.setattr(service, "find_running", lambda _: running)
    monkeypatch.setattr(service, "_fetch", lambda *_: (200, b'{"of_another": "version"}'))
    with pytest.raises(Refused) as refused:
        service.ask_service(settings, "/alliances/x", AllianceAnswer)
    assert refused.value.code == exits.FAILED
    assert "请重新启动服务" in str(refused.value)
