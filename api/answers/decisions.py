"""Deciding on a suggestion: accept, decline, undo; what others did first is told in a sentence."""

import math
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from neo4j import ManagedTransaction

from api.answers.labels import still_open
from api.answers.suggested import shown
from api.asking import Asking
from api.errors import AlreadyDecided, BadQuestion, PlaceTaken, UnknownThing
from api.repeating import Repeatable
from api.schemas import Decision, Suggestion
from graph_model import errors as graph_errors
from graph_model import suggestions
from graph_model.day import local
from graph_model.decisions import accept_all
from graph_model.entities.terms import Decision as State
from graph_model.entities.terms import DeclineReason
from graph_model.labels import chinese, parse
from graph_model.suggestions import Listed, get_listed, listed_in

WORKS: Final = frozenset({"Post", "Need"})


def accept_suggestion(asked: Asking, suggestion: str, key: str | None = None) -> Decision:
    """Accept a suggestion; accepted by the same reader before, it stays so.

    Parameters
    ----------
    key : str or None
        The reader's idempotency key; the same key again gives the same answer and changes nothing.

    Raises
    ------
    PlaceTaken
        The last place, or the helper's last free hour, went to someone else.
    AlreadyDecided, UnknownThing
        Somebody decided otherwise, or there is no such suggestion within the scope.
    """

    def work(tx: ManagedTransaction) -> Decision:
        suggestions.accept_in(tx, asked.scope, suggestion)
        return _accepted(_standing(tx, asked, suggestion))

    try:
        return _decide(asked, key, f"accept {suggestion}", work)
    except graph_errors.CapacityTaken as taken:
        raise PlaceTaken(_taken(asked, taken), **_facts(taken, suggestion)) from taken
    except graph_errors.AlreadyDecided as decided:
        _same_or_refuse(asked, decided, State.ACCEPTED)
    return _as_before(_accepted(_found(asked, suggestion)))


def accept_suggestions(asked: Asking, several: Sequence[str]) -> list[Exception]:
    """Accept suggestions in one transaction and tell why some were not; one refused does not undo the others.

    What the same reader had accepted before stays accepted.
    """
    outcomes = accept_all(asked.graph, asked.scope, several)
    return [one for one in outcomes if isinstance(one, graph_errors.GraphError) and not _own(asked, one)]


def _own(asked: Asking, refusal: graph_errors.GraphError) -> bool:
    """Whether a suggestion was not accepted just because this reader had done so before."""
    match refusal:
        case graph_errors.AlreadyDecided():
            return refusal.decision == State.ACCEPTED and refusal.by == asked.scope.user
    return False


def _accepted(line: Listed) -> Decision:
    now = shown(line)
    unit = line.unit or "份" if line.left.units is not None else "人"
    left = still_open(now.work.kind, math.ceil(line.remaining), unit)
    return Decision(suggestion=now, sentence=f"已采纳：{_name(now)} → {now.work.title}，{left}。")


def decline_suggestion(asked: Asking, suggestion: str, reason: str, note: str = "", key: str | None = None) -> Decision:
    """Decline a suggestion for a reason of the list; the pair is not proposed again.

    Raises
    ------
    BadQuestion, NoteNeeded
        The reason is not on the list; it is 其他 without a note.
    NobodyProposed
        It is a gap.
    AlreadyDecided, UnknownThing
        Somebody decided otherwise, or there is no such suggestion within the scope.
    """
    known = parse(DeclineReason, reason)
    if known is None:
        listed = "、".join(chinese(one) for one in DeclineReason)
        raise BadQuestion(f"没有“{reason}”这个理由。可以是：{listed}。", reason=reason)

    def work(tx: ManagedTransaction) -> Decision:
        suggestions.decline_in(tx, asked.scope, suggestion, known, note)
        return _declined(_standing(tx, asked, suggestion))

    try:
        return _decide(asked, key, f"decline {suggestion} {known.value} {note}", work)
    except graph_errors.AlreadyDecided as decided:
        _same_or_refuse(asked, decided, State.DECLINED)
    return _as_before(_declined(_found(asked, suggestion)))


def _declined(line: Listed) -> Decision:
    now = shown(line)
    pair = f"{_name(now)} → {now.work.title}（{now.decline_reason}）"
    return Decision(suggestion=now, sentence=f"未采纳：{pair}，下次不再这样建议。")


def undo_suggestion(asked: Asking, suggestion: str, key: str | None = None) -> Decision:
    """Take a decision back; one that nobody made stays unmade.

    Raises
    ------
    UnknownThing
        There is no such suggestion within the scope.
    """

    def work(tx: ManagedTransaction) -> Decision:
        suggestions.undo_in(tx, asked.scope, suggestion)
        return _undone(_standing(tx, asked, suggestion))

    try:
        return _decide(asked, key, f"undo {suggestion}", work)
    except graph_errors.NotDecided:
        return _undone(_found(asked, suggestion))


def _undone(line: Listed) -> Decision:
    now = shown(line)
    return Decision(suggestion=now, sentence=f"已撤回：{_name(now)} → {now.work.title} 重新待定。")


def standing_suggestion(asked: Asking, suggestion: str) -> Suggestion:
    """Return a suggestion as it stands, with what its work asks for right now.

    Raises
    ------
    UnknownThing
        There is no such suggestion within the scope.
    """
    return shown(_found(asked, suggestion))


def _found(asked: Asking, suggestion: str) -> Listed:
    return _known(get_listed(asked.graph, asked.scope, suggestion), suggestion)


def _standing(tx: ManagedTransaction, asked: Asking, suggestion: str) -> Listed:
    """Return a suggestion as the transaction under way leaves it."""
    return _known(listed_in(tx, asked.scope, suggestion), suggestion)


def _known(line: Listed | None, suggestion: str) -> Listed:
    if line is None:
        raise UnknownThing("没有这条建议，或它不在您的管辖范围内。请回到本周建议重新进入。", id=suggestion)
    return line


def _decide(asked: Asking, key: str | None, request: str, work: Callable[[ManagedTransaction], Decision]) -> Decision:
    """Do `work` in one transaction, at most once for a key of this reader."""
    return Repeatable(asked.graph, asked.scope.user, key, request).write(Decision, work)


def _same_or_refuse(asked: Asking, decided: graph_errors.AlreadyDecided, wanted: State) -> None:
    if decided.decision == wanted and decided.by == asked.scope.user:
        return
    who = f"由{decided.by}" if decided.by else ""
    when = _moment(decided.at)
    word = chinese(State(decided.decision))
    raise AlreadyDecided(
        f"这条建议已经{who}{when}处理：{word}。请刷新看现在的情况；要改，先撤回再决定。", by=decided.by
    )


def _as_before(decision: Decision) -> Decision:
    """Say that a decision was not made now: the same reader had made it before, perhaps in another window."""
    before = f"您{_moment(decision.suggestion.decided_at)}已经决定过，没有再改。"
    return decision.model_copy(update={"sentence": f"{before}{decision.sentence}"})


def _taken(asked: Asking, taken: graph_errors.CapacityTaken) -> str:
    when = _moment(taken.at)
    by = f"，最后一个{when}由{taken.by}采纳" if taken.by else ""
    if taken.kind in WORKS:
        return f"“{_title(asked, taken.id)}”的 {taken.capacity:g} 个名额已满{by}。请刷新本页，另选别的岗位。"
    return f"{_title(asked, taken.id)}手上的事已满（上限 {taken.capacity:g}）{by}。请刷新本页，另选人选。"


def _facts(taken: graph_errors.CapacityTaken, suggestion: str) -> dict[str, str]:
    """Tell by its id what has no room left, the work or the helper, and on which suggestion."""
    return {"work" if taken.kind in WORKS else "helper": taken.id, "suggestion": suggestion}


def _title(asked: Asking, id_: str) -> str:
    view = asked.view
    if id_ in view.works.index:
        return view.works.demands[view.works.index[id_]].row.title
    number = view.helpers.index.get(id_)
    return id_ if number is None else view.helpers.rows[number].name


def _moment(at: datetime | None) -> str:
    return f"在 {local(at):%m月%d日 %H:%M} " if at else ""


def _name(suggestion: Suggestion) -> str:
    return suggestion.helper.name if suggestion.helper else "（缺口）"
