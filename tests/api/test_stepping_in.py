"""Who could step in when a member leaves: near by what holds today."""

from datetime import date

import pytest

from api.answers.stepping_in import SteppingIn
from api.answers.strength import analyst_of, subject_asked
from graph_model.driver import Graph
from graph_model.network.drill import Candidate
from graph_model.network.services import Service
from graph_model.organisations import ORGANISATION_CATEGORIES, PAIRINGS
from graph_model.strength.calendar import CalendarQuarter
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.graph_model.strength.alliance_graph import FIRST, STAR

VENUES = "场地设施"


def stepping_in(graph: Graph, quarter: CalendarQuarter) -> list[Candidate]:
    ORGANISATION_CATEGORIES.open(graph, Tie("org-power", "category-venues"))
    asked = asking(graph)
    step_in = SteppingIn(asked, analyst_of(asked), subject_asked(asked, STAR), quarter)
    return list(step_in("医院", [Service("翠苑二区社区", VENUES)]))


def test_a_pairing_that_ended_makes_nobody_near(allied: Graph) -> None:
    PAIRINGS.open(allied, Tie("org-power", FIRST, since=date(2025, 1, 1), until=date(2026, 10, 31)))
    found = stepping_in(allied, CalendarQuarter(2026, 4))
    assert found == [Candidate("区供电公司", 2.0, f"在本镇街，能做{VENUES} 1 类", (VENUES,))]


def test_of_a_past_quarter_it_is_said_that_who_steps_in_is_as_of_today(allied: Graph) -> None:
    PAIRINGS.open(allied, Tie("org-power", FIRST, since=date(2026, 11, 1)))
    found = stepping_in(allied, CalendarQuarter(2026, 2))
    assert found == [Candidate("区供电公司", 1.0, f"按今天的情况，就在本社区，能做{VENUES} 1 类", (VENUES,))]


def test_those_are_named_who_together_give_most_of_what_is_lost(allied: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    can = {"一": ["org-power", "org-a", "org-b", "org-c"], "二": ["org-power"], "三": ["org-d"], "四": []}
    monkeypatch.setattr(SteppingIn, "_able", lambda _, kind: can[kind])
    asked = asking(allied)
    step_in = SteppingIn(asked, analyst_of(asked), subject_asked(asked, STAR), CalendarQuarter(2026, 4))
    found = step_in("医院", [Service("翠苑二区社区", kind) for kind in can])
    assert [one.services for one in found] == [("一", "二"), ("三",), ("一",)]
