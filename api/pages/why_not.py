"""为什么不是他: one helper against one work, rule by rule; a form asks for the two by name or id."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.search import MOST_HITS, search
from api.answers.what_if import what_if_answer
from api.answers.why_not import why_not_answer
from api.asking import Asking
from api.pages.links import address, thing_href, where_href, why_href, work_who_href
from api.pages.rendering import Reader, Reading
from api.questions import ALL_KINDS
from api.schemas import Hit, WhyNotAnswer
from api.supposing import Wording

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
def why_not(reader: Reading, helper: Words = "", work: Words = "", what: Words = "", value: Words = "") -> HTMLResponse:
    """Return every finding, what is missing, the smallest change and, when something is supposed, what it would do.

    The form until it is settled who and what.
    """
    view = reader.asked.view
    who = _side(reader.asked, helper.strip(), view.helpers.index, ALL_KINDS)
    asked_for = _side(reader.asked, work.strip(), view.works.index, WORKS)
    if not (who.chosen and asked_for.chosen):
        return _form(reader, who, asked_for)
    return _answer(reader, Wording(what, who.chosen, asked_for.chosen, value))


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


def _answer(reader: Reader, supposed: Wording) -> HTMLResponse:
    helper, work = supposed.helper, supposed.work
    answer = why_not_answer(reader.asked, helper, work)
    return reader.page(
        "why_not.html",
        title=f"{answer.person.name} × {answer.post.name}",
        nav="who",
        answer=answer,
        supposed=what_if_answer(reader.asked, [supposed]) if supposed.what else None,
        what_ifs=what_ifs(answer),
        here=why_href(helper, work),
        crumbs=[("谁能去哪服务", "/who"), (answer.person.name, where_href(helper)), (answer.post.name, "")],
        post_href=thing_href(work.partition("-")[0], work),
        post_who_href=work_who_href(work),
    )


def what_ifs(answer: WhyNotAnswer) -> list[tuple[str, str]]:
    """Return what may be supposed of the two, as sentence and address: what makes them fit, or who fits sent or not."""
    facts = [(fact.sentence, fact.what, fact.value) for fact in answer.what_if]
    if answer.this_week is not None:
        facts.append(("假如不派他", "不派", "") if answer.this_week.suggested else ("假如定下他", "定人", ""))
    return [(sentence, _supposing(answer, what, value)) for sentence, what, value in facts]


def _supposing(answer: WhyNotAnswer, what: str, value: str) -> str:
    told = {"helper": answer.person.id, "work": answer.post.id, "what": what, "value": value}
    return address(PATH, told) + "#what-if"
