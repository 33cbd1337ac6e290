"""Age, sex and origin stand behind no feature: swapping them changes no score and no learnt weight."""

from dataclasses import fields, replace
from typing import Final

import pytest

from graph_model.entities.candidates import HelperRow
from graph_model.entities.past import PastSuggestion
from matching.features import FEATURES
from matching.problem import Inquiry
from matching.ranking import rank
from matching.scoring import score
from matching.weekly import propose
from tests.matching.builders import TODAY, a_deed, a_person, a_post, a_problem, an_electrician_licence, slots

PERSONAL: Final = {"gender", "sex", "ethnicity", "nation", "origin", "native_place", "birthplace", "religion"}
GROWN_UP: Final = (1965, 1978, 1990, 2004)
"""Years of birth between which no rule of the posts below tells a difference: of age, and below 65."""


def people(years: tuple[int, ...]) -> list[HelperRow]:
    return [
        a_person(
            f"person-{n}", birth_year=year, skills=(an_electrician_licence(),), slots=slots("周六上午"), deeds=deeds
        )
        for n, (year, deeds) in enumerate(zip(years, ((), (a_deed(),), (a_deed(5),), ()), strict=True))
    ]


@pytest.mark.parametrize("years", [tuple(reversed(GROWN_UP)), GROWN_UP[1:] + GROWN_UP[:1]])
def test_swapping_years_of_birth_changes_no_score(years: tuple[int, ...]) -> None:
    works = [a_post(skills=("低压电工",), slots=slots("周六上午"), hazards="触电", insured=True)]
    one, other = a_problem(people(GROWN_UP), works), a_problem(people(years), works)
    parts = [score(Inquiry(problem, problem.demand(0), TODAY)).parts.tobytes() for problem in (one, other)]
    assert parts[0] == parts[1]
    ranked = [[(told.row.id, told.score, told.verdict) for told in rank(p, 0, TODAY).ranked] for p in (one, other)]
    assert ranked[0] == ranked[1]
    assert propose(one, TODAY) == propose(other, TODAY)


def test_where_a_statute_limits_age_the_verdict_changes_and_the_score_does_not() -> None:
    works = [a_post(skills=("低压电工",), slots=slots("周六上午"), max_age=60)]
    young, old = (a_problem([replace(people(GROWN_UP)[0], birth_year=year)], works) for year in (1990, 1955))
    told = [rank(problem, 0, TODAY).ranked[0] for problem in (young, old)]
    assert told[0].verdict != told[1].verdict
    assert told[0].parts == told[1].parts


def test_neither_sex_nor_origin_reaches_the_matcher_or_the_learner() -> None:
    read = {one.name for row in (HelperRow, PastSuggestion) for one in fields(row)}
    assert not read & PERSONAL
    assert "birth_year" not in {one.name for one in fields(PastSuggestion)}
    assert not {feature.key for feature in FEATURES} & (PERSONAL | {"age", "birth_year"})
