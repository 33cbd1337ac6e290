"""人岗匹配库: posts with who does them, who is proposed this week, and who else could."""

from collections.abc import Iterable, Sequence
from typing import Final

from api.answers.gaps import Planned, left_open, proposed_for
from api.answers.labels import WORK_LABELS
from api.answers.named import work_number
from api.answers.pins import pins_of_work
from api.answers.ranked import eligibility_of
from api.answers.remedies import suppositions
from api.answers.scarce import scarcities, talent_of
from api.answers.seats import seat_of
from api.answers.week import plan_of, run_of
from api.answers.why_not import week_standing
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.questions import PoolQuestion, size_of
from api.schemas import Alternative, PoolAnswer, PoolPost, PoolPostAnswer, Ref, Scarcity
from graph_model.entities.candidates import HelperKind, WorkRow
from graph_model.entities.terms import Verdict
from graph_model.labels import slot_words
from matching.demand import Demand, Requirement
from matching.ranking import Ranked, rank
from matching.rules.ability import LEVELS, skill_label
from matching.supply import KINDS

POST: Final = "post"
ALTERNATIVES: Final = 10


def pool_answer(asked: Asking, question: PoolQuestion) -> PoolAnswer:
    """Return one page of the posts within a place, those short of most people first.

    Raises
    ------
    UnknownPlace, BadQuestion
        The place is not known or not the reader's; there is no such kind of work or cursor.
    """
    place, category = asked.view.find_place(question.place, asked.scope), _category(asked, question.category)
    plan, demands = plan_of(asked), asked.view.works.demands
    inside = [work for work in _posts(asked, place) if category in {None, demands[work].category}]
    short = {work: left_open(asked.view, plan, demands[work]) for work in inside}
    listed = [work for work in inside if short[work] or not question.only_short]
    listed.sort(key=lambda work: (-short[work], demands[work].row.territory, demands[work].row.id))
    start, size = offset_of(question.cursor), size_of(question.limit, asked.page_size)
    return PoolAnswer(
        place=asked.view.place_ref(place, question.place),
        week=asked.week,
        total=len(listed),
        short=sum(many > 0 for many in short.values()),
        posts=[_pooled(asked, plan, demands[work]) for work in listed[start : start + size]],
        scarce=_scarce(asked, place),
        next_cursor=next_cursor(start, size, len(listed)),
    )


def _scarce(asked: Asking, place: int) -> list[Scarcity]:
    run = run_of(asked, asked.scope, asked.week)
    return scarcities(asked, run.id, asked.view.territories.rows[place].id, posts_alone=True) if run else []


def pool_post_answer(asked: Asking, post: str) -> PoolPostAnswer:
    """Return one post, or need, with the ten who fit best and are not doing it yet.

    Raises
    ------
    UnknownThing
        There is no such post within the reader's scope.
    """
    demand, plan = asked.view.works.demands[work_number(asked, post)], plan_of(asked)
    found = rank(
        asked.view.problem,
        demand,
        asked.today,
        kinds=_takes(demand),
        within=asked.scope.territory,
        verdict=(Verdict.YES, Verdict.UNKNOWN),
        limit=ALTERNATIVES,
    )
    return PoolPostAnswer(
        post=_pooled(asked, plan, demand),
        place=asked.view.place_ref(demand.territory),
        week=asked.week,
        slots=slot_words(demand.row.slots or 0),
        why_short=next((gap.why_not for gap in plan.gaps if gap.work == demand.row.id), None),
        requires=[word for one in demand.mandatory for word in _required(asked, one)],
        talent=talent_of(asked, plan, demand),
        pins=pins_of_work(asked, demand.row.id),
        alternatives=[_alternative(asked, plan, demand, one) for one in found.ranked],
    )


def _takes(demand: Demand) -> Sequence[HelperKind]:
    """Tell who may do a work: people fill posts, anybody serves needs."""
    return ("person",) if demand.row.kind == POST else KINDS


def _category(asked: Asking, word: str | None) -> str | None:
    if not word:
        return None
    found = asked.view.taxonomy.find_category(word)
    if found is None:
        raise BadQuestion(f"没有“{word}”这一类。请从类别里选一个。", category=word)
    return found.id


def _posts(asked: Asking, place: int) -> Iterable[int]:
    tree = asked.view.territories
    for number, demand in enumerate(asked.view.works.demands):
        if demand.row.kind == POST and demand.is_open and tree.contains(place, demand.territory):
            yield number


def _doing(asked: Asking, demand: Demand) -> tuple[str, ...]:
    helpers = asked.view.helpers
    return tuple(sorted(helpers.rows[number].id for number in helpers.engaged.get(demand.row.id, ())))


def _pooled(asked: Asking, plan: Planned, demand: Demand) -> PoolPost:
    view, row = asked.view, demand.row
    counts = rank(view.problem, demand, asked.today, kinds=_takes(demand), within=asked.scope.territory, limit=1).counts
    category = view.taxonomy.categories.get(demand.category or "")
    return PoolPost(
        work=Ref(id=row.id, name=row.title),
        kind=row.kind,
        kind_label=WORK_LABELS[row.kind],
        place=view.places.short(row.territory),
        category=category.label if category else None,
        seats=row.headcount,
        filled=row.filled,
        doing=_refs(asked, _doing(asked, demand)),
        proposed=_refs(asked, proposed_for(view, plan, demand)),
        fixed=[one.id for one in _refs(asked, view.problem.orders.fixed_on.get(row.id, ()))],
        short=left_open(view, plan, demand),
        able=counts[Verdict.YES],
        unsure=counts[Verdict.UNKNOWN],
        seat=seat_of(asked, demand, short=left_open(view, plan, demand) > 0),
    )


def _refs(asked: Asking, ids: Iterable[str]) -> list[Ref]:
    """Name helpers, those the reader may see."""
    helpers = asked.view.helpers
    rows = (helpers.rows[helpers.index[id_]] for id_ in ids if id_ in helpers.index)
    return [Ref(id=row.id, name=row.name) for row in rows if asked.sees_helper(row)]


def _required(asked: Asking, one: Requirement) -> list[str]:
    label = f"{skill_label(one.skill, asked.view.taxonomy)}（{LEVELS[one.level]}以上）"
    return [label, *([one.certificate] if one.certificate else [])]


def _alternative(asked: Asking, plan: Planned, demand: Demand, one: Ranked) -> Alternative:
    elsewhere = _elsewhere(asked, plan, demand, one.row.id)
    proposed = one.row.id in proposed_for(asked.view, plan, demand)
    taken = elsewhere is not None and one.free <= len(plan.works.get(one.row.id, ()))
    return Alternative(
        helper=Ref(id=one.row.id, name=one.row.name),
        helper_kind=one.row.kind,
        eligibility=eligibility_of(one.verdict),
        score=one.score,
        reasons=list(one.reasons),
        standing="本周建议" if proposed else "另有安排" if taken else "有空",
        elsewhere=elsewhere if taken and not proposed else None,
        advice=one.advice,
        what_if=suppositions(asked, one.number, asked.view.works.index[demand.row.id]),
        this_week=week_standing(asked, one.row.id, demand.row.id) if one.verdict is Verdict.YES else None,
    )


def _elsewhere(asked: Asking, plan: Planned, demand: Demand, helper: str) -> Ref | None:
    """Return another work this week's run proposes a helper for."""
    works = asked.view.works
    others = (work for work in plan.works.get(helper, ()) if work != demand.row.id and work in works.index)
    rows = (works.demands[works.index[work]].row for work in others)
    return next((_placed(asked, row) for row in rows if asked.sees_work(row)), None)


def _placed(asked: Asking, row: WorkRow) -> Ref:
    place = asked.view.place_name(row.territory)
    return Ref(id=row.id, name=f"{row.title}（{place}）" if place else row.title)
