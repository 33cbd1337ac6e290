"""组织链: the chain as a tree to open and close, the same as a table, and its holes with who is near."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.chain import chain_answer
from api.pages.chooser import CHOOSER
from api.pages.links import address
from api.pages.rendering import Reading
from api.questions import ChainQuestion

router = APIRouter()
HERE: Final = "/chain"
MARKS: Final = {"算数": ("yes", "✓"), "不算": ("bad", "✕"), "缺数据": ("ask", "○")}


@router.get(HERE)
def chain(
    reader: Reading,
    place: Annotated[str, Query(max_length=200)] = "",
    link: Annotated[str, Query(max_length=40)] = "",
    cursor: str | None = None,
) -> HTMLResponse:
    """Return the chain of a place."""
    answer = chain_answer(reader.asked, ChainQuestion(place or None, link or None, cursor))
    told = {"place": place, "link": link}
    return reader.page(
        "chain.html",
        title="组织链",
        nav="chain",
        answer=answer,
        link=link,
        marks=MARKS,
        whole=answer.place.level != "district",
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        link_href=lambda key: address(HERE, {"place": place, "link": key}) + "#holes",
        place_href=lambda id_: address(HERE, {"place": id_}),
        next_href=address(HERE, told | {"cursor": answer.next_cursor}) + "#holes" if answer.next_cursor else None,
        first_href=address(HERE, told) + "#holes" if cursor else None,
    )
