"""Who may be sent: every rule, its three answers, and the bulk form that must say the same."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.entities.candidates import HelperRow, Place, RequiredSkill, WorkRow
from graph_model.entities.terms import Verdict
from matching.eligibility import RULES, judge, overall, verdicts
from matching.verdict import Finding
from tests.matching.builders import (
    DISTRICT,
    FAR,
    FIRST,
    SECOND,
    TODAY,
    WEST,
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
    at,
    slots,
)

YES, UNKNOWN, NO = Verdict.YES, Verdict.UNKNOWN, Verdict.NO
ELECTRIC = a_post(skills=["低压电工"])


def finding(rule: str, helper: HelperRow, work: WorkRow) -> Finding:
    found = judge(a_problem([helper], [work]), 0, 0, TODAY)
    return next(one for one in found if one.rule == rule)


def answer(rule: str, helper: HelperRow, work: WorkRow) -> Verdict:
    return finding(rule, helper, work).verdict


def test_every_rule_has_a_name_a_source_and_a_key_of_its_own() -> None:
    assert all(rule.name and rule.source for rule in RULES)
    assert len({rule.key for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("article", ["第十五条", "第十六条", "第十七条"])
def test_the_articles_on_ability_licence_and_insurance_are_among_the_rules(article: str) -> None:
    assert any(article in rule.source for rule in RULES)


def test_a_valid_licence_is_told_with_its_end() -> None:
    found = finding("certificate", a_person(skills=[an_electrician_licence()]), ELECTRIC)
    assert (found.verdict, found.sentence) == (YES, "低压电工证，2028年3月到期")


def test_an_expired_licence_forbids_and_asks_for_renewal() -> None:
    found = finding("certificate", a_person(skills=[an_electrician_licence(date(2026, 4, 30))]), ELECTRIC)
    assert (found.verdict, found.remedy, found.sentence) == (NO, "复审低压电工证", "低压电工证2026年4月已过期")


def test_a_licence_expiring_today_still_holds() -> None:
    assert answer("certificate", a_person(skills=[an_electrician_licence(TODAY)]), ELECTRIC) is YES


@pytest.mark.parametrize("held", [a_skill("低压电工"), an_electrician_licence(None)])
def test_a_licence_nobody_registered_or_without_end_is_to_be_verified(held: Any) -> None:
    assert answer("certificate", a_person(skills=[held]), ELECTRIC) is UNKNOWN


def test_a_certificate_without_end_by_nature_is_valid() -> None:
    judge_ = a_person(skills=[a_skill("人民调解", 2, "调解员证")])
    assert answer("certificate", judge_, a_post(skills=["人民调解"])) is YES


def test_the_law_asks_for_the_licence_even_where_the_post_does_not() -> None:
    assert answer("certificate", a_person(skills=["低压电工"]), ELECTRIC) is UNKNOWN


@pytest.mark.parametrize(("level", "expected"), [(0, UNKNOWN), (1, NO), (2, YES), (3, YES)])
def test_a_self_declared_level_is_unknown_and_a_known_lower_one_forbids(level: int, expected: Verdict) -> None:
    post = a_post(skills=[RequiredSkill("家电维修", 2, mandatory=True)])
    assert answer("skill", a_person(skills=[a_skill("家电维修", level)]), post) is expected


def test_a_skill_that_is_only_welcome_forbids_nobody() -> None:
    post = a_post(category="物业维修", skills=[RequiredSkill("低压电工", 2, mandatory=False)])
    assert answer("skill", a_person(), post) is YES


def test_willing_without_a_registered_skill_is_to_be_verified() -> None:
    assert answer("skill", a_person(categories=("水电维修",)), ELECTRIC) is UNKNOWN


def test_an_ask_for_electric_work_needs_the_licence_of_a_person() -> None:
    ask = an_ask("电灯坏了", category="水电维修")
    assert answer("category", a_person(skills=["低压电工"]), ask) is UNKNOWN
    assert answer("category", a_person(skills=[an_electrician_licence()]), ask) is YES
    assert answer("category", a_person(skills=["书法"]), ask) is NO


def test_a_unit_answers_for_its_licensed_people_by_its_business() -> None:
    ask = an_ask("电灯坏了", category="水电维修")
    assert answer("category", an_organisation(categories=("水电维修",)), ask) is YES
    assert answer("category", a_team(categories=("水电维修",)), ask) is UNKNOWN


def test_anyone_willing_can_do_open_work() -> None:
    assert answer("category", a_person(), an_ask("巡逻", category="平安巡防")) is YES


def test_the_broader_kind_alone_is_to_be_verified() -> None:
    assert answer("category", a_person(categories=("养老助残",)), an_ask("送饭", category="助餐")) is UNKNOWN


def test_having_done_it_shows_that_one_can() -> None:
    helper = a_person(deeds=(a_deed(category="助餐"),))
    assert answer("category", helper, an_ask("送饭", category="助餐")) is YES


@pytest.mark.parametrize(
    ("birth_year", "least", "most", "expected"),
    [(1985, 18, 60, YES), (1950, None, 70, NO), (1956, None, 69, UNKNOWN), (2012, None, None, UNKNOWN)],
)
def test_age_is_known_to_one_year_and_minors_need_a_guardian(
    birth_year: int, least: int | None, most: int | None, expected: Verdict
) -> None:
    assert answer("age", a_person(birth_year=birth_year), a_post(min_age=least, max_age=most)) is expected


def test_an_unknown_age_matters_only_where_age_is_limited() -> None:
    helper = a_person(birth_year=None)
    assert answer("age", helper, a_post(max_age=60)) is UNKNOWN
    assert answer("age", helper, a_post()) is YES


@pytest.mark.parametrize(("insured", "expected"), [(True, YES), (None, UNKNOWN), (False, NO)])
def test_dangerous_service_needs_insurance(insured: bool | None, expected: Verdict) -> None:  # noqa: FBT001
    assert answer("insurance", a_person(), a_post(hazards="登高", insured=insured)) is expected


def test_the_elderly_are_asked_about_health_before_dangerous_service() -> None:
    assert answer("fitness", a_person(birth_year=1955), a_post(hazards="登高", insured=True)) is UNKNOWN


@pytest.mark.parametrize(("free", "expected"), [("周六上午", YES), ("周日上午", NO), (None, UNKNOWN)])
def test_half_days_must_meet(free: str | None, expected: Verdict) -> None:
    helper = a_person(slots=slots(free) if free else None)
    assert answer("slots", helper, a_post(slots=slots("周六上午"))) is expected


def test_a_half_day_already_taken_is_a_clash() -> None:
    morning = slots("周六上午")
    busy = a_person(slots=morning, commitments=(("post-9", morning),))
    assert answer("clash", busy, a_post(slots=morning)) is NO


def test_a_commitment_of_unknown_time_is_to_be_verified() -> None:
    helper = a_person(slots=slots("周六上午"), commitments=(("post-9", None),))
    assert answer("clash", helper, a_post(slots=slots("周六上午"))) is UNKNOWN


@pytest.mark.parametrize(
    ("reach", "where", "expected"),
    [
        ("community", SECOND, NO),
        ("subdistrict", SECOND, YES),
        ("district", FAR, YES),
        (None, SECOND, YES),
        (None, FAR, UNKNOWN),
    ],
)
def test_how_far_a_helper_goes(reach: Any, where: str, expected: Verdict) -> None:
    assert answer("reach", a_person(reach=reach), a_post(territory=where)) is expected


def test_a_helper_without_a_place_is_to_be_verified() -> None:
    assert answer("reach", a_person(places=()), a_post()) is UNKNOWN


def test_a_street_wide_pairing_reaches_each_of_its_communities() -> None:
    assert answer("reach", a_person(reach="community", places=at(WEST, "paired")), a_post(territory=SECOND)) is YES


@pytest.mark.parametrize(("consent", "expected"), [(True, YES), (None, UNKNOWN), (False, NO)])
def test_silence_is_not_consent(consent: bool | None, expected: Verdict) -> None:  # noqa: FBT001
    assert answer("consent", a_person(consent=consent), a_post()) is expected


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("capacity", {"load": 2}),
        ("do_not_assign", {"do_not_assign": True}),
        ("status", {"status": "moved_away"}),
        ("refusal", {"refused": ("post-1",)}),
        ("refusal", {"commitments": (("post-1", None),)}),
        ("window", {"window": (None, TODAY - timedelta(1))}),
        ("window", {"window": (TODAY + timedelta(1), None)}),
        ("capacity", {"quantity": 0.0}),
    ],
)
def test_what_forbids_regardless_of_ability(rule: str, changes: dict[str, Any]) -> None:
    assert answer(rule, a_person(**changes), a_post()) is NO


@pytest.mark.parametrize("changes", [{"filled": 1}, {"status": "done"}])
def test_a_full_or_closed_post_takes_nobody(changes: dict[str, Any]) -> None:
    assert answer("vacancy", a_person(), a_post(**changes)) is NO


def test_a_need_already_met_takes_nobody() -> None:
    assert answer("vacancy", a_resource(), a_need(quantity=0.0)) is NO


SKILLS = st.builds(
    a_skill,
    st.sampled_from(["低压电工", "水管维修", "人民调解", "送餐", "打太极的本领"]),
    st.integers(0, 3),
    st.sampled_from([None, "低压电工证", "电工证", "调解员证", "自制的证"]),
    st.sampled_from([None, TODAY - timedelta(1), TODAY, date(2028, 3, 31)]),
    st.sampled_from([None, date(2026, 1, 1)]),
)
MASKS = st.one_of(st.none(), st.integers(0, 7))
PLACES = st.lists(
    st.builds(
        Place,
        st.sampled_from([FIRST, SECOND, FAR, WEST, DISTRICT, f"{FIRST}-1", "nowhere"]),
        st.sampled_from(["lives", "paired", "serves", "works", "located"]),
    ),
    max_size=3,
)
CATEGORIES = st.lists(st.sampled_from(["水电维修", "养老助残", "助餐", "物业维修", "没有这一类"]), max_size=2)
HELPERS = st.builds(
    HelperRow,
    id=st.just("helper"),
    kind=st.sampled_from(["person", "team", "organisation", "resource"]),
    name=st.just("样例"),
    places=PLACES.map(tuple),
    skills=st.lists(SKILLS, max_size=3).map(tuple),
    categories=CATEGORIES.map(tuple),
    slots=MASKS,
    capacity=st.integers(0, 2),
    load=st.integers(0, 1),
    commitments=st.lists(st.tuples(st.sampled_from(["work", "other"]), MASKS), max_size=2).map(tuple),
    birth_year=st.sampled_from([None, 1950, 1961, 1985, 2008, 2012]),
    status=st.sampled_from(["active", "paused"]),
    do_not_assign=st.booleans(),
    consent=st.sampled_from([None, True, False]),
    refused=st.sampled_from([(), ("work",)]),
    reach=st.sampled_from([None, "community", "subdistrict", "district"]),
    quantity=st.sampled_from([None, 0.0, 5.0]),
    window=st.sampled_from([(None, None), (TODAY, None), (None, TODAY - timedelta(1)), (TODAY + timedelta(3), None)]),
    deeds=st.sampled_from([(), (a_deed(),), (a_deed(category="水电维修", territory=FAR),)]),
)
WORKS = st.builds(
    WorkRow,
    id=st.just("work"),
    kind=st.sampled_from(["post", "need", "ask"]),
    title=st.sampled_from(["修电灯", "送饭", "一件事"]),
    territory=st.sampled_from([FIRST, SECOND, FAR, WEST, DISTRICT, "nowhere"]),
    category=st.sampled_from([None, "水电维修", "助餐", "养老助残", "平安巡防"]),
    skills=st.lists(
        st.builds(
            RequiredSkill,
            st.sampled_from(["低压电工", "人民调解", "送餐", "打太极的本领"]),
            st.integers(0, 3),
            st.booleans(),
            st.sampled_from([None, "低压电工证", "自制的证"]),
        ),
        max_size=2,
    ).map(tuple),
    slots=MASKS,
    hazards=st.sampled_from([None, "登高"]),
    insured=st.sampled_from([None, True, False]),
    min_age=st.sampled_from([None, 18, 41]),
    max_age=st.sampled_from([None, 65, 41]),
    headcount=st.integers(0, 2),
    filled=st.integers(0, 1),
    quantity=st.sampled_from([None, 0.0, 3.0]),
    status=st.sampled_from(["open", "done"]),
)


@given(st.lists(HELPERS, min_size=1, max_size=5), WORKS)
@settings(deadline=None, max_examples=400)
def test_the_bulk_form_of_every_rule_says_what_the_readable_form_says(rows: list[HelperRow], work: WorkRow) -> None:
    helpers = [replace(row, id=f"helper-{n}") for n, row in enumerate(rows)]
    problem = a_problem(helpers, [work])
    demand = problem.demand(0)
    for number in range(len(helpers)):
        readable = {one.rule: int(one.verdict) for one in judge(problem, number, demand, TODAY)}
        assert bulk_answers(problem, demand, number) == readable


def bulk_answers(problem: Any, demand: Any, number: int) -> dict[str, int]:
    from matching.problem import Inquiry  # noqa: PLC0415 (only here)

    columns = {rule.key: rule.bulk(Inquiry(problem, demand, TODAY)) for rule in RULES}
    return {key: 2 if column is None else int(column[number]) for key, column in columns.items()}


@given(st.lists(HELPERS, min_size=1, max_size=5), WORKS)
@settings(deadline=None, max_examples=100)
def test_the_bulk_verdict_is_the_worst_finding(rows: list[HelperRow], work: WorkRow) -> None:
    helpers = [replace(row, id=f"helper-{n}") for n, row in enumerate(rows)]
    problem = a_problem(helpers, [work])
    told = [int(overall(judge(problem, number, 0, TODAY))) for number in range(len(helpers))]
    assert verdicts(problem, 0, TODAY).tolist() == told


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
