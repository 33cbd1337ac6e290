"""The week is spread over communities and people as asked, urgent works go first, and what that costs is told."""

from dataclasses import replace

import pytest

from graph_model.entities.candidates import HelperRow, WorkRow
from matching.sharing import Sharing, Spread, UnusableSharingError
from matching.weekly import Proposal, Week, plan_week
from tests.matching.builders import FIRST, SECOND, TODAY, a_person, a_post, a_problem, an_electrician_licence, at

ELECTRIC = {"skills": ["低压电工"]}
FAIR = Sharing((400_000, 100_000))


def an_electrician(number: int) -> HelperRow:
    """Both communities are in reach, the first is nearer."""
    row = a_person(f"person-{number}", skills=[an_electrician_licence()], capacity=3)
    return replace(row, places=at(FIRST), reach="district")


def the_works() -> list[WorkRow]:
    return [a_post(f"post-{n}", **ELECTRIC, territory=SECOND if n == 3 else FIRST) for n in range(4)]


def planned(sharing: Sharing, helpers: int = 1, works: list[WorkRow] | None = None) -> Week:
    problem = a_problem([an_electrician(n) for n in range(helpers)], works or the_works())
    return plan_week(problem.shared(sharing), TODAY)


def week(sharing: Sharing, helpers: int = 1, works: list[WorkRow] | None = None) -> Proposal:
    return planned(sharing, helpers, works).proposal()


def sent(proposal: Proposal) -> set[str]:
    return {one.work for one in proposal.suggestions if one.helper is not None}


def test_a_community_without_anyone_goes_before_a_better_match_in_one_that_has() -> None:
    plain, fair = week(Sharing()), week(FAIR)
    assert len(sent(plain)) == len(sent(fair)) == 3
    assert "post-3" not in sent(plain)
    assert "post-3" in sent(fair)
    assert fair.proved
    assert [step.faults() for step in fair.evidence] == [[]]


def test_the_price_of_fairness_is_what_the_scores_differ_by() -> None:
    fair, plain = planned(FAIR).spread(), week(Sharing())
    scores = {
        name: sum(one.score for one in found.suggestions) for name, found in (("fair", week(FAIR)), ("plain", plain))
    }
    assert fair.given_up == scores["plain"] - scores["fair"] > 0
    assert (fair.asked, fair.served, fair.served_without) == (2, 2, 1)
    assert fair.last == 0
    assert Spread.from_plain(fair.to_plain()) == fair


def test_a_step_that_is_never_reached_costs_nothing_and_one_that_decides_costs_everything() -> None:
    one_step = planned(Sharing((400_000,))).spread()
    assert one_step.last == one_step.given_up > 0


def test_a_week_that_is_not_spread_gives_up_nothing() -> None:
    found = planned(Sharing()).spread()
    assert (found.given_up, found.last, found.served, found.served_without) == (0, 0, 1, 1)


def test_nobody_gets_more_new_suggestions_than_the_cap() -> None:
    capped = planned(Sharing(most_new=1), helpers=2)
    assert len(sent(capped.proposal())) == 2
    assert (capped.spread().most, capped.spread().most_without) == (1, 3)
    assert capped.spread().given_up > 0


def test_an_urgent_work_is_covered_whatever_that_costs() -> None:
    works = [a_post(f"post-{n}", **ELECTRIC, territory=FIRST, urgency=3) for n in range(3)]
    urgent = a_post("post-9", **ELECTRIC, territory=SECOND, urgency=4)
    assert "post-9" in sent(week(Sharing((100_000_000,)), works=[*works, urgent]))
    assert "post-9" in sent(week(Sharing(), works=[*works, urgent]))
    assert "post-9" not in sent(week(Sharing(), works=[*works, replace(urgent, urgency=1)]))


def test_what_goes_first_does_not_swell_the_value_of_the_week() -> None:
    calm, urgent = ([a_post("post-1", **ELECTRIC, urgency=level)] for level in (3, 4))
    assert week(Sharing(), works=urgent).objective - week(Sharing(), works=calm).objective < 1_000_000


def test_one_more_seat_is_worth_nothing_where_it_stays_empty_and_something_where_people_wait() -> None:
    (step,) = (
        one for one in week(FAIR, works=[a_post("post-1", **ELECTRIC, urgency=5)], helpers=2).evidence if one.works
    )
    assert 0 < step.seat_worths()["post-1"] < 3_000_000
    (empty,) = (one for one in week(FAIR, works=[a_post("post-1", **ELECTRIC, headcount=2)]).evidence if one.works)
    assert empty.seat_worths() == {"post-1": 0}


@pytest.mark.parametrize(("returns", "cap"), [((1, 2), 0), ((-1,), 0), ((10**9,), 0), ((), -1)])
def test_returns_that_grow_or_are_out_of_bounds_are_refused(returns: tuple[int, ...], cap: int) -> None:
    with pytest.raises(UnusableSharingError):
        Sharing(returns, cap)
