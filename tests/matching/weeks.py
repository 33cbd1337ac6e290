"""Weeks of the tests: helpers, works and what was suggested before in, a proposal out."""

from datetime import date

from graph_model.entities.candidates import HelperRow, WorkRow
from matching.changes import Earlier
from matching.weekly import Proposal, Suggestion, propose
from tests.matching.builders import (
    TODAY,
    a_person,
    a_problem,
    an_electrician_licence,
)

ELECTRIC = {"skills": ["低压电工"]}


def an_electrician(id_: str, **changes: object) -> HelperRow:
    return a_person(id_, skills=[an_electrician_licence()], **changes)


def week(helpers: list[HelperRow], works: list[WorkRow], *earlier: Earlier, today: date = TODAY) -> Proposal:
    return propose(a_problem(helpers, works), today, earlier)


def pairs(proposal: Proposal) -> set[tuple[str, str | None]]:
    return {(one.work, one.helper) for one in proposal.suggestions}


def only(proposal: Proposal) -> Suggestion:
    (one,) = proposal.suggestions
    return one
