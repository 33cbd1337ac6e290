"""The search at the top of every page: what has the words in its name, by kind."""

from itertools import groupby
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.search import search
from api.pages.rendering import Reading
from api.schemas import Hit

router = APIRouter()
MOST: Final = 50


@router.get("/search")
def search_page(reader: Reading, q: Annotated[str, Query(max_length=60)] = "") -> HTMLResponse:
    """Return what was found, best first within each kind; kinds in the order of their best hit."""
    hits = search(reader.asked, q, MOST).hits
    return reader.page(
        "search.html",
        title="搜索",
        nav="",
        searched=q.strip(),
        groups=by_kind(hits),
    )


def by_kind(hits: list[Hit]) -> list[tuple[str, list[Hit]]]:
    """Group hits by kind, the kind of the best hit first."""
    order = list(dict.fromkeys(hit.kind_label for hit in hits))
    arranged = sorted(hits, key=lambda hit: order.index(hit.kind_label))
    return [(label, list(group)) for label, group in groupby(arranged, key=lambda hit: hit.kind_label)]
