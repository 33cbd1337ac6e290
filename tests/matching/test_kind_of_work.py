"""Who can do a kind of work: by certificate, skill or declared kind, of the whole or of a part."""

import pytest

from graph_model.entities.candidates import HelperRow, WorkRow
from graph_model.entities.terms import Verdict
from matching.eligibility import judge, verdicts
from tests.matching.builders import TODAY, a_need, a_person, a_problem, a_resource, a_skill, a_team, an_organisation

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


def test_who_declares_the_stated_kind_can_do_what_the_words_mean() -> None:
    assert (
        told_of(a_person(categories=["物业维修"]), a_need(title="水管漏水没人修", category="物业维修"))[0]
        is Verdict.YES
    )


@pytest.mark.parametrize("title", ["下水井盖破了", "老式空调不制冷了"])
def test_an_organisation_whose_business_is_another_part_of_the_kind_is_asked(title: str) -> None:
    need = a_need(title=title, category="物业维修")
    verdict, sentence = told_of(an_organisation(categories=["水电维修"]), need)
    assert verdict is Verdict.UNKNOWN
    assert sentence.startswith("业务范围含水电维修，没有写明")
    assert told_of(an_organisation(categories=["物业维修"]), need)[0] is Verdict.YES


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
