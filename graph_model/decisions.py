"""Deciding on a suggestion: accept, decline, undo; two at once never both take the last place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import Any, Final, LiteralString

from neo4j import ManagedTransaction

from graph_model import decision_texts as texts
from graph_model import events
from graph_model.claims import left_of
from graph_model.day import local, today
from graph_model.decision_locks import lock_all
from graph_model.driver import Graph, native
from graph_model.entities.capacity import CAPACITY_WHEN_UNKNOWN
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.terms import Decision, DeclineReason, EventKind
from graph_model.errors import (
    CONSENT,
    AlreadyDecided,
    AlreadyServing,
    CapacityTaken,
    NobodyProposed,
    NoLongerOpen,
    NotDecided,
    NoteNeeded,
    NotFound,
)
from graph_model.person_rows import consent_on
from graph_model.scope import Scope

OPEN: Final = frozenset({None, "open", "in_progress"})
ABLE: Final = frozenset({None, "open", "in_progress", "active"})
ROUNDING: Final = 1e-9
Refusal = NotFound | AlreadyDecided | NobodyProposed | AlreadyServing | NoLongerOpen | CapacityTaken
"""Why a suggestion cannot be accepted; each is told before anything of it is written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision left behind; `seq` is the number of the event written."""

    suggestion: Suggestion
    seq: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Who decides, when, and what day it is there."""

    by: str
    at: str
    day: date


def accept(graph: Graph, scope: Scope, id: str) -> Outcome:  # noqa: A002 - the property's own name
    """Accept a suggestion: the helper takes the work from today on.

    Raises
    ------
    NotFound, AlreadyDecided, NobodyProposed, AlreadyServing, NoLongerOpen
        It is not within the scope; was decided; is a gap; the helper has the work; work or helper are not open now.
    CapacityTaken
        The work is full, or the helper has as much as they take: with who decided last, and when.
    """
    return graph.write(partial(accept_in, scope=scope, id=id))


def accept_all(graph: Graph, scope: Scope, ids: Sequence[str]) -> list[Outcome | Refusal]:
    """Accept suggestions one after another in one transaction: all that can be, or, if it breaks, none.

    What cannot be accepted is answered by its refusal, in its place, and does not undo the others.
    """
    return graph.write(partial(accept_all_in, scope=scope, ids=ids))


def decline(
    graph: Graph,
    scope: Scope,
    id: str,  # noqa: A002 - the property's own name
    reason: DeclineReason,
    note: str = "",
) -> Outcome:
    """Decline a suggestion for a reason of the closed list; the pair is not proposed again.

    Raises
    ------
    NotFound, AlreadyDecided, NobodyProposed
        It is not within the scope; was decided; is a gap.
    NoteNeeded
        The reason is OTHER and no note says which.
    """
    return graph.write(partial(decline_in, scope=scope, id=id, reason=reason, note=note))


def undo(graph: Graph, scope: Scope, id: str) -> Outcome:  # noqa: A002 - the property's own name
    """Take a decision back: everything is as it was before, but for the events.

    Raises
    ------
    NotFound, NotDecided
        It is not within the scope, or nobody decided on it.
    """
    return graph.write(partial(undo_in, scope=scope, id=id))


def accept_in(tx: ManagedTransaction, scope: Scope, id: str) -> Outcome:  # noqa: A002 - the property's own name
    """Accept within a transaction under way that locks nothing more afterwards."""
    now = moment(scope)
    return told(tx, assign(tx, scope, id, now), now)


def accept_all_in(tx: ManagedTransaction, scope: Scope, ids: Sequence[str]) -> list[Outcome | Refusal]:
    """Accept several within a transaction under way: lock all, judge one after another, then write the events."""
    now = moment(scope)
    lock_all(tx, scope, ids)
    judged = [assigned_or_refused(tx, scope, id, now) for id in ids]  # noqa: A001 - the property's own name
    return [told(tx, one, now) if isinstance(one, Suggestion) else one for one in judged]


def assigned_or_refused(tx: ManagedTransaction, scope: Scope, id: str, now: Moment) -> Suggestion | Refusal:  # noqa: A002
    """Assign one of several, or tell why not; a refusal comes before anything of it is written."""
    try:
        return assign(tx, scope, id, now)
    except (NotFound, AlreadyDecided, NobodyProposed, AlreadyServing, NoLongerOpen, CapacityTaken) as refusal:
        return refusal


def assign(tx: ManagedTransaction, scope: Scope, id: str, now: Moment) -> Suggestion:  # noqa: A002
    """Give the helper the work and write the decision; the event is still to be told."""
    suggestion = pending(tx, scope, id)
    if suggestion.helper is None:
        raise NobodyProposed(id)
    check_helper(tx, suggestion, now)
    check_work(tx, suggestion, now)
    fill = texts.FILL_POST_CYPHER if suggestion.work_kind == "post" else texts.ASSIGN_TO_NEED_CYPHER
    tx.run(fill, id=id, by=now.by, at=now.at, day=now.day).consume()
    return write_decision(tx, id, Decision.ACCEPTED, now)


def told(tx: ManagedTransaction, one: Suggestion, now: Moment) -> Outcome:
    """Tell of an assignment by its event."""
    return Outcome(one, tell(tx, EventKind.ACCEPTED, one, now))


def decline_in(
    tx: ManagedTransaction,
    scope: Scope,
    id: str,  # noqa: A002 - the property's own name
    reason: DeclineReason,
    note: str = "",
) -> Outcome:
    """Decline within a transaction under way that locks nothing more afterwards."""
    if reason is DeclineReason.OTHER and not note.strip():
        raise NoteNeeded(reason.value)
    now = moment(scope)
    if pending(tx, scope, id).helper is None:
        raise NobodyProposed(id)
    tx.run(texts.LOCK_HELPER_CYPHER, id=id, day=now.day).consume()
    tx.run(texts.LOCK_WORK_CYPHER, id=id, day=now.day).consume()
    tx.run(texts.REMEMBER_REFUSAL_CYPHER, id=id, day=now.day, reason=reason.value).consume()
    decided = write_decision(tx, id, Decision.DECLINED, now, reason.value, note.strip() or None)
    return Outcome(decided, tell(tx, EventKind.DECLINED, decided, now))


def undo_in(tx: ManagedTransaction, scope: Scope, id: str) -> Outcome:  # noqa: A002 - the property's own name
    """Take back within a transaction under way that locks nothing more afterwards."""
    now = moment(scope)
    if locked(tx, scope, id).decision is Decision.PENDING:
        raise NotDecided(id)
    tx.run(texts.LOCK_HELPER_CYPHER, id=id, day=now.day).consume()
    tx.run(texts.LOCK_WORK_CYPHER, id=id, day=now.day).consume()
    tx.run(texts.TAKE_BACK_CYPHER, id=id).consume()
    undone = suggestion_of(tx, texts.FORGET_DECISION_CYPHER, id=id, at=now.at)
    return Outcome(undone, tell(tx, EventKind.UNDONE, undone, now))


def moment(scope: Scope) -> Moment:
    """Take the time once for all parts of a decision."""
    at = datetime.now(UTC)
    return Moment(scope.user, at.isoformat(), local(at).date())


def locked(tx: ManagedTransaction, scope: Scope, id: str) -> Suggestion:  # noqa: A002 - the property's own name
    """Lock a suggestion and read it."""
    return suggestion_of(tx, texts.LOCK_SUGGESTION_CYPHER, id=id, root=scope.territory, today=today())


def pending(tx: ManagedTransaction, scope: Scope, id: str) -> Suggestion:  # noqa: A002 - the property's own name
    """Lock a suggestion on which nobody decided yet."""
    suggestion = locked(tx, scope, id)
    if suggestion.decision is not Decision.PENDING:
        raise AlreadyDecided(id, suggestion.decision.value, suggestion.decided_by, suggestion.decided_at)
    return suggestion


def check_helper(tx: ManagedTransaction, suggestion: Suggestion, now: Moment) -> None:
    """Lock the helper and see that one more work fits."""
    helper = tx.run(texts.LOCK_HELPER_CYPHER, id=suggestion.id, day=now.day).single()
    if helper is None:
        raise NotFound("Helper", suggestion.helper or "")
    kind = next(label for label in CAPACITY_WHEN_UNKNOWN if label in helper["labels"])
    if (why := closed(helper, now.day)) is not None:
        raise NoLongerOpen(kind, helper["id"], why)
    capacity, used = room_of(kind, helper)
    wanted = (suggestion.quantity or 1.0) if kind == "Resource" else 1.0
    if used + wanted > capacity + ROUNDING:
        raise CapacityTaken(kind, helper["id"], capacity, *last(tx, texts.LAST_OF_HELPER_CYPHER, suggestion.id))


def closed(helper: Mapping[str, Any], day: date) -> str | None:
    """Tell why a helper is not to be assigned on a day, None for who is; who was never asked is for staff to ask."""
    if helper["do_not_assign"] or helper["status"] not in ABLE:
        return helper["status"] or "do_not_assign"
    refused = helper["consent"] is not None and not consent_on(helper["consent"], helper["consent_until"], day)
    return CONSENT if refused else None


def room_of(kind: str, helper: Mapping[str, Any]) -> tuple[float, float]:
    """Tell how much a helper takes and has: units of a resource that is counted, works otherwise."""
    if kind == "Resource" and helper["quantity"] is not None:
        return float(helper["quantity"]), float(helper["taken"])
    capacity = helper["max_posts"]
    return float(CAPACITY_WHEN_UNKNOWN[kind] if capacity is None else capacity), float(helper["load"])


def check_work(tx: ManagedTransaction, suggestion: Suggestion, now: Moment) -> None:
    """Lock the work and see that the helper fits in."""
    work = tx.run(texts.LOCK_WORK_CYPHER, id=suggestion.id, day=now.day).single()
    if work is None:
        raise NotFound("Work", suggestion.work)
    kind = "Post" if "Post" in work["labels"] else "Need"
    if work["status"] not in OPEN:
        raise NoLongerOpen(kind, work["id"], work["status"])
    if suggestion.helper in work["helpers"]:
        raise AlreadyServing(suggestion.helper or "", work["id"])
    counted = work["quantity"] is not None and suggestion.quantity is not None
    wanted = (suggestion.quantity or 0.0) if counted else 1.0
    left = left_of(work["quantity"], work["headcount"], work["taken"])
    if wanted > left.room_for(suggestion.quantity) + ROUNDING:
        asked = work["quantity"] if counted else 1 if work["headcount"] is None else work["headcount"]
        raise CapacityTaken(kind, work["id"], float(asked), *last(tx, texts.LAST_AT_WORK_CYPHER, suggestion.id))


def last(tx: ManagedTransaction, query: LiteralString, id: str) -> tuple[str | None, datetime | None]:  # noqa: A002
    """Tell who took the last place and when, as far as it was written down."""
    taken = tx.run(query, id=id).single()
    if taken is None:
        return None, None
    return taken["by"], datetime.fromisoformat(taken["at"]) if taken["at"] else None


def write_decision(  # noqa: PLR0913, PLR0917 - a decision has that many parts
    tx: ManagedTransaction,
    id: str,  # noqa: A002 - the property's own name
    decision: Decision,
    now: Moment,
    reason: str | None = None,
    note: str | None = None,
) -> Suggestion:
    """Write the decision on the suggestion."""
    return suggestion_of(
        tx, texts.DECIDE_CYPHER, id=id, decision=decision.value, by=now.by, at=now.at, reason=reason, note=note
    )


def suggestion_of(tx: ManagedTransaction, query: LiteralString, **parameters: str | date | None) -> Suggestion:
    """Run a text that returns one suggestion as `n`."""
    row = tx.run(query, dict(parameters)).single()
    if row is None:
        raise NotFound("Suggestion", str(parameters["id"]))
    return Suggestion.from_properties(native(row["n"]))


def tell(tx: ManagedTransaction, kind: EventKind, suggestion: Suggestion, now: Moment) -> int:
    """Write the event of a decision."""
    subjects = [one for one in (suggestion.id, suggestion.work, suggestion.helper) if one is not None]
    detail: dict[str, object] = {"reason": suggestion.decline_reason} if suggestion.decline_reason else {}
    return events.append(tx, kind, now.by, subjects, detail)
