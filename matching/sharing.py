"""How the week is spread: what each community's first suggestions are worth besides, load caps, and what it costs."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

MOST_RETURN: Final = 100_000_000
"""What a suggestion to a community may be worth besides at most; so much can be solved and proved."""


class UnusableSharingError(ValueError):
    """Returns that grow or are out of bounds, or a cap below zero; carries what is wrong."""

    def __init__(self, wrong: str) -> None:
        super().__init__(wrong)
        self.wrong = wrong


@dataclass(frozen=True)
class Sharing:
    """How the week is spread over communities and people; nothing of either when left out.

    Attributes
    ----------
    returns : tuple of int
        Worth of the first, second … suggestion of each community beside its score; never growing, none beyond.
    most_new : int
        How many new suggestions one person gets in a week at most, whatever they take; 0 for no cap.

    Raises
    ------
    UnusableSharingError
        The returns grow, or a figure is out of bounds.
    """

    returns: tuple[int, ...] = ()
    most_new: int = 0

    def __post_init__(self) -> None:
        if any(not 0 <= one <= MOST_RETURN for one in self.returns) or self.most_new < 0:
            raise UnusableSharingError("a figure is out of bounds")
        if any(later > earlier for earlier, later in zip(self.returns, self.returns[1:], strict=False)):
            raise UnusableSharingError("a later return is greater than an earlier one")

    @property
    def spreads(self) -> bool:
        """Whether anything is done for communities or against overload."""
        return any(self.returns) or self.most_new > 0

    def without_last(self) -> Sharing:
        """Return the same without the last step of the returns; without the cap when there is none."""
        return Sharing(self.returns[:-1], self.most_new) if self.returns else Sharing()


@dataclass(frozen=True)
class Spread:
    """What the week looks like as it is spread, beside the week that counts scores alone.

    Attributes
    ----------
    returns, most_new : tuple of int, int
        What it was spread by.
    given_up, last : int
        Worth given up for all of it, and for the last step of the returns alone.
    worth : int
        The worth of the week without it.
    suggestions, suggestions_without : int
    asked : int
        Communities that ask for anything.
    served, served_without : int
        Communities with a suggestion at least.
    fewest, fewest_without : int
        Suggestions of the tenth of these communities that gets fewest, all together.
    most, most_without : int
        Suggestions of the person who gets most.
    """

    returns: tuple[int, ...]
    most_new: int
    given_up: int
    last: int
    worth: int
    suggestions: int
    suggestions_without: int
    asked: int
    served: int
    served_without: int
    fewest: int
    fewest_without: int
    most: int
    most_without: int

    def to_plain(self) -> dict[str, Any]:
        """Give it as plain values that JSON can hold."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: dict[str, Any]) -> Spread:
        """Take it back from plain values."""
        return cls(**(plain | {"returns": tuple(plain["returns"])}))
