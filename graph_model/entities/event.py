"""Events: the change feed, which is never rewritten."""

from datetime import datetime
from typing import ClassVar

from graph_model.entities.base import Entity
from graph_model.entities.terms import EventKind


class Event(Entity):
    """A change to the lists or a decision; `seq` counts without gaps, `subjects` are the ids that changed."""

    node_label = "Event"
    prefix = "event-"
    moment_fields: ClassVar[tuple[str, ...]] = ("at",)

    seq: int
    at: datetime
    by: str
    kind: EventKind
    subjects: tuple[str, ...] = ()
    detail: str = ""
