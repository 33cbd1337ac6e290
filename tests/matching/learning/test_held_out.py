"""The test on later weeks: order within a list, chance beside it, calibration, regret."""

import pytest

from graph_model.entities.past import PastWeek
from graph_model.entities.terms import DeclineReason
from matching.features import DOCUMENTED
from matching.learning.evaluation import split_of
from matching.learning.held_out import LEAST_CALIBRATED, LEAST_RANKED, lifted, trial
from matching.weights import FULL, Weights
from tests.matching.learning.builders import a_decision, a_decline, a_week
from tests.matching.learning.simulation import OF_NEIGHBOURS, past_weeks

NEAR = Weights({key: FULL - 10_000 if key == "near" else 1_000 for key in DOCUMENTED.points})
PAPERS = Weights({key: FULL - 10_000 if key == "papers" else 1_000 for key in DOCUMENTED.points})


def a_list(week: str, good: int, bad: int, category: str = "category-meals") -> PastWeek:
    """A list in which those who are near were accepted and those with papers declined."""
    accepted = [a_decision(n, week, values={"papers": 0.0}, category=category) for n in range(good)]
    declined = [
        a_decline(DeclineReason.DISTANCE, n, week=week, values={"near": 0.0}, category=category)
        for n in range(good, good + bad)
    ]
    return a_week(*accepted, *declined, week=week)


def test_weights_that_agree_with_people_put_every_accepted_one_first() -> None:
    split = split_of([a_list("2026-W10", 40, 10), a_list("2026-W11", 40, 10)])
    agreed, opposed = trial(NEAR, split.earlier, split.later), trial(PAPERS, split.earlier, split.later)
    assert [agreed.top[k].value for k in (1, 3, 5)] == [1.0, 1.0, 1.0]
    assert (agreed.pairs.value, agreed.regret.value) == (1.0, 0.0)
    assert [opposed.top[k].value for k in (1, 3, 5)] == [0.0, 0.0, 0.0]
    assert (opposed.pairs.value, opposed.regret.value) == (0.0, 0.25)
    assert agreed.by_chance == opposed.by_chance == {1: 0.090909, 3: 0.272727, 5: 0.454545}


def test_equal_scores_are_no_merit() -> None:
    same = [a_decision(n) for n in range(35)] + [a_decline(DeclineReason.SKILL, n) for n in range(35, 40)]
    later = [a_decision(n, "2026-W11") for n in range(35)]
    later += [a_decline(DeclineReason.SKILL, n, week="2026-W11") for n in range(35, 40)]
    split = split_of([a_week(*same), a_week(*later, week="2026-W11")])
    assert trial(DOCUMENTED, split.earlier, split.later).top[1].value == 0.0


def test_only_lists_with_both_say_anything_of_the_order() -> None:
    both, alone = a_list("2026-W11", 3, 2), a_list("2026-W11", 50, 0, "category-law")
    together = a_week(*both.suggestions, *alone.suggestions, week="2026-W11")
    split = split_of([a_list("2026-W10", 5, 5), together])
    found = trial(NEAR, split.earlier, split.later)
    assert (found.top[1].count, found.top[1].value, found.top[1].missing) == (3, None, LEAST_RANKED - 3)


def test_below_the_least_nothing_is_told_but_what_is_missing() -> None:
    split = split_of([a_list("2026-W10", 5, 5), a_list("2026-W11", 5, 5)])
    found = trial(DOCUMENTED, split.earlier, split.later)
    assert {found.pairs.value, found.regret.value, found.brier.value, *found.by_chance.values()} == {None}
    assert (found.brier.missing, found.reliability) == (LEAST_CALIBRATED - 10, ())


def test_nothing_decided_is_no_error() -> None:
    split = split_of([])
    assert trial(DOCUMENTED, split.earlier, split.later).brier.count == 0


def test_what_was_said_to_be_likely_came_about_as_often() -> None:
    split = split_of(past_weeks(OF_NEIGHBOURS, each=400))
    found = trial(NEAR, split.earlier, split.later)
    assert sum(row.came.count for row in found.reliability) == len(split.later.judged)
    crowded = [row for row in found.reliability if row.came.count > 200]
    assert crowded
    for row in crowded:
        assert row.came.value == pytest.approx(row.said, abs=0.08)


def test_who_came_up_and_who_went_down_is_counted() -> None:
    split = split_of([a_list("2026-W10", 5, 5), a_list("2026-W11", 5, 5)])
    assert lifted(NEAR, PAPERS, split.later) == (5, 0)
    assert lifted(PAPERS, NEAR, split.later) == (0, 5)
    assert lifted(NEAR, NEAR, split.later) == (0, 0)
