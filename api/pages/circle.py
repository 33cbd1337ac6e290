"""服务圈: who walks ten minutes to a station, and where the next one helps most."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from api.answers.circle import circle_answer
from api.answers.siting import MOST_STATIONS, STATIONS, next_station_answer
from api.pages.chooser import CHOOSER
from api.pages.links import address
from api.pages.rendering import Reading
from api.questions import CircleQuestion
from api.reports.walks import FILE, walks_file

router = APIRouter()
HERE: Final = "/places"
NAV: Final = "circle"
TABS: Final = (("circle", "走不走得到", HERE), ("next", "下一处设在哪里", f"{HERE}/next"))
LEVEL_WORDS: Final = (("", "下一级"), ("subdistrict", "镇街"), ("community", "社区"), ("compound", "小区"))

Place = Annotated[str, Query(max_length=200)]
Level = Annotated[str, Query(max_length=20)]
Number = Annotated[int, Query(ge=1, le=MOST_STATIONS)]


@router.get(HERE)
def circle(reader: Reading, place: Place = "", level: Level = "", cursor: str | None = None) -> HTMLResponse:
    """Return the share of residents within ten minutes of a station, part by part."""
    answer = circle_answer(reader.asked, CircleQuestion(place or None, level or None, cursor))
    told = {"place": place, "level": level}
    return reader.page(
        "circle.html",
        title="服务圈",
        nav=NAV,
        tab="circle",
        tabs=tabs_at(place),
        answer=answer,
        level=level,
        levels=LEVEL_WORDS,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        part_href=lambda id_: address(HERE, {"place": id_}),
        next_href=address(HERE, told | {"cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(HERE, told) if cursor else None,
    )


@router.get(f"{HERE}/next")
def next_station(reader: Reading, place: Place = "", stations: Number = STATIONS) -> HTMLResponse:
    """Return where the next stations help most."""
    answer = next_station_answer(reader.asked, place or None, stations)
    return reader.page(
        "next_station.html",
        title="下一处设在哪里",
        nav=NAV,
        tab="next",
        tabs=tabs_at(place),
        answer=answer,
        stations=stations,
        most=MOST_STATIONS,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
    )


@router.get(f"{HERE}/{FILE}")
def walks(reader: Reading) -> Response:
    """Return the ways on foot that decide the circle, to be filled in."""
    return walks_file(reader.asked)


def tabs_at(place: str) -> list[tuple[str, str, str]]:
    """Return the pages of this noun, each at the same place."""
    return [(key, label, address(path, {"place": place})) for key, label, path in TABS]
