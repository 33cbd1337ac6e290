"""Accepting all of a community at once: every conflict is counted, a lost graph stops it, the count is always told."""

from collections.abc import Callable

import pytest

from api.errors import PlaceTaken, Stopped
from api.pages.decisions import accept_each
from graph_model import errors as graph_errors

CONFLICTS = [
    PlaceTaken("名额已满"),
    graph_errors.NoLongerOpen("Post", "post-1", "filled"),
    graph_errors.AlreadyServing("person-1", "post-1"),
    graph_errors.NotFound("Suggestion", "s"),
    graph_errors.GraphBusy("embedded", "import"),
]


def accepting(refusals: dict[str, Exception], accepted: list[str]) -> Callable[[str], object]:
    def accept(suggestion: str) -> None:
        if suggestion in refusals:
            raise refusals[suggestion]
        accepted.append(suggestion)

    return accept


@pytest.mark.parametrize("conflict", CONFLICTS, ids=lambda one: type(one).__name__)
def test_conflict_is_counted_and_the_rest_goes_on(conflict: Exception) -> None:
    accepted: list[str] = []
    told = accept_each(["a", "b", "c"], accepting({"b": conflict}, accepted))
    assert accepted == ["a", "c"]
    assert told.startswith("采纳了 2 条，1 条没有采纳（")


def test_lost_graph_stops_it_and_tells_how_far_it_got() -> None:
    accepted: list[str] = []
    away = graph_errors.GraphUnavailable("embedded", "gone", outcome_unknown=True)
    with pytest.raises(Stopped) as stopped:
        accept_each(["a", "b", "c", "d"], accepting({"b": CONFLICTS[0], "c": away}, accepted))
    assert accepted == ["a"]
    assert "采纳了 1 条，1 条没有采纳" in stopped.value.detail
    assert "还有 2 条没有做完" in stopped.value.detail
    assert "可能已经保存" in stopped.value.detail


def test_all_accepted_says_only_how_many() -> None:
    assert accept_each(["a", "b"], accepting({}, [])) == "采纳了 2 条。"
