"""A thing asked for is met by that thing, not by another of the same kind."""

import pytest

from graph_model.entities.candidates import HelperRow
from graph_model.entities.terms import Verdict
from graph_model.taxonomy import load_taxonomy
from matching.eligibility import judge, overall, verdicts
from matching.things import wanted_words, words_of
from matching.weekly import propose
from tests.matching.builders import TODAY, a_deed, a_need, a_problem, a_resource, an_organisation

GOODS = "category-funding"
COOKER = a_need(title="想要一个电饭煲", category=GOODS)


def answer(helper: HelperRow, title: str = COOKER.title, category: str = GOODS) -> tuple[Verdict, str]:
    problem = a_problem([helper], [a_need(title=title, category=category)])
    findings = judge(problem, 0, 0, TODAY)
    assert overall(findings) == verdicts(problem, 0, TODAY)[0]
    return overall(findings), next(one.sentence for one in findings if one.rule == "thing")


def offered(name: str, category: str = GOODS, **changes: object) -> HelperRow:
    return a_resource(name=name, categories=(category,), **changes)


def test_old_computers_are_no_rice_cooker() -> None:
    verdict, sentence = answer(offered("旧电脑捐赠"))
    assert verdict is Verdict.UNKNOWN
    assert sentence == "资源写的是“旧电脑捐赠”，要的是“想要一个电饭煲”，请核对"
    assert propose(a_problem([offered("旧电脑捐赠")], [COOKER]), TODAY).suggestions[0].helper is None


@pytest.mark.parametrize(
    ("name", "title"),
    [("全新电饭煲", COOKER.title), ("平价米面油", "想要一袋米和一桶油"), ("棉被发放", "想要一床厚棉被")],
)
def test_the_thing_itself_is_eligible(name: str, title: str) -> None:
    assert answer(offered(name), title)[0] is Verdict.YES


def test_old_is_not_what_an_old_fan_and_an_old_computer_share() -> None:
    assert answer(offered("旧电脑捐赠"), "想要一台旧电风扇")[0] is Verdict.UNKNOWN


def test_money_must_be_checked_for_what_it_may_buy() -> None:
    verdict, sentence = answer(offered("微心愿爱心资金", quantity=9000.0, unit="元"))
    assert (verdict, "钱款" in sentence) == (Verdict.UNKNOWN, True)


def test_a_room_is_no_parking_place() -> None:
    parking = "晚上回来没地方停车"
    assert answer(offered("物业活动室", "category-venues"), parking, "category-venues")[0] is Verdict.UNKNOWN
    assert answer(offered("错时停车位", "category-venues"), parking, "category-venues")[0] is Verdict.YES


def test_a_thing_named_among_other_work_is_a_thing_still() -> None:
    helper = offered("书法声乐师资", "category-culture")
    assert answer(helper, "想有副新的象棋", "category-culture")[0] is Verdict.UNKNOWN


@pytest.mark.parametrize("title", ["想要一个书包", "残保户女儿想要自行车上学", "老年居民聊天缺少公共长椅"])
def test_a_thing_is_asked_for_whatever_the_list_sorts_it_under(title: str) -> None:
    told = answer(an_organisation(categories=("托幼教育", "场地设施")), title, "category-education")
    assert told == (Verdict.UNKNOWN, f"没有写明能提供什么，要的是“{title}”，请核对")


@pytest.mark.parametrize(
    "title",
    [
        "想要有人教孩子写毛笔字",
        "想要学电脑",
        "缺少一名合唱老师",
        "缺少人手",
        "缺少护理员",
        "缺少保安",
        "想要锻炼",
        "想要一起唱歌",
        "想要修水管",
    ],
)
def test_who_wants_a_person_wants_no_thing(title: str) -> None:
    assert not wanted_words(a_problem([], [a_need(title=title, category="文体活动")]).works.demands[0], load_taxonomy())


def test_a_resource_of_another_special_kind_is_not_taken_for_what_is_asked() -> None:
    assert (
        answer(offered("老年助餐优惠", "category-care"), "公园休息椅破损希望加装", "category-care")[0]
        is Verdict.UNKNOWN
    )


def test_who_asks_for_a_whole_kind_is_told_of_all_of_it() -> None:
    assert answer(offered("旧电脑捐赠"), "资金物资")[0] is Verdict.YES


def test_a_special_resource_is_checked_for_another_special_need() -> None:
    helper = offered("金融反诈课堂", "category-patrol")
    assert answer(helper, "路口车多，要人疏导交通", "category-patrol")[0] is Verdict.UNKNOWN
    assert answer(helper, "老人接到诈骗电话", "category-patrol")[0] is Verdict.YES


def test_a_resource_that_names_nothing_of_what_is_asked_is_checked_before() -> None:
    handrails = offered("楼道扶手与坡道改造", "category-maintenance")
    told = answer(handrails, "门禁对讲机整幢都不响", "category-maintenance")
    assert told[0] is Verdict.UNKNOWN
    assert answer(handrails, "楼梯扶手松了，老人不敢扶", "category-maintenance")[0] is Verdict.YES


@pytest.mark.parametrize(
    ("name", "kind", "title", "expected"),
    [
        ("每月15日为老人理发", "志愿服务", "搬家东西重，老人搬不动", Verdict.UNKNOWN),
        ("爱心券:理发券", "志愿服务", "想请人帮忙磨磨剪刀菜刀", Verdict.UNKNOWN),
        ("每月15日为老人理发", "志愿服务", "想理个便宜的头发", Verdict.YES),
        ("舞蹈队带练", "文体活动", "合唱队没有老师教", Verdict.UNKNOWN),
        ("书法舞蹈声乐师资", "文体活动", "合唱队没有老师教", Verdict.YES),
        ("家庭用电安全检测与抢修服务", "物业维修", "不知道家里燃气怎么用才安全", Verdict.UNKNOWN),
        ("水电应急维修", "物业维修", "小区5层以上水压偏低", Verdict.YES),
    ],
)
def test_a_resource_for_one_thing_is_checked_before_it_serves_another_of_its_kind(
    name: str, kind: str, title: str, expected: Verdict
) -> None:
    category = load_taxonomy().category_ids[kind]
    assert answer(offered(name, category), title, category)[0] is expected


@pytest.mark.parametrize(
    ("offer", "category", "title", "listed", "verdict"),
    [
        ("物业活动室", "category-venues", "党员活动室年久失修漏水", "category-venues", Verdict.UNKNOWN),
        ("老年助餐优惠", "助餐", "助餐点缺人打饭", "助餐", Verdict.UNKNOWN),
        ("蓝领公寓房源", "住房服务", "公寓房源怎么申请", "住房服务", Verdict.UNKNOWN),
        ("公租房政策咨询", "住房服务", "公租房怎么申请", "住房服务", Verdict.YES),
        ("助残陪伴营", "助残", "残疾居民轮椅坏了,需要新轮椅", "养老助残", Verdict.UNKNOWN),
        ("残疾人辅具借用", "助残", "残疾居民轮椅坏了,需要新轮椅", "养老助残", Verdict.YES),
        ("残疾人辅具借用", "助残", "轮椅刹车坏了，出门不放心", "养老助残", Verdict.UNKNOWN),
    ],
)
def test_a_resource_serves_the_act_that_is_asked_for(
    offer: str, category: str, title: str, listed: str, verdict: Verdict
) -> None:
    assert answer(offered(offer, category), title, listed)[0] is verdict


def test_a_unit_that_helped_once_is_asked_before_it_is_sent() -> None:
    unit = an_organisation(deeds=(a_deed(5, category="法律咨询"),))
    problem = a_problem([unit], [a_need(title="想立遗嘱", category="法律咨询")])
    findings = judge(problem, 0, 0, TODAY)
    assert overall(findings) is Verdict.UNKNOWN is Verdict(int(verdicts(problem, 0, TODAY)[0]))
    assert "做过法律咨询5次，业务范围没有写明" in [one.sentence for one in findings]


def test_words_leave_out_how_many_and_how_old() -> None:
    assert words_of("想要一袋米和一个电饭煲") == {"米", "电饭", "饭煲"}
