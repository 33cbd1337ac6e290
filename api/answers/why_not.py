"""为什么不是他: every finding about one helper and one work."""

from collections.abc import Sequence
from typing import Final

from api.answers.named import helper_number, work_number
from api.answers.proof import proven_steps
from api.answers.ranked import eligibility_of, parts_of
from api.answers.remedies import suppositions
from api.answers.week import run_of
from api.asking import Asking
from api.schemas import Finding, Ref, WeekStanding, WhyNotAnswer
from graph_model.entities.terms import Verdict
from matching.eligibility import RULES
from matching.ranking import why_not
from matching.standing import Lack, Standing, standing_of

RULE_LABELS: Final = {rule.key: rule.name for rule in RULES}
NOT_WEIGHED: Final = (
    "算本周建议时没有把他放进这一件：那时还不符合，或没有排得下的半天，或这件需求按件数只配同一计量单位的资源。"
)


def why_not_answer(asked: Asking, helper: str, work: str) -> WhyNotAnswer:
    """Return why a helper is, or is not, proposed for a work.

    Raises
    ------
    UnknownThing, BadQuestion
        One of the two is not known, not within the reader's scope, or one of several of that name.
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
        smallest_change=told.smallest_change or (_seat_of(week) if demand.row.kind == "post" else None),
        what_if=suppositions(asked, number, asked_work),
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
    return WeekStanding(
        suggested=found.chosen,
        missing=None if found.urgent else found.missing,
        by_seat=found.by_seat,
        sentence=_sentence(asked, found),
    )


def _sentence(asked: Asking, found: Standing) -> str:
    """Say what keeps a pair from being suggested, and what would bring it about."""
    if found.chosen:
        return "本周建议派的就是他。"
    elsewhere = _work_seen(asked, found.elsewhere)
    if found.urgent:
        first = f"“{elsewhere}”" if elsewhere else "那一件"
        return f"他这周先要去紧急的{first}：紧急的先保，不按分数比；改派他来，紧急的就少派一个人。"
    cost = f"定要派他，全区至少少得 {found.missing:,} 分" if found.missing else "想知道定要派他会怎样，可以先试算"
    if found.open:
        return f"这一件还空着名额，{_used_up(found.lack, elsewhere)}：加名额没有用；{cost}。"
    if found.lack == "before":
        return f"{_used_up(found.lack, None)}：再加 1 个名额也轮不到他。"
    busy = f"他本周已建议去“{elsewhere}”；" if elsewhere else ""
    if not found.proved:
        return f"{busy}这一周没有证到最优，再加 1 个名额会轮到谁，按价格说不准；{cost}。"
    return f"{busy}{_at_the_prices(found)}"


def _at_the_prices(found: Standing) -> str:
    """Say what the prices of a proven step tell of a work whose seats are all taken."""
    if found.missing:
        return f"按价格他还差 {found.missing:,} 分：再加 1 个名额也先轮到别人；定要派他，全区至少少得这么多。"
    ahead = f"派去的比他多 {found.behind:,} 分；" if found.behind else "派去的和他一样合适；" if found.instead else ""
    return f"{ahead}再加 1 个名额就可以是他。"


def _used_up(lack: Lack, elsewhere: str | None) -> str:
    """Say what of a helper is used up, so that seats make no difference."""
    went = f"是他本周已建议去“{elsewhere}”，" if elsewhere else "是他"
    if lack == "before":
        return "工作人员指定给他的事已经排满"
    return {"half_day": f"{went}这半天排不下", "load": f"{went}没有余量了", "": "缺的不是名额"}[lack]


def _work_seen(asked: Asking, works: Sequence[str]) -> str | None:
    """Name the first of some works that the reader may see."""
    view = asked.view.works
    rows = (view.demands[view.index[work]].row for work in works if work in view.index)
    return next((row.title for row in rows if asked.sees_work(row)), None)


def _seat_of(week: WeekStanding | None) -> str | None:
    return "这一件再加 1 个名额" if week is not None and week.by_seat else None
