"""The pages: HTML for staff, a file a noun, over the same answers as JSON and the command line."""

from typing import Final

from fastapi import FastAPI

from api.pages import (
    alliances,
    assets,
    chain,
    circle,
    codes,
    decisions,
    desk,
    doubles,
    evaluation,
    evidence,
    exports,
    imports,
    lists,
    overview,
    picture,
    pool,
    projects,
    search,
    targets,
    territories,
    things,
    verifying,
    week,
    week_reports,
    where,
    who,
    why_not,
)
from api.pages.problems import render_problem
from api.problems import RENDERER_KEY

NOUNS: Final = (
    desk,
    who,
    where,
    overview,
    why_not,
    week,
    pool,
    verifying,
    evaluation,
    evidence,
    projects,
    decisions,
    lists,
    imports,
    exports,
    doubles,
    search,
    targets,
    chain,
    week_reports,  # before the alliances, one of which its address could name
    circle,
    alliances,
    picture,
    codes,
    territories,
    things,
    assets,
)


def attach_pages(app: FastAPI) -> None:
    """Add the pages, their files and their way of telling errors to an application."""
    for noun in NOUNS:
        app.include_router(noun.router, include_in_schema=False)
    setattr(app.state, RENDERER_KEY, render_problem)
