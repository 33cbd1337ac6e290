"""Import runs: one reading of one file."""

from datetime import datetime
from typing import ClassVar

from graph_model.entities.base import Entity
from graph_model.entities.terms import RunState


class ImportRun(Entity):
    """One import of one file, with what came of it; ``failure`` says why one that broke off did.

    ``former`` is the state it was in before its undoing began, while that goes on.
    """

    node_label = "ImportRun"
    prefix = "import-"
    moment_fields: ClassVar[tuple[str, ...]] = ("started_at", "finished_at")

    file: str
    by: str | None = None
    state: RunState = RunState.RUNNING
    file_digest: str | None = None
    rows: int = 0
    loaded: int = 0
    unchanged: int = 0
    removed: int = 0
    errors: int = 0
    warnings: int = 0
    started_at: datetime | None = None
    finished_at: datetime | None = None
    failure: str | None = None
    former: RunState | None = None
