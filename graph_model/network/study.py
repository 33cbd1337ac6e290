"""Everything to say of a network of which only members and ties are known, as of an analyst's own file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph_model.network.chance import Compared, compare_with_chance
from graph_model.network.definitions import Undefined, or_reason
from graph_model.network.drill import Drill, drill
from graph_model.network.leaning import Leaning, leaning
from graph_model.network.measures import Asked, Measured, measure
from graph_model.network.network import Network
from graph_model.network.proposals import Proposal, propose

MOST_DRILLED: Final = 20_000


@dataclass(frozen=True)
class Study:
    """What there is to say of a network; what is undefined is None, and `reasons` say why.

    `leaning` is None too where no two members reach each other without a third.
    """

    network: Network
    measured: Measured
    chance: Compared
    leaning: Leaning | None
    drill: Drill | None
    proposals: tuple[Proposal, ...] | None
    reasons: Mapping[str, str]


def study(network: Network, asked: Asked | None = None) -> Study:
    """Work out measures, what is due to chance, what each loss would do, and whom to bring together."""
    asked = asked or Asked()
    reasons: dict[str, str] = {}

    def drilled() -> Drill:
        if len(network) > MOST_DRILLED:
            raise Undefined(f"成员超过 {MOST_DRILLED:,} 个，没有演练")
        return drill(network, threads=asked.threads)

    return Study(
        network,
        measure(network, asked),
        compare_with_chance(network, asked.group, seed=asked.seed, threads=asked.threads),
        or_reason("leaning", reasons, lambda: leaning(network)),
        or_reason("drill", reasons, drilled),
        or_reason("proposals", reasons, lambda: tuple(propose(network, group=asked.group))),
        reasons,
    )
