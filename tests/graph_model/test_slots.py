import pytest

from graph_model.slots import ALL_SLOTS, SLOTS, SlotsUnclear, parse_slots, slots_text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("周六上午", "周六上午"),
        ("星期日下午", "周日下午"),
        ("周六上午、下午", "周六上午、周六下午"),
        ("周六、周日上午", "周六上午、周日上午"),
        ("周二和周四晚上", "周二晚上、周四晚上"),
        ("周末上午", "周六上午、周日上午"),
        ("周三", "周三上午、周三下午、周三晚上"),
        ("周二，周三上午", "周二上午、周二下午、周二晚上、周三上午"),
        ("每天", "任何时间"),
        ("周 六 上 午", "周六上午"),
        ("周一、三、五下午", "周一下午、周三下午、周五下午"),
        ("周五至周日晚上", "周五晚上、周六晚上、周日晚上"),
        ("周六至周一上午", "周一上午、周六上午、周日上午"),
        ("周六9:00-11:30", "周六上午"),
        ("周六上午9点", "周六上午"),
        ("周六下午2点-4点", "周六下午"),
        ("周六上午均可", "周六上午"),
        ("周五晚", "周五晚上"),
        ("周一周三晚", "周一晚上、周三晚上"),
        ("周六早", "周六上午"),
        ("周六半天", "周六上午、周六下午"),
        ("周六上午半天", "周六上午"),
        ("每周六日半天", "周六上午、周六下午、周日上午、周日下午"),
        ("周末下午或晚上", "周六下午、周六晚上、周日下午、周日晚上"),
        ("任何时间", "任何时间"),
        ("随叫随到", "时间待核实"),
        ("", "时间待核实"),
    ],
)
def test_staffs_words_for_time_are_understood(words: str, text: str) -> None:
    assert slots_text(parse_slots(words)) == text


def test_working_days_are_monday_to_friday() -> None:
    assert parse_slots("工作日晚上") == parse_slots("周一至周五晚上") == sum(1 << (day * 3 + 2) for day in range(5))


def test_every_slot_reads_back() -> None:
    assert [parse_slots(name) for name in SLOTS] == [1 << bit for bit in range(21)]
    assert sum(parse_slots(name) or 0 for name in SLOTS) == ALL_SLOTS


def test_no_time_at_all_is_not_the_same_as_unknown() -> None:
    assert slots_text(0) == "无空余时间"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("周八上午", "周八"),
        ("周6上午", "周6"),
        ("周六半夜", "半夜"),
        ("周六25点", "25点"),
        ("周六2点", "2点"),
        ("平时晚上", "平时"),
        ("除节假日外", "除外"),
        ("明天", "哪一天"),
        ("今天上午", "哪一天"),
        ("下周六", "哪一天"),
    ],
)
def test_a_day_or_a_part_of_the_day_that_is_none_is_told_with_what_to_write(words: str, told: str) -> None:
    with pytest.raises(SlotsUnclear, match=told) as unclear:
        parse_slots(words)
    assert "周六上午" in unclear.value.advice
