"""In which order to ask: each question fills most of the places that those before it would leave open."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

from matching.verifying import Question


def in_turn(questions: Sequence[Question], missing: Mapping[int, int]) -> list[tuple[Question, int]]:
    """Order questions so that no place is counted twice; beside each, how many it fills that are open by then.

    Greedy: the one that fills most goes next, the first of equals; those that fill nothing more come last.

    Parameters
    ----------
    questions : sequence of Question
        In the order in which equals go before one another.
    missing : mapping of int to int
        How many places of each work are open.
    """
    left, last = dict(missing), []
    waiting = [(-one.fills, place) for place, one in enumerate(questions)]
    heapq.heapify(waiting)
    ordered = []
    while waiting:
        claimed, place = heapq.heappop(waiting)
        filled = _fillable(questions[place], left)
        if not filled:
            last.append(place)
        elif len(filled) < -claimed:
            heapq.heappush(waiting, (-len(filled), place))
        else:
            ordered.append((questions[place], len(filled)))
            for work in filled:
                left[work] -= 1
    return [*ordered, *((questions[place], 0) for place in sorted(last))]


def _fillable(question: Question, left: Mapping[int, int]) -> list[int]:
    """List the works, once for each place, that a good answer would fill of what is left."""
    if question.helper is None:
        return [work for work in question.gaps for _ in range(min(question.fills, left[work]))]
    return [work for work in question.gaps if left[work]][: question.room]
