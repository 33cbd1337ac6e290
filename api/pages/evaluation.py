"""学习与评估: what came of past weeks, as a page to read and print."""

from typing import Final

from fastapi import APIRouter
from starlette.responses import HTMLResponse

from api.answers.evaluation import evaluation_answer
from api.pages.marks import week_label
from api.pages.rendering import Reading
from api.schemas import Figure
from graph_model.percentages import share_words

router = APIRouter()
HERE: Final = "/evaluation"
RATES_SHOWN: Final = 20


@router.get(HERE)
def evaluation(reader: Reading) -> HTMLResponse:
    """Return the account of past weeks."""
    answer = evaluation_answer(reader.asked)
    return reader.page(
        "evaluation.html",
        title="学习与评估",
        nav="evaluation",
        answer=answer,
        rates_shown=RATES_SHOWN,
        week_label=week_label,
        interval=interval,
        untold=untold,
    )


def interval(figure: Figure) -> str:
    """Return the interval of a share in brackets, nothing when it has none."""
    if figure.low is None or figure.high is None:
        return ""
    return f"（{share_words(figure.low, 0)}–{share_words(figure.high, 0)}）"


def untold(figure: Figure, unit: str = "条") -> str:
    """Say that a figure is not told yet, and how many are missing."""
    return f"暂不说：还差 {figure.missing} {unit}（现有 {figure.count} {unit}）"
