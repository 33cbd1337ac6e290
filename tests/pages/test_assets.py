"""Static files: versioned, immutable, compressed beforehand."""

import gzip

import httpx
import pytest

from api.pages.assets import ASSETS, address_of


def test_an_asset_is_kept_for_a_year_under_the_address_of_its_content(stranger: httpx.Client) -> None:
    answer = stranger.get(address_of("app.css"))
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_an_asset_of_another_version_is_unknown(stranger: httpx.Client) -> None:
    assert stranger.get("/static/000000000000/app.css").status_code == 404


@pytest.mark.parametrize("name", sorted(ASSETS))
def test_an_asset_arrives_compressed_and_whole(stranger: httpx.Client, name: str) -> None:
    answer = stranger.get(address_of(name))
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == ASSETS[name].plain


def test_the_sign_is_where_browsers_look_for_it_before_anybody_signs_in(stranger: httpx.Client) -> None:
    answer = stranger.get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/svg+xml")
    assert answer.content == ASSETS["icon.svg"].plain


def test_a_reader_without_gzip_gets_the_plain_file(stranger: httpx.Client) -> None:
    answer = stranger.get(address_of("app.js"), headers={"accept-encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == ASSETS["app.js"].plain


def test_compressed_bytes_are_made_once_and_the_same_each_time() -> None:
    asset = ASSETS["app.css"]
    assert gzip.compress(asset.plain, 9, mtime=0) == asset.zipped


def test_nothing_in_the_styles_or_scripts_of_ours_names_another_host() -> None:
    for name in ("app.css", "app.js", "picture.js", "picture_drawing.js"):
        assert b"http://" not in ASSETS[name].plain
        assert b"https://" not in ASSETS[name].plain
