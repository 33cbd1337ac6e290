"""全区一览: territories × kinds of work, holes marked."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.overview import overview_answer
from api.pages.marks import week_label
from api.pages.rendering import Reading
from api.schemas import Overview

router = APIRouter()
PATH: Final = "/who/overview"
BELOW: Final = {"district": "镇街", "subdistrict": "社区", "community": "小区"}
MANY, SOME = 2 / 3, 1 / 4
"""Shares of a kind's fullest cell from which a cell is shown as many, as some."""


@router.get(PATH)
def overview(reader: Reading, place: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Return the table of a place, a row for each place below."""
    answer = overview_answer(reader.asked, place or None)
    path = answer.place.path
    crumbs = [(ref.name, f"{PATH}?place={ref.id}" if ref.id != answer.place.id else "") for ref in path]
    return reader.page(
        "overview.html",
        title=f"{answer.place.name}一览",
        nav="who",
        tab="overview",
        crumbs=crumbs,
        week_label=week_label(answer.week),
        answer=answer,
        **heat(answer),
    )


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """A kind of work, and from how many free helpers on a cell of it counts as some, as many."""

    label: str
    some: float
    many: float


def heat(answer: Overview) -> dict[str, Any]:
    """Return what the table needs besides the answer: where rows and cells lead, and how deep to colour.

    Each kind of work is coloured by its own fullest cell: those who can mediate are fewer than those who can patrol.
    """
    rows = BELOW.get(answer.place.level, "地方")
    return {
        "overview": answer,
        "heat_rows": rows,
        "heat_label": f"{rows}与事项",
        "row_start": f"{PATH}?place=" if answer.place.level == "district" else "/territories/",
        "columns": tuple(_column(answer, number) for number in range(len(answer.categories))),
    }


def _column(answer: Overview, number: int) -> HeatColumn:
    fullest = max((row.cells[number].free for row in answer.rows), default=0)
    return HeatColumn(answer.categories[number].label, max(fullest * SOME, 1), max(fullest * MANY, 1))
