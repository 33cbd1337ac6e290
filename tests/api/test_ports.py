"""A port that cannot be used is told in Chinese, with one that can."""

import errno
import re
import socket
from pathlib import Path

import pytest

from api.cli import ports
from api.cli.errors import Refused
from api.cli.serving import bound_socket
from api.settings import Settings


def test_busy_port_is_told_in_chinese_with_another_one_that_is_free(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        busy = taken.getsockname()[1]
        settings = Settings(host="127.0.0.1", port=busy, data_folder=tmp_path)
        with pytest.raises(Refused, match="已被别的程序占用") as refused, bound_socket(settings):
            pass
    said = str(refused.value)
    assert "in use" not in said
    (suggested,) = re.findall(r"--port (\d+)", said)
    assert int(suggested) != busy
    with socket.socket() as free:
        free.bind(("127.0.0.1", int(suggested)))


def test_every_other_failure_to_listen_is_told_without_english() -> None:
    for number in (errno.EACCES, errno.EADDRNOTAVAIL, errno.EIO):
        failure = OSError(number, "English words")
        assert "English" not in ports.reason(failure) + ports.way_out("127.0.0.1", failure)
    assert "--host" in ports.way_out("127.0.0.1", OSError(errno.EADDRNOTAVAIL, ""))
