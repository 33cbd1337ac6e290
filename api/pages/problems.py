"""Errors as pages: what happened, what to do, and where to go from here."""

from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

from api.errors import NoPlaces
from api.pages.forms import safe_way_back
from api.pages.rendering import render
from api.schemas import Problem

Way = tuple[str, str]
HOME: Final[Way] = ("回到工作台", "/")
WEEK: Final[Way] = ("回到本周建议", "/week")
WHO: Final[Way] = ("谁能去哪服务", "/who")
BEGIN: Final[tuple[Way, ...]] = (("装入区划代码", "/codes"), ("导入台账", "/import"))
CONFLICT: Final = 409
AWAY: Final = 503


def render_problem(scope: Scope, problem: Problem) -> str:
    """Return the page of a problem; for a missing session it is the page to sign in."""
    return render("problem.html", title=problem.title, problem=problem, ways=_ways(scope, problem))


def _ways(scope: Scope, problem: Problem) -> tuple[Way, ...]:
    if problem.type.endswith(NoPlaces.kind):
        return BEGIN
    status, came_from = problem.status, _came_from(scope)
    if came_from:
        return (came_from, HOME)
    if status == CONFLICT:
        return (WEEK, WHO)
    if status == AWAY and scope["method"] == "GET":
        query = scope["query_string"].decode("latin-1")
        return (("再试一次", scope["path"] + (f"?{query}" if query else "")), HOME)
    return (HOME, WHO)


def _came_from(scope: Scope) -> Way | None:
    """Return the page of this site that a refused form was sent from, so that nothing on it has to be found again."""
    headers = Headers(scope=scope)
    told = urlsplit(headers.get("referer", ""))
    if scope["method"] == "GET" or not told.path or told.netloc != headers.get("host"):
        return None
    back = safe_way_back(told.path + (f"?{told.query}" if told.query else ""))
    return (WEEK[0] if told.path == WEEK[1] else "回到刚才那一页", back)
