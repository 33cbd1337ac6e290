"""What learning and evaluation share: past weeks read once, and figures and trials as answers show them."""

from dataclasses import dataclass
from typing import Final

from api.asking import Asking
from api.schemas import Enough, Figure, ReliabilityRow, Top, Trial
from graph_model import events
from graph_model.entities.past import PastWeek
from graph_model.entities.terms import EventKind
from graph_model.past_weeks import find_past_runs, read_week
from matching.learning import evaluation as learning
from matching.learning.evaluation import LEAST_EACH, LEAST_WEEKS
from matching.learning.figures import Figure as Told
from matching.learning.held_out import TOPS
from matching.learning.held_out import Trial as Tried

DECIDING: Final = frozenset({EventKind.ACCEPTED, EventKind.DECLINED, EventKind.UNDONE})
"""Events after which a run is read again; after an import the columns are loaded anew, and every run with them."""


@dataclass(frozen=True)
class PastWeeks:
    """Weeks by run as of an event; what is decided later is read again, run by run."""

    seq: int
    by_run: dict[str, PastWeek]


def past_weeks(asked: Asking) -> list[PastWeek]:
    """Return the past weeks of the reader's scope, this one among them; only runs decided on since are read again."""
    return asked.view.kept(("past weeks", asked.scope.territory, asked.week), lambda: _followed(asked))


def _followed(asked: Asking) -> list[PastWeek]:
    key = ("past weeks", asked.scope.territory)
    known: PastWeeks = asked.view.lasting.known(key, PastWeeks(0, {}))
    runs = find_past_runs(asked.graph, asked.scope, asked.week)
    stale = _decided_since(asked, known.seq) if known.by_run else set()
    kept = {run.id: known.by_run[run.id] for run in runs if run.id in known.by_run and run.id not in stale}
    weeks = {run.id: kept.get(run.id) or read_week(asked.graph, asked.scope, run) for run in runs}
    asked.view.lasting.put(key, PastWeeks(asked.view.seq, weeks))
    return list(weeks.values())


def _decided_since(asked: Asking, seq: int) -> set[str]:
    """Return the runs some suggestion of which was decided on after an event: its id begins with that of its run."""
    news = [event for event in events.since(asked.graph, seq) if event.kind in DECIDING]
    return {":".join(subject.split(":")[:2]) for event in news for subject in event.subjects if ":" in subject}


def enough_of(found: learning.Enough) -> Enough:
    """Return what there is to learn from, with a sentence that says what is missing."""
    return Enough(
        reached=found.reached,
        weeks=found.weeks,
        accepted=found.good,
        declined=found.bad,
        least_weeks=LEAST_WEEKS,
        least_each=LEAST_EACH,
        missing_weeks=found.missing_weeks,
        missing_accepted=found.missing_good,
        missing_declined=found.missing_bad,
        sentence=_sentence(found),
    )


def _sentence(found: learning.Enough) -> str:
    if found.reached:
        return "决定够了，可以学：gongjian weights try。学到的先试，命令采用才生效。"
    missing = [
        f"{words} {count} {unit}"
        for words, count, unit in (
            ("有决定的周", found.missing_weeks, "周"),
            ("采纳的", found.missing_good, "条"),
            ("因不合适而未采纳的", found.missing_bad, "条"),
        )
        if count
    ]
    return f"决定还太少，不学，用写明的权重。还差：{'，'.join(missing)}。"


def figure_of(told: Told) -> Figure:
    """Return a figure as answers show it."""
    return Figure(
        value=told.value, low=told.low, high=told.high, count=told.count, least=told.least, missing=told.missing
    )


def trial_of(tried: Tried) -> Trial:
    """Return what weights did on held-out weeks as answers show it."""
    return Trial(
        top=[Top(k=k, share=figure_of(tried.top[k]), by_chance=tried.by_chance[k]) for k in TOPS],
        pairs=figure_of(tried.pairs),
        regret=figure_of(tried.regret),
        brier=figure_of(tried.brier),
        reliability=[
            ReliabilityRow(low=one.low, high=one.high, said=one.said, came=figure_of(one.came))
            for one in tried.reliability
        ],
    )
