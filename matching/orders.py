"""What staff settled before the week is matched: who does a work in any case, and who is not sent to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Order:
    """One word of staff on a helper and a work, by id; `sentence` says in Chinese who settled it, when and why."""

    helper: str
    work: str
    fixed: bool
    sentence: str


@dataclass(frozen=True)
class Orders:
    """All that staff settled; of a pair the last word counts.

    Attributes
    ----------
    told : tuple of Order
        In the order in which they go before one another where not all can be kept.
    fixed : dict
        The order that fixes each pair of helper and work.
    fixed_on : dict
        Whom staff fixed on a work, by work, in their order.
    barred : dict
        The orders that bar helpers from a work, by work and helper.
    """

    told: tuple[Order, ...] = ()
    fixed: dict[tuple[str, str], Order] = field(init=False, repr=False, compare=False)
    fixed_on: dict[str, tuple[str, ...]] = field(init=False, repr=False, compare=False)
    barred: dict[str, dict[str, Order]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        last = {(one.helper, one.work): one for one in self.told}
        barred: dict[str, dict[str, Order]] = {}
        fixed_on: dict[str, tuple[str, ...]] = {}
        for one in last.values():
            if one.fixed:
                fixed_on[one.work] = (*fixed_on.get(one.work, ()), one.helper)
            else:
                barred.setdefault(one.work, {})[one.helper] = one
        object.__setattr__(self, "fixed", {pair: one for pair, one in last.items() if one.fixed})
        object.__setattr__(self, "fixed_on", fixed_on)
        object.__setattr__(self, "barred", barred)

    @classmethod
    def of(cls, orders: Iterable[Order]) -> Orders:
        """Collect orders in the order given."""
        return cls(tuple(orders))
