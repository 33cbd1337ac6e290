"""目标看板: every number the documents set, one click from its rows, and from there to who must act."""

from itertools import groupby
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, Response

from api.answers.targets import of_verdict, target_answer, targets_answer
from api.pages.chooser import CHOOSER
from api.pages.links import address, thing_href
from api.pages.rendering import Reading
from api.questions import TargetQuestion
from api.reports.annex import WRITERS, AnnexForm, annex_file
from api.schemas import TargetRow

router = APIRouter()
HERE: Final = "/targets"
ANNEX: Final = "/annexes/annex-2"
MARKS: Final = {
    "达到": ("yes", "✓"),
    "没达到": ("bad", "✕"),
    "待补数据": ("ask", "？"),
    "缺数据": ("ask", "○"),
    "不按本区比": ("no", "–"),
    "算数": ("yes", "✓"),
    "不算": ("bad", "✕"),
}
COUNT_WORDS: Final = (
    ("达到", "reached"),
    ("没达到", "short"),
    ("待补数据", "pending"),
    ("缺数据", "missing"),
    ("不按本区比", "apart"),
)
ROW_WORDS: Final = ("不算", "缺数据", "算数")
LISTS: Final = frozenset({"resource", "need", "problem", "project"})

Place = Annotated[str, Query(max_length=200)]
Verdict = Annotated[str, Query(max_length=10)]


@router.get(HERE)
def board(reader: Reading, place: Place = "", verdict: Verdict = "") -> HTMLResponse:
    """Return the board, document by document."""
    answer = targets_answer(reader.asked, place or None)
    chosen = of_verdict(answer.items, verdict)
    return reader.page(
        "targets.html",
        title="目标看板",
        nav="targets",
        answer=answer,
        verdict=verdict,
        documents=[(ref, list(items)) for ref, items in groupby(chosen, key=lambda item: item.document)],
        counts=[(word, getattr(answer.counts, name)) for word, name in COUNT_WORDS],
        marks=MARKS,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        filter_href=lambda word: address(HERE, {"place": place, "verdict": word}),
        target_href=lambda id_: address(f"{HERE}/{quote(id_, safe='')}", {"place": place}),
        annexes=[(form, address(f"{ANNEX}.{form}", {"place": place})) for form in WRITERS],
    )


@router.get(f"{ANNEX}.{{form}}")
def annex(reader: Reading, form: AnnexForm, place: Place = "") -> Response:
    """Return annex 2 with the live column filled."""
    return annex_file(targets_answer(reader.asked, place or None), form)


@router.get(f"{HERE}/{{target}}")
def one(reader: Reading, target: str, place: Place = "", row: Verdict = "", cursor: str | None = None) -> HTMLResponse:
    """Return one target: its wording, its rows, who must act, its weeks."""
    answer = target_answer(reader.asked, target, TargetQuestion(place or None, row or None, cursor))
    told = {"place": place, "row": row}
    here = f"{HERE}/{quote(answer.target.id, safe='')}"
    return reader.page(
        "target.html",
        title=answer.target.name,
        nav="targets",
        answer=answer,
        row=row,
        rows=[(line, row_href(line)) for line in answer.items],
        row_words=ROW_WORDS,
        placed=any(line.place and line.kind != "territory" for line in answer.items),
        act_href=act_href,
        marks=MARKS,
        crumbs=[("目标看板", address(HERE, {"place": place})), (answer.target.name, "")],
        row_filter_href=lambda word: address(here, {"place": place, "row": word}),
        next_href=address(here, told | {"cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(here, told) if cursor else None,
    )


def act_href(row: TargetRow) -> str:
    """Return where who must act is found: the unit itself, or the place it leads."""
    own = row.kind == "organisation" and row.act == row.name
    return thing_href("organisation", row.id) if own or row.place is None else thing_href("territory", row.place.id)


def row_href(row: TargetRow) -> str:
    """Return where a row can be seen by itself; its place where it has no page of its own."""
    if row.kind == "list":
        return f"/lists/{row.id}" if row.id in LISTS else ""
    return thing_href(row.kind, row.id) or (thing_href("territory", row.place.id) if row.place else "")
