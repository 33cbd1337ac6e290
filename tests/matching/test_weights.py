"""Weights are an argument of the score: the documented ones unless others are given, always a full score in all."""

from dataclasses import replace

import numpy as np
import pytest

from matching.features import DOCUMENTED, FEATURES, usable, weights_of
from matching.problem import Inquiry, Problem
from matching.ranking import rank
from matching.scoring import score
from matching.weekly import propose
from matching.weights import FULL, UnusableWeightsError, Weights
from tests.matching.builders import FIRST, SECOND, TODAY, a_person, a_post, a_problem, an_electrician_licence, at, slots

ONLY_NEAR = Weights({key: FULL if key == "near" else 0 for key in DOCUMENTED.points})


def two_helpers() -> Problem:
    free = slots("周六上午")
    near = a_person("person-near", skills=(an_electrician_licence(),), slots=free)
    done = a_person("person-far", skills=(an_electrician_licence(),), slots=free, home=SECOND, places=at(SECOND))
    return a_problem([near, replace(done, reach="district")], [a_post(skills=("低压电工",), slots=free)])


def test_without_weights_of_its_own_a_problem_goes_by_the_documented_ones() -> None:
    problem = two_helpers()
    inquiry = Inquiry(problem, problem.demand(0), TODAY)
    same = Inquiry(problem.weighed(DOCUMENTED), problem.demand(0), TODAY)
    assert weights_of(problem) == DOCUMENTED
    assert score(inquiry).parts.tobytes() == score(same).parts.tobytes()
    assert DOCUMENTED.points == {feature.key: feature.weight for feature in FEATURES}


def test_the_score_goes_by_the_weights_given() -> None:
    problem = two_helpers().weighed(ONLY_NEAR)
    found = score(Inquiry(problem, problem.demand(0), TODAY))
    assert found.total.tolist() == [FULL, 550_000]
    assert np.array_equal(found.total, found.parts.sum(axis=0))
    assert [one.key for one in rank(problem, 0, TODAY).ranked[0].parts] == ["near"]


def test_weights_stay_when_rows_change_and_columns_are_built_anew() -> None:
    problem = two_helpers().weighed(ONLY_NEAR)
    assert problem.patched([a_person("person-new")]).weights == ONLY_NEAR
    assert problem.with_helpers(problem.helpers.rows).weights == ONLY_NEAR
    assert problem.alone(0).weights == ONLY_NEAR


def test_the_week_goes_by_the_weights_given() -> None:
    problem = two_helpers()
    plain, weighed = propose(problem, TODAY), propose(problem.weighed(ONLY_NEAR), TODAY)
    assert {one.score for one in weighed.suggestions if one.helper == "person-near"} == {FULL}
    assert plain.suggestions != weighed.suggestions
    assert weighed.proved
    assert {one.territory for one in weighed.suggestions} == {FIRST}


def test_weights_are_read_back_as_they_were_written_whatever_their_order() -> None:
    backwards = Weights(dict(reversed(DOCUMENTED.points.items())))
    assert backwards.to_text() == DOCUMENTED.to_text()
    assert Weights.from_text(DOCUMENTED.to_text()) == DOCUMENTED


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"near":1}', '{"near":1000001,"trade":-1}', '{"near":"x"}'])
def test_what_is_no_weights_is_refused(text: str) -> None:
    with pytest.raises(UnusableWeightsError):
        Weights.from_text(text)


def test_weights_of_other_features_are_not_usable() -> None:
    assert usable(DOCUMENTED)
    assert not usable(Weights({"near": FULL}))
