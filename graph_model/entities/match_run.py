"""Weekly match runs."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.entities.base import Entity
from graph_model.entities.terms import RunState


class MatchRun(Entity):
    """One weekly match of one territory; its id is week:territory, for example 2026-W47:330106000000.

    `inputs` is the digest of what was matched, `objective` and `bound` prove the optimum, `pairs` counts the pairs
    that were weighed, `suggestions` how many were to be saved, `weights` is the JSON text of the points by feature,
    `spread` the JSON text of how the week is spread over communities and what that costs.
    """

    node_label = "MatchRun"
    prefix = ""
    moment_fields: ClassVar[tuple[str, ...]] = ("started_at", "finished_at")

    week: Annotated[str, Field(pattern=r"^\d{4}-W\d{2}$")]
    territory: str
    state: RunState = RunState.RUNNING
    by: str | None = None
    inputs: str | None = None
    weights: str | None = None
    spread: str | None = None
    proved: bool | None = None
    objective: float | None = None
    bound: float | None = None
    people: int | None = None
    posts: int | None = None
    pairs: int | None = None
    suggestions: int | None = None
    seconds: float | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
