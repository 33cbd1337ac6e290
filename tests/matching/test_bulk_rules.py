from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.entities.candidates import HelperRow, WorkRow
from matching.bulk_rules import FULL, age_limits, ages_of, is_eligible, points
from matching.eligibility import judge, overall
from matching.enrolment import enrol
from matching.kernels.offers import look, no_offers
from matching.kernels.scan import PADDING, eligible, records
from matching.population import Openings, Population
from matching.verdict import YES
from tests.matching.builders import TODAY, a_problem
from tests.matching.bulk_columns import some_openings, some_people
from tests.matching.test_eligibility_in_bulk import HELPERS, WORKS

SEEDS = st.integers(0, 2**32 - 1)


def compiled_eligible(people: Population, openings: Openings, person: int) -> list[int]:
    size = len(openings.slots) + PADDING
    found = np.empty(size, np.uint32)
    return found[: eligible(people, openings, person, np.empty(size, np.uint8), found)].tolist()


def compiled_points(people: Population, openings: Openings, person: int) -> dict[int, int]:
    size = len(openings.slots)
    offers = no_offers(len(people.slots), size)
    price, alone = np.zeros(size, np.int64), np.array([person], np.int32)
    look(people, openings, records(openings), openings.meaning, alone, price, 1, -1, 0, offers)
    kept = offers.size[person]
    return dict(zip(offers.opening[person, :kept].tolist(), offers.score[person, :kept].tolist(), strict=True))


@given(SEEDS, st.integers(1, 3))
@settings(deadline=None, max_examples=150)
def test_compiled_and_readable_rules_agree_on_every_pair_of_any_columns(seed: int, words: int) -> None:
    rng = np.random.default_rng(seed)
    people, openings = some_people(rng, 4, 30, words), some_openings(rng, 30, words)
    for person in range(4):
        read = [opening for opening in range(30) if is_eligible(people, openings, person, opening)]
        assert compiled_eligible(people, openings, person) == read


@given(SEEDS)
@settings(deadline=None, max_examples=150)
def test_compiled_and_readable_points_agree_bit_for_bit_on_every_eligible_pair(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people, openings = some_people(rng, 4, 30), some_openings(rng, 30)
    for person in range(4):
        read = {
            opening: points(people, openings, person, opening)
            for opening in range(30)
            if is_eligible(people, openings, person, opening)
        }
        assert compiled_points(people, openings, person) == read


def test_the_points_of_all_features_add_up_to_a_million() -> None:
    assert FULL == 1_000_000


@given(SEEDS)
@settings(deadline=None, max_examples=30)
def test_a_score_is_never_below_nothing_nor_above_a_million(seed: int) -> None:
    rng = np.random.default_rng(seed)
    people, openings = some_people(rng, 5, 10), some_openings(rng, 10)
    scores = [points(people, openings, person, opening) for person in range(5) for opening in range(10)]
    assert min(scores) >= 0
    assert max(scores) <= FULL


@given(st.lists(HELPERS, min_size=1, max_size=6), st.lists(WORKS, min_size=1, max_size=5))
@settings(deadline=None, max_examples=200)
def test_whom_the_rules_of_the_house_find_eligible_the_bulk_form_finds_and_nobody_else(
    rows: list[HelperRow], works: list[WorkRow]
) -> None:
    helpers = [replace(row, id=f"helper-{number}", kind="person") for number, row in enumerate(rows)]
    asked = [replace(row, id="work" if number == 0 else f"work-{number}") for number, row in enumerate(works)]
    problem = a_problem(helpers, asked)
    people, openings, who, which = enrol(problem, TODAY)
    for person, helper in enumerate(who.tolist()):
        told = [n for n, work in enumerate(which.tolist()) if overall(judge(problem, helper, work, TODAY)) == YES]
        assert compiled_eligible(people, openings, person) == told


@given(st.integers(1920, 2020), st.one_of(st.none(), st.integers(10, 100)), st.one_of(st.none(), st.integers(10, 100)))
def test_both_ages_a_birth_year_allows_have_to_fit(birth_year: int, least: int | None, most: int | None) -> None:
    oldest = 2026 - birth_year
    low, high = ages_of(birth_year, 2026)
    wanted_low, wanted_high = age_limits(least, most)
    fits = oldest - 1 >= max(least or 0, 18) and (most is None or oldest <= most)
    assert (low >= wanted_low and high <= wanted_high) == fits


def test_an_unknown_birth_year_fits_only_where_there_are_no_limits() -> None:
    low, high = ages_of(0, 2026)
    assert low >= age_limits(None, None)[0]
    assert high <= age_limits(None, None)[1]
    assert low < age_limits(18, None)[0]
    assert low < age_limits(None, 60)[0]
