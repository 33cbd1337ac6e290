"""How far two names agree."""

import numpy as np
import pytest

from loaders.identity import fields, names


def level(one: str, other: str) -> int:
    table, rows = names.encode([one, other])
    return int(names.levels(table, rows[:1], rows[1:])[0])


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("王建国", "王建国", fields.SAME_NAME),
        ("李晓红", "李小红", fields.SOUNDS),
        ("王建未", "王建末", fields.LOOKS),
        ("王建国", "王国建", fields.SWAPPED),
        ("王建国", "王建民", fields.ONE_OFF),
        ("王建国", "王国", fields.ONE_OFF),
        ("王芳", "王强", fields.SURNAME),
        ("王建国", "李爱民", fields.DIFFERENT),
        ("老王", "王建国", fields.CALLED),
        ("王师傅", "王建国", fields.CALLED),
        ("阿强", "李志强", fields.CALLED),
        ("欧阳娜", "欧阳", fields.ONE_OFF),
        ("老王", "李爱民", fields.DIFFERENT),
        ("李建国", "王建国", fields.DIFFERENT),
        ("王建国", "建国", fields.ONE_OFF),
    ],
)
def test_names_agree_so_far(one: str, other: str, expected: int) -> None:
    assert level(one, other) == expected
    assert level(other, one) == expected


def test_two_short_names_that_differ_in_one_character_share_the_surname_alone() -> None:
    assert level("王伟", "王芳") == fields.SURNAME


def test_a_compound_surname_is_one() -> None:
    assert names.surname_of("欧阳娜娜") == "欧阳"
    assert names.surname_of("王建国") == "王"


@pytest.mark.parametrize("name", ["高老师", "小王", "王工程", "王建国"])
def test_some_words_are_ways_to_call_somebody(name: str) -> None:
    assert (names.called(name) is not None) == (name in {"高老师", "小王"})


def test_an_empty_name_is_missing() -> None:
    table, rows = names.encode(["", "王芳"])
    assert names.levels(table, rows[:1], rows[1:]).tolist() == [fields.MISSING]


def test_spaces_and_dots_are_no_part_of_a_name() -> None:
    assert names.plain("王 芳") == "王芳"
    assert names.plain("阿卜杜拉·买买提") == "阿卜杜拉买买提"


def test_a_table_without_names_compares_nothing() -> None:
    table, rows = names.encode([""])
    assert names.levels(table, rows, rows).dtype == np.uint8
