"""Who gets in: the printed address once, the session after it, programs by their token, and nobody else."""

import os
import time
from pathlib import Path

import httpx
import pytest
from fastapi.routing import iter_route_contexts

from api.app import create_app
from api.auth import Doorkeeper, check_origin, doorkeeper_of
from api.errors import ForeignOrigin, NotSignedIn
from api.guard import OPEN_FOLDERS, OPEN_PATHS
from api.settings import Settings
from tests.api.conftest import NoGraph

FEWEST_CLOSED = 30
"""Far fewer than there are; a door without routes behind it proves nothing."""


@pytest.fixture
def door(tmp_path: Path) -> Doorkeeper:
    return Doorkeeper(tmp_path, "session", session_hours=1, sign_in_hours=1)


def cookie_of(door: Doorkeeper, value: str) -> dict[str, str]:
    return {"cookie": f"{door.cookie_name}={value}"}


def test_printed_token_signs_in_once(door: Doorkeeper) -> None:
    token = door.new_sign_in_token()
    value = door.redeem(token)
    session = door.session_of(cookie_of(door, value))
    assert session is not None
    assert session.by_cookie
    with pytest.raises(NotSignedIn):
        door.redeem(token)


def test_token_of_another_process_of_the_folder_signs_in(tmp_path: Path) -> None:
    first, second = (Doorkeeper(tmp_path, "session", 1, 1) for _ in range(2))
    assert second.session_of(cookie_of(second, first.redeem(second.new_sign_in_token()))) is not None


def test_expired_token_is_refused_and_gone(door: Doorkeeper, tmp_path: Path) -> None:
    token = door.new_sign_in_token()
    (file,) = (tmp_path / "sign-in").iterdir()
    os.utime(file, (time.time() - 7200, time.time() - 7200))
    with pytest.raises(NotSignedIn):
        door.redeem(token)
    assert not file.exists()


@pytest.mark.parametrize("spoil", [lambda v: v[:-1] + ("0" if v[-1] != "0" else "1"), lambda v: "x" + v, lambda _: "."])
def test_altered_session_is_no_session(door: Doorkeeper, spoil: object) -> None:
    value = door.redeem(door.new_sign_in_token())
    assert callable(spoil)
    assert door.session_of(cookie_of(door, spoil(value))) is None


def test_session_ends_when_its_hours_are_over(tmp_path: Path) -> None:
    door = Doorkeeper(tmp_path, "session", session_hours=0, sign_in_hours=1)
    assert door.session_of(cookie_of(door, door.redeem(door.new_sign_in_token()))) is None


def test_secrets_are_readable_by_their_owner_only(door: Doorkeeper, tmp_path: Path) -> None:
    door.new_sign_in_token()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


def test_token_never_stands_in_a_file_name(door: Doorkeeper, tmp_path: Path) -> None:
    token = door.new_sign_in_token()
    assert not [file for file in tmp_path.rglob("*") if token in file.name]


@pytest.mark.parametrize(
    "headers", [{}, {"origin": "http://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}]
)
def test_change_from_elsewhere_is_refused(headers: dict[str, str]) -> None:
    with pytest.raises(ForeignOrigin):
        check_origin("POST", {"host": "127.0.0.1:8360", **headers})


@pytest.mark.parametrize("headers", [{"origin": "http://127.0.0.1:8360"}, {"sec-fetch-site": "same-origin"}])
def test_change_from_our_own_page_passes(headers: dict[str, str]) -> None:
    check_origin("POST", {"host": "127.0.0.1:8360", **headers})


def test_change_from_our_page_behind_a_proxy_passes_by_the_public_address(tmp_path: Path) -> None:
    settings = Settings(data_folder=tmp_path, public_url="https://gongjian.example/")
    public_host = doorkeeper_of(settings).public_host
    behind = {"host": "app:8360", "origin": "https://gongjian.example"}
    check_origin("POST", behind, public_host)
    with pytest.raises(ForeignOrigin):
        check_origin("POST", behind | {"origin": "https://evil.example"}, public_host)


def test_expired_tokens_are_cleared_away_when_another_is_made(door: Doorkeeper, tmp_path: Path) -> None:
    door.new_sign_in_token()
    (expired,) = (tmp_path / "sign-in").iterdir()
    os.utime(expired, (time.time() - 7200, time.time() - 7200))
    fresh = door.new_sign_in_token()
    assert len(list((tmp_path / "sign-in").iterdir())) == 1
    assert door.redeem(fresh)


def test_every_route_needs_a_sign_in_but_the_open_ones(settings: Settings, stranger: httpx.Client) -> None:
    app = create_app(settings, NoGraph())
    routes = [(how, route.path or "") for route in iter_route_contexts(app.routes) for how in route.methods or ()]
    closed = [one for one in routes if one[1] not in OPEN_PATHS and not one[1].startswith(OPEN_FOLDERS)]
    opened = {path for _, path in set(routes) - set(closed)}
    assert opened == {"/favicon.ico", "/healthz", "/readyz", "/sign-in", "/static/{digest}/{name:path}"}
    assert len(closed) >= FEWEST_CLOSED
    for method, path in closed:
        assert stranger.request(method, path).status_code == 401, (method, path)


def test_program_with_the_token_of_the_folder_passes_the_door(program: httpx.Client) -> None:
    assert program.get("/api/v1/openapi.json").status_code == 200
    assert program.post("/api/v1/nowhere").status_code == 404


def test_program_with_a_wrong_token_does_not(stranger: httpx.Client) -> None:
    assert stranger.get("/api/v1/openapi.json", headers={"authorization": "Bearer x"}).status_code == 401


def test_browser_cannot_be_made_to_post_by_another_site(browser: httpx.Client) -> None:
    answer = browser.post("/sign-out", headers={"origin": "http://evil.example"})
    assert answer.status_code == 403
    assert answer.json()["type"] == "/problems/foreign-origin"


def test_signing_out_takes_the_cookie_back(browser: httpx.Client) -> None:
    assert browser.post("/sign-out").status_code == 303
    assert browser.get("/api/v1/openapi.json").status_code == 401


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(settings: Settings, stranger: httpx.Client) -> None:
    token = doorkeeper_of(settings).new_sign_in_token()
    cookie = stranger.get("/sign-in", params={"token": token}).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_signing_in_is_no_redirect_on_which_a_strict_cookie_would_stay_behind(
    settings: Settings, stranger: httpx.Client
) -> None:
    token = doorkeeper_of(settings).new_sign_in_token()
    answer = stranger.get("/sign-in", params={"token": token})
    assert answer.status_code == 200
    assert '<meta http-equiv="refresh" content="0; url=/">' in answer.text
    assert '<a href="/">' in answer.text
    assert answer.headers["cache-control"] == "no-store"
