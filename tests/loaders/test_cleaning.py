"""What people write in cells, read as they mean it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from graph_model.day import today
from graph_model.slots import slots_text
from loaders import cleaning
from loaders.findings import CellProblem, Severity
from loaders.kinds import BY_KEY


@pytest.mark.parametrize(
    "cell",
    [
        "2021年3月5日",
        "2021.3.5",
        "2021/3/5",
        "21/3/5",
        "20210305",
        20210305,
        20210305.0,
        44260,
        "44260",
        "44260.0",
        "2021年3月5日（星期五）",
        datetime(2021, 3, 5),  # noqa: DTZ001 - as workbooks give it
        "2021-03-05 08:00:00",
    ],
)
def test_every_usual_spelling_of_a_date_is_the_same_day(cell: object) -> None:
    assert cleaning.day(cell) == date(2021, 3, 5)  # type: ignore[arg-type]


def test_month_alone_stands_for_its_first_day() -> None:
    assert cleaning.day("2021年3月") == date(2021, 3, 1)


@pytest.mark.parametrize("cell", ["明年", "2021-13-01", "2021年2月30日", "1021年3月1日"])
def test_impossible_dates_are_problems(cell: str) -> None:
    with pytest.raises(CellProblem):
        cleaning.day(cell)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("约1,200人", 1200),
        ("３万元", 30000),
        (5, 5),
        ("12.5小时", 12.5),
        ("-3", -3),
        ("十", 10),
        ("约两百三十人", 230),
        ("两千五", 2_500),
        ("一百二", 120),
        ("两千零五", 2_005),
        ("一万二", 12_000),
        ("三万二千五", 32_500),
        ("二十五人", 25),
        ("一场", 1),
        ("每周两次", 2),
        ("三万", 30000),
        ("十二名", 12),
    ],
)
def test_numbers_are_read_with_their_units(cell: object, value: float) -> None:
    assert cleaning.number(cleaning.text(cell)) == value  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words", ["十几人", "一些", "若干", "统一安排", "几十", "十来个人", "一百多人", "两三人", "一二三"]
)
def test_words_that_name_no_certain_number_are_a_problem(words: str) -> None:
    with pytest.raises(CellProblem):
        cleaning.number(words)


def test_unit_stands_behind_a_number_in_words_too() -> None:
    assert (cleaning.unit_after_number("一场"), cleaning.unit_after_number("3场")) == ("场", "场")


def test_about_is_no_part_of_a_unit() -> None:
    assert cleaning.unit_after_number("10余人") == "人"


def test_count_of_half_a_person_is_a_problem() -> None:
    with pytest.raises(CellProblem):
        cleaning.count("1.5")


def test_several_values_in_a_cell_are_split_once_each() -> None:
    assert cleaning.split("护理、急救，护理；理发\n1.电工 2.木工/瓦工") == (
        "护理",
        "急救",
        "理发",
        "电工",
        "木工",
        "瓦工",
    )


def test_full_width_characters_are_narrowed_and_controls_dropped() -> None:
    assert cleaning.text("　１３８００ＡＢ\x00\u200b ") == "13800AB"


@pytest.mark.parametrize("cell", ["", "  ", "—", "无", "N/A", "/", float("nan"), None])
def test_cells_that_say_nothing_are_empty(cell: object) -> None:
    assert cleaning.is_empty(cell)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("周六上午、周日全天", "周六上午、周日上午、周日下午、周日晚上"),
        ("周一、三、五下午", "周一下午、周三下午、周五下午"),
        ("星期天上午", "周日上午"),
        ("随时", "任何时间"),
        ("每周末上午", "周六上午、周日上午"),
        ("每天", "任何时间"),
        ("每个双休日", "周六上午、周六下午、周六晚上、周日上午、周日下午、周日晚上"),
        ("周一至周三晚上", "周一晚上、周二晚上、周三晚上"),
    ],
)
def test_slots_are_read_from_words(words: str, meant: str) -> None:
    assert slots_text(cleaning.slots(words)) == meant


@pytest.mark.parametrize("words", ["看情况", "周八上午", "周六半夜", "明天", "周八随时"])
def test_words_that_name_no_time_are_a_problem(words: str) -> None:
    with pytest.raises(CellProblem, match="按没有写记") as problem:
        cleaning.slots(words)
    assert problem.value.severity is Severity.WARNING
    assert "周六上午" in problem.value.advice


@pytest.mark.parametrize("read", [cleaning.number, cleaning.count, cleaning.day])
def test_a_whole_number_no_machine_holds_is_told(read: Callable[[Any], object]) -> None:
    for value in (10**400, -(10**400)):
        with pytest.raises(CellProblem):
            read(value)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026年底", "2026-12-31"),
        ("2026年年末", "2026-12-31"),
        ("2026年上半年", "2026-06-30"),
        ("2026年第三季度", "2026-09-30"),
        ("2024年2月底", "2024-02-29"),
        ("6月底前", f"{today().year}-06-30"),
        ("年底", f"{today().year}-12-31"),
        ("明年底", f"{today().year + 1}-12-31"),
    ],
)
def test_a_stretch_of_the_year_is_no_day_and_the_day_to_write_is_told(words: str, day: str) -> None:
    with pytest.raises(CellProblem, match=f"“{words}”是大概") as problem:
        cleaning.day(words)
    assert day in problem.value.advice
    assert ("连年份" in problem.value.advice) is (words[0] != "2")


def test_a_month_written_with_a_point_is_the_month_written_with_its_sign() -> None:
    assert cleaning.day("2021.1") == cleaning.day("2021年1月")


@pytest.mark.parametrize("cell", [1980.1, "1980年底", "1980年上半年", "1980.1", "1980年", 1980.0])
def test_the_year_of_a_birth_is_sure_although_the_day_is_not(cell: float | str) -> None:
    assert BY_KEY["volunteers"].column("birth_year").read(cell) == 1980


@pytest.mark.parametrize("cell", ["2024.3.5上午", "2024年3月5日（周二）上午9:00", "2024年3月5日14:00", "2024/3/5 下午"])
def test_the_time_of_day_behind_a_date_is_left_aside(cell: str) -> None:
    assert cleaning.day(cell) == date(2024, 3, 5)
