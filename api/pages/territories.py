"""The page of a territory: what became of an old code, and who belonged here on a day."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.territories import WAY_LABELS, people_answer, territory_answer
from api.pages.links import PAGES, address, thing_href
from api.pages.rendering import Reading
from api.pages.things import page_of
from api.questions import PeopleQuestion

router = APIRouter()
START: Final = PAGES["territory"]
PEOPLE: Final = "#people"


@router.get(START + "{code:path}", name="page of territory")
def territory(
    reader: Reading,
    code: str,
    as_of: Annotated[str, Query(max_length=20)] = "",
    way: Annotated[str, Query(max_length=20)] = "",
    cursor: str | None = None,
) -> HTMLResponse:
    """Return the page of one territory; with a day or a way, also who belonged to it, today when no day is named."""
    thing = territory_answer(reader.asked, code)
    asked = {"as_of": as_of, "way": way}
    here = thing_href("territory", code)
    question = PeopleQuestion(code, as_of, (way,) if way else (), cursor)
    people = people_answer(reader.asked, question) if as_of or way else None
    told: dict[str, Any] = {
        "people": people,
        "people_here": here,
        "people_as_of": people.as_of if people else reader.asked.today,
        "people_today": reader.asked.today,
        "people_way": way,
        "people_ways": list(WAY_LABELS.values()),
        "people_next": _next(here, asked, people.next_cursor if people else None),
        "people_first": address(here, asked) + PEOPLE if cursor else None,
    }
    return page_of(reader, thing, **told)


def _next(here: str, asked: dict[str, str], cursor: str | None) -> str | None:
    return address(here, asked | {"cursor": cursor}) + PEOPLE if cursor else None
