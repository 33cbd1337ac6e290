"""The merge of two records of one person, with all that is needed to part them again."""

from datetime import datetime
from typing import ClassVar

from graph_model.entities.base import Entity


class PersonMerge(Entity):
    """`goes` was merged into `stays`; `changes` is the JSON text of what was written, as it was and as it became.

    It `holds` until it is undone, by `undone_by` at `undone_at`.
    """

    node_label = "PersonMerge"
    prefix = "merge-"
    moment_fields: ClassVar[tuple[str, ...]] = ("at", "undone_at")

    stays: str
    goes: str
    by: str
    at: datetime
    changes: str = "{}"
    holds: bool = True
    undone_by: str | None = None
    undone_at: datetime | None = None
