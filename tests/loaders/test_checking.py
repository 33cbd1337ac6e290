"""Check digits, phones, codes and the nearest name."""

import pytest

from loaders import checking
from loaders.findings import CellProblem


def test_valid_id_number_is_given_back_in_upper_case() -> None:
    assert checking.id_number("11010519491231002x") == "11010519491231002X"


@pytest.mark.parametrize("words", ["110105194912310021", "11010519491331002X", "12345", "3.30106E+17"])
def test_wrong_id_numbers_are_refused_with_a_reason(words: str) -> None:
    with pytest.raises(CellProblem) as problem:
        checking.id_number(words)
    assert "身份证号" in problem.value.reason
    assert problem.value.advice


def test_valid_credit_code_passes_and_one_changed_digit_does_not() -> None:
    assert checking.uscc("91350100M000100Y43") == "91350100M000100Y43"
    with pytest.raises(CellProblem):
        checking.uscc("91350100M000100Y44")


def test_first_two_characters_of_a_credit_code_tell_the_kind() -> None:
    assert checking.organisation_kind("91350100M000100Y43") == "Enterprise"


@pytest.mark.parametrize("words", ["13800000001", "138 0000 0001", "0571-87654321", "87654321"])
def test_phones_in_usual_spellings_pass(words: str) -> None:
    assert checking.phone(words)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("13800000001.0", "13800000001"),
        ("86-13800000001", "13800000001"),
        ("+86 138 0000 0001", "13800000001"),
        ("0086-13800000001", "13800000001"),
        ("86 13800000001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("86138-0000-0001", "13800000001"),
        ("(+86)13800000001", "13800000001"),
        ("（86）-13800000001", "13800000001"),
        ("+86 571 87654321", "057187654321"),
        ("86130012", "86130012"),
    ],
)
def test_the_code_of_the_country_and_what_tables_leave_behind_are_no_part_of_a_phone(words: str, meant: str) -> None:
    assert checking.phone(words) == meant


@pytest.mark.parametrize("words", ["1380000000", "23800000001", "电话"])
def test_wrong_phones_are_problems(words: str) -> None:
    with pytest.raises(CellProblem):
        checking.phone(words)


def test_short_codes_are_padded_to_twelve_digits() -> None:
    assert checking.territory_code("330106") == "330106000000"


def test_nearest_name_is_found_among_the_known() -> None:
    assert checking.nearest_name("翠苑一社区", ["翠苑一区社区", "文新社区"]) == "翠苑一区社区"
    assert checking.nearest_name("完全无关", ["翠苑一区社区"]) is None
