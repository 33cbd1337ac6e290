"""Records of persons as columns of numbers, in the order of their ids, whatever order they came in."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from loaders.identity.names import Names, Numbers, encode, plain

BITS: Final = 64
MONTHS: Final = 16


class PersonRecord(NamedTuple):
    """What is known of a person in one place; ``phone`` and ``identity`` are keyed digests, never numbers.

    ``home`` is the community and ``street`` what it belongs to, ``unit`` a unit's id or its name.
    """

    id: str
    name: str
    phone: str | None = None
    identity: str | None = None
    birth_year: int | None = None
    birth_month: int | None = None
    gender: str | None = None
    home: str | None = None
    street: str | None = None
    unit: str | None = None
    skills: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Persons:
    """Columns of the persons of one side; codes are shared by both sides, -1 where a field is empty.

    ``born`` is year × 16 + month (0 unknown); ``skills`` (rows × words) a bit for each skill.
    """

    ids: list[str]
    name: Numbers
    phone: Numbers
    identity: Numbers
    born: Numbers
    gender: Numbers
    home: Numbers
    street: Numbers
    unit: Numbers
    skills: NDArray[np.uint64]

    def __len__(self) -> int:
        """Count the persons."""
        return len(self.ids)


def columns(left: Iterable[PersonRecord], right: Iterable[PersonRecord]) -> tuple[Names, Persons, Persons]:
    """Put the records of two sides into columns, with one table of names for both."""
    one, other = (sorted(side, key=lambda row: row.id) for side in (left, right))
    rows = [*one, *other]
    names, name = encode([plain(row.name) for row in rows])
    coded = {key: _coded([getattr(row, key) for row in rows]) for key in ("phone", "identity", "gender", "home", "street", "unit")}  # fmt: skip  # noqa: E501
    born = np.array([(row.birth_year or 0) * MONTHS + (row.birth_month or 0) if row.birth_year else -1 for row in rows])
    coded |= {"name": name, "born": born.astype(np.int64)}
    skills = _bits([row.skills for row in rows])
    cut = len(one)
    first = Persons([row.id for row in one], skills=skills[:cut], **{key: codes[:cut] for key, codes in coded.items()})
    second = Persons([r.id for r in other], skills=skills[cut:], **{key: codes[cut:] for key, codes in coded.items()})
    return names, first, second


def _coded(values: Sequence[Hashable | None]) -> Numbers:
    known = {one: code for code, one in enumerate(sorted({one for one in values if one}, key=str))}
    return np.array([known[one] if one else -1 for one in values], dtype=np.int64)


def _bits(skills: Sequence[tuple[str, ...]]) -> NDArray[np.uint64]:
    known = {one: code for code, one in enumerate(sorted({one for some in skills for one in some}))}
    bits = np.zeros((len(skills), max(1, -(-len(known) // BITS))), dtype=np.uint64)
    for row, some in enumerate(skills):
        for one in some:
            word, bit = divmod(known[one], BITS)
            bits[row, word] |= np.uint64(1 << bit)
    return bits
