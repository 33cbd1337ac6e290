"""Two records that may be of one person, and what staff said of them."""

from datetime import datetime
from typing import ClassVar

from graph_model.entities.base import Entity
from graph_model.entities.terms import DoubleState


class PersonDouble(Entity):
    """A pair of persons, found by weighing the evidence; `weight` is the log2 of the odds that they are one.

    `is_certain` says that the evidence alone would do; `reasons` is the JSON text of the weight of each field. `state`
    is what staff said, `by` and `at` who and when.
    """

    node_label = "PersonDouble"
    prefix = "double-"
    moment_fields: ClassVar[tuple[str, ...]] = ("at",)

    one: str
    other: str
    weight: float = 0.0
    is_certain: bool = False
    reasons: str = "[]"
    state: DoubleState = DoubleState.PENDING
    by: str | None = None
    at: datetime | None = None
