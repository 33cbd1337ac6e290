"""What docs/api.md shows works as it is copied, and what cannot be read as HTTP is refused in Chinese."""

import json
import logging
import re
import socket
import subprocess
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import pytest

from api.settings import Settings

DOCUMENT: Final = Path(__file__).resolve().parents[2] / "docs" / "api.md"
EXAMPLES: Final = re.findall(r"```sh\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_of_the_document_is_answered_as_it_is_copied(
    example: str, settings: Settings, service: str, tmp_path: Path
) -> None:
    (tmp_path / "data").symlink_to(settings.data_folder)
    typed = example.replace("http://127.0.0.1:8360", service)
    assert typed != example
    run = subprocess.run(["bash", "-c", typed], cwd=tmp_path, capture_output=True, check=True, timeout=60)
    answer = json.loads(run.stdout)
    assert answer["place"]["name"] == "翠苑街道"
    assert answer["understood"]


def test_there_is_an_example_to_copy() -> None:
    assert any(one.startswith("curl ") for one in EXAMPLES)


def test_an_address_in_plain_chinese_is_refused_in_chinese(address: str, caplog: pytest.LogCaptureFixture) -> None:
    host, port = urlsplit(address).hostname, urlsplit(address).port
    with caplog.at_level(logging.WARNING), socket.create_connection((host, port), timeout=30) as connection:
        logging.getLogger("uvicorn.error").addHandler(caplog.handler)
        connection.sendall("GET /api/v1/who?place=翠苑 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
    logging.getLogger("uvicorn.error").removeHandler(caplog.handler)
    head, _, body = answer.partition("\r\n\r\n")
    assert head.startswith("HTTP/1.1 400 ")
    assert "application/problem+json" in head
    assert "--data-urlencode" in json.loads(body)["detail"]
    assert [one.getMessage() for one in caplog.records if one.name == "uvicorn.error"] != []
    assert not any("Invalid HTTP" in one.getMessage() for one in caplog.records)
