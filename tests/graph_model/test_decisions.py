from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from graph_model import events, suggestions
from graph_model.candidates import read_helpers, read_works
from graph_model.day import today
from graph_model.driver import Graph
from graph_model.entities.terms import Decision, DeclineReason, EventKind, ListStatus, PersonStatus
from graph_model.errors import (
    CONSENT,
    AlreadyDecided,
    AlreadyServing,
    CapacityTaken,
    GraphError,
    NobodyProposed,
    NoLongerOpen,
    NotDecided,
    NoteNeeded,
    NotFound,
)
from graph_model.match_runs import begin, finish, put_suggestions, save_run
from graph_model.suggestions import Filters, communities_of, listed
from tests.graph_model.district import (
    ALL,
    DAY,
    SOUTHERN,
    a_need,
    a_person,
    a_post,
    a_resource,
    a_run,
    a_suggestion,
    suggest,
)

TIES_CYPHER = """
    MATCH (h)-[r:FILLS|ASSIGNED_TO|DECLINED]->(w)
    RETURN h.id AS helper, type(r) AS type, w.id AS work ORDER BY helper, type, work
"""


def at_once(*works: Callable[[], object]) -> list[object]:
    def outcome(work: Callable[[], object]) -> object:
        try:
            return work()
        except GraphError as error:
            return error

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(outcome, works))


def test_accepting_gives_the_person_the_post(district: Graph) -> None:
    post, person = a_post(district, headcount=2), a_person(district)
    (one,) = suggest(district, a_suggestion(post, person))
    outcome = suggestions.accept(district, ALL, one.id)
    assert (outcome.suggestion.decision, outcome.suggestion.decided_by) == ("accepted", ALL.user)
    assert district.rows(TIES_CYPHER) == [{"helper": person.id, "type": "FILLS", "work": post.id}]
    assert [row.filled for row in read_works(district, ALL)] == [1]
    assert [(row.load, row.commitments) for row in read_helpers(district, ALL)] == [(1, ((post.id, None),))]


def test_accepting_takes_only_the_half_day_that_was_proposed(district: Graph) -> None:
    post, person = a_post(district, slots=0b111), a_person(district)
    (one,) = suggest(district, a_suggestion(post, person).model_copy(update={"slots": 0b010}))
    suggestions.accept(district, ALL, one.id)
    assert [row.commitments for row in read_helpers(district, ALL)] == [((post.id, 0b010),)]


def test_an_event_tells_of_the_decision_as_the_latest_change(district: Graph) -> None:
    post, person = a_post(district), a_person(district)
    (one,) = suggest(district, a_suggestion(post, person))
    outcome = suggestions.accept(district, ALL, one.id)
    (event,) = events.since(district, outcome.seq - 1)
    assert (event.kind, event.by, set(event.subjects)) == (EventKind.ACCEPTED, ALL.user, {one.id, post.id, person.id})
    assert outcome.seq == events.latest_seq(district)


def test_two_at_once_never_both_take_the_last_place(district: Graph) -> None:
    post = a_post(district, headcount=3)
    rows = suggest(district, *(a_suggestion(post, a_person(district, str(n))) for n in range(8)))
    outcomes = at_once(*(lambda id_=row.id: suggestions.accept(district, ALL, id_) for row in rows))
    refusals = [one for one in outcomes if isinstance(one, CapacityTaken)]
    assert sum(isinstance(one, suggestions.Outcome) for one in outcomes) == 3
    assert {(one.kind, one.id, one.capacity, one.by) for one in refusals} == {("Post", post.id, 3, ALL.user)}
    assert all(one.at is not None for one in refusals)
    assert len(district.rows(TIES_CYPHER)) == 3


def test_two_at_once_never_both_take_a_person_who_takes_one_post(district: Graph) -> None:
    person = a_person(district, max_posts=1)
    rows = suggest(district, *(a_suggestion(a_post(district, f"岗{n}"), person) for n in range(4)))
    outcomes = at_once(*(lambda id_=row.id: suggestions.accept(district, ALL, id_) for row in rows))
    refusals = [one for one in outcomes if isinstance(one, CapacityTaken)]
    assert sum(isinstance(one, suggestions.Outcome) for one in outcomes) == 1
    assert {(one.kind, one.id, one.capacity) for one in refusals} == {("Person", person.id, 1)}


def test_the_same_suggestion_accepted_twice_at_once_counts_once(district: Graph) -> None:
    post, person = a_post(district, headcount=5), a_person(district, max_posts=5)
    (one,) = suggest(district, a_suggestion(post, person))
    outcomes = at_once(*[lambda: suggestions.accept(district, ALL, one.id)] * 4)
    assert sum(isinstance(outcome, AlreadyDecided) for outcome in outcomes) == 3
    assert len(district.rows(TIES_CYPHER)) == 1


def test_a_resource_gives_no_more_than_it_has_and_a_need_takes_no_more_than_it_asks(district: Graph) -> None:
    rice, beds = a_resource(district, "大米", capacity=10.0), a_need(district, "送米", quantity=8.0)
    other = a_need(district, "再送米", quantity=20.0)
    first, second, third = suggest(
        district,
        a_suggestion(beds, rice, quantity=8.0),
        a_suggestion(other, rice, quantity=3.0),
        a_suggestion(beds, a_resource(district, "面粉", capacity=9.0), quantity=1.0),
    )
    suggestions.accept(district, ALL, first.id)
    with pytest.raises(CapacityTaken) as empty:
        suggestions.accept(district, ALL, second.id)
    assert (empty.value.kind, empty.value.id, empty.value.capacity) == ("Resource", rice.id, 10)
    with pytest.raises(CapacityTaken) as enough:
        suggestions.accept(district, ALL, third.id)
    assert (enough.value.kind, enough.value.capacity) == ("Need", 8)
    left = {row.id: row.quantity for row in read_helpers(district, ALL) if row.kind == "resource"}
    assert left == {rice.id: 2, "resource-面粉": 9}


def test_declining_keeps_the_reason_and_the_pair_is_remembered(district: Graph) -> None:
    post, person = a_post(district), a_person(district)
    (one,) = suggest(district, a_suggestion(post, person))
    declined = suggestions.decline(district, ALL, one.id, DeclineReason.OTHER, " 出差 ").suggestion
    assert (declined.decision, declined.decline_reason, declined.decline_note) == ("declined", "other", "出差")
    assert [row.refused for row in read_helpers(district, ALL)] == [(post.id,)]


def test_another_reason_must_be_written_down(district: Graph) -> None:
    (one,) = suggest(district, a_suggestion(a_post(district), a_person(district)))
    with pytest.raises(NoteNeeded):
        suggestions.decline(district, ALL, one.id, DeclineReason.OTHER, " ")


@pytest.mark.parametrize("decide", ["accept", "decline"])
def test_undo_restores_what_was_before(district: Graph, decide: str) -> None:
    (one,) = suggest(district, a_suggestion(a_post(district), a_person(district)))
    before = read_helpers(district, ALL, day=DAY), read_works(district, ALL, day=DAY)
    kept = suggestions.SUGGESTIONS.get(district, ALL, one.id).model_dump(exclude={"updated_at"})
    if decide == "accept":
        suggestions.accept(district, ALL, one.id)
    else:
        suggestions.decline(district, ALL, one.id, DeclineReason.TIME)
    suggestions.undo(district, ALL, one.id)
    assert (read_helpers(district, ALL, day=DAY), read_works(district, ALL, day=DAY)) == before
    assert suggestions.SUGGESTIONS.get(district, ALL, one.id).model_dump(exclude={"updated_at"}) == kept
    assert suggestions.accept(district, ALL, one.id).suggestion.decision is Decision.ACCEPTED


def test_what_was_not_decided_cannot_be_undone(district: Graph) -> None:
    (one,) = suggest(district, a_suggestion(a_post(district), a_person(district)))
    with pytest.raises(NotDecided):
        suggestions.undo(district, ALL, one.id)


def test_the_second_decision_is_told_the_first(district: Graph) -> None:
    (one,) = suggest(district, a_suggestion(a_post(district), a_person(district)))
    suggestions.decline(district, ALL, one.id, DeclineReason.TIME)
    with pytest.raises(AlreadyDecided) as told:
        suggestions.accept(district, ALL, one.id)
    assert (told.value.decision, told.value.by) == ("declined", ALL.user)


def test_a_gap_proposes_nobody(district: Graph) -> None:
    (gap,) = suggest(district, a_suggestion(a_post(district), None))
    with pytest.raises(NobodyProposed):
        suggestions.accept(district, ALL, gap.id)
    with pytest.raises(NobodyProposed):
        suggestions.decline(district, ALL, gap.id, DeclineReason.TIME)
    waiting = Filters(decision=Decision.PENDING)
    assert [one.suggestion.id for one in listed(district, ALL, gap.in_run, [gap.community])] == [gap.id]
    assert listed(district, ALL, gap.in_run, [gap.community], waiting) == []
    assert communities_of(district, ALL, gap.in_run, waiting) == []


def test_a_helper_is_not_given_the_same_work_by_another_week(district: Graph) -> None:
    post, person = a_post(district, headcount=5), a_person(district, max_posts=5)
    first, later = a_suggestion(post, person), a_suggestion(post, person, week="2026-W48")
    suggest(district, first)
    save_run(district, a_run("2026-W48"), [later])
    suggestions.accept(district, ALL, first.id)
    with pytest.raises(AlreadyServing):
        suggestions.accept(district, ALL, later.id)


def test_what_is_closed_or_paused_meanwhile_is_not_assigned(district: Graph) -> None:
    closed = a_suggestion(a_post(district, "停办", status=ListStatus.CANCELLED), a_person(district, "甲"))
    paused = a_suggestion(a_post(district, "在办"), a_person(district, "乙", status=PersonStatus.PAUSED))
    spared = a_suggestion(a_post(district, "另办"), a_person(district, "丙", do_not_assign=True))
    for one in suggest(district, closed, paused, spared):
        with pytest.raises(NoLongerOpen):
            suggestions.accept(district, ALL, one.id)
    assert district.rows(TIES_CYPHER) == []


def test_who_did_not_agree_or_no_longer_does_is_not_assigned(district: Graph) -> None:
    day = today()
    refused = a_suggestion(a_post(district, "甲岗"), a_person(district, "甲", consent=False))
    over = a_person(district, "乙", consent=True, consent_until=day - timedelta(days=1))
    for one in suggest(district, refused, a_suggestion(a_post(district, "乙岗"), over)):
        with pytest.raises(NoLongerOpen) as told:
            suggestions.accept(district, ALL, one.id)
        assert (told.value.kind, told.value.id, told.value.status) == ("Person", one.helper, CONSENT)
    assert district.rows(TIES_CYPHER) == []


def test_who_agreed_up_to_today_or_was_never_asked_is_assigned(district: Graph) -> None:
    agreed = a_person(district, "甲", consent=True, consent_until=today())
    asked = [a_suggestion(a_post(district, f"岗{one.id}"), one) for one in (agreed, a_person(district, "乙"))]
    for one in suggest(district, *asked):
        assert suggestions.accept(district, ALL, one.id).suggestion.decision is Decision.ACCEPTED


def test_nobody_sees_or_decides_on_what_a_run_has_saved_before_it_is_finished(district: Graph) -> None:
    one = a_suggestion(a_post(district), a_person(district))
    begin(district, a_run())
    district.write(lambda tx: put_suggestions(tx, [one]))
    assert suggestions.get_listed(district, ALL, one.id) is None
    for decide in (suggestions.accept, suggestions.undo):
        with pytest.raises(NotFound):
            decide(district, ALL, one.id)
    finish(district, a_run())
    assert suggestions.get_listed(district, ALL, one.id) is not None
    assert suggestions.accept(district, ALL, one.id).suggestion.decision is Decision.ACCEPTED


def test_nobody_decides_outside_the_own_territory(district: Graph) -> None:
    (one,) = suggest(district, a_suggestion(a_post(district), a_person(district)))
    for decide in (suggestions.accept, suggestions.undo):
        with pytest.raises(NotFound):
            decide(district, SOUTHERN, one.id)
    with pytest.raises(NotFound):
        suggestions.decline(district, SOUTHERN, one.id, DeclineReason.TIME)
