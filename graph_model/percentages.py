"""How a share is written wherever staff read one: rounded half up, never whole nor nothing unless it is."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

WHOLE: Final = Decimal(100)


def share_words(share: float, digits: int = 1) -> str:
    """Write a share of one as a percentage.

    >>> share_words(0.1628), share_words(0.1625), share_words(1), share_words(0.9997), share_words(0.0001)
    ('16.3%', '16.3%', '100%', '99.9%', '0.1%')
    """
    return _words(Decimal(repr(float(share))) * WHOLE, digits)


def percent_words(percent: float, digits: int = 1) -> str:
    """Write a percentage.

    >>> percent_words(16.28), percent_words(45), percent_words(99.97), percent_words(0.004, 0)
    ('16.3%', '45%', '99.9%', '1%')
    """
    return _words(Decimal(repr(float(percent))), digits)


def _words(percent: Decimal, digits: int) -> str:
    step = Decimal(1).scaleb(-digits)
    told = percent.quantize(step, ROUND_HALF_UP)
    if not told and percent:
        told = step.copy_sign(percent)
    if told == WHOLE and percent < WHOLE:
        told = WHOLE - step
    return f"{told.normalize():f}%"
