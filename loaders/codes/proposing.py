"""Proposes what became of a unit whose code is gone and of which the file says nothing: by name, street and place."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph_model.circle.walking import spots_of, straight_metres
from loaders.codes.units import Unit, base_name, is_same_name

METRES_PER_KM: Final = 1_000
NEAR_KM: Final = 2.0
NEAR_WORTH: Final = 0.1
SAME_NAME_HERE: Final = 0.95
SAME_BASE_HERE: Final = 0.9
SAME_NAME_ELSEWHERE: Final = 0.85
SAME_BASE_ELSEWHERE: Final = 0.7
LIKE_HERE: Final = 0.75
LIKE_STANDING: Final = 0.45
ONLY_ONE_NEW: Final = 0.5
NEAR_STANDING: Final = 0.3
MIN_LIKENESS: Final = 0.5
LEAST: Final = 0.25
"""Confidence below which nothing is proposed."""
MOST: Final = 0.99
OTHERS: Final = 3


@dataclass(frozen=True, slots=True)
class Guess:
    """A unit that may have taken another's place, how surely, and why."""

    heir: Unit
    confidence: float
    reason: str


@dataclass(frozen=True)
class Ground:
    """What proposals are made from.

    `fresh` are units whose code is new and unclaimed, `standing` those that stay; `follows` tells, of a parent of
    before, under which codes its parts are now.
    """

    fresh: Sequence[Unit]
    standing: Sequence[Unit]
    follows: Callable[[str | None], frozenset[str]]

    def guesses(self, gone: Unit) -> list[Guess]:
        """List who may have taken a unit's place, the most likely first."""
        here = self.follows(gone.parent)
        alone = [one for one in self.fresh if one.level is gone.level and one.parent in here]
        found = [_of_fresh(gone, one, here, is_alone=len(alone) == 1) for one in self.fresh]
        found += [_of_standing(gone, one, here) for one in self.standing]
        likely = [one for one in found if one is not None and one.confidence >= LEAST]
        return sorted(likely, key=lambda one: (-one.confidence, one.heir.code))

    def parts(self, gone: Unit) -> list[Unit]:
        """List the new units of the same place whose names are made of the old one's, when there are several."""
        here, base = self.follows(gone.parent), base_name(gone.name)
        made = [one for one in self.fresh if one.level is gone.level and one.parent in here]
        parts = [one for one in made if base_name(one.name).startswith(base) and base_name(one.name) != base]
        return sorted(parts, key=lambda one: one.code) if len(parts) > 1 else []


def _of_fresh(gone: Unit, one: Unit, here: frozenset[str], *, is_alone: bool) -> Guess | None:
    if one.level is not gone.level:
        return None
    inside = one.parent in here or one.parent is None
    likeness = _likeness(gone, one)
    if is_same_name(gone.name, one.name):
        worth, why = (SAME_NAME_HERE, "同名、同一上级") if inside else (SAME_NAME_ELSEWHERE, "同名，换了上级")
    elif likeness == 1:
        worth, why = (
            (SAME_BASE_HERE, "只差“社区”“村”") if inside else (SAME_BASE_ELSEWHERE, "名称只差“社区”“村”，换了上级")
        )
    elif inside and likeness >= MIN_LIKENESS:
        worth, why = LIKE_HERE * likeness, "名称相近、同一上级"
    elif inside and is_alone:
        worth, why = ONLY_ONE_NEW, "同一上级下只新设了这一个"
    else:
        return None
    return _placed(Guess(one, worth, why), gone)


def _of_standing(gone: Unit, one: Unit, here: frozenset[str]) -> Guess | None:
    """Weigh a unit that stays as the one the other was merged into."""
    if one.level is not gone.level or (one.parent not in here and one.parent is not None):
        return None
    likeness = _likeness(gone, one)
    if likeness >= MIN_LIKENESS:
        return _placed(Guess(one, LIKE_STANDING * likeness + 0.1, "代码没有了，同一上级下有名称相近的"), gone)
    far = _kilometres(gone, one)
    if far is not None and far <= NEAR_KM:
        return _placed(Guess(one, NEAR_STANDING, "代码没有了，同一上级下有相邻的"), gone)
    return None


def _placed(guess: Guess, gone: Unit) -> Guess:
    """Trust a proposal more when the points of both are near each other."""
    far = _kilometres(gone, guess.heir)
    if far is None:
        return guess
    if far <= NEAR_KM:
        return Guess(
            guess.heir,
            min(MOST, guess.confidence + NEAR_WORTH * (1 - far / NEAR_KM)),
            f"{guess.reason}，相距约 {far:.1f} 公里",
        )
    return Guess(guess.heir, guess.confidence / 2, f"{guess.reason}，但相距约 {far:.1f} 公里")


def _likeness(one: Unit, other: Unit) -> float:
    """Measure how alike two names are without what kind of place they name, from 0 to 1."""
    return difflib.SequenceMatcher(None, base_name(one.name), base_name(other.name), autojunk=False).ratio()


def _kilometres(one: Unit, other: Unit) -> float | None:
    """Measure the great-circle distance, None where a point is not known."""
    if one.located is None or other.located is None:
        return None
    points = (one.located, other.located)
    here, there = (spots_of([{"id": "", "longitude": east, "latitude": north}]) for east, north in points)
    return float(straight_metres(here, there)[0, 0]) / METRES_PER_KM


def one_to_one(gone: Iterable[Unit], guesses: Mapping[str, Sequence[Guess]], taken: set[str]) -> dict[str, Guess]:
    """Give each gone unit its best guess, each new unit to one only, the surest first; ties by code."""
    pairs = [(-guess.confidence, unit.code, guess.heir.code, guess) for unit in gone for guess in guesses[unit.code]]
    found: dict[str, Guess] = {}
    for _, code, heir, guess in sorted(pairs, key=lambda pair: pair[:3]):
        if code not in found and heir not in taken:
            found[code] = guess
            taken |= set() if guess.reason.startswith("代码没有了") else {heir}
    return found
