"""How far the two records of each pair agree, field by field, packed into one number a pair."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from loaders.identity import fields, names
from loaders.identity.blocking import chunks
from loaders.identity.names import Names, Numbers
from loaders.identity.persons import MONTHS, Persons

Levels = NDArray[np.uint8]
AT_ONCE: Final = 1 << 19
RADIX: Final = np.cumprod([1, *(field.levels for field in fields.FIELDS)])
DIGITS: Final = (1, 10, 100, 1000)


def patterns(table: Names, left: Persons, right: Persons, one: Numbers, other: Numbers) -> NDArray[np.int32]:
    """Pattern of each pair of rows: the levels of `fields.FIELDS`, the first one lowest, in a mixed radix."""
    found = np.empty(len(one), dtype=np.int32)
    for part in chunks(len(one), AT_ONCE):
        found[part] = _packed(table, left, right, one[part], other[part])
    return found


def _packed(table: Names, left: Persons, right: Persons, one: Numbers, other: Numbers) -> Numbers:
    name = names.levels(table, left.name[one], right.name[other])
    phone = equal(left.phone[one], right.phone[other])
    home = _home(left, right, one, other)
    home[(phone == fields.SAME) & (name <= fields.SURNAME)] = fields.MISSING  # a family shares both: counted once
    levels = (
        name,
        phone,
        equal(left.identity[one], right.identity[other]),
        born(left.born[one], right.born[other]),
        equal(left.gender[one], right.gender[other]),
        home,
        equal(left.unit[one], right.unit[other]),
        _skills(left.skills[one], right.skills[other]),
    )
    total = np.zeros(len(one), dtype=np.int64)
    for level, radix in zip(levels, RADIX, strict=False):
        total += level.astype(np.int64) * radix
    return total


def unpacked(pattern: Numbers | NDArray[np.int32]) -> list[Numbers]:
    """Levels of patterns, field by field."""
    rest = np.asarray(pattern, dtype=np.int64)
    return [(rest // radix) % field.levels for radix, field in zip(RADIX, fields.FIELDS, strict=False)]


def equal(one: Numbers, other: Numbers) -> Levels:
    """Level of a field that is the same or not."""
    level = np.where(one == other, fields.SAME, fields.DIFFERENT)
    return np.where((one < 0) | (other < 0), fields.MISSING, level).astype(np.uint8)


def born(one: Numbers, other: Numbers) -> Levels:
    """Level of `fields.BORN` of years and months of birth."""
    years, years_of_other, month, month_of_other = one // MONTHS, other // MONTHS, one % MONTHS, other % MONTHS
    level = np.full(len(one), fields.DIFFERENT, dtype=np.uint8)
    level[_digits_off(years, years_of_other) == 1] = fields.DIGIT_OFF
    level[np.abs(years - years_of_other) == 1] = fields.YEAR_OFF
    same, told = years == years_of_other, (month > 0) & (month_of_other > 0)
    level[same] = fields.SAME_YEAR
    level[same & told] = fields.OTHER_MONTH
    level[same & told & (month == month_of_other)] = fields.SAME_MONTH
    level[(one < 0) | (other < 0)] = fields.MISSING
    return level


def _digits_off(one: Numbers, other: Numbers) -> Numbers:
    off = np.zeros(len(one), dtype=np.int64)
    for digit in DIGITS:
        off += one // digit % 10 != other // digit % 10
    return off


def _home(left: Persons, right: Persons, one: Numbers, other: Numbers) -> Levels:
    level = np.full(len(one), fields.DIFFERENT, dtype=np.uint8)
    level[(left.street[one] == right.street[other]) & (left.street[one] >= 0)] = fields.SAME_STREET
    level[left.home[one] == right.home[other]] = fields.SAME_HOME
    level[(left.home[one] < 0) | (right.home[other] < 0)] = fields.MISSING
    return level


def _skills(one: NDArray[np.uint64], other: NDArray[np.uint64]) -> Levels:
    shared = ((one & other) != 0).any(axis=1)
    level = np.where(shared, fields.SAME, fields.DIFFERENT)
    told = (one != 0).any(axis=1) & (other != 0).any(axis=1)
    return np.where(told, level, fields.MISSING).astype(np.uint8)
