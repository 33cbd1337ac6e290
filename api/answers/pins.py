"""指定和不派: what staff settle about a helper and a work, whether the week keeps it, and taking it back."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final, cast

from neo4j import ManagedTransaction

from api.answers.gaps import Planned
from api.answers.named import helper_number, work_number
from api.answers.week import plan_of, run_of
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from api.orders import sentence_of
from api.repeating import Repeatable
from api.schemas import Ref
from api.schemas.pins import Pin as Shown
from api.schemas.pins import PinAnswer, PinsAnswer, PinWord
from graph_model import pins
from graph_model.day import local
from graph_model.entities.candidates import HelperRow
from graph_model.entities.pin import Pin
from graph_model.entities.terms import PinKind
from graph_model.errors import CapacityTaken, NotFound
from graph_model.labels import chinese, parse
from matching.demand import Demand
from matching.eligibility import judge
from matching.rules.person import OrderRule
from matching.territories import NOWHERE
from matching.verdict import NO, YES, Finding

POST: Final = "post"
PERSON: Final = "person"
LONGEST_WHY: Final = 200
GONE: Final = "已不在名单的人"


def pins_answer(asked: Asking, place: str | None = None) -> PinsAnswer:
    """Return what staff settled within a place and holds, the latest first.

    Raises
    ------
    UnknownPlace
        The place is not known or not the reader's.
    """
    number = asked.view.find_place(place, asked.scope)
    scope = asked.view.scope(asked.scope.user, asked.view.territories.rows[number].id)
    found = _listed(asked, pins.holding_pins(asked.graph, scope))
    return PinsAnswer(place=asked.view.place_ref(number, place), week=asked.week, pins=found)


def pins_of_work(asked: Asking, work: str) -> list[Shown]:
    """Return what staff settled about one work and holds, the latest first."""
    return _listed(asked, pins.pins_of_work(asked.graph, asked.scope, work))


def _listed(asked: Asking, found: Iterable[Pin]) -> list[Shown]:
    ordered = sorted(found, key=lambda one: (one.at, one.id), reverse=True)
    return [shown_pin(asked, one) for one in ordered if _sees(asked, one)]


def _sees(asked: Asking, pin: Pin) -> bool:
    """Whether a pin of the reader's works is about somebody they may see, or about nobody who is known any more."""
    number = asked.view.helpers.index.get(pin.person)
    return number is None or asked.sees_helper(asked.view.helpers.rows[number])


def settle_pin(  # noqa: PLR0913, PLR0917 a pin has as many parts
    asked: Asking, post: str, person: str, kind: str, why: str = "", key: str | None = None
) -> PinAnswer:
    """Fix a helper on a work, or bar them; the next run of the week and every supposition go by it.

    Parameters
    ----------
    key : str or None
        The reader's idempotency key; the same key again gives the same answer and changes nothing.

    Raises
    ------
    UnknownThing
        Work or helper is not within the reader's scope.
    BadQuestion
        The kind is none; the helper may not do the work, or is no person and the work a post; or more would be fixed
        than there are seats.
    """
    sent = Repeatable(asked.graph, asked.scope.user, key, f"pin {post} {person} {kind} {why}")
    if before := sent.told_before(PinAnswer):
        return before
    known = parse(PinKind, kind)
    if known is None:
        raise BadQuestion(f"没有“{kind}”。可以是：指定、不派。", kind=kind)
    if len(why) > LONGEST_WHY:
        raise BadQuestion(f"理由最多 {LONGEST_WHY} 个字。", why=why)
    demand = asked.view.works.demands[work_number(asked, post, parts=False)]
    helper = _helper(asked, person, demand)
    if known is PinKind.FIXED:
        _check(asked, demand, helper)
    return _settled(asked, demand, _draft(asked, demand, helper, known, why), sent)


def _settled(asked: Asking, demand: Demand, draft: Pin, sent: Repeatable) -> PinAnswer:
    told = shown_pin(asked, draft)
    answer = PinAnswer(pin=told, sentence=f"{_saying(told)}。从下一次生成的本周建议起照办，“假如”试算马上照办。")
    fixed = asked.view.problem.orders.fixed_on.get(draft.post, ())
    gone = [who for who in fixed if who not in asked.view.helpers.index]

    def work(tx: ManagedTransaction) -> PinAnswer:
        pins.settle_in(tx, asked.scope, draft, gone)
        return answer

    try:
        return sent.write(PinAnswer, work)
    except NotFound as missing:
        raise UnknownThing(f"没有编号为“{missing.id}”的，或者不在您的管辖范围内。", id=missing.id) from missing
    except CapacityTaken as taken:
        raise BadQuestion(_full(demand, int(taken.capacity)), post=draft.post) from taken


def _full(demand: Demand, left: int) -> str:
    title, post = demand.row.title, demand.row.kind == POST
    if not left:
        return f"“{title}”的名额已满，不能再指定人。" if post else f"“{title}”已经有人承担，不能再指定。"
    told = f"只空 {left} 个名额，都已经指定了人。请先撤销一个。" if post else "由一家承担，已经指定了。请先撤销。"
    return f"“{title}”{told}"


def _saying(told: Shown) -> str:
    if told.kind == "指定":
        return f"已指定：{told.person.name} → {told.post.name}"
    return f"已定为不派：{told.person.name} → {told.post.name}"


def lift_pin(asked: Asking, pin: str, key: str | None = None) -> PinAnswer:
    """Take back what was settled of a pair; once more, nothing is done and the answer says so.

    Under the same `key` again the answer is the same.

    Raises
    ------
    UnknownThing
        There is none within the reader's scope.
    """
    sent = Repeatable(asked.graph, asked.scope.user, key, f"lift {pin}")
    if before := sent.told_before(PinAnswer):
        return before
    found = pins.PINS.find(asked.graph, asked.scope, pin)
    if found is None or not _sees(asked, found):
        raise UnknownThing("没有这条指定或不派，或者不在您的管辖范围内。", id=pin)

    def work(tx: ManagedTransaction) -> PinAnswer:
        lifted, held = pins.lift_in(tx, asked.scope, pin)
        told = shown_pin(asked, lifted)
        return PinAnswer(pin=told, sentence=_lifting(told) if held else _lifted_before(lifted, told))

    try:
        return sent.write(PinAnswer, work)
    except NotFound as moved:  # between the two, its post left the reader's scope
        raise UnknownThing("没有这条指定或不派，或者不在您的管辖范围内。", id=pin) from moved


def _lifting(told: Shown) -> str:
    return f"已撤销{told.kind}：{told.person.name} → {told.post.name}。"


def _lifted_before(pin: Pin, told: Shown) -> str:
    day = f"{local(pin.lifted_at):%Y-%m-%d}" if pin.lifted_at else "以前"
    return f"没有要撤销的：{told.person.name} → {told.post.name} 的{told.kind}，{pin.lifted_by} {day} 已经撤销。"


def shown_pin(asked: Asking, pin: Pin) -> Shown:
    """Return a pin with its names, its work's community and whether the week keeps it."""
    helpers, works = asked.view.helpers, asked.view.works
    number, work = helpers.index.get(pin.person), works.index.get(pin.post)
    demand = None if work is None else works.demands[work]
    return Shown(
        id=pin.id,
        kind=cast("PinWord", chinese(pin.kind)),
        post=Ref(id=pin.post, name=demand.row.title if demand else pin.post),
        person=Ref(id=pin.person, name=GONE if number is None else helpers.rows[number].name),
        listed=number is not None,
        place=_community(asked, demand) if demand else None,
        why=pin.why,
        by=pin.by,
        at=pin.at,
        holds=pin.holds,
        sentence=sentence_of(pin),
        kept=_kept(asked, pin) if pin.holds else "已经撤销",
    )


def _community(asked: Asking, demand: Demand) -> Ref | None:
    number = asked.view.territories.community_of(demand.territory)
    return None if number == NOWHERE else asked.view.places.short(asked.view.territories.rows[number].id)


def _kept(asked: Asking, pin: Pin) -> str:
    """Say whether this week keeps what was settled, or why it does not."""
    if pin.post not in asked.view.works.index:
        return "这一件已经不在清单里"
    if pin.person not in asked.view.helpers.index:
        return "已不在名单，不再占名额，可以撤销"
    if pin.kind is PinKind.BARRED:
        return _kept_away(pin, plan_of(asked))
    return _kept_there(asked, pin, plan_of(asked))


def _kept_away(pin: Pin, plan: Planned) -> str:
    if pin.person in plan.helpers.get(pin.post, ()):
        return "本周建议是在这之前生成的，仍建议了他：请在本周建议里不采纳；下一次起不再建议"
    return "本周没有建议他"


def _kept_there(asked: Asking, pin: Pin, plan: Planned) -> str:
    helpers, works = asked.view.helpers, asked.view.works
    number, work = helpers.index[pin.person], works.index[pin.post]
    if any(held == pin.post for held, _ in helpers.rows[number].commitments):
        return "已经在岗" if works.demands[work].row.kind == POST else "已经承担"
    if pin.person in plan.helpers.get(pin.post, ()):
        return "本周建议已照办"
    worst = min(_findings(asked, number, work), key=lambda one: one.verdict)
    if worst.verdict < YES:
        return f"现在还不能照办：{worst.sentence}"
    run = run_of(asked, asked.scope, asked.week)
    if run is None or (run.started_at is not None and run.started_at < pin.at):
        return "下一次生成本周建议时照办"
    return "本周没有照办：名额、本人上限或半天时段排不下"


def _findings(asked: Asking, helper: int, work: int) -> list[Finding]:
    return [one for one in judge(asked.view.problem, helper, work, asked.today) if one.rule != OrderRule.key]


def _helper(asked: Asking, helper: str, demand: Demand) -> HelperRow:
    row = asked.view.helpers.rows[helper_number(asked, helper, parts=False)]
    if demand.row.kind == POST and row.kind != PERSON:
        raise UnknownThing(f"“{helper}”不是个人：岗位只指定个人。", id=helper)
    return row


def _check(asked: Asking, demand: Demand, helper: HelperRow) -> None:
    """Refuse to fix whom a rule forbids; whether a seat is left, the graph tells."""
    work, number = asked.view.works.index[demand.row.id], asked.view.helpers.index[helper.id]
    against = [one for one in _findings(asked, number, work) if one.verdict == NO]
    if against:
        raise BadQuestion(
            f"{helper.name}不符合：{'；'.join(one.sentence for one in against)}。不符合的不能指定。", person=helper.id
        )


def _draft(asked: Asking, demand: Demand, helper: HelperRow, kind: PinKind, why: str) -> Pin:
    return Pin(
        id=pins.id_of(demand.row.id, helper.id),
        post=demand.row.id,
        person=helper.id,
        kind=kind,
        why=" ".join(why.split()),
        by=asked.scope.user,
        at=datetime.now(UTC),
    )
