"""What one more seat of a work would be worth, from the prices that prove this week's run."""

from collections.abc import Mapping
from typing import Final

from api.answers.proof import proven_steps
from api.answers.week import plan_of, run_of
from api.asking import Asking
from api.schemas.pool import Seat
from matching.demand import Demand
from matching.weekly import SERVED

NOT_MADE: Final = Seat(worth=None, short="–", sentence="本周建议还没有生成")
NO_PRICES: Final = Seat(worth=None, short="–", sentence="本周建议没有留下通过复核的价格")
FULL: Final = Seat(worth=None, short="–", sentence="名额已满，本周没有算：用“假如”加 1 个名额试算")
LATER: Final = Seat(
    worth=None, short="–", sentence="本周建议生成以后才有的岗位或空缺，下次生成时再算；现在可用“假如”试算"
)
NOBODY: Final = Seat(worth=0, short="没有人", sentence="本周没有一个符合的人：先核实或找人，再加名额也派不出")

UNINSURED: Final = Seat(
    worth=0, short="先投保", sentence="涉及危险，还没有投保人身意外险，谁也不能派：先为本岗位投保，可用“假如”投保试算"
)


def seat_of(asked: Asking, demand: Demand, *, short: bool) -> Seat:
    """Return what one more seat of a work is worth this week, in a sentence."""
    run = run_of(asked, asked.scope, asked.week)
    if run is None:
        return NOT_MADE
    worths = _worths(asked, run.id)
    if worths is None:
        return NO_PRICES
    if demand.row.id in worths:
        return seat_told(worths[demand.row.id], short=short)
    return _unpriced(asked, demand)


def _unpriced(asked: Asking, demand: Demand) -> Seat:
    """Say why the run has no price of a work: nobody may be sent, nobody was eligible, or it did not ask for anyone."""
    if any(gap.work == demand.row.id for gap in plan_of(asked).gaps):
        return UNINSURED if demand.uninsured else NOBODY
    return LATER if demand.seats else FULL


def _worths(asked: Asking, run: str) -> Mapping[str, int] | None:
    """Return by work what one more seat is worth at most, worked out once; None where no proof stands that tells it."""
    steps = proven_steps(asked, run)
    if steps is None:
        return None
    return asked.view.kept_for_good(
        ("worths", run), lambda: {work: worth for step in steps for work, worth in step.seat_worths().items()}
    )


def seat_told(worth: int, *, short: bool) -> Seat:
    """Say what a shadow price means."""
    if not worth and short:
        return Seat(worth=0, short="缺人", sentence="缺的是人，不是名额：符合的人都用上了，再加名额也派不出")
    if not worth:
        return Seat(worth=0, short="正好", sentence="名额正好：再加 1 个，全区也不会多得")
    if worth < SERVED:
        told = f"再加 1 个名额，会派得更合适，全区最多多得 {worth:,} 分"
        return Seat(worth=worth, short="可加", sentence=told)
    told = f"名额太少：再加 1 个就有人来，全区最多多得 {worth:,} 分，相当于多办一件"
    return Seat(worth=worth, short="值得加", sentence=told)
