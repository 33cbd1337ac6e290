"""三张清单: one page of a list within a place."""

from dataclasses import replace
from typing import Final

from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion, UnknownThing
from api.questions import size_of
from api.schemas import ListAnswer, ListItem
from graph_model.claims import left_of
from graph_model.entities.terms import ListKind, ListStatus
from graph_model.labels import chinese, parse
from graph_model.listings import Listed, count_listed, find_listed

DUE: Final = ("deadline", "window_until")


def list_answer(  # noqa: PLR0913, PLR0917 a list is asked for with as many words
    asked: Asking,
    kind: str,
    place: str | None = None,
    status: str | None = None,
    cursor: str | None = None,
    limit: int | None = None,
) -> ListAnswer:
    """Return one page of one of the lists, within a place and of a status.

    Raises
    ------
    UnknownThing, UnknownPlace, BadQuestion
        There is no such list or place, or no such status or cursor.
    """
    listed, wanted = _kind(kind), _status(status)
    number = asked.view.find_place(place, asked.scope)
    scope = replace(asked.scope, territory=asked.view.territories.rows[number].id)
    start, size = offset_of(cursor), size_of(limit, asked.page_size)
    total = count_listed(asked.graph, scope, listed, wanted)
    rows = find_listed(asked.graph, scope, listed, range(start, start + size), wanted)
    return ListAnswer(
        kind=kind,
        kind_label=chinese(listed),
        total=total,
        place=asked.view.place_ref(number, place),
        items=[_item(asked, listed, row) for row in rows],
        next_cursor=next_cursor(start, size, total),
    )


def _kind(word: str) -> ListKind:
    if word not in set(ListKind):
        raise UnknownThing(f"没有“{word}”这张清单。请从左边的“三张清单”进入。", kind=word)
    return ListKind(word)


def _status(words: str | None) -> str | None:
    if not words:
        return None
    found = parse(ListStatus, words)
    if found is None:
        known = "、".join(chinese(one) for one in ListStatus)
        raise BadQuestion(f"没有“{words}”这种状态。可以是：{known}。", status=words)
    return found.value


def _item(asked: Asking, kind: ListKind, row: Listed) -> ListItem:
    known = row.properties
    return ListItem(
        id=known["id"],
        kind=kind.value,
        kind_label=chinese(kind),
        title=known["title"],
        place=asked.view.places.short(row.place),
        category=row.category,
        status=chinese(ListStatus(known.get("status", ListStatus.OPEN))),
        quantity=_quantity(kind, row),
        due=next((known[name] for name in DUE if known.get(name)), None),
        owner=row.owner,
        note=known.get("description") or known.get("measure") or "",
    )


def _quantity(kind: ListKind, row: Listed) -> str:
    known = row.properties
    if kind is ListKind.POST:
        seats, lacking = known.get("headcount"), left_of(None, known.get("headcount"), row.taken).places
        return f"{len(row.taken)} / {1 if seats is None else seats} 人" + (f"，还缺 {lacking} 人" if lacking else "")
    amount = known.get("quantity", known.get("capacity"))
    if kind is ListKind.PROJECT:
        return str(known.get("target") or "")
    return "" if amount is None else f"{amount:g} {known.get('unit') or ''}".strip()
