"""Every setting is documented, and its documentation is what the code says."""

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.cli.errors import Refused
from api.cli.options import settings_of
from api.settings import PREFIX, Settings, settings_table
from matching.features import DOCUMENTED, FEATURES

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


def written(**other: object) -> str:
    return ",".join(f"{key}={points}" for key, points in (DOCUMENTED.points | other).items())


def test_the_weights_are_the_documented_ones_until_they_are_set() -> None:
    assert Settings().weights == written()
    assert Settings().stated_weights == DOCUMENTED


def test_weights_may_be_shares_under_chinese_names() -> None:
    shares = Settings(weights="，".join(f"{feature.name}：{feature.weight // 10_000}" for feature in FEATURES))
    assert shares.stated_weights == DOCUMENTED
    thirds = Settings(weights=",".join(f"{key}={int(key in {'trade', 'near', 'done'})}" for key in DOCUMENTED.points))
    assert sorted(thirds.stated_weights.points.values())[-3:] == [333_333, 333_333, 333_334]


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (written(phrenology=1), "没有“phrenology”这项特征；有的是专业对口（trade）"),
        ("trade=500000,near=500000", "没有写证书等级（papers）、时间合适"),
        (written() + ",就近=1", "就近（near）写了两次"),
        (written(near=-1), "“near=-1”读不懂"),
        (written(near="多"), "“near=多”读不懂"),
        ("", "“”读不懂"),
        (written(**dict.fromkeys(DOCUMENTED.points, 0)), "至少一项要大于 0"),
    ],
)
def test_weights_that_cannot_be_used_are_refused_with_the_reason(
    weights: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"{PREFIX}WEIGHTS", weights)
    with pytest.raises(Refused, match=re.escape(words)):
        settings_of()


def test_a_time_zone_that_is_none_is_refused() -> None:
    assert Settings(timezone="Asia/Urumqi").timezone == "Asia/Urumqi"
    for wrong in ("Mars/Olympus", "../etc/passwd", ""):
        with pytest.raises(ValidationError, match="不是时区的名字"):
            Settings(timezone=wrong)
