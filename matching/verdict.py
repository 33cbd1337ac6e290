"""The three answers of every rule (unknown is never yes), what a finding is, what a rule must be able to do."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import ClassVar, Final, Literal, NamedTuple

from graph_model.entities.candidates import HelperRow
from graph_model.entities.terms import Verdict
from matching.arrays import Small
from matching.demand import Demand
from matching.entries import COVERING
from matching.problem import Inquiry, Problem
from matching.territories import UNKNOWN_DISTANCE

NOTHING_HELPS: Final = 9
"""Cost of a change that nobody can make."""
NOTHING_SEEN: Final[Mapping[str, str]] = MappingProxyType({})
VERDICTS: Final = tuple(Verdict)
"""By number, which is quicker than asking the enumeration."""
NO: Final = int(Verdict.NO)
UNKNOWN: Final = int(Verdict.UNKNOWN)
YES: Final = int(Verdict.YES)
ARTICLE_15: Final = "《志愿服务条例》第十五条"
ARTICLE_16: Final = "《志愿服务条例》第十六条"
ARTICLE_17: Final = "《志愿服务条例》第十七条"
VOLUNTARY: Final = "《志愿服务条例》第三条（自愿原则）"
PRIVACY: Final = "《个人信息保护法》第十三条"
HOUSE_RULE: Final = "本系统派件规则"


class Finding(NamedTuple):
    """What one rule found about one helper and one work.

    Attributes
    ----------
    facts : mapping of str to str
        What the rule looked at, in words staff read.
    remedy : str or None
        The smallest change that would turn the answer to 符合, where there is one.
    cost : int
        How much that change asks for; 9 where nothing can be done.
    """

    rule: str
    verdict: Verdict
    sentence: str
    source: str
    facts: Mapping[str, str] = NOTHING_SEEN
    remedy: str | None = None
    cost: int = NOTHING_HELPS


@dataclass(frozen=True)
class Pair:
    """One helper and one work on one day, ready to be judged by reading.

    Attributes
    ----------
    steps : tuple of int
        How far each place of the helper is; one the helper covers as a whole is here.
    distance : int
        How far the nearest place of the helper is.
    """

    problem: Problem
    helper: HelperRow
    demand: Demand
    today: date
    steps: tuple[int, ...] = field(init=False)
    distance: int = field(init=False)

    def __post_init__(self) -> None:
        steps = self._steps()
        object.__setattr__(self, "steps", steps)
        object.__setattr__(self, "distance", min(steps, default=UNKNOWN_DISTANCE))

    def _steps(self) -> tuple[int, ...]:
        tree, to = self.problem.territories, self.demand.territory
        numbers = [(tree.number(place.territory), place.why) for place in self.helper.places]
        return tuple(
            0 if why in COVERING and tree.contains(number, to) else tree.steps(number, to) for number, why in numbers
        )


class Rule(ABC):
    """A hard rule: a key, a Chinese name, the law or order it stands on, and one answer told in two ways."""

    key: ClassVar[str]
    name: ClassVar[str]
    source: ClassVar[str]
    speaks: ClassVar[bool] = False
    """Whether its 符合 is a reason worth telling too."""
    of_helper: ClassVar[bool] = False
    """Whether it looks at the helper alone, so that the answer is the same for every work."""
    asks: ClassVar[Literal["helper", "work", "both"]] = "helper"
    """Of whom a fact it does not know is asked: the helper, the work, or for the two together."""

    @abstractmethod
    def judge(self, pair: Pair) -> Finding:
        """Judge one pair, with the facts used."""

    @abstractmethod
    def bulk(self, inquiry: Inquiry) -> Small | None:
        """Judge many helpers for one work, as `judge` would; None where the rule does not bear on the work."""

    def topic(self, _demand: Demand) -> Hashable:
        """Say what of the work an unknown fact is about: one answer does for all works of the same topic."""
        return None

    def found(
        self,
        verdict: int,
        sentence: str,
        remedy: str | None = None,
        cost: int = NOTHING_HELPS,
        *,
        facts: Mapping[str, str] | None = None,
    ) -> Finding:
        """Make a finding of this rule."""
        return Finding(self.key, VERDICTS[verdict], sentence, self.source, facts or NOTHING_SEEN, remedy, cost)
