"""Every error of the graph has a status and a Chinese sentence that says what to do."""

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from api.errors import SAYINGS, describe
from graph_model.errors import CONSENT, AlreadyServing, GraphError, NobodyProposed, NoLongerOpen

FACTS = {
    "server": "bolt",
    "cause": "why",
    "path": Path("key"),
    "folder": Path("data"),
    "holder": {},
    "capacity": 2.0,
    "at": None,
}


def kinds(base: type[GraphError] = GraphError) -> Iterator[type[GraphError]]:
    for one in base.__subclasses__():
        yield one
        yield from kinds(one)


@pytest.mark.parametrize("kind", sorted(kinds(), key=lambda kind: kind.__name__))
def test_every_error_of_the_graph_is_told_in_chinese(kind: type[GraphError]) -> None:
    assert kind in SAYINGS
    error = kind(**{one.name: FACTS.get(one.name, "x") for one in fields(kind)})  # type: ignore[arg-type]
    told = describe(error, "/here").problem
    assert "{" not in told.detail
    assert told.detail.endswith("。")


def test_what_changed_meanwhile_is_a_conflict_and_no_fault() -> None:
    errors = (NobodyProposed("s"), AlreadyServing("person-1", "post-1"), NoLongerOpen("Post", "post-1", "done"))
    assert [describe(one, "/").problem.status for one in errors] == [409, 409, 409]
    assert "岗位" in describe(errors[2], "/").problem.detail


def test_who_did_not_agree_is_told_apart_from_what_is_closed() -> None:
    told = describe(NoLongerOpen("Person", "person-1", CONSENT), "/").problem
    assert (told.status, told.type, told.title) == (409, "/problems/no-consent", "本人没有同意")
    assert "person-1" in told.detail
    assert "问过本人" in told.detail
