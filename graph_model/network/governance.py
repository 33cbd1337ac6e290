"""An alliance beside the form it declares: what that form expects, and whether its ties show it.

Provan, Kenis: Modes of network governance, J. Public Admin. Research and Theory 18 (2008). They give directions, not
figures: the bounds are this product's settings, and every sentence prints the one it used.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network import cohesion
from graph_model.network.network import Network
from graph_model.percentages import share_words

LEAD: Final = "lead_organisation"
SHARED: Final = "shared"
ADMINISTRATIVE: Final = "administrative"
FORM_NAMES: Final = {LEAD: "牵头单位型", SHARED: "共同管理型", ADMINISTRATIVE: "专设机构型"}


@dataclass(frozen=True)
class Bounds:
    """Where a form begins and ends.

    Parameters
    ----------
    centralized : float
        Degree centralization from which a network is centralized, as lead and administrative forms should be.
    level : float
        Degree centralization up to which it is level, as the shared form should be.
    few : int
        Members up to which the shared form is known to work (Provan and Kenis: six to eight).
    """

    centralized: float = 0.5
    level: float = 0.35
    few: int = 8


@dataclass(frozen=True)
class Finding:
    """One expectation of a form: whether it holds, and the sentence that says so with its number."""

    key: str
    holds: bool
    sentence: str


def judge_form(network: Network, form: str, lead: str | None = None, bounds: Bounds | None = None) -> list[Finding]:
    """Judge a network by its declared form; density is not judged, whatever it is.

    Parameters
    ----------
    form : str
        A key of `FORM_NAMES`.
    lead : str, optional
        The member that leads, or the body set up to administer; without it only the shape is judged.

    Raises
    ------
    Undefined
        There are fewer than three members.
    KeyError
        The form is unknown.
    """
    bounds, name = bounds or Bounds(), FORM_NAMES[form]
    found = cohesion.degree_centralization(network)
    if form == SHARED:
        return [_level(found, name, bounds), _few(len(network), name, bounds)]
    return [_centralized(found, name, bounds), *([] if lead is None else [_led_by(network, lead)])]


def _centralized(found: float, name: str, bounds: Bounds) -> Finding:
    holds = found >= bounds.centralized
    told = "相符" if holds else "不相符，联系还不在一家手上"
    sentence = f"{name}，度数集中度应当不低于 {bounds.centralized:.2f}，现在 {found:.2f}：{told}。"
    return Finding("degree_centralization", holds, sentence)


def _level(found: float, name: str, bounds: Bounds) -> Finding:
    holds = found <= bounds.level
    told = "相符" if holds else "不相符，联系集中在少数几家"
    sentence = f"{name}，度数集中度应当不高于 {bounds.level:.2f}，现在 {found:.2f}：{told}。"
    return Finding("degree_centralization", holds, sentence)


def _few(size: int, name: str, bounds: Bounds) -> Finding:
    holds = size <= bounds.few
    told = "相符" if holds else "成员多了，光靠共同商量容易顾不过来"
    return Finding("members", holds, f"{name}适合不超过 {bounds.few} 个成员，现在 {size} 个：{told}。")


def _led_by(network: Network, lead: str) -> Finding:
    if lead not in network.ids:
        return Finding("lead", holds=False, sentence=f"牵头的 {lead} 不在 {len(network)} 个成员里。")
    degree = network.both.degree
    place = network.ids.index(lead)
    first = int(np.argmax(degree))
    part = share_words(degree[place] / (len(network) - 1), 0)
    share = f"联系 {degree[place]} 家，占其余 {len(network) - 1} 家的 {part}"
    if degree[place] == degree[first]:
        return Finding("lead", holds=True, sentence=f"牵头的 {lead} {share}，没有谁比它多：相符。")
    ahead = int((degree > degree[place]).sum())
    told = f"有 {ahead} 家比它多，最多的 {network.ids[first]} 联系 {degree[first]} 家：不相符"
    return Finding("lead", holds=False, sentence=f"牵头的 {lead} {share}，{told}。")
