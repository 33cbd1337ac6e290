"""What the picture shows, as rows: ties or units of a quarter, some layers, and names that hold some words."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from api.schemas import PictureAnswer
from api.schemas.picture import PictureUnit
from graph_model.strength.layered import DORMANT


@dataclass(frozen=True, slots=True)
class TieLine:
    """A tie as a line; `layers` are told by name."""

    one: PictureUnit
    two: PictureUnit
    layers: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class UnitLine:
    """A unit, and with how many it is tied."""

    unit: PictureUnit
    ties: int


@dataclass(frozen=True)
class PictureTable:
    """The rows of a picture in a quarter.

    Parameters
    ----------
    answer : PictureAnswer
    at : int
        The place of the quarter in `answer.quarters`.
    layers : collection of str
        Keys of the layers that are looked at.
    words : str
        What the name of a unit holds, of a tie the name of either end; blanks part words that are all in it.
    """

    answer: PictureAnswer
    at: int
    layers: Collection[str]
    words: str = ""

    @cached_property
    def rows(self) -> list[int]:
        """Ties by their place in the answer's columns, of all names."""
        return self._of_layers({*self.layers})

    @cached_property
    def awake(self) -> list[int]:
        """Of these ties those that do not sleep."""
        return self._of_layers({*self.layers} - {DORMANT})

    def _of_layers(self, keys: Collection[str]) -> list[int]:
        mask = sum(1 << bit for bit, one in enumerate(self.answer.layers) if one.key in keys)
        return [row for row, own in enumerate(self.answer.ties.layers[self.at]) if own & mask]

    @cached_property
    def asleep(self) -> int:
        """How many of these ties sleep."""
        return len(self.rows) - len(self.awake)

    @cached_property
    def degrees(self) -> list[int]:
        """With how many each unit is tied."""
        found = [0] * len(self.answer.units)
        for row in self.awake:
            found[self.answer.ties.one[row]] += 1
            found[self.answer.ties.two[row]] += 1
        return found

    @cached_property
    def there(self) -> list[int]:
        """Units that belonged in the quarter, by name."""
        units = self.answer.units
        return sorted((at for at, unit in enumerate(units) if unit.member[self.at]), key=lambda at: units[at].name)

    @cached_property
    def lone(self) -> int:
        """How many have no tie."""
        return sum(not self.degrees[at] for at in self.there)

    @cached_property
    def ties(self) -> list[TieLine]:
        """Ties, the heaviest first, then by name."""
        ties, units, weights = self.answer.ties, self.answer.units, self.answer.ties.weights[self.at]
        told = [(row, units[ties.one[row]], units[ties.two[row]]) for row in self.rows]
        held = [one for one in told if self._named(one[1]) or self._named(one[2])]
        held.sort(key=lambda one: (-weights[one[0]], one[1].name, one[2].name))
        return [TieLine(one, two, self._layers_of(row), weights[row]) for row, one, two in held]

    @cached_property
    def units(self) -> list[UnitLine]:
        """Units by name."""
        return [
            UnitLine(self.answer.units[at], self.degrees[at]) for at in self.there if self._named(self.answer.units[at])
        ]

    def _named(self, unit: PictureUnit) -> bool:
        return all(word in unit.name.casefold() for word in self.words.casefold().split())

    def _layers_of(self, row: int) -> tuple[str, ...]:
        mask = self.answer.ties.layers[self.at][row]
        own = enumerate(self.answer.layers)
        return tuple(one.name for bit, one in own if mask >> bit & 1 and one.key in self.layers)
