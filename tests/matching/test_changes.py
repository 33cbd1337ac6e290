"""Changes from last week: what stays, what is new, and the cause of each."""

from dataclasses import replace
from datetime import timedelta

from graph_model.entities.terms import CauseKind
from matching.changes import Earlier
from matching.orders import Order, Orders
from matching.weekly import Proposal, propose
from tests.matching.builders import (
    FAR,
    FIRST,
    TODAY,
    a_need,
    a_post,
    a_problem,
    a_team,
    an_electrician_licence,
    at,
)
from tests.matching.weeks import ELECTRIC, an_electrician, only, week

WORD = "由工作人员指定：张三，11月20日"


def causes(found: Proposal) -> dict[tuple[str, str | None], str | None]:
    return {(one.work, one.helper): one.cause for one in found.suggestions}


def test_the_same_as_last_week_is_unchanged() -> None:
    found = week([an_electrician("person-1")], [a_post(**ELECTRIC)], Earlier("post-1", "person-1"))
    assert (only(found).change, only(found).cause) == ("不变", None)


def test_of_two_equals_last_weeks_stays() -> None:
    helpers = [an_electrician("person-1"), an_electrician("person-2")]
    assert only(week(helpers, [a_post(**ELECTRIC)], Earlier("post-1", "person-2"))).helper == "person-2"


def test_who_replaces_another_is_an_adjustment_with_its_cause() -> None:
    gone = an_electrician("person-1", name="样例钱", status="paused")
    found = week([gone, an_electrician("person-2")], [a_post(**ELECTRIC)], Earlier("post-1", "person-1"))
    assert (only(found).change, only(found).cause) == ("调整", "上周建议的样例钱不再符合：目前暂停服务")
    assert only(found).cause_kind is CauseKind.UNFIT


def test_a_gap_that_is_filled_is_new_and_says_what_changed() -> None:
    helper = an_electrician("person-1", name="样例陈", updated_on=TODAY - timedelta(2))
    found = week([helper], [a_post(**ELECTRIC)], Earlier("post-1"))
    assert (only(found).change, only(found).cause) == ("新增", "上周空着；样例陈本周更新了登记")
    assert only(found).cause_kind is CauseKind.FOUND


def test_a_gap_of_last_week_is_still_one() -> None:
    still = only(week([], [a_post(**ELECTRIC)], Earlier("post-1")))
    assert (still.cause, still.cause_kind) == ("上周也空着", CauseKind.STILL_OPEN)


def test_a_declined_suggestion_gives_its_reason_as_the_cause() -> None:
    helpers = [an_electrician("person-1", name="样例钱", refused=("post-1",)), an_electrician("person-2")]
    found = week(helpers, [a_post(**ELECTRIC)], Earlier("post-1", "person-1", "样例钱", "declined", "时间不合适"))
    assert only(found).cause == "上周建议的样例钱未采纳：时间不合适"
    assert only(found).cause_kind is CauseKind.DECLINED


def test_a_gap_beside_somebody_suggested_again_is_not_said_to_come_of_him() -> None:
    helpers = [an_electrician("person-1"), an_electrician("person-2", name="样例钱", refused=("post-1",))]
    earlier = Earlier("post-1", "person-1"), Earlier("post-1", "person-2", "样例钱", "declined", "时间不合适")
    found = week(helpers, [a_post(headcount=2, **ELECTRIC)], *earlier)
    assert [(one.helper, one.cause) for one in found.suggestions] == [
        ("person-1", None),
        (None, "上周建议的样例钱未采纳：时间不合适"),
    ]
    more = week(helpers, [a_post(headcount=2, **ELECTRIC)], earlier[0])
    assert [(one.helper, one.cause) for one in more.suggestions] == [("person-1", None), (None, None)]


def test_who_was_accepted_and_does_the_work_is_not_said_to_be_unfit_for_it() -> None:
    doing = an_electrician("person-1", commitments=(("post-1", None),))
    declined = an_electrician("person-2", name="样例钱", refused=("post-1",))
    accepted, said_no = Earlier("post-1", "person-1", decision="accepted"), Earlier("post-1", "person-2", "样例钱")
    said_no = replace(said_no, decision="declined", decline_reason="时间不合适")
    post = a_post(headcount=2, filled=1, **ELECTRIC)
    found = only(week([doing, declined, an_electrician("person-3")], [post], accepted, said_no))
    assert (found.helper, found.cause_kind) == ("person-3", CauseKind.DECLINED)
    assert found.cause == "上周建议的样例钱未采纳：时间不合适"
    again = only(week([doing, an_electrician("person-3")], [post], accepted))
    assert (again.change, again.cause_kind) == ("新增", CauseKind.MORE_SEATS)
    assert only(week([doing], [post], accepted)).cause is None


def test_who_was_accepted_and_no_longer_does_the_work_is_the_cause_as_before() -> None:
    paused = an_electrician("person-1", name="样例钱", status="paused")
    found = only(
        week(
            [paused, an_electrician("person-2")],
            [a_post(**ELECTRIC)],
            Earlier("post-1", "person-1", decision="accepted"),
        )
    )
    assert found.cause == "上周建议的样例钱不再符合：目前暂停服务"


def test_of_two_newcomers_each_takes_the_place_of_another() -> None:
    gone = [Earlier("post-1", "person-1"), Earlier("post-1", "person-2", "样例钱", "declined", "时间不合适")]
    helpers = [an_electrician("person-1", name="样例赵", status="paused"), an_electrician("person-3")]
    reasons = ["上周建议的样例钱未采纳：时间不合适", "上周建议的样例赵不再符合：目前暂停服务"]
    post = a_post(headcount=2, **ELECTRIC)
    both = week([*helpers, an_electrician("person-4")], [post], *gone)
    told = {one.helper: one.cause for one in both.suggestions}
    assert told == dict(zip(("person-3", "person-4"), reasons, strict=True))
    one_open = week(helpers, [post], *gone)
    assert {one.helper: one.cause for one in one_open.suggestions} == {"person-3": reasons[0], None: reasons[1]}


def test_a_name_that_reads_like_a_cause_does_not_change_of_which_kind_it_is() -> None:
    gone = Earlier("post-1", "person-9", "样例·指定未采纳：")
    found = only(week([an_electrician("person-1")], [a_post(**ELECTRIC)], gone))
    assert (found.cause, found.cause_kind) == ("上周建议的样例·指定未采纳：已不在名册", CauseKind.GONE)


def test_whom_staff_fixed_on_an_open_post_is_new_for_that_and_takes_nobodys_place() -> None:
    helpers = [an_electrician("person-1"), an_electrician("person-2")]
    order = Orders.of([Order("person-1", "post-1", fixed=True, sentence=WORD)])
    problem = a_problem(helpers, [a_post(headcount=2, **ELECTRIC)]).ordered(order)
    gone = Earlier("post-1", "person-3", "样例钱", "declined", "时间不合适")
    told = causes(propose(problem, TODAY, [gone, Earlier("post-1")]))
    assert told == {("post-1", "person-1"): WORD, ("post-1", "person-2"): "上周建议的样例钱未采纳：时间不合适"}


def test_who_fitted_last_week_too_and_was_sent_elsewhere_is_said_to_come_from_there() -> None:
    alone = an_electrician("person-1", name="样例陈", capacity=1, updated_on=TODAY)
    works = [a_post("post-1", title="老岗", **ELECTRIC), a_post("post-2", title="新岗", urgency=5, **ELECTRIC)]
    found = week([alone], works, Earlier("post-1", "person-1"), Earlier("post-2"))
    assert causes(found) == {
        ("post-2", "person-1"): "上周空着；样例陈上周派往“老岗”，本周改派这里",
        ("post-1", None): "上周建议的样例陈本周派往“新岗”",
    }


def test_who_fits_anew_is_said_to_only_where_the_day_tells() -> None:
    post = a_post(**ELECTRIC)
    started = an_electrician("person-1", name="样例陈", window=(TODAY - timedelta(2), None))
    assert (
        only(week([started], [post], Earlier("post-1"))).cause == "上周空着；样例陈上周还不符合：2026年11月20日起才可用"
    )
    as_ever = an_electrician("person-1", name="样例陈")
    assert only(week([as_ever], [post], Earlier("post-1"))).cause == "上周空着；本周排到了样例陈"


def test_a_work_that_was_not_waiting_last_week_is_said_to_be_that() -> None:
    found = only(week([an_electrician("person-1")], [a_post(**ELECTRIC)], Earlier("post-9")))
    assert (found.cause, found.cause_kind) == ("上周没有要派这一件", CauseKind.NEW_WORK)


def test_who_gives_way_to_a_better_match_is_told_to_whom() -> None:
    near, far = (
        an_electrician(f"person-{n}", name=name, places=at(place), home=place)
        for n, name, place in ((1, "样例近", FIRST), (2, "样例远", FAR))
    )
    far = replace(far, reach="district")
    post = a_post(**ELECTRIC)
    found = only(week([near, far], [post], Earlier("post-1", "person-2")))
    assert found.helper == "person-1"
    assert (found.cause, found.cause_kind) == ("上周建议的样例远本周让给分数更高的样例近", CauseKind.OUTSCORED)


def test_who_has_no_room_for_both_any_more_is_told_what_is_kept() -> None:
    works = [a_post(f"post-{n}", title=f"第{n}岗", **ELECTRIC) for n in (1, 2)]
    first = an_electrician("person-1", name="样例陈", capacity=1)
    earlier = [Earlier(one.id, "person-1") for one in works]
    found = week([first, an_electrician("person-2", capacity=1)], works, *earlier)
    new = next(one for one in found.suggestions if one.change == "调整")
    kept = next(one for one in found.suggestions if one.change == "不变")
    assert (new.cause, new.cause_kind) == (f"上周建议的样例陈本周只排得下“{kept.title}”", CauseKind.ELSEWHERE)


def test_whom_staff_sent_elsewhere_is_said_to_have_been_sent_by_them() -> None:
    works = [a_post(f"post-{n}", title=f"第{n}岗", **ELECTRIC) for n in (1, 2)]
    order = Orders.of([Order("person-1", "post-2", fixed=True, sentence=WORD)])
    problem = a_problem([an_electrician("person-1", name="样例陈", capacity=1)], works).ordered(order)
    told = causes(propose(problem, TODAY, [Earlier("post-1", "person-1"), Earlier("post-2")]))
    assert told == {
        ("post-2", "person-1"): WORD,
        ("post-1", None): "上周建议的样例陈由工作人员指定派往“第2岗”",
    }


def test_who_gives_way_to_a_team_that_is_sent_first_is_not_said_to_be_outscored() -> None:
    far = {"places": at(FAR, "serves"), "reach": "district"}
    team = a_team(name="样例队", skills=[an_electrician_licence()], **far)
    found = only(
        week([an_electrician("person-1", name="样例陈"), team], [a_need(**ELECTRIC)], Earlier("need-1", "person-1"))
    )
    assert (found.helper, found.cause_kind) == ("team-1", CauseKind.LEFT_OUT)
    assert found.cause == "上周建议的样例陈本周让给样例队"
