"""Which weights the score goes by: those adopted, as far as they are of the features there are, else the site's own."""

import re
from typing import Final
from unicodedata import normalize

from graph_model.driver import Graph
from graph_model.weight_sets import in_effect
from matching.features import DOCUMENTED, FEATURES, usable
from matching.weights import UnusableWeightsError, Weights

ONE_WEIGHT: Final = re.compile(r"\s*(\w+)\s*[=:]\s*([0-9]{1,9})\s*")
KEYS: Final = {name: feature.key for feature in FEATURES for name in (feature.key, feature.name)}


def read_weights(graph: Graph, stated: Weights = DOCUMENTED) -> Weights:
    """Return the weights in effect: those adopted, else those the site states.

    Weights adopted before a feature came or went fit no more: the stated ones hold until others are adopted.
    """
    adopted = in_effect(graph)
    return (weights_from(adopted.weights) if adopted else None) or stated


def weights_from(text: str) -> Weights | None:
    """Return the weights of a text, or None when they are not of the present features."""
    try:
        weights = Weights.from_text(text)
    except UnusableWeightsError:
        return None
    return weights if usable(weights) else None


def weights_in(written: str) -> Weights:
    """Read the weights a site states: every feature by key or Chinese name, in shares that are scaled to a full score.

    Raises
    ------
    ValueError
        A part is not read, a feature is unknown, written twice or left out, or nothing weighs anything; says which.

    >>> shares = "trade=5,near=4,papers=1,time=0,ties=0,done=0,room=0,wish=0,wording=0,fresh=0,urgency=0"
    >>> weights_in(shares).points["near"]
    400000
    """
    shares: dict[str, int] = {}
    for part in normalize("NFKC", written).replace("、", ",").split(","):
        found = ONE_WEIGHT.fullmatch(part)
        if found is None:
            raise ValueError(f"“{part.strip()}”读不懂，要写成“特征=分量”，分量是不小于 0 的整数，如 near=140000")
        key = KEYS.get(found[1])
        if key is None:
            raise ValueError(f"没有“{found[1]}”这项特征；有的是{_named(list(DOCUMENTED.points))}")
        if key in shares:
            raise ValueError(f"{_named([key])}写了两次")
        shares[key] = int(found[2])
    if lacking := [key for key in DOCUMENTED.points if key not in shares]:
        raise ValueError(f"没有写{_named(lacking)}；每一项都要写，不计的写 0")
    if not any(shares.values()):
        raise ValueError("全是 0；至少一项要大于 0")
    return Weights.of_shares({key: shares[key] for key in DOCUMENTED.points})


def _named(keys: list[str]) -> str:
    return "、".join(f"{feature.name}（{feature.key}）" for feature in FEATURES if feature.key in keys)
