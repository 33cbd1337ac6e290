"""A suggestion of the graph as answers show it, with the names the columns know."""

from typing import Final, cast

import orjson

from api.answers.labels import HELPER_LABELS, WORK_LABELS
from api.answers.ranked import FULL, eligibility_of, remaining_of
from api.schemas import Part, SuggestedWork
from api.schemas import Suggestion as Shown
from api.schemas.common import HelperKind, WorkKind
from api.schemas.weeks import Change, DecisionState, SuggestedHelper
from api.snapshot import View
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.terms import DeclineReason
from graph_model.labels import chinese

OTHER_NOTE: Final = "{reason}：{note}"


def shown(view: View, suggestion: Suggestion) -> Shown:
    """Return a suggestion with its work and helper named; what left the columns since is named by its id."""
    return Shown(
        id=suggestion.id,
        work=_work(view, suggestion),
        helper=_helper(view, suggestion),
        verdict=None if suggestion.verdict is None else eligibility_of(suggestion.verdict),
        score=suggestion.score,
        parts=parts_from(suggestion.parts),
        reasons=list(suggestion.reasons),
        change=cast("Change", chinese(suggestion.change)),
        cause=suggestion.cause or "",
        decision=cast("DecisionState", chinese(suggestion.decision)),
        decided_by=suggestion.decided_by,
        decided_at=suggestion.decided_at,
        decline_reason=_reason(suggestion),
        why_not=suggestion.why_not,
    )


def _work(view: View, suggestion: Suggestion) -> SuggestedWork:
    number = view.works.index.get(suggestion.work)
    row = None if number is None else view.works.demands[number].row
    kind = suggestion.work_kind.value
    return SuggestedWork(
        id=suggestion.work,
        kind=cast("WorkKind", kind),
        kind_label=WORK_LABELS[kind],
        title=row.title if row else suggestion.work,
        remaining=remaining_of(row) if row else 0,
    )


def _helper(view: View, suggestion: Suggestion) -> SuggestedHelper | None:
    if suggestion.helper is None or suggestion.helper_kind is None:
        return None
    number = view.helpers.index.get(suggestion.helper)
    kind = suggestion.helper_kind.value
    return SuggestedHelper(
        id=suggestion.helper,
        name=suggestion.helper if number is None else view.helpers.rows[number].name,
        kind=cast("HelperKind", kind),
        kind_label=HELPER_LABELS[kind],
    )


def _reason(suggestion: Suggestion) -> str | None:
    if suggestion.decline_reason is None:
        return None
    reason = chinese(suggestion.decline_reason)
    if suggestion.decline_reason is DeclineReason.OTHER or suggestion.decline_note:
        return OTHER_NOTE.format(reason=reason, note=suggestion.decline_note or "")
    return reason


def parts_from(text: str) -> list[Part]:
    """Return the parts kept with a suggestion."""
    return [
        Part(key=one["key"], label=one["label"], points=one["points"], share=one["points"] / FULL)
        for one in orjson.loads(text)
        if one["points"]
    ]
