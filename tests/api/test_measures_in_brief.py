"""Reports tell long measures in few words, and a workbook what each member has."""

from typing import Any

import pytest

from api.answers.alliance import measure_rows, words_of
from api.reports.alliance_content import by_member_table
from api.reports.measures_in_brief import brief
from api.schemas.alliances import MeasureRow
from graph_model.network.measures import Asked, measure
from graph_model.network.network import network_of

NAMES = [f"单位{at:02}" for at in range(20)]


def row(key: str, value: Any) -> MeasureRow:
    return MeasureRow(key=key, name=key, definition="", source="", value=value, words=words_of(value))


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        ("core", NAMES, "单位00、单位01、单位02、单位03、单位04等 20 家"),
        ("bridges", [[one, "甲"] for one in NAMES], "单位00—甲、单位01—甲、单位02—甲、单位03—甲、单位04—甲等 20 条"),
        ("core", NAMES[:2], "单位00、单位01"),
        (
            "communities_of_practice",
            [NAMES[:18], *([one] for one in NAMES[18:])],
            "3 群，大的各 18、1、1 家，其中 2 群只有一家",
        ),
        ("coverage", {"调解": 0.5, "法律": 1.0}, "调解 0.500；法律 1.000"),
    ],
)
def test_long_lists_are_told_by_their_first_and_their_number(key: str, value: Any, words: str) -> None:
    assert brief(row(key, value)) == words


def test_what_is_said_of_each_of_many_members_is_told_by_how_far_it_goes_and_nobody_is_put_first() -> None:
    values = {name: None if at == 0 else at / 10 for at, name in enumerate(NAMES)}
    told = brief(row("constraint", values))
    assert told == "19 家，从 0.100 到 1.900，中位 1"


def test_the_table_of_members_has_every_measure_of_each() -> None:
    network = network_of(["甲", "乙", "丙"], ["乙", "丙", "丁"], attributes={"条线": dict.fromkeys("甲乙丙丁", "教育")})
    table = by_member_table(measure_rows(measure(network, Asked(group="条线"))))
    assert [one[0] for one in table.rows] == sorted("甲乙丙丁")
    assert {"中介度", "约束度", "核数", "实际的小圈子", "中间人角色：协调人"} <= {*table.head}
    second = dict(zip(table.head, next(one for one in table.rows if one[0] == "乙"), strict=True))
    assert (second["割点"], dict(zip(table.head, table.rows[0], strict=True))["割点"]) == ("是", "")
    assert (second["中介度"], second["中间人角色：协调人"], second["核数"]) == ("0.667", "2", "1")
