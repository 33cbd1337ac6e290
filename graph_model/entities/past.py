"""The rows learning reads: past weeks, what was suggested in them, and what people decided."""

from dataclasses import dataclass
from datetime import date

from graph_model.entities.terms import Decision, DeclineReason, HelperKind, WorkKind


@dataclass(frozen=True, slots=True)
class PastSuggestion:
    """A suggestion of a past week, or a gap when `helper` is None.

    Once it is decided, `parts` pairs the keys of features with the points they added, `category` is the id of the kind
    of work, and `satisfactions` are what those whom the work served said of it since, 1 to 5; before, they are empty.
    """

    id: str
    week: str
    work: str
    work_kind: WorkKind
    community: str
    helper: str | None = None
    helper_kind: HelperKind | None = None
    category: str | None = None
    parts: tuple[tuple[str, int], ...] = ()
    decision: Decision = Decision.PENDING
    reason: DeclineReason | None = None
    decided_on: date | None = None
    satisfactions: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PastWeek:
    """A finished run with its suggestions, by id; `weights` is the text of those it scored by, None if unrecorded."""

    week: str
    run: str
    weights: str | None
    objective: float
    bound: float
    suggestions: tuple[PastSuggestion, ...]
