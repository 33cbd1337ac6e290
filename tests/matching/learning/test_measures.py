"""Figures of past weeks: told with their interval, or with how many are missing."""

import pytest
from scipy.stats import binomtest

from graph_model.entities.terms import Decision, DeclineReason, HelperKind
from matching.features import DOCUMENTED
from matching.learning import measures
from matching.learning.evaluation import evaluate
from matching.learning.figures import share, wilson
from matching.learning.rates import rates
from matching.learning.sample import sample_of
from tests.matching.learning.builders import a_decision, a_decline, a_week
from tests.matching.learning.simulation import COMMUNITIES, SUBDISTRICTS, past_weeks


@pytest.mark.parametrize(("hits", "count"), [(0, 1), (0, 12), (7, 12), (12, 12), (480, 1000)])
def test_the_interval_is_wilsons(hits: int, count: int) -> None:
    theirs = binomtest(hits, count).proportion_ci(method="wilson")
    assert wilson(hits, count) == pytest.approx((theirs.low, theirs.high), abs=1e-6)


def test_a_share_below_the_least_says_how_many_are_missing() -> None:
    few = share(3, 4, 10)
    assert (few.value, few.low, few.missing) == (None, None, 6)
    assert share(0, 0, 0).value is None


def test_every_decision_counts_for_acceptance_whatever_the_reason() -> None:
    lines = [*(a_decision(n) for n in range(6)), *(a_decline(DeclineReason.ALREADY_COVERED, n) for n in range(6, 10))]
    found = measures.acceptance("", [*lines, a_decision(11, decision=Decision.PENDING)])
    assert (found.accepted, found.declined, found.share.value) == (6, 4, 0.6)


def test_a_community_is_served_once_something_there_was_accepted() -> None:
    lines = [a_decision(n, community=COMMUNITIES[0]) for n in range(9)]
    declined = a_decline(DeclineReason.TIME, 9, community=COMMUNITIES[1])
    assert measures.communities_served([*lines, declined], COMMUNITIES[:4]).value == 0.25
    assert measures.communities_served(lines, COMMUNITIES[:4]).missing == 1


@pytest.mark.parametrize(("loads", "value"), [([], 0.0), ([0, 0], 0.0), ([2, 2, 2], 0.0), ([0, 0, 0, 4], 0.75)])
def test_gini_is_nothing_when_all_bear_the_same(loads: list[int], value: float) -> None:
    assert measures.gini(loads) == pytest.approx(value)


def test_load_counts_those_who_were_proposed_and_got_nothing() -> None:
    lines = [a_decision(n, helper="person-1") for n in range(30)]
    alone = measures.load_gini(lines)
    passed_over = measures.load_gini([*lines, a_decline(DeclineReason.TIME, 31, helper="person-2")])
    assert (alone.value, passed_over.value) == (0.0, 0.5)


def test_pairs_that_were_decided_are_not_expected_again() -> None:
    before = a_week(a_decision(1), *(a_decision(n, decision=Decision.PENDING) for n in (2, 3)))
    after = a_week(a_decision(2, "2026-W11", decision=Decision.PENDING), week="2026-W11")
    (steady,) = measures.stability([after, before])
    assert (steady.before, steady.week, steady.again.value) == ("2026-W10", "2026-W11", 0.5)


def test_a_proven_optimum_leaves_no_gap() -> None:
    weeks = [a_week(week="2026-W11", objective=90.0), a_week(), a_week(week="2026-W12", bound=0.0, objective=0.0)]
    assert [(one.week, one.share) for one in measures.gaps(weeks)] == [
        ("2026-W10", 0.0),
        ("2026-W11", 0.1),
        ("2026-W12", None),
    ]


def test_rates_of_few_decisions_are_drawn_to_the_common_rate_and_people_have_none() -> None:
    def of(helper: str, good: int, bad: int) -> list[object]:
        kind = HelperKind.PERSON if helper.startswith("person") else HelperKind.ORGANISATION
        lines = [a_decision(n, helper=helper, helper_kind=kind, id=f"{helper}-{n}") for n in range(good)]
        return lines + [
            a_decline(DeclineReason.SKILL, n, helper=helper, helper_kind=kind, id=f"{helper}-{n}")
            for n in range(good, good + bad)
        ]

    lines = [*of("org-new", 0, 1), *of("org-good", 40, 10), *of("org-poor", 10, 40), *of("person-1", 0, 9)]
    found = {one.helper: one for one in rates(sample_of([a_week(*lines)]))}  # type: ignore[arg-type]
    assert list(found) == ["org-good", "org-poor", "org-new"]
    assert 0.2 < found["org-poor"].rate < found["org-new"].rate < found["org-good"].rate < 0.8
    assert all(one.low < one.rate < one.high for one in found.values())


def test_the_account_tells_each_kind_and_place_and_keeps_back_what_rests_on_too_little() -> None:
    found = evaluate(past_weeks(weeks=2, each=40), DOCUMENTED, SUBDISTRICTS)
    assert [one.of for one in found.by_subdistrict] == sorted(set(SUBDISTRICTS.values()))
    assert sum(one.accepted for one in found.by_category) == found.acceptance.accepted
    assert not found.enough.reached
    assert found.present.brier.value is None
    assert (found.served.count, found.served.value) == (len(COMMUNITIES), 1.0)


def test_the_account_of_nothing_says_so() -> None:
    found = evaluate([], DOCUMENTED, {})
    assert (found.suggestions, found.weeks, found.acceptance.share.value) == (0, (), None)
    assert found.enough.missing_weeks == 4
