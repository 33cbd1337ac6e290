"""Who could step in when a member leaves: near by what holds today."""

from datetime import date

import pytest

from api.answers import stepping_in as stepping_in_answers
from api.answers.alliance import alliance_answer
from api.answers.stepping_in import SteppingIn, step_in_for
from api.answers.strength import analyst_of, standing_of, subject_asked
from api.asking import Asking
from api.snapshot import Snapshot
from graph_model import events
from graph_model.driver import Graph
from graph_model.entities.terms import EventKind
from graph_model.network.drill import Candidate, StepIn
from graph_model.network.services import Service
from graph_model.organisations import ORGANISATION_CATEGORIES, PAIRINGS
from graph_model.strength.calendar import CalendarQuarter
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import TODAY
from tests.graph_model.strength.alliance_graph import DISTRICT, FIRST, SECOND, STAR, meet

VENUES = "场地设施"
LOST = (Service("翠苑二区社区", VENUES),)


def stands_in(asked: Asking, subject: str, quarter: CalendarQuarter) -> StepIn:
    judged = subject_asked(asked, subject)
    return step_in_for(asked, analyst_of(asked), judged, standing_of(asked, judged, quarter))


def stepping_in(graph: Graph, quarter: CalendarQuarter) -> list[Candidate]:
    ORGANISATION_CATEGORIES.open(graph, Tie("org-power", "category-venues"))
    asked = asking(graph)
    return list(stands_in(asked, STAR, quarter)(["医院"], [Service("翠苑二区社区", VENUES)]))


def test_a_pairing_that_ended_makes_nobody_near(allied: Graph) -> None:
    PAIRINGS.open(allied, Tie("org-power", FIRST, since=date(2025, 1, 1), until=date(2026, 10, 31)))
    found = stepping_in(allied, CalendarQuarter(2026, 4))
    assert found == [Candidate("区供电公司", 2.0, f"在本镇街，能做{VENUES} 1 类", LOST)]


def test_of_a_past_quarter_it_is_said_that_who_steps_in_is_as_of_today(allied: Graph) -> None:
    PAIRINGS.open(allied, Tie("org-power", FIRST, since=date(2026, 11, 1)))
    found = stepping_in(allied, CalendarQuarter(2026, 2))
    assert found == [Candidate("区供电公司", 1.0, f"按今天的情况，就在本社区，能做{VENUES} 1 类", LOST)]


def test_those_are_named_who_together_give_most_of_what_is_lost(allied: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    can = {"一": ["org-power", "org-a", "org-b", "org-c"], "二": ["org-power"], "三": ["org-d"], "四": []}
    monkeypatch.setattr(SteppingIn, "_able", lambda _, kind: can[kind])
    asked = asking(allied)
    found = stands_in(asked, STAR, CalendarQuarter(2026, 4))(["医院"], [Service("翠苑二区社区", kind) for kind in can])
    assert [[given.service for given in one.services] for one in found] == [["一", "二"], ["三"], ["一"]]


def test_of_the_whole_district_the_members_who_stay_are_asked_where_the_service_is_lost(allied: Graph) -> None:
    ORGANISATION_CATEGORIES.open(allied, Tie("org-a", "category-venues"), Tie("org-b", "category-venues"))
    PAIRINGS.open(allied, Tie("org-b", SECOND, since=date(2025, 1, 1)))
    asked = asking(allied)
    lost = [Service("翠苑二区社区", VENUES), Service("翠苑一区社区", VENUES)]
    step_in = stands_in(asked, DISTRICT, CalendarQuarter(2026, 4))
    told = {one.id: (one.weeks, one.services, one.reason) for one in step_in(["银行"], lost)}
    assert told == {
        "超市": (1.0, tuple(lost), f"就在本社区，接得住翠苑一区社区的{VENUES}；翠苑二区社区的{VENUES} 2 项")
    }
    assert [one.id for one in step_in(["超市"], lost[:1])] == ["银行"]


def test_the_engine_is_asked_again_only_when_a_unit_changes(allied: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    snapshot, times = Snapshot(allied, lambda: TODAY), []
    monkeypatch.setattr(stepping_in_answers, "fitting", lambda *_, **__: times.append(1) or [])
    meet(allied, "alone", date(2026, 11, 2), "org-hub", place=FIRST)

    def ask() -> int:
        view = snapshot.current()
        alliance_answer(Asking(allied, view, view.scope("张三"), TODAY), DISTRICT)
        return len(times)

    first = ask()
    allied.write(lambda tx: events.append(tx, EventKind.ACCEPTED, "张三", ["org-far"]))
    assert (first > 0, ask()) == (True, first)
    ORGANISATION_CATEGORIES.open(allied, Tie("org-far", "category-venues"))
    allied.write(lambda tx: events.append(tx, EventKind.ACCEPTED, "张三", ["org-far"]))
    assert ask() == 2 * first


def test_who_takes_over_in_the_district_is_asked_anew_when_somebody_can(allied: Graph) -> None:
    meet(allied, "alone", date(2026, 11, 2), "org-hub", place=FIRST)
    before = alliance_answer(asking(allied), DISTRICT).drill
    ORGANISATION_CATEGORIES.open(allied, Tie("org-a", "category-venues"))
    after = alliance_answer(asking(allied), DISTRICT).drill
    assert before is not None
    assert after is not None
    assert [one.candidates for one in before.losses if one.services] == [[]]
    assert [[help_.name for help_ in one.candidates] for one in after.losses if one.services] == [["银行"]]
