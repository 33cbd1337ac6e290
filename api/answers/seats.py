"""What one more seat of a work would be worth, from the prices that prove this week's run."""

from typing import Final

from api.answers.kept_proof import kept_proof
from api.answers.week import run_of
from api.asking import Asking
from api.schemas.pool import Seat
from matching.weekly import SERVED

UNKNOWN: Final = "本周建议还没有生成，或没有留下价格"


def seat_of(asked: Asking, work: str, *, short: bool) -> Seat:
    """Return what one more seat of a work is worth this week, in a sentence."""
    run = run_of(asked, asked.scope, asked.week)
    proof = kept_proof(asked, run.id) if run else None
    if proof is None:
        return Seat(worth=None, short="–", sentence=UNKNOWN)
    return seat_told(proof.worths.get(work), short=short)


def seat_told(worth: int | None, *, short: bool) -> Seat:
    """Say what a shadow price means; None where nobody at all is eligible for the work."""
    if worth is None:
        return Seat(worth=0, short="没有人", sentence="本周没有一个符合的人：先核实或找人，再加名额也派不出")
    if not worth and short:
        return Seat(worth=0, short="缺人", sentence="缺的是人，不是名额：符合的人都用上了，再加名额也派不出")
    if not worth:
        return Seat(worth=0, short="正好", sentence="名额正好：再加 1 个，全区也不会多得")
    if worth < SERVED:
        told = f"再加 1 个名额，会派得更合适，全区最多多得 {worth:,} 分"
        return Seat(worth=worth, short="可加", sentence=told)
    told = f"名额太少：再加 1 个就有人来，全区最多多得 {worth:,} 分，相当于多办一件"
    return Seat(worth=worth, short="值得加", sentence=told)
