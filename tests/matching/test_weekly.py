"""The week: the best allocation with reasons, gaps that say why, changes that say their cause."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from graph_model.entities.candidates import HelperRow, WorkRow
from matching.clashes import own_half_days
from matching.gaps import Scarce, scarcities, talent
from matching.overview import coverage
from matching.weekly import URGENT
from tests.matching.builders import (
    DISTRICT,
    FAR,
    FIRST,
    SECOND,
    TODAY,
    WEST,
    a_need,
    a_person,
    a_post,
    a_problem,
    a_resource,
    a_skill,
    a_team,
    an_electrician_licence,
    an_organisation,
    at,
    slots,
)
from tests.matching.weeks import ELECTRIC, an_electrician, only, pairs, week


def test_an_eligible_person_is_suggested_with_reasons_and_proof() -> None:
    found = week([an_electrician("person-1")], [a_post(**ELECTRIC)])
    assert (only(found).helper, found.proved) == ("person-1", True)
    assert "低压电工证，2028年3月到期" in only(found).reasons


def test_whoever_is_to_be_verified_is_not_suggested_but_counted() -> None:
    found = week([a_person(skills=["低压电工"])], [a_post(**ELECTRIC)])
    assert (only(found).change, found.unverified) == ("缺口", 1)


def test_two_posts_get_two_people_though_one_person_fits_both_best() -> None:
    both = an_electrician("person-1", capacity=1, birth_year=1985)
    other = replace(an_electrician("person-2", capacity=1), places=at(SECOND))
    found = week([both, other], [a_post("post-1", **ELECTRIC), a_post("post-2", **ELECTRIC, territory=SECOND)])
    assert pairs(found) == {("post-1", "person-1"), ("post-2", "person-2")}


def test_no_load_and_no_headcount_is_exceeded() -> None:
    helpers = [an_electrician(f"person-{n}", capacity=2, load=1) for n in range(4)]
    found = week(helpers, [a_post("post-1", **ELECTRIC, headcount=3, filled=1), a_post("post-2", **ELECTRIC)])
    assert sorted(one.work for one in found.suggestions) == ["post-1", "post-1", "post-2"]
    assert len({one.helper for one in found.suggestions}) == 3


def test_the_urgent_post_goes_first_when_there_is_one_person() -> None:
    works = [a_post("post-1", **ELECTRIC, urgency=1), a_post("post-2", **ELECTRIC, urgency=5)]
    assert ("post-2", "person-1") in pairs(week([an_electrician("person-1", capacity=1)], works))


def test_one_person_is_never_sent_to_two_posts_at_the_same_half_day() -> None:
    morning = slots("周六上午")
    works = [a_post(f"post-{n}", **ELECTRIC, slots=morning) for n in (1, 2)]
    found = week([an_electrician("person-1", slots=slots("周六上午、周六下午"))], works)
    assert sorted(one.change for one in found.suggestions) == ["新增", "缺口"]
    assert found.proved


def test_three_posts_of_one_weekend_morning_and_afternoon_go_to_one_person_only_twice_and_that_is_proved() -> None:
    weekend = slots("周六上午、周六下午")
    works = [a_post(f"post-{n}", **ELECTRIC, slots=weekend) for n in (1, 2, 3)]
    found = week([an_electrician("person-1", slots=weekend, capacity=3)], works)
    assert sorted(one.change for one in found.suggestions) == ["新增", "新增", "缺口"]
    assert found.proved


def test_limits_that_chase_each_other_cost_no_suggestion() -> None:
    """Two works of the morning, two of either half-day: with one limit a pair, each limit would undo the other."""
    morning, either = slots("周六上午"), slots("周六上午") | slots("周六下午")
    person = an_electrician("person-1", slots=either, capacity=3)
    works = [a_post(f"post-{n}", **ELECTRIC, slots=morning if n < 2 else either, urgency=3 - n // 2) for n in range(4)]
    found = week([person], works)
    assert len([one for one in found.suggestions if one.helper]) == 2
    assert found.bound - found.objective < 2 * URGENT
    assert [step.faults() for step in found.evidence] == [[]]


def test_each_post_of_one_person_is_told_its_own_half_day() -> None:
    weekend = slots("周六上午、周六下午")
    works = [a_post(f"post-{n}", **ELECTRIC, slots=weekend) for n in (1, 2)]
    found = week([an_electrician("person-1", slots=weekend, capacity=3)], works)
    assert sorted(one.slots or 0 for one in found.suggestions) == [slots("周六上午"), slots("周六下午")]


def test_no_half_day_is_told_where_the_post_has_no_times() -> None:
    assert only(week([an_electrician("person-1")], [a_post(**ELECTRIC)])).slots is None


def test_three_works_do_not_fit_into_two_half_days() -> None:
    assert own_half_days([0b11, 0b11, 0b11])[1] == [(2, 0b11)]


def test_works_that_can_be_moved_all_find_a_half_day() -> None:
    assert own_half_days([0b011, 0b001, 0b110]) == ({1: 0b001, 0: 0b010, 2: 0b100}, [])


def test_a_need_is_served_in_its_own_unit_from_several_resources() -> None:
    offers = [
        a_resource(f"resource-{n}", categories=("助餐",), quantity=q, unit="份") for n, q in ((1, 8.0), (2, 10.0))
    ]
    found = week(offers, [a_need(title="助餐", category="助餐", quantity=12.0, unit="份")])
    assert (
        sorted(one.amount for one in found.suggestions) == [2, 10] or sum(one.amount for one in found.suggestions) == 12
    )
    assert found.proved


def test_what_is_short_of_a_counted_need_is_a_gap() -> None:
    found = week(
        [a_resource(name="助餐份额", categories=("助餐",), quantity=8.0, unit="份")],
        [a_need(category="助餐", quantity=12.0, unit="份")],
    )
    assert [(one.change, one.remaining) for one in found.suggestions if one.helper is None] == [("缺口", 4)]


def test_a_team_serves_a_need_before_a_person_does() -> None:
    helpers = [a_team(categories=("助餐",)), a_person(categories=("助餐",))]
    assert only(week(helpers, [a_need(category="助餐")])).helper == "team-1"


def test_a_person_serves_a_need_no_unit_can() -> None:
    assert only(week([an_electrician("person-1")], [a_need(category="水电维修")])).helper == "person-1"


def test_a_gap_says_that_the_scarce_talent_is_taken() -> None:
    helpers = [an_electrician(f"person-{n}", capacity=1, load=1) for n in (1, 2)]
    gap = only(week(helpers, [a_post(**ELECTRIC)]))
    assert gap.reasons == ("全区只有 2 名持低压电工证的人，本周都已排满",)


def test_a_gap_says_that_nobody_has_the_skill() -> None:
    assert only(week([a_person()], [a_post(**ELECTRIC)])).reasons == ("全区没有持低压电工证的人",)


def test_a_gap_counts_which_rules_forbid() -> None:
    helpers = [an_electrician("person-1", slots=slots("周日晚上"))]
    gap = only(week(helpers, [a_post(**ELECTRIC, slots=slots("周六上午"))]))
    assert gap.reasons == ("全区只有 1 名持低压电工证的人，能做的人里，1 人时间对不上",)


def test_a_gap_for_want_of_insurance_says_to_insure_the_post_and_counts_nobody() -> None:
    helpers = [an_electrician(f"person-{n}") for n in range(6)]
    gap = only(week(helpers, [a_post(**ELECTRIC, hazards="登高", insured=False)]))
    assert gap.reasons == ("本岗位涉及登高，尚未投保人身意外险，谁也不能派：先为本岗位投保",)


def test_a_gap_of_things_speaks_of_things_and_not_of_people() -> None:
    far = [
        replace(
            a_resource(f"resource-{n}", categories=("助餐",), quantity=8.0, unit="份", reach="community"),
            places=at(FAR),
        )
        for n in range(7)
    ]
    gap = only(week(far, [a_need(category="助餐", quantity=12.0, unit="份")]))
    assert gap.reasons == ("能提供的资源里，7 项不在服务范围",)


def test_a_gap_that_people_and_things_could_fill_counts_them_together() -> None:
    far = [replace(a_resource(categories=("助餐",), reach="community"), places=at(FAR))]
    gap = only(
        week([*far, a_person(categories=("助餐",), reach="community", places=at(FAR))], [a_need(category="助餐")])
    )
    assert gap.reasons == ("全区只有 2 个能做助餐的，能做的当中，2 个不在服务范围",)


def test_gaps_for_want_of_the_same_talent_are_told_together() -> None:
    works = [a_post("post-1", **ELECTRIC), a_post("post-2", **ELECTRIC, headcount=2, territory=FAR)]
    (scarce,) = lacking([], works)
    assert (scarce.talent.label, scarce.talent.have, scarce.asked, scarce.gaps) == ("持低压电工证的人", 0, 3, (0, 1))


@pytest.mark.parametrize(
    ("work", "said"),
    [
        (a_post(**ELECTRIC), "全区没有持低压电工证的人"),
        (a_post(skills=["理发"]), "全区没有会理发的人"),
        (a_post(category="助餐"), "全区没有能做助餐的人"),
        (a_post(category="场地设施"), "全区没有能管场地设施的人"),
        (a_post(title="甲乙丙"), "全区没有愿意服务的人"),
        (a_need(category="水电维修", title="电灯坏了"), "全区没有能持证做水电维修的"),
        (a_need(category="场地设施", title="活动室"), "全区没有能提供场地设施的"),
    ],
)
def test_what_a_gap_lacks_is_said_so_that_it_can_be_counted(work: WorkRow, said: str) -> None:
    assert only(week([], [work])).reasons == (said,)


def test_people_are_counted_as_such_only_where_posts_need_them() -> None:
    helpers = [a_person(f"person-{n}", categories=("助餐",), capacity=1, load=1) for n in (1, 2)]
    works = [a_post(category="助餐"), a_need(category="助餐")]
    problem = a_problem(helpers, works)
    needed = [talent(problem, demand, TODAY, np.zeros(2, np.bool_)) for demand in problem.works.demands]
    assert {(one.have, one.counted_by, one.label) for one in needed} == {
        (2, "名", "能做助餐的人"),
        (2, "个", "能做助餐的"),
    }


def lacking(helpers: list[HelperRow], works: list[WorkRow], within: str = DISTRICT) -> list[Scarce]:
    problem = a_problem(helpers, works)
    return scarcities(problem, TODAY, np.zeros(len(helpers), np.bool_), range(len(works)), within)


def test_who_may_not_do_it_now_is_no_holder_of_a_scarce_talent() -> None:
    helpers = [
        an_electrician("person-1"),
        a_person("person-2", skills=[an_electrician_licence(date(2026, 4, 1))]),
        a_person("person-3", skills=[a_skill("低压电工", 2)]),
        replace(an_electrician("person-4"), consent=False),
        replace(an_electrician("person-5"), do_not_assign=True),
        an_organisation(categories=("水电维修",)),
    ]
    (scarce,) = lacking(helpers, [a_post(**ELECTRIC, headcount=2)])
    assert (scarce.talent.have, scarce.asked) == (1, 2)


def test_what_is_there_in_plenty_is_not_scarce_though_a_gap_is_open() -> None:
    assert lacking([an_electrician("person-1"), an_electrician("person-2")], [a_post(**ELECTRIC)]) == []


def test_holders_and_places_elsewhere_do_not_count() -> None:
    helpers = [replace(an_electrician(f"person-{n}"), places=at(FAR)) for n in range(3)]
    (scarce,) = lacking(helpers, [a_post(**ELECTRIC)], WEST)
    assert scarce.talent.have == 0


def test_the_order_of_the_rows_never_shows() -> None:
    helpers = [an_electrician(f"person-{n}", capacity=1) for n in range(6)]
    works = [a_post(f"post-{n}", **ELECTRIC) for n in range(4)]
    assert week(helpers, works) == week(helpers[::-1], works[::-1])


def test_nothing_to_do_is_an_empty_proven_week() -> None:
    found = week([], [])
    assert (found.suggestions, found.objective, found.proved) == ((), 0, True)


def test_coverage_counts_who_can_who_is_free_and_marks_the_hole() -> None:
    helpers = [
        an_electrician("person-1"),
        an_electrician("person-2", load=2),
        an_electrician("person-3", places=at(FAR)),
    ]
    works = [a_post(category="水电维修", headcount=2), a_post("post-2", category="水电维修", territory=SECOND)]
    found = coverage(a_problem(helpers, works), TODAY, [WEST, FIRST, SECOND], ["category-electrical-plumbing"])
    assert [row.tolist() for row in (found.can[:, 0], found.free[:, 0], found.asked[:, 0], found.hole[:, 0])] == [
        [2, 2, 0],
        [1, 1, 0],
        [3, 2, 1],
        [False, False, True],
    ]


def test_a_pairing_with_a_street_covers_its_communities() -> None:
    helper = an_electrician("person-1", places=at(WEST, "paired"))
    assert coverage(a_problem([helper]), TODAY, [SECOND], ["category-electrical-plumbing"]).can.tolist() == [[1]]


def test_a_counted_resource_is_never_planned_beyond_its_units() -> None:
    lamps = a_resource(categories=("水电维修",), name="修灯", quantity=2.0, unit="户", capacity=2)
    counted = a_need("need-1", category="水电维修", title="修灯", quantity=2.0, unit="户")
    other = a_need("need-2", category="水电维修", title="修灯", quantity=1.0, unit="人")
    given = [one for one in week([lamps], [counted, other]).suggestions if one.helper]
    assert [(one.work, one.amount) for one in given] == [("need-1", 2)]
