"""Changes from last week: what stays, what is new, and the cause of each."""

from dataclasses import replace
from datetime import timedelta

from graph_model.entities.terms import CauseKind
from matching.changes import Earlier
from tests.matching.builders import (
    TODAY,
    a_post,
)
from tests.matching.weeks import ELECTRIC, an_electrician, only, week


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
    assert (only(found).change, only(found).cause) == ("新增", "上周无人可派；样例陈本周更新了登记")
    assert only(found).cause_kind is CauseKind.FOUND


def test_a_gap_of_last_week_is_still_one() -> None:
    still = only(week([], [a_post(**ELECTRIC)], Earlier("post-1")))
    assert (still.cause, still.cause_kind) == ("上周也无人可派", CauseKind.STILL_OPEN)


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
