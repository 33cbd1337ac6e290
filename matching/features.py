"""What makes one helper fit better than another: features in [0, 1], each with a Chinese name, a sentence, a weight."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from matching import facets, measures, nearness
from matching.arrays import Floats, day_number
from matching.problem import Inquiry, Problem
from matching.supply import PERSON, UNKNOWN_SLOTS
from matching.territories import BEYOND, SAME_COMMUNITY, SAME_DISTRICT, SAME_SUBDISTRICT, UNKNOWN_DISTANCE
from matching.verdict import YES
from matching.weights import FULL, Weights

__all__ = ["DOCUMENTED", "FEATURES", "FULL", "Feature", "usable", "weights_of"]

NEARNESS: Final = {
    SAME_COMMUNITY: 1.0,
    SAME_SUBDISTRICT: 0.55,
    SAME_DISTRICT: 0.2,
    BEYOND: 0.0,
    UNKNOWN_DISTANCE: 0.1,
}
ANY_TIME: Final = 0.7
UNKNOWN_TIME: Final = 0.3
FRESH_HALF_LIFE_DAYS: Final = 365.0
UNKNOWN_FRESHNESS: Final = 0.3
MOST_URGENT: Final = 5
REQUIREMENTS_SHARE: Final = 0.4
"""How much of the trade feature the listed skills decide, where a work lists any."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: `weight` is the points of a full value, `meaning` one sentence for staff."""

    key: str
    name: str
    weight: int
    meaning: str
    value: Callable[[Inquiry], Floats]


def _best_topic(inquiry: Inquiry, column: Callable[[str], Floats]) -> Floats:
    """Take the best over the kinds of work meant, each by how much it was meant."""
    best = np.zeros(inquiry.size, np.float32)
    for category, weight in inquiry.demand.topics:
        np.maximum(best, column(category)[inquiry.at] * np.float32(weight), out=best)
    return best


def trade(inquiry: Inquiry) -> Floats:
    """Taxonomy nearness of skills and kinds of work, and the share of the listed skills that is held."""
    foreign = inquiry.demand.foreign_skills
    fit = _best_topic(inquiry, lambda category: measures.ability(inquiry.problem, category, foreign))
    np.maximum(fit, measures.duty(inquiry.problem, inquiry.demand)[inquiry.at], out=fit)
    listed = inquiry.demand.requirements
    if not listed:
        return fit
    met = [facets.required(inquiry.problem, r, inquiry.today)[0][inquiry.at] for r in listed]
    share = np.sum(met, axis=0, dtype=np.float32) / np.float32(YES * len(listed))
    return (1 - np.float32(REQUIREMENTS_SHARE)) * fit + np.float32(REQUIREMENTS_SHARE) * share


def papers(inquiry: Inquiry) -> Floats:
    """Certificates seen or shown, and level of training."""
    return _best_topic(inquiry, lambda category: measures.papers(inquiry.problem, category, inquiry.today))


def time(inquiry: Inquiry) -> Floats:
    """Share of the wanted half-days that are free and not taken."""
    wanted, helpers = inquiry.demand.row.slots, inquiry.problem.helpers
    free = helpers.slots[inquiry.at]
    if wanted is None:
        return np.where(free == UNKNOWN_SLOTS, UNKNOWN_TIME, ANY_TIME).astype(np.float32)
    common = np.bitwise_count(free & np.int32(wanted) & ~helpers.busy[inquiry.at])
    share = common.astype(np.float32) / np.float32(max(1, wanted.bit_count()))
    return np.where(free == UNKNOWN_SLOTS, np.float32(UNKNOWN_TIME), share).astype(np.float32)


def near(inquiry: Inquiry) -> Floats:
    """Distance in steps of territory, falling."""
    table = np.zeros(UNKNOWN_DISTANCE + 1, np.float32)
    for steps, value in NEARNESS.items():
        table[steps] = value
    return table[nearness.distance(inquiry.problem, inquiry.demand.territory, inquiry.at)]


def ties(inquiry: Inquiry) -> Floats:
    """Lives, registered, works, paired or responsible here."""
    return nearness.ties(inquiry.problem, inquiry.demand.territory, inquiry.at)


def done(inquiry: Inquiry) -> Floats:
    """Past deeds of the kind."""
    problem, demand, today = inquiry.problem, inquiry.demand, inquiry.today
    return _best_topic(inquiry, lambda category: measures.deeds(problem, category, demand.territory, today))


def room(inquiry: Inquiry) -> Floats:
    """Share of the capacity that is free."""
    helpers = inquiry.problem.helpers
    most = np.maximum(helpers.capacity[inquiry.at], 1).astype(np.float32)
    free: Floats = np.clip((most - helpers.load[inquiry.at]) / most, 0, 1).astype(np.float32)
    return free


def wish(inquiry: Inquiry) -> Floats:
    """Whether the helper named this kind of work."""
    return _best_topic(inquiry, lambda category: facets.declared(inquiry.problem, category).astype(np.float32))


def wording(inquiry: Inquiry) -> Floats:
    """Sense and wording of both sides; people are not described in words, so it bears on units and resources."""
    row = inquiry.demand.row
    if not (inquiry.problem.helpers.kind[inquiry.at] != PERSON).any():
        return np.zeros(inquiry.size, np.float32)
    return measures.likeness(inquiry.problem, f"{row.title} {row.description}".strip())[inquiry.at]


def fresh(inquiry: Inquiry) -> Floats:
    """How lately the record was confirmed."""

    def make() -> Floats:
        updated = inquiry.problem.helpers.updated_on
        age = np.maximum(0, day_number(inquiry.today) - updated)
        value = np.where(updated > 0, 0.5 ** (age / FRESH_HALF_LIFE_DAYS), UNKNOWN_FRESHNESS)
        return value.astype(np.float32)

    return inquiry.problem.derived.get(("fresh", inquiry.today), make)[inquiry.at]


def urgency(inquiry: Inquiry) -> Floats:
    """How pressing the work is; the same for every helper, so it decides between works."""
    return np.full(inquiry.size, inquiry.demand.row.urgency / MOST_URGENT, np.float32)


FEATURES: Final[tuple[Feature, ...]] = (
    Feature("trade", "专业对口", 250_000, "登记的技能、类别与这件事有多近，所列技能满足多少", trade),
    Feature("near", "就近", 140_000, "住处、单位或服务地离这里几级", near),
    Feature("papers", "证书等级", 100_000, "证书在有效期、已验看原件，或技能等级高", papers),
    Feature("time", "时间合适", 100_000, "需要的半天里有多少有空且未被占用", time),
    Feature("ties", "双报到与结对", 100_000, "住在、报到、上班、结对或包干在这里", ties),
    Feature("done", "办成过", 100_000, "以往同类服务的次数，本地的、近期的算得多", done),
    Feature("room", "有余力", 70_000, "本周还剩多少可承担", room),
    Feature("wish", "本人意愿", 60_000, "本人或单位自己报的类别", wish),
    Feature("wording", "说法相近", 40_000, "资源或单位的介绍与这件事说的是不是同一件事，用字像不像", wording),
    Feature("fresh", "记录较新", 20_000, "登记信息近期更新过", fresh),
    Feature("urgency", "事情紧急", 20_000, "这件事的紧急程度", urgency),
)
"""Every feature with its weight; the weights sum to `FULL`."""
DOCUMENTED: Final = Weights({feature.key: feature.weight for feature in FEATURES})
"""The weights that hold until others are adopted."""


def weights_of(problem: Problem) -> Weights:
    """Return the weights a problem is scored by: its own, else the documented ones."""
    return DOCUMENTED if problem.weights is None else problem.weights


def usable(weights: Weights) -> bool:
    """Whether weights are those of the present features; weights learnt before a feature came or went are not."""
    return weights.are_of(DOCUMENTED.points)
