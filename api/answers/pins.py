"""定人和不派: what staff settle about a person and a post, whether the week keeps it, and taking it back."""

from datetime import UTC, datetime
from typing import Final, cast

from api.answers.gaps import NOTHING_PLANNED, Planned, planned
from api.answers.week import run_of
from api.answers.why_not import work_number
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from api.orders import sentence_of
from api.schemas import Ref
from api.schemas.pins import Pin as Shown
from api.schemas.pins import PinAnswer, PinsAnswer, PinWord
from graph_model import pins
from graph_model.entities.candidates import HelperRow, WorkRow
from graph_model.entities.match_run import MatchRun
from graph_model.entities.pin import Pin
from graph_model.entities.terms import PinKind
from graph_model.errors import NotFound
from graph_model.labels import chinese, parse
from matching.demand import Demand
from matching.eligibility import judge
from matching.rules.person import OrderRule
from matching.verdict import NO, YES, Finding

POST: Final = "post"
PERSON: Final = "person"
LONGEST_WHY: Final = 200


def pins_answer(asked: Asking, place: str | None = None) -> PinsAnswer:
    """Return what staff settled within a place and holds, the latest first.

    Raises
    ------
    UnknownPlace
        The place is not known or not the reader's.
    """
    number = asked.view.find_place(place, asked.scope)
    scope = asked.view.scope(asked.scope.user, asked.view.territories.rows[number].id)
    found = sorted(pins.holding_pins(asked.graph, scope), key=lambda one: (one.at, one.id), reverse=True)
    seen = [one for one in (shown_pin(asked, one) for one in found) if one is not None]
    return PinsAnswer(place=asked.view.place_ref(number, place), week=asked.week, pins=seen)


def pins_of_post(asked: Asking, post: str) -> list[Shown]:
    """Return what staff settled about one post and holds, the latest first."""
    found = [one for one in pins.holding_pins(asked.graph, asked.scope) if one.post == post]
    ordered = sorted(found, key=lambda one: (one.at, one.id), reverse=True)
    return [one for one in (shown_pin(asked, pin) for pin in ordered) if one is not None]


def settle_pin(asked: Asking, post: str, person: str, kind: str, why: str = "") -> PinAnswer:
    """Fix a person on a post, or bar them; the next run of the week and every supposition go by it.

    Raises
    ------
    UnknownThing
        Post or person is not within the reader's scope.
    BadQuestion
        The kind is none; the person may not do the post; or more would be fixed than there are seats.
    """
    known = parse(PinKind, kind)
    if known is None:
        raise BadQuestion(f"没有“{kind}”。可以是：指定、不派。", kind=kind)
    if len(why) > LONGEST_WHY:
        raise BadQuestion(f"理由最多 {LONGEST_WHY} 个字。", why=why)
    demand, helper = _post(asked, post), _person(asked, person)
    if known is PinKind.FIXED:
        _check(asked, demand, helper)
    return _settled(asked, _draft(asked, demand, helper, known, why))


def _settled(asked: Asking, draft: Pin) -> PinAnswer:
    try:
        kept = pins.settle(asked.graph, asked.scope, draft)
    except NotFound as gone:
        raise UnknownThing(f"没有编号为“{gone.id}”的岗位或人，或者不在您的管辖范围内。", id=gone.id) from gone
    told = shown_pin(asked, kept)
    if told is None:
        raise UnknownThing(f"没有编号为“{draft.person}”的人，或者不在您的管辖范围内。", id=draft.person)
    return PinAnswer(pin=told, sentence=f"{_saying(told)}。从下一次生成的本周建议起照办，“假如”试算马上照办。")


def _saying(told: Shown) -> str:
    if told.kind == "指定":
        return f"已指定：{told.person.name} → {told.post.name}"
    return f"已定为不派：{told.person.name} → {told.post.name}"


def lift_pin(asked: Asking, pin: str) -> PinAnswer:
    """Take back what was settled of a pair.

    Raises
    ------
    UnknownThing
        There is none within the reader's scope.
    """
    try:
        lifted = pins.lift(asked.graph, asked.scope, pin)
    except NotFound as gone:
        raise UnknownThing("没有这条指定或不派，或者不在您的管辖范围内。", id=pin) from gone
    told = shown_pin(asked, lifted)
    if told is None:
        raise UnknownThing("没有这条指定或不派，或者不在您的管辖范围内。", id=pin)
    return PinAnswer(pin=told, sentence=f"已撤销{told.kind}：{told.person.name} → {told.post.name}。")


def shown_pin(asked: Asking, pin: Pin) -> Shown | None:
    """Return a pin with its names and whether the week keeps it; nothing of whom the reader may not see."""
    helpers, works = asked.view.helpers, asked.view.works
    number, work = helpers.index.get(pin.person), works.index.get(pin.post)
    row = None if number is None else helpers.rows[number]
    if row is None or not asked.sees_helper(row):
        return None
    title = pin.post if work is None else works.demands[work].row.title
    return Shown(
        id=pin.id,
        kind=cast("PinWord", chinese(pin.kind)),
        post=Ref(id=pin.post, name=title),
        person=Ref(id=pin.person, name=row.name),
        place=asked.view.places.short(pin.community),
        why=pin.why,
        by=pin.by,
        at=pin.at,
        holds=pin.holds,
        sentence=sentence_of(pin),
        kept=_kept(asked, pin) if pin.holds else "已经撤销",
    )


def _kept(asked: Asking, pin: Pin) -> str:
    """Say whether this week keeps what was settled, or why it does not."""
    run = run_of(asked, asked.scope, asked.week)
    plan = planned(asked, run.id) if run else NOTHING_PLANNED
    works = asked.view.works
    if pin.post not in works.index:
        return "岗位已经不在清单里"
    if pin.kind is PinKind.BARRED:
        return _kept_away(pin, plan)
    return _kept_there(asked, pin, plan, run)


def _kept_away(pin: Pin, plan: Planned) -> str:
    if pin.person in plan.helpers.get(pin.post, ()):
        return "本周建议是在这之前生成的，仍建议了他：请在本周建议里不采纳；下一次起不再建议"
    return "本周没有建议他"


def _kept_there(asked: Asking, pin: Pin, plan: Planned, run: MatchRun | None) -> str:
    helpers, works = asked.view.helpers, asked.view.works
    number, work = helpers.index[pin.person], works.index[pin.post]
    if any(held == pin.post for held, _ in helpers.rows[number].commitments):
        return "已经在岗"
    if pin.person in plan.helpers.get(pin.post, ()):
        return "本周建议已照办"
    worst = min(_findings(asked, number, work), key=lambda one: one.verdict)
    if worst.verdict < YES:
        return f"现在还不能照办：{worst.sentence}"
    if run is None or (run.started_at is not None and run.started_at < pin.at):
        return "下一次生成本周建议时照办"
    return "本周没有照办：名额、本人上限或半天时段排不下"


def _findings(asked: Asking, helper: int, work: int) -> list[Finding]:
    return [one for one in judge(asked.view.problem, helper, work, asked.today) if one.rule != OrderRule.key]


def _post(asked: Asking, post: str) -> Demand:
    demand = asked.view.works.demands[work_number(asked, post)]
    if demand.row.kind != POST:
        raise BadQuestion("只有岗位可以指定或不派人；需求请在“谁能去哪服务”里找人。", post=post)
    return demand


def _person(asked: Asking, person: str) -> HelperRow:
    helpers = asked.view.helpers
    number = helpers.index.get(person)
    if number is None or not asked.sees_helper(helpers.rows[number]) or helpers.rows[number].kind != PERSON:
        raise UnknownThing(f"没有编号为“{person}”的人，或者不在您的管辖范围内。", id=person)
    return helpers.rows[number]


def _check(asked: Asking, demand: Demand, helper: HelperRow) -> None:
    """Refuse to fix whom a rule forbids, and more people than there are seats."""
    work, number = asked.view.works.index[demand.row.id], asked.view.helpers.index[helper.id]
    against = [one for one in _findings(asked, number, work) if one.verdict == NO]
    if against:
        raise BadQuestion(
            f"{helper.name}不符合：{'；'.join(one.sentence for one in against)}。不符合的不能指定。", person=helper.id
        )
    orders = asked.view.problem.orders.fixed
    others = [who for who, what in orders if what == demand.row.id and who != helper.id]
    if len(others) >= demand.seats:
        raise BadQuestion(
            f"“{demand.row.title}”只空 {demand.seats} 个名额，已经指定了 {len(others)} 人。请先撤销一个。",
            post=demand.row.id,
        )


def _draft(asked: Asking, demand: Demand, helper: HelperRow, kind: PinKind, why: str) -> Pin:
    row: WorkRow = demand.row
    tree = asked.view.territories
    return Pin(
        id=pins.id_of(row.id, helper.id),
        post=row.id,
        person=helper.id,
        community=tree.rows[tree.community_of(demand.territory)].id,
        kind=kind,
        why=" ".join(why.split()),
        by=asked.scope.user,
        at=datetime.now(UTC),
    )
