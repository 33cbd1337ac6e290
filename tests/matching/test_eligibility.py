"""Who may be sent: every rule and its three answers."""

from datetime import date, timedelta
from typing import Any

import pytest

from graph_model.entities.candidates import HelperRow, RequiredSkill, WorkRow
from graph_model.entities.terms import Verdict
from matching.eligibility import RULES, judge
from matching.verdict import Finding
from tests.matching.builders import (
    FAR,
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
