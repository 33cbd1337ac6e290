"""Past weeks as people of a known taste would have decided them: seeded, with the reasons they would give."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from graph_model.entities.past import PastSuggestion, PastWeek
from graph_model.entities.terms import Decision, DeclineReason, HelperKind, WorkKind
from matching.features import DOCUMENTED, FEATURES
from matching.learning.sample import Doubles

KEYS: Final = [feature.key for feature in FEATURES]
TRADE, PAPERS = KEYS.index("trade"), KEYS.index("papers")
LACKS: Final = {
    DeclineReason.SKILL: ("trade", "papers", "done"),
    DeclineReason.DISTANCE: ("near", "ties"),
    DeclineReason.TIME: ("time", "room"),
}
CATEGORIES: Final = ("category-meals", "category-repair", "category-law", "category-health", "category-reading")
COMMUNITIES: Final = tuple(f"3301060{street:02d}{n:03d}" for street in (1, 2) for n in range(1, 9))
SUBDISTRICTS: Final = {community: f"{community[:9]}000" for community in COMMUNITIES}


@dataclass(frozen=True)
class Taste:
    """How people decide: log-odds of accepting gain `pull` times a feature.

    The share `unrelated` is declined for the work's own sake; `busy` is the share hindered of those best in their
    trade and papers, the others less.
    """

    pull: dict[str, float] = field(default_factory=dict)
    base: float = -2.5
    unrelated: float = 0.1
    busy: float = 0.1

    def coefficients(self) -> Doubles:
        return np.array([self.pull.get(key, 0.0) for key in KEYS])


BUSY_EXPERTS: Final = Taste({feature.key: feature.weight / 1e6 * 6 for feature in FEATURES}, base=-2.0, busy=0.9)
"""People who decide as documented, of whom the best are hindered most."""
AS_DOCUMENTED: Final = Taste({feature.key: feature.weight / 1e6 * 6 for feature in FEATURES})
OF_NEIGHBOURS: Final = Taste({"near": 3.0, "ties": 2.0, "time": 1.5, "done": 0.5, "trade": 0.3}, base=-3.6)
"""People who care for who is near and known far more than for papers."""


def past_weeks(taste: Taste = OF_NEIGHBOURS, weeks: int = 12, each: int = 150, seed: int = 7) -> list[PastWeek]:
    rng = np.random.default_rng(seed)
    return [_week(taste, f"2026-W{number:02d}", each, rng) for number in range(1, weeks + 1)]


def _week(taste: Taste, week: str, each: int, rng: np.random.Generator) -> PastWeek:
    values = _values(each, rng)
    chance = 1 / (1 + np.exp(-(taste.base + values @ taste.coefficients())))
    suggestions = [_decided(taste, (week, number), values[number], chance[number], rng) for number in range(each)]
    return PastWeek(week, f"{week}:330106000000", DOCUMENTED.to_text(), 900.0, 900.0, tuple(suggestions))


def _values(each: int, rng: np.random.Generator) -> Doubles:
    """Draw features as the weekly run leaves them: the trade mostly right, nearness in steps, the rest anyhow."""
    values = rng.random((each, len(KEYS)))
    values[:, KEYS.index("trade")] = 0.5 + 0.5 * values[:, KEYS.index("trade")]
    values[:, KEYS.index("near")] = rng.choice([0.1, 0.2, 0.55, 1.0], each)
    values[:, KEYS.index("wish")] = rng.choice([0.0, 1.0], each)
    return values


def _decided(
    taste: Taste, place: tuple[str, int], value: Doubles, chance: float, rng: np.random.Generator
) -> PastSuggestion:
    (week, number), draw = place, rng.random(4)
    decision, reason = Decision.ACCEPTED, None
    if draw[0] < taste.unrelated:
        decision = Decision.DECLINED
        reason = DeclineReason.ALREADY_COVERED if draw[1] < 0.5 else DeclineReason.SITUATION_CHANGED
    elif draw[3] < taste.busy * value[TRADE] * value[PAPERS]:
        decision, reason = Decision.DECLINED, DeclineReason.INCONVENIENT
    elif draw[1] > chance:
        decision, reason = Decision.DECLINED, _reason(taste, value, rng)
    person = draw[2] < 0.8
    return PastSuggestion(
        id=f"{week}:{number:04d}",
        week=week,
        work=f"post-{number:04d}",
        work_kind=WorkKind.POST,
        community=COMMUNITIES[number % len(COMMUNITIES)],
        helper=f"{'person' if person else 'org'}-{rng.integers(400 if person else 30)}",
        helper_kind=HelperKind.PERSON if person else HelperKind.ORGANISATION,
        category=CATEGORIES[number % len(CATEGORIES)],
        parts=tuple((key, round(float(value[n]) * DOCUMENTED.points[key])) for n, key in enumerate(KEYS)),
        decision=decision,
        reason=reason,
    )


def _reason(taste: Taste, value: Doubles, rng: np.random.Generator) -> DeclineReason:
    """Choose the reason by what was lacking most of what people look for."""
    lacking = dict(zip(KEYS, np.maximum(taste.coefficients(), 0) * (1 - value), strict=True))
    blame = np.array([sum(lacking[key] for key in keys) + 0.05 for keys in LACKS.values()])
    return list(LACKS)[int(rng.choice(len(LACKS), p=blame / blame.sum()))]
