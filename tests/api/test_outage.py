"""The graph's server is lost in the middle of things and comes back: told in a sentence, mended without a restart."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.settings import Settings
from graph_model.data_folder import DataFolder
from graph_model.opening import open_embedded
from tests.api.conftest import running, signed_in
from tests.api.small_district import TODAY, build, propose_two_for_one_place, suggestion_id

PATIENCE = 120.0


@pytest.fixture
def lost(settings: Settings) -> Iterator[httpx.Client]:
    """A signed-in reader of a service whose graph server is killed just now, in the middle of the week."""
    with open_embedded(settings.graph_folder, "512m") as graph:
        build(graph)
        propose_two_for_one_place(graph)
        app = create_app(settings, graph, today=lambda: TODAY)
        with running(app, settings) as address, signed_in(settings, address) as reader:
            assert reader.get("/api/v1/desk").status_code == 200
            kill_server(settings.graph_folder)
            yield reader


def kill_server(folder: Path) -> None:
    address = DataFolder(folder).find_address()
    assert address is not None
    os.kill(address.pid, signal.SIGKILL)


def until_answered(reader: httpx.Client, method: str, path: str) -> httpx.Response:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        answer = reader.request(method, path)
        if answer.status_code != 503:
            return answer
        assert answer.headers["retry-after"]
        assert answer.json()["type"] in {"/problems/graph-away", "/problems/graph-busy"}
    raise AssertionError("the service did not come back")


def test_questions_are_answered_again_without_a_restart(lost: httpx.Client) -> None:
    assert lost.get("/healthz").status_code == 200
    assert until_answered(lost, "GET", "/api/v1/desk").status_code == 200
    assert until_answered(lost, "GET", "/readyz").status_code == 200
    assert lost.get("/api/v1/desk").status_code == 200


def test_acceptance_is_kept_or_refused_but_never_half(lost: httpx.Client) -> None:
    chen = suggestion_id("post-repair", "person-chen")
    accepted = until_answered(lost, "POST", f"/api/v1/suggestions/{chen}/accept")
    assert accepted.status_code == 200
    zhou = suggestion_id("post-repair", "person-zhou")
    assert until_answered(lost, "POST", f"/api/v1/suggestions/{zhou}/accept").status_code == 409
