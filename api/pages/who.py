"""谁能去哪服务, asked by place and work: who can go, and why."""

from dataclasses import dataclass, replace
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from api.answers.who import known_work, who_answer
from api.pages.choices import EXAMPLES, KINDS, category_options
from api.pages.chooser import CHOOSER, narrower
from api.pages.forms import written
from api.pages.links import address
from api.pages.rendering import Reader, Reading
from api.questions import ALL_KINDS, VERDICTS, WhoQuestion
from api.schemas import WhoAnswer

router = APIRouter()
SHOWN_VERDICTS: Final = VERDICTS[:2]
LONGEST_WORDS: Final = 500
PARTS: Final = frozenset({"subdistrict", "community"})
"""Levels whose cells in the overview count who belongs there, while the list also names who would come."""
OTHER_WORDS: Final = (("换一种说法", "#work"), ("直接选类别", "#category"))


@dataclass(frozen=True, slots=True)
class WhoForm:
    """What the form holds; `target`, a post or need asked about, goes before `category`, and that before the words."""

    target: str
    place: str
    work: str
    category: str
    slots: tuple[str, ...]
    kinds: tuple[str, ...]
    eligibility: tuple[str, ...]
    cursor: str | None

    @property
    def asks(self) -> bool:
        """Whether there is something to look for."""
        return bool(self.target or self.work or self.category)

    def question(self) -> WhoQuestion:
        """Return the question of the service."""
        work = self.target or self.category or self.work
        return WhoQuestion(self.place or None, work, self.slots, self.kinds, self.eligibility, self.cursor)

    def href(self, **changed: Any) -> str:  # noqa: ANN401 a field of the form
        """Return the address of this form with some fields changed, from the first page on unless said."""
        form = replace(self, **({"cursor": None} | changed))
        return address(
            "/who",
            {
                "for": form.target,
                "place": form.place,
                "work": form.work,
                "category": form.category,
                "slot": form.slots,
                "kind": form.kinds if set(form.kinds) != set(ALL_KINDS) else (),
                "eligibility": form.eligibility if form.eligibility != SHOWN_VERDICTS else (),
                "cursor": form.cursor,
            },
        )


async def form_of(request: Request) -> WhoForm:
    """Read the form back; boxes none of which is ticked mean the usual ones; a coroutine costs no thread.

    Raises
    ------
    BadQuestion
        More was written than anybody would.
    """
    given = request.query_params
    return WhoForm(
        target=written(given, "for"),
        place=written(given, "place"),
        work=written(given, "work", LONGEST_WORDS),
        category=written(given, "category"),
        slots=tuple(given.getlist("slot")),
        kinds=tuple(given.getlist("kind")) or ALL_KINDS,
        eligibility=tuple(given.getlist("eligibility")) or SHOWN_VERDICTS,
        cursor=given.get("cursor"),
    )


@router.get("/who")
def who(reader: Reading, form: Annotated[WhoForm, Depends(form_of)]) -> HTMLResponse:
    """Return the form and, when something is asked, who can go."""
    answer = who_answer(reader.asked, form.question()) if form.asks else None
    target = known_work(reader.asked.view, form.target) if form.target else None
    return reader.page(
        "who.html",
        title="谁能去哪服务",
        nav="who",
        tab="who",
        asked=form,
        target=target,
        answer=answer,
        **_choices(reader, form, answer),
        **_told(form, answer),
        page_size=reader.asked.page_size,
    )


def _choices(reader: Reader, form: WhoForm, answer: WhoAnswer | None) -> dict[str, Any]:
    places = reader.asked.view.places
    chosen = answer.place.id if answer else form.place or reader.asked.scope.territory
    counts = (answer.counts.yes, answer.counts.unknown, answer.counts.no) if answer else (None, None, None)
    return {
        "place_options": CHOOSER.options(places, chosen),
        "narrower": [(one.name, form.href(place=one.id)) for one in narrower(places, chosen)],
        "category_options": category_options(form.category),
        "kinds": KINDS,
        "verdict_counts": tuple(zip(VERDICTS, counts, strict=True)),
    }


def _told(form: WhoForm, answer: WhoAnswer | None) -> dict[str, Any]:
    if answer is None:
        return {"examples": _examples(form)}
    counts = answer.counts
    return {
        "heading": f"{counts.yes} 位能去" if counts.yes else "还没有能确定的",
        "nearby": _nearby(answer),
        "total": counts.yes + counts.unknown + counts.no,
        "relax": ways_to_relax(form, answer) if not answer.helpers else (),
        "next_href": form.href(cursor=answer.next_cursor) if answer.next_cursor else None,
        "first_href": form.href() if form.cursor else None,
    }


def _nearby(answer: WhoAnswer) -> str:
    """Say how many of those who can go belong to the place itself, as the cells of the overview count them."""
    counts, place = answer.counts, answer.place
    if place.level not in PARTS or not counts.yes or counts.local == counts.yes:
        return ""
    here = f"其中家、单位或服务区在{place.name}的 {counts.local} 位" if counts.local else f"都不在{place.name}"
    return f"{here}，其余从别处来" if counts.local else f"{here}，要从别处来"


def _examples(form: WhoForm) -> list[tuple[str, str]]:
    return [(words, form.href(target="", work=words, category="")) for words in EXAMPLES]


def ways_to_relax(form: WhoForm, answer: WhoAnswer) -> list[tuple[str, str]]:
    """Return what to let go of, as sentence and address, the least costly first."""
    if answer.notice:
        return [*OTHER_WORDS, *_examples(form)]
    ways = []
    if form.slots:
        ways.append(("不限时间", form.href(slots=())))
    if set(form.kinds) != set(ALL_KINDS):
        ways.append(("个人、团队、单位、资源都找", form.href(kinds=ALL_KINDS)))
    if answer.counts.unknown and "待核实" not in form.eligibility:
        ways.append((f"也看待核实的 {answer.counts.unknown} 位", form.href(eligibility=SHOWN_VERDICTS)))
    if answer.counts.no and "不符合" not in form.eligibility:
        ways.append((f"看看不符合的 {answer.counts.no} 位差在哪", form.href(eligibility=VERDICTS)))
    if len(answer.place.path) > 1:
        wider = answer.place.path[-2]
        ways.append((f"放宽到{wider.name}", form.href(place=wider.id)))
    return [*ways, ("换一种说法，或直接选类别", form.href(target="", work="", category=""))]
