"""Holds what is to be stored against what the model takes when it is read back."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Annotated, Any, Final

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from loaders.entities import ENTITIES

MEASURED: Final = (int, float, date)
"""Types of values that have bounds; terms, yes and no, and lists of words are right once they were read."""
NAMED: Final = frozenset({"name", "title"})
TOLD_BY: Final[Mapping[str, str]] = {"min_age": "ages", "max_age": "ages", "birth_year": "id_number"}
"""Columns that tell a field when the sheet has none of its own."""

LEFT_OUT: Final = "没有记这一项"
ONE_ASSUMED: Final[Mapping[str, str]] = {"headcount": f"{LEFT_OUT}，按 1 人算"}
"""What is said of a field left out, where something is assumed in its place."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a noun: what checks its values, and whether the noun cannot be without it."""

    check: TypeAdapter[Any]
    required: bool


@cache
def _fields(label: str) -> Mapping[str, Field]:
    declared = ENTITIES[label].model_fields if label in ENTITIES else {}
    return {name: Field(_adapter(one), one.is_required()) for name, one in declared.items()}


def _adapter(declared: FieldInfo) -> TypeAdapter[Any]:
    limits: Any = Annotated[declared.annotation, *declared.metadata, "as the entity declares it"]
    return TypeAdapter(limits)


def is_required(label: str, name: str) -> bool:
    """Whether a noun cannot be without a field."""
    found = _fields(label).get(name)
    return found is not None and found.required


def objected(label: str, values: Mapping[str, Hashable]) -> list[str]:
    """Names of the values that a noun of this label would not take."""
    held = [name for name, value in values.items() if value.__class__ in MEASURED or name in NAMED]
    return [name for name in held if _objection(label, name, values[name]) is not None]


def objection(label: str, name: str, value: Hashable) -> str | None:
    """Say in Chinese why a noun of this label would not take the value when it is read; None when it would."""
    if not (type(value) in MEASURED or name in NAMED):
        return None
    return _objection(label, name, value)


@lru_cache(maxsize=20_000, typed=True)
def _objection(label: str, name: str, value: Hashable) -> str | None:
    found = _fields(label).get(name)
    if found is None:
        return None
    try:
        found.check.validate_python(value)
    except ValidationError as error:
        return _in_words(error.errors()[0])
    return None


def _in_words(problem: Mapping[str, Any]) -> str:
    limits = problem.get("ctx", {})
    if "ge" in limits:
        return f"太小，最小是 {_plain(limits['ge'])}"
    if "le" in limits:
        return f"太大，最大是 {_plain(limits['le'])}"
    if "max_length" in limits:
        return f"太长，最多 {limits['max_length']} 个字"
    return "不在可用的范围里"


def _plain(limit: object) -> str:
    return f"{limit:.0f}" if isinstance(limit, float) else str(limit)
