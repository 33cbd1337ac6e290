import pytest

from graph_model.slots import ALL_SLOTS, SLOTS, parse_slots, slots_text


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
