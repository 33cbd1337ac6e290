"""What a live value is made of: rows that meet, do not meet, or of which nothing is known."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

RowKind = Literal["territory", "organisation", "alliance", "station", "post", "list", "topic", "person"]


@dataclass(frozen=True, slots=True)
class Row:
    """One row behind a number.

    `met` says whether it counts, None when nothing is known; `note` says why in a few words; `place` is where it is and
    `act` names who must act on it, a body of that place, beside the units the document names.
    """

    kind: RowKind
    id: str
    name: str
    met: bool | None
    note: str = ""
    place: str | None = None
    act: str = ""


@dataclass(frozen=True, slots=True)
class Live:
    """A live value with its rows; `value` is None, never zero, where `missing` says what would have to be imported."""

    value: float | None
    rows: tuple[Row, ...] = ()
    missing: str = ""

    @property
    def met(self) -> int:
        """How many rows count."""
        return sum(row.met is True for row in self.rows)

    @property
    def range(self) -> tuple[float, float]:
        """The least and the most a percentage can be, whatever the unknown rows turn out to be."""
        number = len(self.rows)
        return 100 * self.met / number, 100 * (self.met + self.unknown) / number

    @property
    def unknown(self) -> int:
        """Of how many rows nothing is known."""
        return sum(row.met is None for row in self.rows)


def counted(rows: Iterable[Row], registered: bool, missing: str) -> Live:  # noqa: FBT001 reads as a sentence at its calls
    """Count the rows that meet; missing where nothing of the kind is registered at all."""
    found = tuple(rows)
    return Live(float(sum(row.met is True for row in found)), found) if registered else Live(None, (), missing)


def shared(rows: Iterable[Row], registered: bool, missing: str) -> Live:  # noqa: FBT001 reads as a sentence at its calls
    """Give the percentage of the known rows that meet; rows of which nothing is known are told beside, not as zeros.

    Missing where nothing of the kind is registered, where there are no rows, and where nothing is known of any.
    """
    found = tuple(rows)
    known = [row.met for row in found if row.met is not None]
    if not registered or not known:
        return Live(None, (), missing)
    return Live(100 * sum(known) / len(known), found)


def listed(words: Sequence[str], most: int = 3) -> str:
    """Name a few, and how many there are in all.

    >>> listed(["甲", "乙", "丙", "丁"])
    '甲、乙、丙等4个'
    """
    return "、".join(words[:most]) + (f"等{len(words)}个" if len(words) > most else "")
