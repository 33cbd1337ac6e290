"""What communities are compared by: size, age, needs, helpers and what they build together; arrays for the measures."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph_model.targets.facts import Facts
from graph_model.targets.premises import premises_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing communities are compared by; features of one group share its weight of 1."""

    key: str
    label: str
    group: str
    unit: str


FEATURES: Final = (
    Feature("households", "户数", "规模", "户"),
    Feature("compounds", "小区数", "规模", "个"),
    Feature("elderly", "60岁及以上占比", "居民", "%"),
    Feature("needs", "每千户待办需求", "需求", "件"),
    Feature("volunteers", "每百户志愿者", "能人", "人"),
    Feature("members", "每百户党员", "能人", "人"),
    Feature("teams", "服务队伍", "能人", "支"),
    Feature("alliance", "联盟成员单位", "共建", "家"),
    Feature("paired", "结对单位", "共建", "家"),
    Feature("area", "每百户阵地面积", "共建", "平方米"),
)
MIXES: Final = (
    Feature("need_kinds", "需求的种类", "需求", ""),
    Feature("helper_kinds", "能人的专长", "能人", ""),
)
ALL_FEATURES: Final = (*FEATURES, *MIXES)


@dataclass(frozen=True)
class Counted:
    """What is counted by community outside the facts of the targets; `None` where nothing of it is registered at all.

    `need_kinds` and `helper_kinds` count by kind of work.
    """

    needs: Mapping[str, int] | None
    volunteers: Mapping[str, int] | None
    members: Mapping[str, int] | None
    teams: Mapping[str, int] | None
    need_kinds: Mapping[str, Counter[str]]
    helper_kinds: Mapping[str, Counter[str]]


def weights_of(features: Sequence[Feature]) -> Floats:
    """Give each feature its share of its group's weight, which is 1."""
    sizes = Counter(one.group for one in features)
    return np.array([1 / sizes[one.group] for one in features])


def values_of(facts: Facts, counted: Counted) -> Floats:
    """Give the features of every community, shape (communities, features); NaN where one is not known."""
    communities = facts.at_level("community")
    columns = [_column(communities, tell) for tell in _tellers(facts, counted)]
    return np.array(columns, np.float64).reshape(len(FEATURES), len(communities)).T


Teller = Callable[[Mapping[str, Any]], float | None]


def _tellers(facts: Facts, counted: Counted) -> list[Teller]:
    compounds = Counter(facts.at(one["id"], "community") or "" for one in facts.at_level("compound"))
    paired = Counter(one["place"] for one in facts.paired)
    areas = {one.place: one.per_hundred for one in premises_of(facts)}
    return [
        lambda one: one["households"] or None,
        lambda one: compounds[one["id"]] if compounds else None,
        _elderly,
        lambda one: _per(counted.needs, one, 1000),
        lambda one: _per(counted.volunteers, one, 100),
        lambda one: _per(counted.members, one, 100),
        lambda one: None if counted.teams is None else counted.teams.get(one["id"], 0),
        _allied(facts),
        lambda one: paired[one["id"]] if paired else None,
        lambda one: areas[one["id"]],
    ]


def _column(communities: Sequence[Mapping[str, Any]], tell: Teller) -> list[float]:
    told = (tell(one) for one in communities)
    return [np.nan if one is None else float(one) for one in told]


def _elderly(one: Mapping[str, Any]) -> float | None:
    known = one["population"] and one["elderly"] is not None and one["elderly"] <= one["population"]
    return 100 * one["elderly"] / one["population"] if known else None


def _per(counts: Mapping[str, int] | None, one: Mapping[str, Any], households: int) -> float | None:
    if counts is None or not one["households"]:
        return None
    return households * counts.get(one["id"], 0) / int(one["households"])


def _allied(facts: Facts) -> Teller:
    members: dict[str, set[str]] = {}
    for one in facts.alliances:
        members.setdefault(one["place"], set()).update(one["members"])
    return lambda one: len(members.get(one["id"], ())) if members else None


def mixes_of(facts: Facts, counts: Mapping[str, Counter[str]]) -> tuple[list[str], Floats]:
    """Give the kinds that are counted anywhere, by id, and how many each community has, shape (communities, kinds)."""
    kinds = sorted({kind for one in counts.values() for kind in one})
    empty: Counter[str] = Counter()
    rows = [[counts.get(one["id"], empty)[kind] for kind in kinds] for one in facts.at_level("community")]
    return kinds, np.array(rows, np.float64).reshape(len(rows), len(kinds))


def tally(rows: Iterable[str | None]) -> Mapping[str, int] | None:
    """Count communities; None where there is not a row at all, as nothing of the kind is registered."""
    found = list(rows)
    return Counter(one for one in found if one) if found else None
