"""Errors as pages: what happened, what to do, and where to go from here."""

from typing import Final

from starlette.types import Scope

from api.pages.rendering import render
from api.schemas import Problem

Way = tuple[str, str]
HOME: Final[Way] = ("回到工作台", "/")
WEEK: Final[Way] = ("回到本周建议", "/week")
WHO: Final[Way] = ("谁能去哪服务", "/who")
CONFLICT: Final = 409
AWAY: Final = 503


def render_problem(scope: Scope, problem: Problem) -> str:
    """Return the page of a problem; for a missing session it is the page to sign in."""
    return render("problem.html", title=problem.title, problem=problem, ways=_ways(scope, problem.status))


def _ways(scope: Scope, status: int) -> tuple[Way, ...]:
    if status == CONFLICT:
        return (WEEK, WHO)
    if status == AWAY and scope["method"] == "GET":
        query = scope["query_string"].decode("latin-1")
        return (("再试一次", scope["path"] + (f"?{query}" if query else "")), HOME)
    return (HOME, WHO)
