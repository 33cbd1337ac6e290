"""为什么不是他: one helper against one work, rule by rule; a form asks for the two by name or id."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.search import MOST_HITS, search
from api.answers.why_not import why_not_answer
from api.asking import Asking
from api.pages.links import address, thing_href, where_href, work_who_href
from api.pages.rendering import Reader, Reading
from api.questions import ALL_KINDS
from api.schemas import Hit

router = APIRouter()
PATH: Final = "/why-not"
WORKS: Final = ("post", "need")
Words = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two that are asked for: the words written, whom they may mean, and the id when that is settled."""

    words: str
    found: tuple[Hit, ...] = ()
    chosen: str = ""


@router.get(PATH)
def why_not(reader: Reading, helper: Words = "", work: Words = "") -> HTMLResponse:
    """Return every finding, what is missing and the smallest change; the form until it is settled who and what."""
    view = reader.asked.view
    who = _side(reader.asked, helper.strip(), view.helpers.index, ALL_KINDS)
    what = _side(reader.asked, work.strip(), view.works.index, WORKS)
    return _answer(reader, who.chosen, what.chosen) if who.chosen and what.chosen else _form(reader, who, what)


def _side(asked: Asking, words: str, known: Collection[str], kinds: Collection[str]) -> Side:
    """Settle one side: by id, or by words that only one thing has in its name."""
    if words in known:
        return Side(words, chosen=words)
    hits = (
        [hit for hit in search(asked, words, MOST_HITS).hits if hit.kind in kinds and hit.id in known] if words else []
    )
    same = [hit for hit in hits if hit.name == words] or hits
    return Side(words, tuple(hits), same[0].id if len(same) == 1 else "")


def _form(reader: Reader, who: Side, what: Side) -> HTMLResponse:
    """Return the form, with what each side may mean as addresses that keep the other side."""
    return reader.page(
        "why_not_form.html",
        title="为什么不是他",
        nav="who",
        tab="why-not",
        sides=(
            ("谁", "helper", "姓名、名称或编号", who, _choices(who, "helper", {"work": what.chosen or what.words})),
            (
                "哪件事",
                "work",
                "岗位或需求的名称或编号",
                what,
                _choices(what, "work", {"helper": who.chosen or who.words}),
            ),
        ),
    )


def _choices(side: Side, field: str, other: dict[str, str]) -> list[tuple[Hit, str]]:
    return [] if side.chosen else [(hit, address(PATH, {field: hit.id} | other)) for hit in side.found]


def _answer(reader: Reader, helper: str, work: str) -> HTMLResponse:
    answer = why_not_answer(reader.asked, helper, work)
    return reader.page(
        "why_not.html",
        title=f"{answer.person.name} × {answer.post.name}",
        nav="who",
        answer=answer,
        crumbs=[("谁能去哪服务", "/who"), (answer.person.name, where_href(helper)), (answer.post.name, "")],
        post_href=thing_href(work.partition("-")[0], work),
        post_who_href=work_who_href(work),
    )
