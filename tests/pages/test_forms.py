"""Forms: only this session's own are taken, and they lead back only to this site."""

import pytest

from api.pages.forms import safe_way_back
from tests.pages.conftest import Opening


@pytest.mark.parametrize(
    "back", ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere.example", "week", ""]
)
def test_the_way_back_never_leaves_the_site(back: str) -> None:
    assert safe_way_back(back) == "/"


def test_the_way_back_keeps_the_filters() -> None:
    assert safe_way_back("/week?place=330106008000&decision=待定") == "/week?place=330106008000&decision=待定"


@pytest.mark.parametrize("token", ["", "0" * 32])
def test_a_form_without_this_sessions_token_changes_nothing(opened: Opening, token: str) -> None:
    watched = opened("/week")
    form = {"csrf": token, "suggestion": "any"}
    origin = {"origin": watched.address, "accept": "text/html"}
    answer = watched.page.request.post(f"{watched.address}/week/accept", form=form, headers=origin)
    assert answer.status == 403
    assert "没有保存" in answer.text()
