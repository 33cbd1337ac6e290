"""What would be different: supposed facts change the week by what they make possible, and by nothing else."""

from dataclasses import replace
from datetime import date

import pytest

from graph_model.entities.candidates import HeldSkill, HelperRow, WorkRow
from matching.problem import Problem
from matching.weekly import propose
from matching.what_if import Effect, NothingToSupposeError, Supposed, effect, suppose
from tests.matching.builders import (
    FIRST,
    SECOND,
    TODAY,
    a_person,
    a_post,
    a_problem,
    a_skill,
    at,
    slots,
)
from tests.matching.weeks import ELECTRIC, an_electrician

SATURDAY = slots("周六上午")


def what_if(problem: Problem, *facts: Supposed) -> Effect:
    return effect(problem, TODAY, facts, propose(problem, TODAY))


def problem_of(helpers: list[HelperRow], works: list[WorkRow]) -> Problem:
    return a_problem(helpers, works)


def gained(found: Effect) -> set[tuple[str, str | None]]:
    return {(one.work, one.helper) for one in found.gained}


def lost(found: Effect) -> set[tuple[str, str | None]]:
    return {(one.work, one.helper) for one in found.lost}


def test_supposing_nothing_changes_nothing() -> None:
    people = [an_electrician(f"person-{n}") for n in range(3)]
    found = what_if(problem_of(people, [a_post(f"post-{n}", **ELECTRIC) for n in range(4)]))
    assert (found.gained, found.lost, found.filled, found.opened) == ((), (), (), ())


def test_one_more_seat_brings_one_more_person_and_moves_nobody_else() -> None:
    people = [an_electrician(f"person-{n}", capacity=1) for n in range(3)]
    problem = problem_of(people, [a_post("post-1", **ELECTRIC), a_post("post-2", **ELECTRIC)])
    found = what_if(problem, Supposed("seats", work="post-1", number=2))
    assert (len(found.gained), found.lost) == (1, ())


def test_a_certificate_fills_the_gap_it_was_wanted_for() -> None:
    person = a_person("person-1", skills=[a_skill("低压电工", level=2)])
    held = HeldSkill("低压电工", 2, "低压电工证", date(2028, 3, 1))
    found = what_if(problem_of([person], [a_post(**ELECTRIC)]), Supposed("certificate", helper="person-1", held=held))
    assert gained(found) == {("post-1", "person-1")}
    assert [one.work for one in found.filled] == ["post-1"]


def test_insurance_lets_those_go_who_could_not_be_sent_without_it() -> None:
    post = a_post("post-1", **ELECTRIC, hazards="触电", insured=False)
    problem = problem_of([an_electrician("person-1")], [post])
    found = what_if(problem, Supposed("insured", work="post-1"))
    assert (gained(found), [one.work for one in found.filled]) == ({("post-1", "person-1")}, ["post-1"])


def test_a_free_half_day_is_added_to_those_there_are() -> None:
    person = an_electrician("person-1", slots=slots("周一上午"))
    problem = problem_of([person], [a_post(**ELECTRIC, slots=SATURDAY)])
    fact = Supposed("free", helper="person-1", number=SATURDAY)
    assert gained(what_if(problem, fact)) == {("post-1", "person-1")}
    assert suppose(problem, [fact], TODAY).helpers.rows[-1].slots == slots("周一上午") | SATURDAY


def test_a_pinned_person_is_taken_away_from_where_the_week_wanted_him() -> None:
    best = an_electrician("person-1", capacity=1, birth_year=1985)
    other = replace(best, id="person-2", places=())
    problem = problem_of([best, other], [a_post("post-1", **ELECTRIC), a_post("post-2", **ELECTRIC)])
    chosen = {one.work: one.helper for one in propose(problem, TODAY).suggestions}
    other_work = next(work for work, helper in chosen.items() if helper != "person-1")
    found = what_if(problem, Supposed("pin", helper="person-1", work=other_work))
    assert (next(work for work, helper in chosen.items() if helper == "person-1"), "person-1") in lost(found)


def test_whoever_is_pinned_counts_as_suggested_and_the_scores_tell_what_it_costs() -> None:
    people = [
        an_electrician(f"person-{n}", capacity=1, places=at(at_), reach="district")
        for n, at_ in ((1, FIRST), (2, SECOND))
    ]
    problem = problem_of(people, [a_post(**ELECTRIC)])
    best, other = propose(problem, TODAY).suggestions[0].helper, {"person-1", "person-2"}
    (next_best,) = other - {best}
    found = what_if(problem, Supposed("pin", helper=next_best, work="post-1"))
    assert (gained(found), lost(found), found.held) == ({("post-1", next_best)}, {("post-1", best)}, ())
    assert found.score == found.gained[0].score - found.lost[0].score < 0


def test_whoever_is_not_sure_to_fit_is_held_on_the_work_without_a_score() -> None:
    problem = problem_of([a_person("person-1", skills=[a_skill("低压电工", level=2)])], [a_post(**ELECTRIC)])
    fact = Supposed("pin", helper="person-1", work="post-1")
    found = what_if(problem, fact)
    assert (found.held, gained(found), found.score) == ((fact,), set(), 0)
    assert [one.work for one in found.filled] == ["post-1"]


def test_a_forbidden_pair_is_not_suggested_and_the_place_goes_to_the_next() -> None:
    problem = problem_of([an_electrician("person-1"), an_electrician("person-2")], [a_post(**ELECTRIC)])
    first = propose(problem, TODAY).suggestions[0].helper
    found = what_if(problem, Supposed("forbid", helper=first, work="post-1"))
    assert lost(found) == {("post-1", first)}
    assert gained(found) == {("post-1", "person-2" if first == "person-1" else "person-1")}


def test_fewer_seats_open_no_gap_but_a_lower_limit_does() -> None:
    problem = problem_of([an_electrician("person-1", capacity=2)], [a_post(f"post-{n}", **ELECTRIC) for n in (1, 2)])
    assert what_if(problem, Supposed("seats", work="post-1", number=0)).opened == ()
    assert len(what_if(problem, Supposed("limit", helper="person-1", number=1)).opened) == 1


def test_several_facts_about_one_helper_add_up() -> None:
    problem = problem_of([an_electrician("person-1", capacity=1)], [a_post(**ELECTRIC)])
    facts = [Supposed("limit", helper="person-1", number=3), Supposed("free", helper="person-1", number=SATURDAY)]
    row = suppose(problem, facts, TODAY).helpers.rows[-1]
    assert (row.capacity, bool((row.slots or 0) & SATURDAY)) == (3, True)


def test_the_problem_itself_stays_as_it_is() -> None:
    problem = problem_of([an_electrician("person-1")], [a_post(**ELECTRIC)])
    suppose(problem, [Supposed("seats", work="post-1", number=9)], TODAY)
    assert problem.works.demands[0].row.headcount == 1


@pytest.mark.parametrize("fact", [Supposed("seats", work="post-x"), Supposed("limit", helper="person-x")])
def test_what_is_not_there_cannot_be_supposed(fact: Supposed) -> None:
    problem = problem_of([an_electrician("person-1")], [a_post(**ELECTRIC)])
    with pytest.raises(NothingToSupposeError):
        suppose(problem, [fact], TODAY)
