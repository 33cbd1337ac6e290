"""工作台: what waits for the reader this week."""

from typing import Any, Final

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from api.answers.desk import desk_answer
from api.pages.links import PAGES, thing_href, where_href, work_who_href
from api.pages.marks import day_with_weekday
from api.pages.overview import heat
from api.pages.rendering import Reading
from api.schemas import DueItem
from graph_model.labels import NODES

router = APIRouter()
ACTIONS: Final = {"certificate": "提醒复审", "verify": "去核实", "need": "找人办", "gap": "找外援"}
KINDS_BY_START: Final = {"org": "organisation"}


@router.get("/")
def desk(reader: Reading) -> HTMLResponse:
    """Return the first page."""
    answer = desk_answer(reader.asked)
    return reader.page(
        "desk.html",
        title="工作台",
        nav="desk",
        answer=answer,
        today_label=day_with_weekday(answer.today),
        nothing_listed=not any(number for noun, number in answer.totals.items() if noun != NODES["Territory"]),
        late=sum(one.days_left is not None and one.days_left < 0 for one in answer.overdue_needs),
        **_due_words(),
        **heat(answer.coverage),
    )


def _due_words() -> dict[str, Any]:
    return {"due_label": due_label, "due_href": due_href, "due_action": lambda item: ACTIONS[item.kind]}


def due_label(item: DueItem) -> str:
    """Return when a thing is due, as staff count days."""
    match item.days_left:
        case None:
            return "待核实" if item.kind == "verify" else "本周"
        case 0:
            return "今天"
        case 1:
            return "明天"
        case days if days < 0:
            return f"逾期 {-days} 天"
        case days:
            return f"{days} 天后"


def due_href(item: DueItem) -> str:
    """Return where to deal with it: who could do a need, where a person to verify could serve, else the record."""
    if item.kind in {"need", "gap"}:
        return work_who_href(item.subject.id)
    kind = kind_of(item.subject.id)
    asked_of_helper = item.kind == "verify" and kind not in {"post", "need"}
    return where_href(item.subject.id) if asked_of_helper else thing_href(kind, item.subject.id)


def kind_of(identity: str) -> str:
    """Return the kind of a record by the beginning of its id; without a known one it is a territory."""
    start = identity.partition("-")[0]
    kind = KINDS_BY_START.get(start, start)
    return kind if kind in PAGES else "territory"
