"""协作图谱: the picture of units and what ties them, drawn by the browser, and a table that says the same."""

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from api.answers.alliances import KIND_LABELS, LEVELS
from api.answers.picture import COUNTED, LAYERS, picture_answer
from api.answers.picture_table import PictureTable
from api.answers.strength import subjects_by_id
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.pages.chooser import CHOOSER
from api.pages.forms import written
from api.pages.links import address
from api.pages.rendering import Reading
from api.questions import PictureQuestion
from graph_model.strength.subjects import ALLIANCE, COMMITTEE, Subject

router = APIRouter()
HERE: Final = "/picture"
TIES: Final = "ties"
UNITS: Final = "units"


@dataclass(frozen=True, slots=True)
class PictureForm:
    """What the form holds; no quarter is the present one."""

    place: str
    alliance: str
    quarter: str
    layers: tuple[str, ...]
    find: str
    show: str
    cursor: str | None

    def href(self, **changed: Any) -> str:  # noqa: ANN401 a field of the form
        """Return the address of this form with some fields changed, from the first page on unless said."""
        form = replace(self, **({"cursor": None} | changed))
        told = {name: getattr(form, name) for name in ("place", "alliance", "quarter", "find", "show", "cursor")}
        return address(HERE, told | {"layer": form.layers if form.layers != COUNTED else ()})


async def form_of(request: Request) -> PictureForm:
    """Read the form back; a coroutine costs no thread.

    Raises
    ------
    BadQuestion
        More was written than anybody would.
    """
    given = request.query_params
    chosen = {*given.getlist("layer")}
    return PictureForm(
        place=written(given, "place"),
        alliance=written(given, "alliance"),
        quarter=written(given, "quarter"),
        layers=tuple(key for key in LAYERS if key in chosen) or COUNTED,
        find=written(given, "find"),
        show=UNITS if given.get("show") == UNITS else TIES,
        cursor=given.get("cursor") or None,
    )


@router.get(HERE)
def picture(reader: Reading, form: Annotated[PictureForm, Depends(form_of)]) -> HTMLResponse:
    """Return the page."""
    answer = picture_answer(reader.asked, PictureQuestion(form.place or None, form.alliance or None))
    at = _quarter(answer.quarters, form.quarter)
    table = PictureTable(answer, at, form.layers, form.find)
    start, size = offset_of(form.cursor), reader.asked.page_size
    rows = table.ties if form.show == TIES else table.units
    after = next_cursor(start, size, len(rows))
    return reader.page(
        "picture.html",
        title="协作图谱",
        nav="picture",
        answer=answer,
        at=at,
        form=form,
        table=table,
        rows=rows[start : start + size],
        total=len(rows),
        alliances=_alliances(reader.asked, form.alliance),
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        href=form.href,
        next_href=form.href(cursor=after) if after else None,
        first_href=form.href() if form.cursor else None,
    )


def _quarter(quarters: list[str], asked: str) -> int:
    """Return the place of a quarter.

    Raises
    ------
    BadQuestion
        It is none of those shown.
    """
    if asked and asked not in quarters:
        raise BadQuestion(f"图上没有“{asked}”这一季。可以写：{'、'.join(quarters)}。", quarter=asked)
    return quarters.index(asked) if asked else len(quarters) - 1


def _alliances(asked: Asking, chosen: str) -> list[tuple[str, list[Subject]]]:
    """Return the alliances there are, by level, and the 大党委 chosen, if one is."""
    found = [one for one in subjects_by_id(asked).values() if _listed(one, chosen)]
    return [(label, [*own]) for label, own in groupby(found, key=_group)]


def _listed(subject: Subject, chosen: str) -> bool:
    return subject.kind == ALLIANCE or (subject.kind == COMMITTEE and subject.id == chosen)


def _group(subject: Subject) -> str:
    return f"{LEVELS.get(subject.level, '其他')}级联盟" if subject.kind == ALLIANCE else KIND_LABELS[subject.kind]
