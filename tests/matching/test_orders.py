"""What staff settled is kept by the week, as far as limits reach, told with its reason, and the rest stays the best."""

from dataclasses import replace

from graph_model.entities.candidates import HelperRow, WorkRow
from graph_model.entities.terms import CauseKind, Verdict
from matching.changes import Earlier
from matching.eligibility import judge, verdicts
from matching.enrolment import enrol
from matching.fixing import FIXED
from matching.orders import Order, Orders
from matching.problem import Problem
from matching.ranking import rank
from matching.sharing import Sharing
from matching.weekly import Proposal, propose
from matching.what_if import Supposed, effect
from tests.matching.builders import SECOND, TODAY, a_person, a_post, a_problem, an_electrician_licence, at, slots

ELECTRIC = {"skills": ["低压电工"]}
WORD = "由工作人员指定：张三，11月22日：熟悉这里"


def electricians(*, capacity: int = 1, **changes: object) -> list[HelperRow]:
    """The first lives where the post is, the second does not: alone, the first is suggested."""
    both = [a_person(f"person-{n}", skills=[an_electrician_licence()], capacity=capacity, **changes) for n in (1, 2)]
    return [both[0], replace(both[1], places=at(SECOND))]


def ordered(helpers: list[HelperRow], works: list[WorkRow], *pairs: tuple[str, str, bool]) -> Problem:
    return a_problem(helpers, works).ordered(Orders.of(Order(who, what, fixed, WORD) for who, what, fixed in pairs))


def sent(proposal: Proposal) -> set[tuple[str, str]]:
    return {(one.work, one.helper) for one in proposal.suggestions if one.helper is not None}


POST = a_post("post-1", **ELECTRIC)


def test_who_is_fixed_is_suggested_before_a_better_match_and_the_proof_stands() -> None:
    assert sent(propose(ordered(electricians(), [POST]), TODAY)) == {("post-1", "person-1")}
    found = propose(ordered(electricians(), [POST], ("person-2", "post-1", True)), TODAY)
    assert sent(found) == {("post-1", "person-2")}
    assert found.suggestions[0].settled == found.suggestions[0].cause == WORD
    assert found.evidence[0].step == FIXED
    assert (found.proved, [one.faults() for one in found.evidence]) == (True, [[]] * len(found.evidence))


def test_who_is_barred_is_not_sent_and_why_not_says_who_barred_them() -> None:
    problem = ordered(electricians(), [POST], ("person-1", "post-1", False))
    assert sent(propose(problem, TODAY)) == {("post-1", "person-2")}
    told = next(one for one in judge(problem, 0, 0, TODAY) if one.rule == "order")
    assert (told.verdict, told.sentence, told.remedy) == (Verdict.NO, WORD, "在岗位页撤销“不派”")
    assert verdicts(problem, 0, TODAY).tolist() == [0, 2]
    assert [one.row.id for one in rank(problem, 0, TODAY, verdict=(Verdict.YES,)).ranked] == ["person-2"]


def test_those_barred_are_barred_over_a_whole_region_too() -> None:
    problem = ordered(electricians(), [POST], ("person-1", "post-1", False), ("person-gone", "post-1", False))
    people, *_ = enrol(problem, TODAY)
    assert people.barred_start.tolist() == [0, 1, 1]


def test_the_last_word_on_a_pair_counts() -> None:
    orders = Orders.of(Order("person-1", "post-1", fixed, WORD) for fixed in (False, True))
    assert (list(orders.fixed), orders.barred) == ([("person-1", "post-1")], {})
    assert sent(propose(a_problem(electricians(), [POST]).ordered(orders), TODAY)) == {("post-1", "person-1")}


def test_whoever_is_not_eligible_is_not_sent_though_fixed() -> None:
    unsure = [a_person("person-1", skills=["低压电工"])]
    assert sent(propose(ordered(unsure, [POST], ("person-1", "post-1", True)), TODAY)) == set()


def test_of_more_fixed_than_there_are_seats_the_first_are_kept() -> None:
    both = ordered(electricians(), [POST], ("person-2", "post-1", True), ("person-1", "post-1", True))
    assert sent(propose(both, TODAY)) == {("post-1", "person-2")}


def test_nobody_is_fixed_beyond_their_own_limit_or_on_two_posts_of_one_half_day() -> None:
    works = [a_post(f"post-{n}", **ELECTRIC, slots=slots("周六上午")) for n in (1, 2)]
    pairs = [("person-1", "post-1", True), ("person-1", "post-2", True)]
    one_each = propose(ordered(electricians(slots=slots("周六上午")), works, *pairs), TODAY)
    assert ("post-1", "person-1") in sent(one_each)
    assert ("post-2", "person-1") not in sent(one_each)
    free = {"slots": slots("周六上午"), "capacity": 2}
    clashing = propose(ordered(electricians(**free), works, *pairs), TODAY)
    assert sent(clashing) == {("post-1", "person-1"), ("post-2", "person-2")}
    assert clashing.proved


def test_the_half_day_of_what_is_fixed_is_not_given_away_again() -> None:
    saturday, both_days = slots("周六上午"), slots("周六上午") | slots("周日上午")
    works = [
        a_post("post-1", **ELECTRIC, slots=saturday),
        a_post("post-2", **ELECTRIC, slots=both_days),
    ]
    alone = [electricians(slots=both_days, capacity=2)[0]]
    found = propose(ordered(alone, works, ("person-1", "post-1", True)), TODAY)
    assert {one.work: one.slots for one in found.suggestions} == {"post-1": saturday, "post-2": slots("周日上午")}


def test_the_cap_of_the_week_is_for_the_machine_and_not_for_staff() -> None:
    works = [a_post(f"post-{n}", **ELECTRIC) for n in (1, 2, 3)]
    pairs = [("person-1", "post-1", True), ("person-1", "post-2", True)]
    problem = ordered([electricians(capacity=3)[0]], works, *pairs).shared(Sharing(most_new=1))
    assert sent(propose(problem, TODAY)) == {("post-1", "person-1"), ("post-2", "person-1")}


def test_whoever_gives_way_to_the_fixed_is_told_why() -> None:
    problem = ordered(electricians(), [POST, a_post("post-2", **ELECTRIC)], ("person-2", "post-1", True))
    last = [Earlier("post-1", "person-1", "样例person-1"), Earlier("post-2", "person-2", "样例person-2")]
    causes = {one.work: (one.cause, one.cause_kind) for one in propose(problem, TODAY, last).suggestions}
    assert causes["post-1"] == (WORD, CauseKind.FIXED)
    assert causes["post-2"][0] is not None


def test_what_if_keeps_what_staff_fixed() -> None:
    problem = ordered(electricians(), [POST], ("person-2", "post-1", True))
    found = effect(problem, TODAY, [Supposed("seats", work="post-1", number=2)], propose(problem, TODAY))
    assert {(one.work, one.helper) for one in found.gained} == {("post-1", "person-1")}
    assert ("post-1", "person-2") in sent(found.after)
