"""为什么不是他: every finding about one helper and one work."""

from collections.abc import Sequence
from typing import Final

from api.answers.proof import proven_steps
from api.answers.ranked import eligibility_of, parts_of
from api.answers.week import run_of
from api.answers.where import helper_number
from api.asking import Asking
from api.errors import UnknownThing
from api.schemas import Finding, Ref, WeekStanding, WhyNotAnswer
from graph_model.entities.terms import Verdict
from matching.eligibility import RULES
from matching.ranking import why_not
from matching.standing import Standing, standing_of

RULE_LABELS: Final = {rule.key: rule.name for rule in RULES}
NOT_WEIGHED: Final = "算本周建议时没有把他放进这一件：那时还不符合，或这一件已由别的步骤派了。"


def why_not_answer(asked: Asking, helper: str, work: str) -> WhyNotAnswer:
    """Return why a helper is, or is not, proposed for a work.

    Raises
    ------
    UnknownThing
        One of the two is not known, or not within the reader's scope.
    """
    number, asked_work = helper_number(asked, helper), work_number(asked, work)
    told = why_not(asked.view.problem, number, asked_work, asked.today)
    row = asked.view.helpers.rows[number]
    demand = asked.view.works.demands[asked_work]
    week = week_standing(asked, row.id, demand.row.id) if told.verdict is Verdict.YES else None
    return WhyNotAnswer(
        person=Ref(id=row.id, name=row.name),
        post=Ref(id=demand.row.id, name=demand.row.title),
        eligibility=eligibility_of(told.verdict),
        score=told.score,
        sentence=told.sentence,
        findings=[
            Finding(
                rule=one.rule,
                label=RULE_LABELS[one.rule],
                verdict=eligibility_of(one.verdict),
                sentence=one.sentence,
                source=one.source,
            )
            for one in told.findings
        ],
        parts=parts_of(told.parts),
        missing=list(told.missing),
        smallest_change=told.smallest_change or _seat_of(week),
        this_week=week,
    )


def week_standing(asked: Asking, helper: str, work: str) -> WeekStanding | None:
    """Return how a pair stands in this week's run; nothing where there is no run, or its proof was not kept."""
    run = run_of(asked, asked.scope, asked.week)
    steps = proven_steps(asked, run.id) if run else None
    if steps is None:
        return None
    found = standing_of(steps, helper, work)
    if found is None:
        return WeekStanding(suggested=False, missing=0, by_seat=False, sentence=NOT_WEIGHED)
    by_seat = not found.chosen and found.missing == 0
    return WeekStanding(
        suggested=found.chosen, missing=found.missing, by_seat=by_seat, sentence=_sentence(asked, found)
    )


def _sentence(asked: Asking, found: Standing) -> str:
    """Say what keeps a pair from being suggested, and what would bring it about."""
    if found.chosen:
        return "本周建议派的就是他。"
    elsewhere = _work_seen(asked, found.elsewhere)
    busy = f"他本周已建议去“{elsewhere}”；" if elsewhere else ""
    if found.missing:
        return f"{busy}按价格他还差 {found.missing:,} 分：再加 1 个名额也先轮到别人；定要派他，全区至少少得这么多。"
    ahead = f"派去的比他多 {found.behind:,} 分；" if found.behind else "派去的和他一样合适；" if found.instead else ""
    return f"{busy}{ahead}再加 1 个名额就可以是他。"


def _work_seen(asked: Asking, works: Sequence[str]) -> str | None:
    """Name the first of some works that the reader may see."""
    view = asked.view.works
    rows = (view.demands[view.index[work]].row for work in works if work in view.index)
    return next((row.title for row in rows if asked.sees_work(row)), None)


def _seat_of(week: WeekStanding | None) -> str | None:
    return "这一件再加 1 个名额" if week is not None and week.by_seat else None


def work_number(asked: Asking, work: str) -> int:
    """Return the number of a work within the reader's scope.

    Raises
    ------
    UnknownThing
        There is none of this id.
    """
    works = asked.view.works
    number = works.index.get(work.strip())
    if number is None or not asked.sees_work(works.demands[number].row):
        raise UnknownThing(f"没有编号为“{work}”的岗位或需求，或者它不在您的管辖范围内。", id=work)
    return number
