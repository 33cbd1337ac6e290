"""What the door does with what is too large, and with faults nobody foresaw."""

import logging
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.cursors import cursor_at, offset_of
from api.errors import BadQuestion
from api.settings import Settings
from tests.api.conftest import TODAY, NoGraph, running, signed_in

SECRET = "张三的电话"
PAGE = {"accept": "text/html"}


@pytest.fixture
def clumsy(settings: Settings) -> Iterator[httpx.Client]:
    """A reader of a service that takes one megabyte and has a fault."""
    app = create_app(settings.model_copy(update={"upload_megabytes": 1}), NoGraph(), today=lambda: TODAY)

    @app.get("/faulty/{name}")
    def faulty(name: str) -> None:
        raise RuntimeError(SECRET, name)

    with running(app, settings) as address, signed_in(settings, address) as client:
        yield client


@pytest.mark.parametrize(
    ("headers", "shape"), [(PAGE, "text/html"), ({"accept": "application/json"}, "application/problem+json")]
)
def test_unforeseen_fault_is_told_in_chinese_behind_the_strict_policy(
    clumsy: httpx.Client, caplog: pytest.LogCaptureFixture, headers: dict[str, str], shape: str
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = clumsy.get("/faulty/李四", headers=headers)
    assert answer.status_code == 500
    assert answer.headers["content-type"].startswith(shape)
    assert "程序的毛病" in answer.text
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert SECRET not in answer.text


def test_log_of_a_fault_says_where_and_names_nobody(clumsy: httpx.Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        clumsy.get("/faulty/李四")
    assert "RuntimeError at GET /faulty/{name}" in caplog.text
    assert Path(__file__).name in caplog.text
    assert SECRET not in caplog.text
    assert "李四" not in caplog.text


def test_upload_that_says_it_is_too_large_is_not_read(clumsy: httpx.Client) -> None:
    answer = clumsy.post("/api/v1/imports", files={"file": ("a.csv", b"x" * 1_200_000)})
    assert answer.status_code == 413
    assert "1 兆" in answer.json()["detail"]


@pytest.mark.parametrize("headers", [{}, {"idempotency-key": "one"}])
def test_upload_that_does_not_say_is_refused_while_it_comes_in(clumsy: httpx.Client, headers: dict[str, str]) -> None:
    def pieces() -> Iterator[bytes]:
        yield b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'
        for _ in range(20):
            yield b"x" * 100_000
        yield b"\r\n--x--\r\n"

    told = {"content-type": "multipart/form-data; boundary=x"} | headers
    answer = clumsy.post("/api/v1/imports", content=pieces(), headers=told)
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems/too-large"


def test_list_that_does_not_exist_is_not_found(reader: httpx.Client) -> None:
    answer = reader.get("/lists/abc", headers=PAGE)
    assert answer.status_code == 404
    assert "没有" in answer.text


def test_cursor_beyond_every_list_is_refused() -> None:
    with pytest.raises(BadQuestion):
        offset_of(cursor_at(10**20))


@pytest.mark.parametrize("name", ["..", ".", "a/.."])
def test_upload_without_a_usable_name_is_refused(reader: httpx.Client, name: str) -> None:
    assert reader.post("/api/v1/imports", files={"file": (name, b"x")}).status_code == 422


def test_upload_with_a_very_long_name_is_read(reader: httpx.Client) -> None:
    answer = reader.post("/api/v1/imports", files={"file": ("很长" * 200 + ".csv", "姓名\n张三\n".encode())})
    assert answer.status_code == 200
    assert answer.json()["sheets"][0]["findings"]
