"""Alliances read out of the graph and judged: who belongs when, what ties them, what that comes to."""

import pickle
from datetime import date

import pytest

from graph_model.driver import Graph
from graph_model.strength.analysis import Analyst
from graph_model.strength.calendar import BadPeriod, CalendarQuarter, CalendarWeek, period_asked
from graph_model.strength.facts import StrengthFacts
from graph_model.strength.happenings import happenings_of
from graph_model.strength.record import Record
from graph_model.strength.subjects import Membership, subjects_of
from tests.graph_model.strength.alliance_graph import (
    DISTRICT,
    OFFICER,
    OTHER,
    PARTY,
    STAR,
    STREET,
    build_alliance,
    hold_office,
    join_in_project,
    meet,
)
from tests.graph_model.strength.judging import NOW, TODAY, analyst_of, facts_of, pairs


def test_the_alliance_that_hangs_on_one_member_is_found(graph: Graph) -> None:
    build_alliance(graph)
    analyst, subjects = analyst_of(graph)
    found = analyst.analyse(subjects[STAR], NOW)
    assert found.leaning is not None
    assert found.drill is not None
    assert (found.leaning.member, found.leaning.broken, found.leaning.together) == ("医院", 3, 3)
    assert found.drill.worst.members == ("医院",)
    assert found.drill.worst.fragmentation == 1.0
    assert [tie.deed for tie in found.now.tied.dormant] == ["2025-02-01活动“义诊d”"]
    assert found.proposals
    assert any("上一件是 2025-02-01 的活动“义诊d”" in one.sentence for one in found.proposals)


def test_a_quarter_is_judged_by_what_had_happened_by_its_last_day(graph: Graph) -> None:
    build_alliance(graph)
    analyst, subjects = analyst_of(graph)
    third = analyst.standing(subjects[STAR], CalendarQuarter(2026, 3))
    assert third.day == date(2026, 9, 30)
    assert third.tied.together.ties == 1
    assert analyst.standing(subjects[STAR], CalendarQuarter(2023, 4)).members == ()
    steps = analyst.analyse(subjects[STAR], NOW).verdict.past
    assert (steps[-1].before, steps[-1].after, {tie.deeds for tie in steps[-1].ties}) == (
        "2026Q3",
        "2026Q4",
        {("2026-10-09活动“义诊b”",), ("2026-11-01活动“义诊c”",)},
    )


def test_an_alliance_has_no_members_before_it_is_founded_not_even_itself(graph: Graph) -> None:
    build_alliance(graph)
    analyst, subjects = analyst_of(graph)
    before = analyst.analyse(subjects[STAR], CalendarQuarter(2023, 4))
    assert before.now.tied.together.ids == ()
    assert before.verdict.sentences[0] == "0 个成员，不按形式评判：成员不足 3 个。"
    founding = analyst.analyse(subjects[STAR], CalendarQuarter(2024, 1)).verdict.past[-1]
    assert (len(founding.joined), founding.left) == (5, ())


def test_a_committee_is_tied_with_the_unit_paired_with_its_community(graph: Graph) -> None:
    build_alliance(graph)
    analyst, subjects = analyst_of(graph)
    assert pairs(analyst, subjects[PARTY], "pairing") == {("一区大党委", "银行")}
    assert len(analyst.standing(subjects[PARTY], NOW).members) == 6
    assert pairs(analyst, subjects[STAR], "pairing") == set()


def test_projects_and_resources_make_layers_of_their_own(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    analyst, subjects = analyst_of(graph)
    assert pairs(analyst, subjects[STAR], "joint_project") == {("超市", "银行")}
    assert pairs(analyst, subjects[STAR], "resource") == {("学校", "银行")}
    assert pairs(analyst, subjects[PARTY], "joint_project") == {
        ("一区大党委", "超市"),
        ("一区大党委", "银行"),
        ("超市", "银行"),
    }


def test_offices_on_both_sides_tie_units_and_name_nobody(graph: Graph) -> None:
    build_alliance(graph)
    hold_office(graph)
    analyst, subjects = analyst_of(graph)
    assert pairs(analyst, subjects[STAR], "office") == {("工厂", "银行")}
    assert pairs(analyst, subjects[PARTY], "office") == {("一区大党委", "银行"), ("工厂", "银行")}
    everything = repr((analyst.record.facts, analyst.record.happenings))
    assert OFFICER not in everything
    assert "钱任职" not in everything


def test_another_alliance_of_the_same_two_is_a_layer_and_no_tie(graph: Graph) -> None:
    build_alliance(graph)
    analyst, subjects = analyst_of(graph)
    whole = analyst.standing(subjects[DISTRICT], NOW)
    assert whole.tied.layers["alliance"].ties == 10
    assert whole.tied.together.ties == 4
    assert pairs(analyst, subjects[STAR], "alliance") == set()


def test_a_street_sees_its_own_alliances_alone(graph: Graph) -> None:
    build_alliance(graph)
    assert [one.id for one in subjects_of(facts_of(graph, STREET))] == [STREET, STAR, PARTY]
    elsewhere = facts_of(graph, OTHER)
    assert [one.id for one in subjects_of(elsewhere)] == [OTHER]
    assert [row["id"] for row in elsewhere.units] == ["org-far"]


def test_equal_facts_give_an_equal_analysis_whatever_the_order_of_rows(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    facts = facts_of(graph)
    turned = StrengthFacts(
        facts.root, *(getattr(facts, name)[::-1] for name in StrengthFacts.__dataclass_fields__ if name != "root")
    )

    def told(given: StrengthFacts) -> bytes:
        subject = next(one for one in subjects_of(given) if one.id == STAR)
        analyst = Analyst(Record(given, happenings_of(given, ())), Membership(given), TODAY)
        found = analyst.analyse(subject, NOW)
        return pickle.dumps((found.measured, found.verdict.sentences, found.drill, found.proposals))

    assert told(facts) == told(turned)


def test_a_deed_after_today_is_not_looked_at(graph: Graph) -> None:
    build_alliance(graph)
    meet(graph, "later", date(2026, 11, 25), "org-a", "org-b")
    analyst, subjects = analyst_of(graph)
    assert analyst.standing(subjects[STAR], NOW).tied.together.ties == 3


def test_quarters_are_read_as_staff_write_them() -> None:
    assert period_asked("2026Q3", TODAY) == period_asked("2026年第3季度", TODAY) == CalendarQuarter(2026, 3)
    assert period_asked(None, TODAY) == NOW
    assert CalendarQuarter(2026, 1).shifted(-1) == CalendarQuarter(2025, 4)
    assert CalendarQuarter(2026, 4).last_day == date(2026, 12, 31)


def test_weeks_are_read_as_staff_write_them() -> None:
    week = CalendarWeek(date(2026, 11, 16))
    assert period_asked("2026-W47", TODAY) == period_asked("2026年第47周", TODAY) == week
    assert (week.name, week.words, week.last_day) == ("2026-W47", "2026年第47周", date(2026, 11, 22))
    assert CalendarWeek(date(2020, 12, 28)).shifted(1).name == "2021-W01"


@pytest.mark.parametrize("words", ["2026Q5", "上季度", "2027Q1", "1900Q1", "2026-W54", "2027-W01", "1900-W01"])
def test_what_is_no_quarter_or_week_or_has_not_begun_is_refused(words: str) -> None:
    with pytest.raises(BadPeriod):
        period_asked(words, TODAY)
