"""Which registered unit a short name most likely means."""

import pytest

from loaders.identity.unit_names import called_for_short, likely_units, names_by_unit, the_likeliest

NAMES = (
    "样例区人民法院",
    "样例区人民检察院",
    "样例区卫生健康局",
    "样例区市场监督管理局",
    "样例区教育局",
    "样例区委组织部",
    "翠苑街道办事处",
    "翠苑一区社区居民委员会",
    "翠苑小区业主委员会",
    "南都物业服务有限公司",
)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("区法院", "样例区人民法院"),
        ("法院", "样例区人民法院"),
        ("样例区检察院", "样例区人民检察院"),
        ("区卫健局", "样例区卫生健康局"),
        ("卫计局", "样例区卫生健康局"),
        ("区市场监管局", "样例区市场监督管理局"),
        ("工商局", "样例区市场监督管理局"),
        ("翠苑街道", "翠苑街道办事处"),
        ("翠苑一区社区居委会", "翠苑一区社区居民委员会"),
        ("翠苑小区业委会", "翠苑小区业主委员会"),
        ("南都物业", "南都物业服务有限公司"),
    ],
)
def test_a_short_or_old_name_means_the_unit(words: str, name: str) -> None:
    found = the_likeliest(words, NAMES)
    assert found is not None
    assert found.name == name
    assert found.reason


@pytest.mark.parametrize("words", ["余杭区人民法院", "区妇联", "第一小学", "翠苑三区社区居委会"])
def test_another_unit_is_not_taken_for_one_that_is_registered(words: str) -> None:
    found = the_likeliest(words, NAMES)
    assert found is None or found.score < 0.8


def test_two_that_are_as_likely_are_both_told_and_neither_is_chosen() -> None:
    names = ("样例区人民法院", "别处区人民法院")
    assert the_likeliest("法院", names) is None
    assert [one.name for one in likely_units("法院", names)] == sorted(names)


def test_a_usual_short_name_leads_to_the_one_unit_it_may_mean() -> None:
    assert called_for_short("区法院", NAMES) == "样例区人民法院"
    assert called_for_short("余杭区法院", NAMES) is None
    assert called_for_short("法院", ("样例区人民法院", "别处区人民法院")) is None
    assert called_for_short("区妇联", NAMES) is None


def test_a_name_of_two_units_is_nobodys() -> None:
    rows = [
        {"id": "org-1", "name": "甲局", "others": ["老局"]},
        {"id": "org-2", "name": "乙局", "others": ["老局"]},
    ]
    assert names_by_unit(rows) == {"甲局": "org-1", "乙局": "org-2"}
