"""One service per folder, and commands that look whether it runs do not stand in its way."""

import pytest

from api.cli import exits
from api.cli.errors import Refused
from api.cli.running import find_running, sole_service
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
