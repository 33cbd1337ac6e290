"""What a target's live value was in a week: kept, so that it can be told how it moved."""

from datetime import date
from typing import ClassVar

from graph_model.entities.base import Entity


class TargetValue(Entity):
    """The live value of a target for a territory in a week; its id is week:territory:target.

    `value` is None where data was missing; `met` of `rows` counted, of `unknown` nothing was known.
    """

    node_label: ClassVar[str] = "TargetValue"
    prefix: ClassVar[str] = ""

    target: str
    week: str
    territory: str
    on: date
    value: float | None = None
    met: int = 0
    rows: int = 0
    unknown: int = 0
