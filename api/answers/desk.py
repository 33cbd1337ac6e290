"""工作台: what waits this week, and coverage at a glance."""

from datetime import date
from typing import Final

from api.answers.due import certificates_due, gaps_open, needs_due, to_verify
from api.answers.overview import overview_answer
from api.answers.scarce import scarcities
from api.answers.week import counts_within, run_of, summary_of, week_changes, week_counts
from api.asking import Asking
from api.schemas import DeskAnswer, DueItem
from api.totals import totals

SHOWN: Final = 6
FIRST: Final = 8


def desk_answer(asked: Asking) -> DeskAnswer:
    """Return the week's counts, what is due, what to verify first, gaps, and coverage."""
    view = asked.view
    number = view.find_place(None, asked.scope)
    run = run_of(asked, asked.scope, asked.week)
    counts = counts_within(asked, asked.scope, run)
    certificates, needs = certificates_due(asked), needs_due(asked)
    verify = to_verify(asked, SHOWN)
    gaps = gaps_open(asked, run.id, SHOWN) if run else []
    return DeskAnswer(
        place=view.place_ref(number),
        week=asked.week,
        today=asked.today,
        run=summary_of(run) if run else None,
        counts=week_counts(counts),
        changes=week_changes(counts),
        due=_most_pressing([*certificates, *needs], verify),
        certificates=certificates,
        to_verify=verify,
        overdue_needs=needs,
        gaps=gaps,
        scarce=scarcities(asked, run.id, asked.scope.territory) if run else [],
        coverage=overview_answer(asked),
        totals=view.kept("totals", lambda: totals(asked.graph)),
    )


def _most_pressing(dated: list[DueItem], verify: list[DueItem]) -> list[DueItem]:
    """Return what is due soonest, and the first two answers that would unlock most."""
    soonest = sorted(dated, key=lambda one: (one.due or date.max, one.subject.id))
    return [*soonest[: FIRST - 2], *verify[:2]]
