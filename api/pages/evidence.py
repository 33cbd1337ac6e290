"""依据: why this week may be trusted, as a page to read and print."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from api.answers.evidence import evidence_answer
from api.pages.marks import week_label
from api.pages.rendering import Reading

router = APIRouter()
HERE: Final = "/evidence"


@router.get(HERE)
def evidence(reader: Reading) -> HTMLResponse:
    """Return the evidence of this week."""
    answer = evidence_answer(reader.asked)
    return reader.page(
        "evidence.html",
        title="依据",
        nav="evidence",
        answer=answer,
        week_label=week_label(answer.week),
    )
