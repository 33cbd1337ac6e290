"""Who can do a kind of work: by certificate, skill or declared kind, of the whole or of a part."""

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest

from graph_model.entities.candidates import HelperRow, RequiredSkill, WorkRow
from graph_model.entities.terms import Verdict
from graph_model.taxonomy import load_taxonomy
from matching.eligibility import judge, verdicts
from matching.facets import required
from matching.gaps import talent
from tests.matching.builders import (
    TODAY,
    a_deed,
    a_need,
    a_person,
    a_post,
    a_problem,
    a_resource,
    a_skill,
    a_team,
    an_ask,
    an_electrician_licence,
    an_organisation,
)

YES = Verdict.YES
MEDIATOR = a_skill("人民调解", 2, "人民调解员证")


def told_of(person: HelperRow, work: WorkRow) -> tuple[Verdict, str]:
    problem = a_problem([person], [work])
    (finding,) = (one for one in judge(problem, 0, 0, TODAY) if one.rule == "category")
    assert verdicts(problem, 0, TODAY)[0] <= finding.verdict
    return finding.verdict, finding.sentence


@pytest.mark.parametrize("kind", ["邻里纠纷", "婚姻家庭调解", "劳资纠纷"])
def test_a_certificate_of_the_whole_kind_covers_its_parts(kind: str) -> None:
    assert told_of(a_person(skills=[MEDIATOR]), a_need(category=kind)) == (Verdict.YES, "人民调解员证，长期有效")


def test_a_skill_of_the_whole_kind_without_certificate_is_asked_about() -> None:
    person = a_person(skills=[a_skill("审判经验", 3)])
    assert told_of(person, a_need(category="邻里纠纷")) == (Verdict.UNKNOWN, "会审判经验，没有写明邻里纠纷")


def test_a_skill_of_another_part_than_the_words_mean_is_asked_about() -> None:
    joiner = a_person(skills=[a_skill("木工", 3)])
    leak = a_need(title="水管漏水没人修", category="物业维修")
    assert told_of(joiner, leak) == (Verdict.UNKNOWN, "会木工，没有写明水电维修")
    assert told_of(a_person(skills=[a_skill("水管维修", 2)]), leak)[0] is Verdict.YES


@pytest.mark.parametrize("helper", [a_person, a_team])
def test_who_is_willing_for_the_kind_as_a_whole_is_asked_about_the_part_that_is_meant(
    helper: Callable[..., HelperRow],
) -> None:
    leak = a_need(title="水管漏水没人修", category="物业维修")
    verdict, sentence = told_of(helper(categories=["物业维修"]), leak)
    assert (verdict, sentence) == (Verdict.UNKNOWN, "愿做物业维修，没有写明水电维修")
    assert told_of(helper(categories=["水电维修"]), leak)[0] is Verdict.YES


@pytest.mark.parametrize("helper", [a_person, a_team])
def test_deeds_of_the_kind_as_a_whole_show_nothing_of_its_part(helper: Callable[..., HelperRow]) -> None:
    leak = a_need(title="水管漏水没人修", category="物业维修")
    assert told_of(helper(deeds=(a_deed(category="物业维修", times=9),)), leak) == (
        Verdict.UNKNOWN,
        "做过物业维修9次，没有写明水电维修",
    )
    assert told_of(helper(deeds=(a_deed(category="水电维修", times=3),)), leak)[0] is Verdict.YES


def test_what_takes_a_trade_is_shown_neither_by_a_wish_nor_by_deeds_of_its_kind() -> None:
    road = a_need(title="小区路面坑坑洼洼", category="物业维修")
    willing = a_team(categories=["物业维修"], deeds=(a_deed(category="物业维修", times=9),))
    assert told_of(willing, road)[0] is Verdict.UNKNOWN
    assert told_of(a_person(), a_need(title="想请人剪头发", category="志愿服务"))[0] is Verdict.NO
    assert told_of(a_person(), a_need(title="买菜拎不动", category="志愿服务"))[0] is Verdict.YES


@pytest.mark.parametrize(
    ("title", "category"), [("想有人每周上门说说话", "养老助残"), ("楼上楼下为噪音吵起来", "矛盾化解")]
)
def test_a_narrower_kind_that_takes_no_skill_of_its_own_is_done_by_who_does_the_kind(title: str, category: str) -> None:
    need = a_need(title=title, category=category)
    assert told_of(a_team(categories=[category]), need) == (Verdict.YES, f"愿做{category}")
    assert told_of(a_person(deeds=(a_deed(category=category, times=3),)), need) == (Verdict.YES, f"做过{category}3次")


@pytest.mark.parametrize(
    ("title", "category", "skill", "verdict"),
    [
        ("越剧票友想找个会拉胡琴的", "文体活动", "声乐", Verdict.UNKNOWN),
        ("越剧票友想找个会拉胡琴的", "文体活动", "器乐", Verdict.YES),
        ("想有人教写毛笔字", "文体活动", "主持", Verdict.UNKNOWN),
        ("过年想请人写春联", "文体活动", "摄影", Verdict.UNKNOWN),
        ("过年想请人写春联", "文体活动", "书法", Verdict.YES),
        ("洗衣机一用就漏水", "家电维修", "制冷与空调作业", Verdict.UNKNOWN),
        ("老式空调不制冷了", "家电维修", "制冷与空调作业", Verdict.YES),
        ("四十多岁下岗了，想在家附近找份活", "就业创业", "创业指导", Verdict.UNKNOWN),
        ("四十多岁下岗了，想在家附近找份活", "就业创业", "职业指导", Verdict.YES),
        ("想有人陪我去看牙", "养老助残", "口腔诊疗", Verdict.NO),
        ("想有人陪我去看牙", "养老助残", "陪同就医", Verdict.YES),
        ("一大堆药不知道哪些能一起吃", "医疗健康", "健康宣教", Verdict.UNKNOWN),
        ("孩子英语跟不上，请不起家教", "托幼教育", "教师", Verdict.YES),
    ],
)
def test_a_skill_of_a_sibling_part_is_no_proof(title: str, category: str, skill: str, verdict: Verdict) -> None:
    assert told_of(a_person(skills=[a_skill(skill, 2)]), a_need(title=title, category=category))[0] is verdict


def test_a_unit_that_was_merely_seen_at_such_work_and_is_there_for_other_things_is_no_help() -> None:
    choir, seen = a_need(title="合唱队没有老师教", category="文体活动"), (a_deed(category="文体活动", times=5),)
    assert told_of(an_organisation(name="区公安分局", categories=["平安巡防"], deeds=seen), choir) == (
        Verdict.NO,
        "单位是“区公安分局”，没有登记唱歌合唱方面的业务",
    )
    assert told_of(an_organisation(name="邻里社", deeds=seen), choir)[0] is Verdict.UNKNOWN


@pytest.mark.parametrize(
    ("title", "category", "unit", "business", "verdict"),
    [
        ("残疾证快到期了", "政策办事", "区退役军人事务局", ["政策办事"], Verdict.UNKNOWN),
        ("残疾证快到期了", "政策办事", "区残联", ["养老助残"], Verdict.YES),
        ("残疾证快到期了", "政策办事", "区政务服务中心", ["政策办事"], Verdict.YES),
        ("租房押金房东不退", "法律咨询", "区人民检察院", ["法律咨询"], Verdict.UNKNOWN),
        ("租房押金房东不退", "法律咨询", "明理律师事务所", ["法律咨询"], Verdict.YES),
        ("下大雪了，坡道结冰老人摔了", "应急救援", "区水利局", ["应急救援"], Verdict.UNKNOWN),
        ("台风来了，低洼处几户要转移", "应急救援", "区水利局", ["应急救援"], Verdict.YES),
        ("产后想有人指导喂奶", "医疗健康", "江畔幼儿园", ["托育照护"], Verdict.UNKNOWN),
        ("产后想有人指导喂奶", "医疗健康", "区妇幼保健院", ["义诊"], Verdict.YES),
        ("下水井盖破了", "物业维修", "区机关事务服务中心", ["物业维修"], Verdict.UNKNOWN),
        ("下水井盖破了", "物业维修", "和顺物业公司", ["物业维修"], Verdict.YES),
        ("电瓶车没有地方充电", "场地设施", "区机关事务服务中心", ["停车充电"], Verdict.UNKNOWN),
        ("物业费涨价，业主和物业吵起来", "矛盾化解", "和顺物业公司", ["物业维修"], Verdict.NO),
        ("不知道家里燃气怎么用才安全", "科普宣传", "城西燃气公司", ["物业维修"], Verdict.YES),
    ],
)
def test_a_unit_answers_by_what_its_kind_is_there_for(
    title: str, category: str, unit: str, business: list[str], verdict: Verdict
) -> None:
    need = a_need(title=title, category=category)
    assert told_of(an_organisation(name=unit, categories=business), need)[0] is verdict


@pytest.mark.parametrize(("title", "business"), [("阳台雨棚要掉了", "房屋修缮"), ("老式空调不制冷了", "家电维修")])
def test_an_organisation_whose_business_is_another_part_of_the_kind_is_asked(title: str, business: str) -> None:
    need = a_need(title=title, category="物业维修")
    verdict, sentence = told_of(an_organisation(categories=["水电维修"]), need)
    assert verdict is Verdict.UNKNOWN
    assert sentence.startswith("业务范围含水电维修，没有写明")
    assert told_of(an_organisation(categories=[business]), need)[0] is Verdict.YES


def test_an_organisation_that_declares_the_kind_as_a_whole_is_asked_about_the_part_that_is_meant() -> None:
    need = a_need(title="两岁的娃想找个靠谱的临时托管", category="托幼教育")
    verdict, sentence = told_of(an_organisation(name="望湖中学", categories=["托幼教育"]), need)
    assert (verdict, "没有写明托育照护" in sentence) == (Verdict.UNKNOWN, True), sentence
    assert told_of(an_organisation(name="望湖托育中心", categories=["托育照护"]), need)[0] is Verdict.YES


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("剪艺理发店", Verdict.UNKNOWN),
        ("同城物流", Verdict.UNKNOWN),
        ("巧手缝补社", Verdict.YES),
        ("便民菜场", Verdict.UNKNOWN),
    ],
)
@pytest.mark.parametrize(
    "work", [a_need(title="想请人缝补裤脚", category="便民服务"), an_ask("想请人缝补裤脚"), an_ask("缝纫织补")]
)
def test_a_unit_that_says_it_does_another_part_of_the_kind_is_asked(work: WorkRow, name: str, verdict: Verdict) -> None:
    problem = a_problem([an_organisation(name=name, categories=["便民服务"])], [work])
    told = {one.rule: one.verdict for one in judge(problem, 0, 0, TODAY)}
    assert told["category"] == verdict
    assert verdicts(problem, 0, TODAY).tolist() == [verdict]


@pytest.mark.parametrize(("name", "verdict"), [("平安锁业", Verdict.UNKNOWN), ("智慧门禁公司", Verdict.YES)])
def test_a_unit_whose_kind_does_another_part_is_asked(name: str, verdict: Verdict) -> None:
    intercom = a_need(title="门禁对讲机整幢都不响", category="门锁电梯")
    problem = a_problem([an_organisation(name=name, categories=["门锁电梯"])], [intercom])
    told = {one.rule: one.verdict for one in judge(problem, 0, 0, TODAY)}
    assert told["category"] == verdict
    assert verdicts(problem, 0, TODAY).tolist() == [verdict]


def test_who_asks_for_a_whole_kind_is_told_of_every_unit_of_it() -> None:
    problem = a_problem([an_organisation(name="剪艺理发店", categories=["便民服务"])], [an_ask("便民服务")])
    assert {one.rule: one.verdict for one in judge(problem, 0, 0, TODAY)}["thing"] is Verdict.YES


def test_a_person_willing_for_another_part_than_the_words_mean_is_asked() -> None:
    leak = a_need(title="水管漏水没人修", category="物业维修")
    joiner = a_person(categories=["家电维修"])
    assert told_of(joiner, leak) == (Verdict.UNKNOWN, "愿做家电维修，没有写明水电维修")


def test_a_thing_whose_name_tells_the_kind_of_work_can_do_it() -> None:
    asked = a_need(title="想量血压", category="义诊")
    clinic = a_resource(name="专家义诊", categories=["category-health"], titled=("category-clinic",))
    assert told_of(clinic, asked) == (Verdict.YES, "名称写明义诊，由单位安排持证人员")
    unnamed = a_resource(name="健康讲座", categories=["category-health"])
    assert told_of(unnamed, asked)[0] is Verdict.UNKNOWN


def test_a_team_whose_name_tells_a_licensed_kind_of_work_still_shows_its_certificate() -> None:
    asked = a_need(title="想量血压", category="义诊")
    verdict, sentence = told_of(a_team(categories=["category-health"], titled=("category-clinic",)), asked)
    assert verdict is Verdict.UNKNOWN
    assert sentence == "名称写明义诊，医师执业证或护士执业证未登记"


def test_what_the_law_licenses_asks_for_its_certificate_though_the_list_states_only_the_kind_above_it() -> None:
    sparks = a_need(title="插座冒火花", category="物业维修")
    assert told_of(a_person(skills=[a_skill("低压电工", 0)]), sparks)[0] is Verdict.UNKNOWN
    assert told_of(a_person(categories=["物业维修"]), sparks)[0] is Verdict.UNKNOWN
    assert told_of(a_person(skills=[an_electrician_licence()]), sparks)[0] is Verdict.YES


@pytest.mark.parametrize(
    ("words", "skill"), [("电梯按钮失灵", "电梯维修"), ("燃气灶打不着火，闻着有点味道", "燃气安全检查")]
)
def test_a_lift_and_gas_are_for_those_who_may_by_law(words: str, skill: str) -> None:
    need = a_need(title=words, category="物业维修")
    (wanted,) = a_problem([], [need]).works.demands[0].mandatory
    assert load_taxonomy().skills[wanted.skill].label == skill
    assert wanted.certificate
    plumber = a_person(skills=[a_skill("管道疏通", 3)])
    assert verdicts(a_problem([plumber], [need]), 0, TODAY).tolist() == [Verdict.NO]


@pytest.mark.parametrize(
    ("words", "skill", "verdict"),
    [
        ("马桶漏水", "水管维修", Verdict.YES),
        ("马桶漏水", "低压电工", Verdict.UNKNOWN),
        ("马桶漏水", "高压电工", Verdict.UNKNOWN),
        ("老人想理发", "缝纫织补", Verdict.UNKNOWN),
        ("合唱队没有老师教唱歌", "舞蹈", Verdict.UNKNOWN),
        ("想借一副助行器用几天", "手语", Verdict.UNKNOWN),
        ("想借一副助行器用几天", "残疾人照护", Verdict.YES),
        ("家里的窗户坏了", "油漆粉刷", Verdict.UNKNOWN),
        ("家里的窗户坏了", "木工", Verdict.YES),
        ("棋牌室想组织老人下棋", "太极拳", Verdict.UNKNOWN),
        ("想给老人做健步走的活动", "社会体育指导", Verdict.YES),
        ("入伏了想贴三伏贴", "中医诊疗", Verdict.YES),
        ("入伏了想贴三伏贴", "推拿按摩", Verdict.UNKNOWN),
        ("家里白蚁把柜子蛀了", "有害生物防制", Verdict.YES),
    ],
)
def test_a_skill_of_another_part_of_the_kind_is_to_be_asked_about(words: str, skill: str, verdict: Verdict) -> None:
    kind = load_taxonomy().find_skill(skill)
    assert kind is not None
    need = a_need(title=words, category=load_taxonomy().categories[kind.category].label)
    assert told_of(a_person(skills=[a_skill(skill, 2)]), need)[0] == verdict


LIFT = a_need(title="电梯按钮失灵", category="物业维修")
GAS = a_need(title="燃气灶打不着火，闻着有点味道", category="物业维修")


@pytest.mark.parametrize(
    ("unit", "need", "expected"),
    [
        (an_organisation(name="平安锁具行", categories=["门锁电梯"]), LIFT, Verdict.UNKNOWN),
        (an_organisation(name="百家物业", categories=["物业维修"]), GAS, Verdict.UNKNOWN),
        (an_organisation(name="区市场监管局", categories=["门锁电梯"]), LIFT, Verdict.UNKNOWN),
        (an_organisation(name="快达电梯维保公司", categories=["门锁电梯"]), LIFT, Verdict.YES),
        (a_resource(name="检修", organisation_name="快达电梯公司", categories=["门锁电梯"]), LIFT, Verdict.YES),
        (a_resource(name="电梯检修", organisation_name="百家物业", categories=["门锁电梯"]), LIFT, Verdict.UNKNOWN),
        (an_organisation(name="区供电公司", categories=["物业维修", "水电维修"]), GAS, Verdict.UNKNOWN),
        (an_organisation(name="区热力公司", categories=["物业维修"]), GAS, Verdict.UNKNOWN),
        (an_organisation(name="港华燃气公司", categories=["物业维修"]), GAS, Verdict.YES),
        (an_organisation(name="港华燃气公司", categories=["文体活动"]), GAS, Verdict.YES),
        (an_organisation(name="百家物业", categories=["物业维修"], skills=["燃气安全检查"]), GAS, Verdict.UNKNOWN),
    ],
)
def test_a_unit_that_declares_the_whole_kind_is_asked_about_the_part_the_law_licenses(
    unit: HelperRow, need: WorkRow, expected: Verdict
) -> None:
    problem = a_problem([unit], [need])
    told = {one.rule: one for one in judge(problem, 0, 0, TODAY)}
    assert min(told["skill"].verdict, told["certificate"].verdict) == expected
    (wanted,) = problem.works.demands[0].mandatory
    assert min(column[0] for column in required(problem, wanted, TODAY)) == expected
    if told["skill"].verdict is Verdict.UNKNOWN:
        assert "没有写明有持证做" in told["skill"].sentence


@pytest.mark.parametrize(
    ("words", "skill", "expected", "sentence"),
    [
        ("单元门禁失灵，谁都能进", "电梯维修", Verdict.UNKNOWN, "会电梯维修，没有写明门禁对讲"),
        ("单元门禁失灵，谁都能进", "开锁换锁", Verdict.UNKNOWN, "会开锁换锁，没有写明门禁对讲"),
        ("单元门锁坏了，关不上", "开锁换锁", Verdict.YES, "会开锁换锁"),
        ("楼里的事，来个师傅看看", "电梯维修", Verdict.YES, "会电梯维修"),
    ],
)
def test_a_skill_of_one_part_says_nothing_of_another(words: str, skill: str, expected: Verdict, sentence: str) -> None:
    """Who repairs lifts or locks may or may not see to an intercom; where no part is named, the whole kind is meant."""
    person, need = a_person(skills=[a_skill(skill, 2)]), a_need(title=words, category="门锁电梯")
    verdict, told = told_of(person, need)
    assert (verdict, sentence in told) == (expected, True), told
    assert verdicts(a_problem([person], [need]), 0, TODAY).tolist() == [expected]


@pytest.mark.parametrize("stated", ["物业维修", None])
@pytest.mark.parametrize(
    ("words", "kind", "meant"),
    [
        ("门禁对讲机整幢都不响", "门锁电梯", "门禁对讲"),
        ("顶楼漏雨，墙皮一块块往下掉", "房屋修缮", "房屋修缮"),
        ("下水道堵了，脏水往上冒", "管道疏通", "管道疏通"),
    ],
)
def test_who_may_see_to_gas_is_asked_about_other_repairs(stated: str | None, words: str, kind: str, meant: str) -> None:
    gas = a_skill("燃气安全检查", 2, "燃气从业人员考核合格证", date(2027, 1, 1))
    inspector, need = a_person(skills=[gas]), a_need(title=words, category=stated or kind)
    assert told_of(inspector, need) == (Verdict.UNKNOWN, f"会燃气安全检查，没有写明{meant if stated else kind}")
    assert verdicts(a_problem([inspector], [need]), 0, TODAY).tolist() == [Verdict.UNKNOWN]


def test_a_skill_of_a_part_is_no_proof_for_a_need_of_the_broad_kind() -> None:
    paper = a_need(title="想去西湖边坐一坐", category="养老助残")
    cook, willing = a_person(skills=[a_skill("烹饪", 2)]), a_person(categories=["养老助残"])
    assert told_of(cook, paper) == (Verdict.UNKNOWN, "会烹饪，没有写明养老助残")
    assert verdicts(a_problem([cook, willing], [paper]), 0, TODAY).tolist() == [Verdict.UNKNOWN, Verdict.YES]
    assert told_of(a_person(skills=[a_skill("送餐", 2)]), a_need(title="想有个送餐的", category="养老助残"))[0] is YES


def test_a_unit_that_declares_a_kind_licensed_as_a_whole_sends_people_who_may() -> None:
    sparks = a_need(title="插座冒火花", category="物业维修")
    assert told_of(an_organisation(name="百家水电行", categories=["水电维修"]), sparks)[0] is Verdict.YES


@pytest.mark.parametrize(
    ("words", "category"),
    [
        ("电梯安全宣传", "科普宣传"),
        ("独居老人忘记关燃气，需要人上门看看", "助老"),
        ("燃气费代缴", "便民服务"),
        ("不知道家里燃气怎么用才安全", "物业维修"),
    ],
)
def test_talk_of_a_lift_or_gas_is_no_repair(words: str, category: str) -> None:
    assert a_problem([], [a_need(title=words, category=category)]).works.demands[0].mandatory == ()
    assert a_problem([], [a_post(title=words, category=category)]).works.demands[0].mandatory == ()


@pytest.mark.parametrize("category", ["物业维修", "水电维修"])
def test_a_tap_asks_for_no_electrician_s_licence(category: str) -> None:
    plumber = a_person(skills=[a_skill("水管维修", 2)])
    assert told_of(plumber, a_need(title="水龙头一直滴水", category=category))[0] is Verdict.YES
    assert told_of(plumber, a_need(title="插座冒火花", category=category))[0] is not Verdict.YES


def test_a_gap_is_called_by_what_its_words_mean() -> None:
    bench = a_need(title="公园休息椅破损希望加装", category="养老助残")
    company = a_need("need-2", title="老人需要陪伴", category="养老助残")
    problem = a_problem([an_organisation(categories=("场地设施",), consent=True)], [bench, company])
    nobody = np.zeros(1, np.bool_)
    benches, others = (talent(problem, demand, TODAY, nobody) for demand in problem.works.demands)
    assert (benches.label, benches.have, others.have) == ("能提供场地设施的", 1, 0)
    assert benches.key != others.key


def test_words_that_plainly_mean_another_kind_than_the_list_states_are_heeded() -> None:
    bench = a_need(title="公园休息椅破损希望加装", category="养老助残")
    carer = a_person(categories=["养老助残"])
    assert told_of(carer, bench) == (Verdict.UNKNOWN, "愿做养老助残，要做的像是场地设施，请核对")
    assert told_of(a_person(categories=["场地设施"]), bench)[0] is Verdict.YES
    assert told_of(a_person(categories=["文体活动"]), bench)[0] is Verdict.NO


@pytest.mark.parametrize(
    ("post", "skill", "sentence"),
    [
        (a_post(title="路口秩序维护", category="志愿服务"), "外语翻译", "志愿服务不限专业，愿意即可"),
        (a_post(title="外语翻译志愿者", category="志愿服务"), "外语翻译", "会外语翻译（中级）"),
        (a_post(title="夜间巡逻", category="平安巡防"), "反诈宣传", "平安巡防不限专业，愿意即可"),
        (a_post(title="夜间巡逻", category="平安巡防"), "保安", "会保安（中级）"),
        (
            a_post(title="联络员", category="联系群众", skills=[RequiredSkill("社会工作", 1, mandatory=False)]),
            "社会工作",
            "会社会工作（中级）",
        ),
    ],
)
def test_of_a_post_open_to_anybody_only_a_skill_that_bears_on_it_is_a_reason(
    post: WorkRow, skill: str, sentence: str
) -> None:
    assert told_of(a_person(skills=[a_skill(skill, 2)]), post) == (Verdict.YES, sentence)


def test_the_skill_a_work_lists_is_told_before_a_better_one_that_it_does_not() -> None:
    both = a_person(skills=[a_skill("木工", 3), a_skill("泥瓦补漏", 1)])
    post = a_post(category="物业维修", skills=[RequiredSkill("泥瓦补漏", 0, mandatory=False)])
    assert told_of(both, post) == (Verdict.YES, "会泥瓦补漏（初级）")


def test_who_wishes_to_serve_or_has_served_is_told_so_rather_than_an_unrelated_skill() -> None:
    post = a_post(title="路口秩序维护", category="志愿服务")
    willing = a_person(skills=[a_skill("外语翻译", 2)], categories=["志愿服务"])
    assert told_of(willing, post) == (Verdict.YES, "愿做志愿服务")
