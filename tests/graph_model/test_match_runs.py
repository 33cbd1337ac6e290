from collections.abc import Iterator
from datetime import date

import pytest

from graph_model import events, match_runs, suggestions
from graph_model.driver import Graph
from graph_model.entities import Suggestion
from graph_model.entities.terms import Change, Decision, RunState
from graph_model.errors import RunTaken
from graph_model.suggestions import Filters
from graph_model.territories import PARTS
from graph_model.ties import Tie
from graph_model.whole_runs import outcomes_of, whole_run
from tests.graph_model.district import (
    ALL,
    HERE,
    NORTH,
    NORTHERN,
    SOUTHERN,
    THERE,
    a_person,
    a_post,
    a_run,
    a_suggestion,
)


def some(graph: Graph, number: int) -> list[Suggestion]:
    post = a_post(graph, headcount=number)
    return [a_suggestion(post, a_person(graph, str(n)), score=n) for n in range(number)]


def interrupted(rows: list[Suggestion]) -> Iterator[Suggestion]:
    yield from rows
    raise KeyboardInterrupt


def test_the_same_run_twice_changes_nothing(district: Graph) -> None:
    rows = some(district, 2)
    first = match_runs.save_run(district, a_run(), rows)
    suggestions.accept(district, ALL, rows[0].id)
    seq = events.latest_seq(district)
    again = match_runs.save_run(district, a_run(inputs="other"), [rows[1]])
    assert (again.inputs, again.finished_at) == (first.inputs, first.finished_at)
    assert events.latest_seq(district) == seq
    kept = match_runs.suggestions_of(district, ALL, a_run().id)
    assert [one.decision for one in kept] == [Decision.ACCEPTED, Decision.PENDING]


def test_a_crash_resumes_and_is_not_seen_before_the_end(district: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(match_runs, "SUGGESTIONS_AT_ONCE", 2)
    rows = some(district, 5)
    with pytest.raises(KeyboardInterrupt):
        match_runs.save_run(district, a_run(), interrupted(rows[:4]))
    assert match_runs.find_run(district, ALL, "2026-W47") is None
    assert match_runs.MATCH_RUNS.get(district, a_run().id).state is RunState.RUNNING
    match_runs.save_run(district, a_run(), rows)
    finished = match_runs.find_run(district, ALL, "2026-W47")
    assert finished is not None
    assert finished.state is RunState.FINISHED
    assert [one.id for one in match_runs.suggestions_of(district, ALL, a_run().id)] == [row.id for row in rows]
    ties = district.rows("MATCH (:Suggestion)-[r]->() RETURN type(r) AS type, count(r) AS n ORDER BY type")
    assert {row["type"]: row["n"] for row in ties} == {"IN": 5, "IN_RUN": 5, "OF": 5, "PROPOSES": 5}


def test_a_crash_with_other_inputs_since_begins_anew(district: Graph) -> None:
    rows = some(district, 3)
    match_runs.begin(district, a_run(inputs="old"))
    district.write(lambda tx: match_runs.put_suggestions(tx, rows[:2]))
    match_runs.save_run(district, a_run(inputs="new"), rows[2:])
    assert [one.id for one in match_runs.suggestions_of(district, ALL, a_run().id)] == [rows[2].id]
    finished = match_runs.find_run(district, ALL, "2026-W47")
    assert finished is not None
    assert finished.inputs == "new"


def test_a_run_on_other_inputs_takes_over_whole_from_one_still_being_saved(
    district: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(match_runs, "SUGGESTIONS_AT_ONCE", 1)
    rows = some(district, 4)

    def overtaken() -> Iterator[Suggestion]:
        yield rows[0]
        match_runs.save_run(district, a_run(inputs="two"), rows[2:])
        yield rows[1]

    kept = match_runs.save_run(district, a_run(inputs="one"), overtaken())
    assert kept.inputs == "two"
    assert [one.id for one in match_runs.suggestions_of(district, ALL, a_run().id)] == [row.id for row in rows[2:]]


def test_a_run_that_lost_its_hold_writes_nothing_and_is_told(district: Graph) -> None:
    rows = some(district, 2)

    def overtaken() -> Iterator[Suggestion]:
        match_runs.begin(district, a_run(inputs="two"))
        yield rows[0]

    with pytest.raises(RunTaken):
        match_runs.save_run(district, a_run(inputs="one"), overtaken())
    assert match_runs.suggestions_of(district, ALL, a_run().id) == []
    assert match_runs.save_run(district, a_run(inputs="two"), rows[1:]).state is RunState.FINISHED
    assert [one.id for one in match_runs.suggestions_of(district, ALL, a_run().id)] == [rows[1].id]


def test_a_run_finished_meanwhile_is_not_forgotten(district: Graph) -> None:
    rows = some(district, 2)
    match_runs.begin(district, a_run(inputs="one"))
    match_runs.save_run(district, a_run(inputs="one"), rows)
    district.write(lambda tx: match_runs._forget(tx, a_run(inputs="two")))
    assert [one.id for one in match_runs.suggestions_of(district, ALL, a_run().id)] == [row.id for row in rows]


def test_a_street_reads_the_run_of_its_district(district: Graph) -> None:
    match_runs.save_run(district, a_run(), [])
    found = match_runs.find_run(district, NORTHERN, "2026-W47")
    assert found is not None
    assert found.id == a_run().id
    assert match_runs.find_run(district, NORTHERN, "2026-W48") is None


def test_the_run_before_is_the_latest_of_earlier_weeks(district: Graph) -> None:
    for week in ("2026-W45", "2026-W46", "2026-W48"):
        match_runs.save_run(district, a_run(week), [])
    before = match_runs.find_run_before(district, a_run())
    assert before is not None
    assert before.week == "2026-W46"


def test_communities_come_a_page_at_a_time_with_counts(district: Graph) -> None:
    here, there = a_post(district, "甲岗"), a_post(district, "乙岗", THERE)
    rows = [
        a_suggestion(here, a_person(district, "甲"), score=5),
        a_suggestion(here, a_person(district, "乙"), score=9),
        a_suggestion(there, a_person(district, "丙", THERE), THERE, change=Change.CHANGED),
        a_suggestion(there, None, THERE, change=Change.GAP, why_not="无人持证"),
    ]
    run = match_runs.save_run(district, a_run(), rows).id
    first = suggestions.communities_of(district, ALL, run, limit=1)
    second = suggestions.communities_of(district, ALL, run, after=first[-1].id, limit=1)
    assert [(c.id, c.suggestions) for c in first + second] == [(HERE, 2), (THERE, 2)]
    assert suggestions.communities_of(district, ALL, run, after=THERE) == []
    lines = suggestions.listed(district, ALL, run, [HERE, THERE])
    assert [(line.helper_name, line.work_title) for line in lines] == [
        ("乙", "甲岗"),
        ("甲", "甲岗"),
        ("丙", "乙岗"),
        (None, "乙岗"),
    ]
    gaps = Filters(change=Change.GAP)
    assert [line.suggestion.why_not for line in suggestions.listed(district, ALL, run, [THERE], gaps)] == ["无人持证"]
    counts = suggestions.counts_of(district, ALL, run)
    assert (counts.suggestions, counts.gaps, counts.decisions) == (3, 1, {"pending": 3})
    assert counts.changes == {"new": 2, "changed": 1, "gap": 1}


def test_a_street_sees_only_its_own_suggestions(district: Graph) -> None:
    (one,) = some(district, 1)
    run = match_runs.save_run(district, a_run(), [one]).id
    for scope, seen in ((NORTHERN, 1), (SOUTHERN, 0)):
        assert len(suggestions.communities_of(district, scope, run)) == seen
        assert len(suggestions.listed(district, scope, run, [HERE])) == seen
        assert len(match_runs.suggestions_of(district, scope, run)) == seen
        assert suggestions.counts_of(district, scope, run).suggestions == seen
        assert (suggestions.get_listed(district, scope, one.id) is not None) == bool(seen)


def test_a_whole_run_is_read_though_a_community_is_no_longer_part_of_the_district(district: Graph) -> None:
    rows = some(district, 2)
    run = match_runs.save_run(district, a_run(), rows).id
    suggestions.accept(district, ALL, rows[0].id)
    PARTS.open(district, Tie(HERE, NORTH, until=date(2026, 1, 1)))
    assert match_runs.suggestions_of(district, ALL, run) == []
    assert [one.id for one in whole_run(district, ALL, run)] == [row.id for row in rows]
    told = [(one["helper"], one["decision"]) for one in outcomes_of(district, ALL, run)]
    assert told == [(rows[0].helper, "accepted"), (rows[1].helper, "pending")]


def test_a_whole_run_is_not_read_from_within_a_part_of_its_territory(district: Graph) -> None:
    run = match_runs.save_run(district, a_run(), some(district, 1)).id
    assert whole_run(district, NORTHERN, run) == []
    assert outcomes_of(district, NORTHERN, run) == []
