"""Every setting is documented, and its documentation is what the code says."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from api.settings import PREFIX, Settings, settings_table

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_says_what_it_means(name: str) -> None:
    assert Settings.model_fields[name].description


def test_documented_settings_are_the_ones_there_are() -> None:
    assert settings_table() in DOCS.read_text(encoding="utf-8")


def test_environment_sets_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"{PREFIX}PORT", "9000")
    assert Settings().port == 9000
    assert Settings().cookie_name == "gongjian_9000"


def test_only_this_machine_is_served_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(f"{PREFIX}HOST", raising=False)
    assert Settings().host == "127.0.0.1"


def test_own_graph_is_used_until_an_address_is_set() -> None:
    assert Settings(neo4j_uri=None).embedded
    assert not Settings(neo4j_uri="bolt://127.0.0.1:7687").embedded


def test_a_time_zone_that_is_none_is_refused() -> None:
    assert Settings(timezone="Asia/Urumqi").timezone == "Asia/Urumqi"
    for wrong in ("Mars/Olympus", "../etc/passwd", ""):
        with pytest.raises(ValidationError, match="不是时区的名字"):
            Settings(timezone=wrong)
