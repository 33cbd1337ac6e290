"""Suggestions: what a run proposed and what a person decided."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.entities.base import Entity
from graph_model.entities.terms import CauseKind, Change, Decision, DeclineReason, HelperKind, Verdict, WorkKind


class Suggestion(Entity):
    """A helper proposed for a work, or a gap when `helper` is None.

    `slots` is the half-day, as a mask, on which a person is wanted, where both sides have their times.
    `community` is the territory the suggestion is listed under; `parts` is the JSON text of the score's parts;
    `reasons` are sentences for staff; `cause` says why it differs from last week, `cause_kind` of which kind that is,
    unknown in weeks of old; `why_not` what a gap lacks; `settled` says who fixed the helper on the work, where staff
    did.
    """

    node_label = "Suggestion"
    prefix = "suggestion-"
    moment_fields: ClassVar[tuple[str, ...]] = ("decided_at",)

    in_run: str
    work: str
    work_kind: WorkKind
    helper: str | None = None
    helper_kind: HelperKind | None = None
    community: str
    verdict: Verdict | None = None
    score: int = 0
    parts: str = "[]"
    reasons: tuple[str, ...] = ()
    quantity: Annotated[float, Field(gt=0)] | None = None
    slots: int | None = None
    change: Change = Change.NEW
    cause: str | None = None
    cause_kind: CauseKind | None = None
    why_not: str | None = None
    settled: str | None = None
    decision: Decision = Decision.PENDING
    decided_by: str | None = None
    decided_at: datetime | None = None
    decline_reason: DeclineReason | None = None
    decline_note: str | None = None
