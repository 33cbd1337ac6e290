"""联盟强度: the list of alliances and a page for each, in words and numbers first; the same without JavaScript."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from api.answers.alliance import alliance_answer, words_of
from api.answers.alliances import COMMITTEE, LEVELS, alliances_answer
from api.asking import Asking
from api.pages.chooser import CHOOSER
from api.pages.links import address, thing_href
from api.pages.rendering import Reading
from api.questions import AlliancesQuestion
from api.reports.alliance_content import AMONG_MEMBERS, meaning_of, worst_first
from api.reports.alliance_files import NETWORKS, REPORTS, response_of
from api.reports.measures_in_brief import EACH, brief
from api.reports.network_picture import MOST_NAMES, PICTURE_WORDS, picture_of, svg_of
from api.schemas import AllianceAnswer, AllianceItem

router = APIRouter()
HERE: Final = "/alliances"
LEVEL_WORDS: Final = (*((key, f"{label}级联盟") for key, label in LEVELS.items()), (COMMITTEE, "社区大党委 1+N"))
MOST_MEMBERS: Final = 60
MOST_ROWS: Final = 30

Words = Annotated[str, Query(max_length=200)]
Quarter = Annotated[str, Query(max_length=20)]


@router.get(HERE)
def alliances(
    reader: Reading, place: Words = "", level: Quarter = "", quarter: Quarter = "", cursor: str | None = None
) -> HTMLResponse:
    """Return the list."""
    asked = AlliancesQuestion(place or None, level or None, quarter or None, cursor)
    answer = alliances_answer(reader.asked, asked)
    told = {"place": place, "level": level, "quarter": quarter}
    return reader.page(
        "alliances.html",
        title="联盟强度",
        nav="alliances",
        answer=answer,
        level=level,
        level_words=[(key, words, answer.levels[key]) for key, words in LEVEL_WORDS],
        mark_of=mark_of,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        alliance_href=lambda id_: address(alliance_path(id_), {"quarter": quarter}),
        next_href=address(HERE, told | {"cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(HERE, told) if cursor else None,
    )


@router.get(f"{HERE}/{{id}}")
def alliance(reader: Reading, id: str, quarter: Quarter = "") -> HTMLResponse:  # noqa: A002 the address's own word
    """Return one alliance."""
    answer = alliance_answer(reader.asked, id, quarter or None)
    return reader.page(
        "alliance.html",
        title=answer.alliance.name,
        nav="alliances",
        answer=answer,
        mark=mark_of(answer.alliance),
        by_member=EACH,
        words_of=words_of,
        brief=brief,
        among_members=AMONG_MEMBERS,
        meaning_of=meaning_of,
        losses=worst_first(answer.drill.losses)[:MOST_MEMBERS] if answer.drill else [],
        most=MOST_ROWS,
        most_members=MOST_MEMBERS,
        moved=lambda step: any(one.before != one.after for one in step.changes),
        picture=_picture(reader.asked, answer),
        picture_words=PICTURE_WORDS,
        files=[(words, _hrefs(answer, forms)) for words, forms in (("报告", REPORTS), ("网络", NETWORKS))],
        crumbs=[("联盟强度", address(HERE, {"quarter": quarter})), (answer.alliance.name, "")],
        member_href=lambda one: thing_href(one.kind, one.id),
    )


@router.get(f"{HERE}/{{id}}/file.{{form}}")
def alliance_file(reader: Reading, id: str, form: str, quarter: Quarter = "") -> Response:  # noqa: A002 as above
    """Return a report or the network, to be saved."""
    return response_of(alliance_answer(reader.asked, id, quarter or None), form)


def alliance_path(id: str) -> str:  # noqa: A002 the field's own name
    """Return the address of an alliance's page.

    >>> alliance_path("alliance-1")
    '/alliances/alliance-1'
    """
    return f"{HERE}/{id}"


def _picture(asked: Asking, answer: AllianceAnswer) -> Markup:
    """Return the picture drawn once for a state of the graph; every word in it is escaped.

    A member leads to its own page where there are few enough to go through them by the keyboard.
    """
    few = len(answer.members) <= MOST_NAMES
    hrefs = {one.name: thing_href(one.kind, one.id) for one in answer.members} if few else None
    key = ("picture", asked.scope.territory, asked.today, answer.alliance.id, answer.quarter)
    return asked.view.kept(key, lambda: Markup(svg_of(picture_of(answer), hrefs)))  # noqa: S704 escaped where it is drawn


def _hrefs(answer: AllianceAnswer, forms: tuple[str, ...]) -> list[tuple[str, str]]:
    path, told = alliance_path(answer.alliance.id), {"quarter": answer.quarter}
    return [(form, address(f"{path}/file.{form}", told)) for form in forms]


def mark_of(item: AllianceItem) -> tuple[str, str, str]:
    """Return class, sign and word for whether an alliance hangs on one member."""
    if item.hangs is None:
        return "ask", "○", "无定义"
    return ("bad", "！", "挂在一家身上") if item.hangs else ("yes", "✓", "没有挂在一家身上")
