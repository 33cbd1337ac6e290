"""Writes values of the graph the way staff read them."""

from collections.abc import Iterable
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, get_args

from graph_model import entities
from graph_model.labels import CHINESE, chinese, slots_text
from graph_model.sealing import MARK

SEALED, NOTHING = "（保密）", "（空）"
SLOTS_FIELD: Final = "slots"
YES_NO: Final = {True: "是", False: "否"}


def text_of(value: object, name: str) -> str:
    """Write a value the way staff read it."""
    match value:
        case bool():
            return YES_NO[value]
        case Enum() if type(value) in CHINESE:
            return chinese(value)
        case int() if name == SLOTS_FIELD:
            return slots_text(value)
        case float():
            return f"{value:g}"
        case date():
            return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def spoken(label: str, name: str, value: Any) -> str:  # noqa: ANN401 - any value of the graph
    """Write a value of the graph the way staff read it; what is sealed stays so."""
    if value is None or value in ("", []):
        return NOTHING
    if isinstance(value, list):
        return "、".join(spoken(label, name, one) for one in value)
    if isinstance(value, str) and value.startswith(MARK):
        return SEALED
    term = _terms(label).get(name)
    if term is not None and isinstance(value, str):
        value = term(value)
    return text_of(value if isinstance(value, bool | int | float | date | Enum) else str(value), name)


@cache
def _terms(label: str) -> dict[str, type[Enum]]:
    """Say which properties of a kind of record hold which terms."""
    entity = next((one for one in _entities() if one.node_label == label), None)
    fields = entity.model_fields.items() if entity else ()
    found = ((name, _term(info.annotation)) for name, info in fields)
    return {name: term for name, term in found if term is not None}


def _entities() -> Iterable[type[entities.Entity]]:
    return (one for one in vars(entities).values() if isinstance(one, type) and hasattr(one, "node_label"))


def _term(annotation: Any) -> type[Enum] | None:  # noqa: ANN401 - whatever a field is annotated with
    if annotation in CHINESE:
        return annotation  # type: ignore[no-any-return] # the keys of CHINESE are kinds of terms
    return next((found for one in get_args(annotation) if (found := _term(one)) is not None), None)
