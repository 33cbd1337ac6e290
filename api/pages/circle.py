"""服务圈: who walks ten minutes to a station, where the next helps most, facility standards, model communities."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from api.answers.circle import circle_answer
from api.answers.models import models_answer
from api.answers.premises import standard_answer
from api.answers.siting import MOST_STATIONS, STATIONS, next_station_answer
from api.pages.chooser import CHOOSER
from api.pages.links import address
from api.pages.rendering import Reading
from api.pages.targets import MARKS
from api.questions import CircleQuestion, LikenessQuestion, StandardQuestion
from api.reports.walks import FILE, walks_file

router = APIRouter()
HERE: Final = "/places"
NAV: Final = "circle"
TABS: Final = (
    ("circle", "走不走得到", HERE),
    ("next", "下一处设在哪里", f"{HERE}/next"),
    ("standard", "设施标准", f"{HERE}/standard"),
    ("models", "样板社区", f"{HERE}/models"),
)
PREMISES_WORDS: Final = {"不算": "没达到", "缺数据": "说不准", "算数": "达到"}
LEVEL_WORDS: Final = (("", "下一级"), ("subdistrict", "镇街"), ("community", "社区"), ("compound", "小区"))

Place = Annotated[str, Query(max_length=200)]
Verdict = Annotated[str, Query(max_length=10)]
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


@router.get(f"{HERE}/standard")
def standard(reader: Reading, place: Place = "", verdict: Verdict = "", cursor: str | None = None) -> HTMLResponse:
    """Return the premises of each community against what the documents set."""
    answer = standard_answer(reader.asked, StandardQuestion(place or None, verdict or None, cursor))
    told = {"place": place, "verdict": verdict}
    here = f"{HERE}/standard"
    return reader.page(
        "standard.html",
        title="设施标准",
        nav=NAV,
        tab="standard",
        tabs=tabs_at(place),
        answer=answer,
        verdict=verdict,
        verdicts=PREMISES_WORDS,
        marks=MARKS,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        next_href=address(here, told | {"cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(here, told) if cursor else None,
    )


@router.get(f"{HERE}/models")
def models(reader: Reading, place: Place = "", cursor: str | None = None) -> HTMLResponse:
    """Return the kinds of community and the nearest model communities."""
    answer = models_answer(reader.asked, LikenessQuestion(place or None, cursor))
    here = f"{HERE}/models"
    return reader.page(
        "models.html",
        title="样板社区",
        nav=NAV,
        tab="models",
        tabs=tabs_at(place),
        answer=answer,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        next_href=address(here, {"place": place, "cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(here, {"place": place}) if cursor else None,
    )


@router.get(f"{HERE}/{FILE}")
def walks(reader: Reading) -> Response:
    """Return the ways on foot that decide the circle, to be filled in."""
    return walks_file(reader.asked)


def tabs_at(place: str) -> list[tuple[str, str, str]]:
    """Return the pages of this noun, each at the same place."""
    return [(key, label, address(path, {"place": place})) for key, label, path in TABS]
