"""What to find out first: one fact away, counted by what the answer would allow."""

from dataclasses import replace

import numpy as np

from graph_model.entities.candidates import HelperRow, WorkRow
from graph_model.entities.terms import Verdict
from matching.asking_in_turn import in_turn
from matching.eligibility import verdicts
from matching.problem import Problem
from matching.rules.kind_of_work import CategoryRule
from matching.verifying import Question, questions, uninsured, what_is_open
from tests.matching.builders import TODAY, a_deed, a_need, a_person, a_post, a_problem, a_skill, an_electrician_licence

ELECTRIC = {"skills": ["低压电工"]}


def an_electrician(id_: str, **changes: object) -> HelperRow:
    return a_person(id_, skills=[an_electrician_licence()], **changes)


def asked(problem: Problem, unserved: tuple[str, ...] = ()) -> list[Question]:
    works = problem.works
    missing = {works.index[one]: works.demands[works.index[one]].seats for one in unserved}
    return questions(problem, TODAY, range(len(works)), problem.helpers.alive, missing)


def told(helpers: list[HelperRow], works: list[WorkRow], *unserved: str) -> list[tuple[str, int, int]]:
    problem = a_problem(helpers, works)
    return [(one.rule, one.matches, one.fills) for one in asked(problem, unserved)]


def test_one_answer_of_a_person_counts_every_work_it_would_allow() -> None:
    person = an_electrician("person-1", consent=None)
    assert told([person], [a_post("post-1", **ELECTRIC), a_post("post-2", **ELECTRIC)]) == [("consent", 2, 0)]


def test_who_lacks_two_facts_or_is_forbidden_is_not_asked() -> None:
    two = an_electrician("person-1", consent=None, slots=None)
    never = an_electrician("person-2", consent=None, do_not_assign=True)
    assert told([two, never], [a_post("post-1", **ELECTRIC, slots=1)]) == []


def test_a_fact_of_the_post_is_asked_once_for_all_who_could_go() -> None:
    people = [an_electrician(f"person-{n}", birth_year=1985) for n in range(3)]
    problem = a_problem(people, [a_post("post-1", **ELECTRIC, hazards="登高", insured=None)])
    (one,) = asked(problem, ("post-1",))
    assert (one.rule, one.helper, one.matches, one.fills) == ("insurance", None, 3, 1)
    assert what_is_open(problem, TODAY, one).remedy == "核实本岗位是否投保"


def test_what_is_known_to_be_uninsured_is_no_question_but_told_with_what_insurance_would_allow() -> None:
    people = [an_electrician(f"person-{n}", birth_year=1985) for n in range(3)]
    posts = [
        a_post("post-1", **ELECTRIC, hazards="登高", insured=False),
        a_post("post-2", **ELECTRIC, hazards="登高", insured=False, headcount=2),
        a_post("post-3", **ELECTRIC, hazards="登高", insured=None),
        a_post("post-4", **ELECTRIC, insured=False),
        a_post("post-5", skills=["泥瓦补漏"], hazards="登高", insured=False),
    ]
    problem = a_problem([*people, an_electrician("person-9", birth_year=1985, consent=None)], posts)
    alive, missing = problem.helpers.alive, {0: 1, 1: 2}
    assert {problem.works.demands[one.work or 0].row.id for one in asked(problem) if one.rule == "insurance"} == {
        "post-3"
    }
    found = uninsured(problem, TODAY, range(len(posts)), alive, missing)
    assert [(problem.works.demands[one.work or 0].row.id, one.matches, one.fills) for one in found] == [
        ("post-2", 3, 2),
        ("post-1", 3, 1),
    ]
    told = what_is_open(problem, TODAY, found[0])
    assert (told.verdict, told.sentence) == (Verdict.NO, "涉及登高，尚未投保人身意外险")


def test_no_more_gaps_are_filled_than_the_person_has_room_for() -> None:
    person = an_electrician("person-1", consent=None, capacity=3, load=1)
    posts = [a_post(f"post-{n}", **ELECTRIC) for n in range(5)]
    assert told([person], posts, *(post.id for post in posts)) == [("consent", 5, 2)]


def test_what_fills_a_gap_comes_before_what_allows_more() -> None:
    many = an_electrician("person-1", consent=None)
    few = a_person("person-2", skills=[a_skill("水管维修")], consent=None)
    posts = [a_post("post-1", **ELECTRIC), a_post("post-2", **ELECTRIC), a_post("post-3", skills=["水管维修"])]
    problem = a_problem([many, few], posts)
    ids = [problem.helpers.rows[one.helper or 0].id for one in asked(problem, ("post-3",))]
    assert ids == ["person-2", "person-1"]


def test_the_order_of_the_rows_does_not_show() -> None:
    people = [an_electrician(f"person-{n}", consent=None) for n in range(4)]
    posts = [a_post(f"post-{n}", **ELECTRIC) for n in range(3)]
    there = a_problem(people, posts)
    back = a_problem(people[::-1], posts[::-1])
    names = [[(p.helpers.rows[q.helper or 0].id, q.value) for q in asked(p)] for p in (there, back)]
    assert names[0] == names[1]


def test_a_good_answer_makes_each_counted_pair_eligible() -> None:
    person = an_electrician("person-1", consent=None)
    posts = [a_post("post-1", **ELECTRIC), a_post("post-2", **ELECTRIC)]
    (one,) = asked(a_problem([person], posts))
    agreed = a_problem([replace(person, consent=True)], posts)
    found = [int(verdicts(agreed, work, TODAY, np.array([0]))[0]) for work in one.works]
    assert found == [Verdict.YES] * one.matches


def test_what_would_be_asked_of_one_helper_in_the_same_words_is_asked_once() -> None:
    """Two works of one kind, one of which means a part of it: who did the kind but once is asked of it in one go."""
    works = [
        a_need("need-1", category="养老助残", title="老人的事"),
        a_need("need-2", category="养老助残", title="助残"),
    ]
    once = a_person("person-1", deeds=(a_deed(times=1, category="养老助残"),))
    problem = a_problem([once], works)
    rule = CategoryRule()
    assert len({rule.topic(demand) for demand in problem.works.demands}) == 2
    (one,) = asked(problem)
    assert (one.rule, one.matches) == ("category", 2)


def in_order(helpers: list[HelperRow], works: list[WorkRow], missing: dict[str, int]) -> list[tuple[str, int, int]]:
    problem = a_problem(helpers, works)
    of = {problem.works.index[work]: places for work, places in missing.items()}
    found = questions(problem, TODAY, range(len(works)), problem.helpers.alive, of)
    ids = [row.id for row in problem.helpers.rows]
    return [(ids[one.helper or 0], one.fills, more) for one, more in in_turn(found, of)]


def test_a_gap_that_an_earlier_answer_fills_is_not_counted_again() -> None:
    many = an_electrician("person-1", consent=None)
    same = an_electrician("person-2", consent=None)
    other = a_person("person-3", skills=[a_skill("水管维修")], consent=None)
    posts = [a_post("post-1", **ELECTRIC), a_post("post-2", **ELECTRIC), a_post("post-3", skills=["水管维修"])]
    told = in_order([many, same, other], posts, {one.id: 1 for one in posts})
    assert sorted(told[:1]) in ([("person-1", 2, 2)], [("person-2", 2, 2)])
    assert told[1] == ("person-3", 1, 1)
    assert told[2][1:] == (2, 0)


def test_a_gap_of_several_places_is_counted_until_they_are_filled() -> None:
    people = [an_electrician(f"person-{n}", consent=None) for n in (1, 2, 3)]
    told = in_order(people, [a_post("post-1", headcount=2, **ELECTRIC)], {"post-1": 2})
    assert [more for *_, more in told] == [1, 1, 0]
