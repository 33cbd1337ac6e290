"""A suggestion of the graph as answers show it, with its names."""

import math
from typing import Final, cast

import orjson

from api.answers.labels import HELPER_LABELS, WORK_LABELS
from api.answers.ranked import FULL, eligibility_of, unit_of
from api.schemas import Part, SuggestedWork
from api.schemas import Suggestion as Shown
from api.schemas.common import HelperKind, WorkKind
from api.schemas.weeks import Change, DecisionState, SuggestedHelper
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.terms import DeclineReason
from graph_model.labels import chinese, slot_words
from graph_model.suggestions import Listed

OTHER_NOTE: Final = "{reason}：{note}"


def shown(line: Listed) -> Shown:
    """Return a suggestion with its work and helper named, and how many its work still wants right now."""
    suggestion = line.suggestion
    return Shown(
        id=suggestion.id,
        work=_work(line),
        helper=_helper(line),
        verdict=None if suggestion.verdict is None else eligibility_of(suggestion.verdict),
        slots=slot_words(suggestion.slots or 0),
        score=suggestion.score,
        parts=parts_from(suggestion.parts),
        reasons=list(suggestion.reasons),
        change=cast("Change", chinese(suggestion.change)),
        cause=suggestion.cause or "",
        settled=suggestion.settled,
        decision=cast("DecisionState", chinese(suggestion.decision)),
        decided_by=suggestion.decided_by,
        decided_at=suggestion.decided_at,
        decline_reason=_reason(suggestion),
        why_not=suggestion.why_not,
    )


def _work(line: Listed) -> SuggestedWork:
    kind = line.suggestion.work_kind.value
    return SuggestedWork(
        id=line.suggestion.work,
        kind=cast("WorkKind", kind),
        kind_label=WORK_LABELS[kind],
        title=line.work_title,
        remaining=math.ceil(line.remaining),
        unit=unit_of(line.unit, counted=line.left.units is not None),
    )


def _helper(line: Listed) -> SuggestedHelper | None:
    if line.suggestion.helper is None or line.suggestion.helper_kind is None:
        return None
    kind = line.suggestion.helper_kind.value
    return SuggestedHelper(
        id=line.suggestion.helper,
        name=line.helper_name or line.suggestion.helper,
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
