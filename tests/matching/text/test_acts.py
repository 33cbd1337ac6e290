"""Which act a title asks for, and whether it asks for a thing."""

import pytest

from matching.text import understand
from matching.text.acts import Act, act_of, answers, skill_words, wants_company
from matching.text.wishes import asks_for_thing, clause_of_wish


@pytest.mark.parametrize(
    ("title", "act"),
    [
        ("活动室漏水，没法用", Act.REPAIR),
        ("轮椅刹车不灵", Act.REPAIR),
        ("阳台雨棚要掉", Act.REPAIR),
        ("食堂中午缺人打饭", Act.HANDS),
        ("巡逻队人手不够", Act.HANDS),
        ("公租房怎么申请", Act.ANSWER),
        ("生育津贴材料看不懂", Act.ANSWER),
        ("路口天天堵车", Act.OTHER),
        ("想轻松一下", Act.OTHER),
        ("防诈骗，揭穿坏人", Act.OTHER),
        ("探望漏登的老人", Act.OTHER),
        ("停电时照看老人", Act.OTHER),
    ],
)
def test_the_words_tell_what_is_to_be_done(title: str, act: Act) -> None:
    assert act_of(title) is act


@pytest.mark.parametrize(
    ("act", "offer", "expected"),
    [
        (Act.REPAIR, "物业活动室", False),
        (Act.REPAIR, "家电维修券", True),
        (Act.REPAIR, "水电维修志愿队", True),
        (Act.HANDS, "老年助餐优惠", False),
        (Act.HANDS, "大学生志愿队", True),
        (Act.ANSWER, "蓝领公寓房源", False),
        (Act.ANSWER, "住房政策咨询", True),
        (Act.OTHER, "物业活动室", True),
    ],
)
def test_what_is_offered_answers_some_acts_and_not_others(act: Act, offer: str, *, expected: bool) -> None:
    assert answers(act, offer) is expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("想有人陪我去看牙", True),
        ("腿脚不便，想有人陪着去医院配药", True),
        ("牙疼想看牙", False),
        ("陪伴型课程", False),
    ],
)
def test_company_is_told_from_what_is_gone_to(title: str, *, expected: bool) -> None:
    assert wants_company(title) is expected


def test_the_skill_is_named_by_what_somebody_is_to_be_able_to_do() -> None:
    assert skill_words("越剧票友想找个会拉胡琴的") == "拉胡琴"
    assert skill_words("老人学不会手机的功能") == "老人学不会手机的功能"


@pytest.mark.parametrize(
    "title",
    [
        "轮椅坏了，需要新轮椅",
        "一个玩具",
        "需要智能手表监测健康",
        "休息椅少，希望加装",
        "想给父母送足部理疗仪",
        "轮椅",
        "需要护理床",
        "活动室缺图书",
    ],
)
def test_a_thing_is_wanted_in_other_words_too(title: str) -> None:
    assert asks_for_thing(title)


@pytest.mark.parametrize(
    "title",
    [
        "一个人过生日，想热闹一下",
        "需要人送餐",
        "公园长椅坏了需要修",
        "3名老人需要居家医疗",
        "想有个钢琴老师",
        "缺人推轮椅",
        "绿化带需要养护",
        "需要一位会修电器的师傅",
    ],
)
def test_who_wants_something_done_wants_no_thing(title: str) -> None:
    assert not asks_for_thing(title)


def test_the_wish_is_told_from_why_it_is_wished() -> None:
    assert clause_of_wish("残疾居民轮椅坏了,需要新轮椅") == "轮椅"


@pytest.mark.parametrize(("words", "kind"), [("雨棚要掉", "房屋修缮"), ("修轮椅刹车", "便民服务")])
def test_what_is_broken_is_to_be_repaired(words: str, kind: str) -> None:
    assert understand(words)[0].label == kind


def test_a_wheelchair_s_brake_is_a_repair() -> None:
    assert understand("修轮椅刹车")[0].topic == "车具小修"
