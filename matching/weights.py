"""The weights of a score: whole points for a full value of each feature, a million in all."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

import orjson

FULL: Final = 1_000_000
"""The highest score."""


class UnusableWeightsError(ValueError):
    """Weights that are negative, do not sum to `FULL`, or are not those of the features; carries what is wrong."""

    def __init__(self, wrong: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong


@dataclass(frozen=True)
class Weights:
    """Points by the key of a feature; none is negative and together they are `FULL`.

    Raises
    ------
    UnusableWeightsError
        The points are not such.
    """

    points: Mapping[str, int]

    def __post_init__(self) -> None:
        if any(points < 0 for points in self.points.values()):
            raise UnusableWeightsError("a weight is negative")
        if sum(self.points.values()) != FULL:
            raise UnusableWeightsError(f"the weights sum to {sum(self.points.values())}")

    @classmethod
    def of_shares(cls, shares: Mapping[str, int]) -> Weights:
        """Scale shares to a full score in whole points, the largest remainders rounded up first.

        Raises
        ------
        UnusableWeightsError
            A share is negative, or all are zero.
        """
        whole = sum(shares.values())
        if whole <= 0:
            raise UnusableWeightsError(f"the shares sum to {whole}")
        points = {key: share * FULL // whole for key, share in shares.items()}
        order = sorted(shares, key=lambda key: -(shares[key] * FULL % whole))
        for key in order[: FULL - sum(points.values())]:
            points[key] += 1
        return cls(points)

    def are_of(self, keys: Collection[str]) -> bool:
        """Whether these are the weights of just those features."""
        return set(self.points) == set(keys)

    def to_text(self) -> str:
        """Return the weights as the text that is kept with a run; the same weights give the same text."""
        return orjson.dumps(dict(sorted(self.points.items()))).decode()

    @classmethod
    def from_text(cls, text: str) -> Weights:
        """Read weights back.

        Raises
        ------
        UnusableWeightsError
            The text is no such weights.
        """
        try:
            points = {str(key): int(value) for key, value in orjson.loads(text).items()}
        except (ValueError, AttributeError, TypeError) as unreadable:
            raise UnusableWeightsError("the text is not read") from unreadable
        return cls(points)
