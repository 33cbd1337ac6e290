"""How much a network hangs on one member: the share of the other pairs that lose each other when it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network.cohesion import TRIPLE, at_least
from graph_model.network.falling_apart import component_of, cuts_of
from graph_model.network.network import Network
from graph_model.percentages import share_words

HANGS: Final = 0.8
FEWEST: Final = 3
"""Share of pairs, and number of pairs, from which a network is said to hang on one member: settings of this product."""


@dataclass(frozen=True)
class Leaning:
    """The member on which most hangs, and what hangs on it.

    Parameters
    ----------
    member : str
        Of several equal, the first by id.
    broken, together : int
        Pairs of others that reach each other only through it, of all pairs of others that reach each other.
    """

    member: str
    broken: int
    together: int

    @property
    def share(self) -> float:
        """Share of the pairs that would lose each other."""
        return self.broken / self.together

    @property
    def hangs(self) -> bool:
        """Whether the network hangs on this member."""
        return self.share >= HANGS and self.broken >= FEWEST


def leaning(network: Network) -> Leaning | None:
    """Find the member most pairs of others hang on; None where no two others reach each other.

    Raises
    ------
    Undefined
        There are fewer than three members.
    """
    at_least(network, TRIPLE)
    cuts = cuts_of(network)
    component = component_of(network)
    own = np.bincount(component)[component] - 1
    together = (cuts.together - 2 * own) // 2
    broken = together - cuts.kept // 2
    shares = np.where(together > 0, broken / np.maximum(together, 1), 0.0)
    worst = int(np.argmax(np.round(shares, 12)))
    if together[worst] <= 0:
        return None
    return Leaning(network.ids[worst], int(broken[worst]), int(together[worst]))


def leaning_sentence(found: Leaning | None, size: int) -> str:
    """Say in one sentence, with its numbers, whether a network hangs on one member."""
    if found is None:
        return f"{size} 个成员里没有两家在一家退出后还能走到一起，谈不上挂在哪一家身上。"
    if found.broken == 0:
        return f"没有挂在一家身上：不管谁退出，其余成员里走得到的都不断（如 {found.together} 对断 0 对）。"
    share = share_words(found.share, 0)
    told = f"{found.member} 退出，其余成员里走得到的 {found.together} 对会断 {found.broken} 对（{share}）"
    if found.hangs:
        return f"挂在一家身上：{told}，到了 {share_words(HANGS, 0)}、{FEWEST} 对的界限。"
    return f"没有挂在一家身上：断得最多的是 {told}，不到 {share_words(HANGS, 0)}、{FEWEST} 对的界限。"
