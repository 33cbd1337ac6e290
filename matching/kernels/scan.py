"""Who may do what and how well, compiled: the filter without branches over ranges of openings, then staged points.

The same definition as `matching.bulk_rules`, in whole numbers and one exactly rounded division, so that every machine
gives the same points. Lists of eligible pairs are never kept: each scan hands on what its caller asks for.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from llvmlite import ir
from numba import njit
from numba.core import cgutils, types
from numba.extending import intrinsic

from matching import bulk_rules as rules
from matching.arrays import Ints
from matching.population import MEANINGS, NO_ORGANISATION, NO_SKILL, SKILLS_HELD, Openings

RECORD: Final = 16
"""Numbers of an opening that a score reads, side by side: one line of the processor's cache."""
FIRST: Final = MEANINGS // 4
EAST, NORTH, BASE, HALF_DAY, UNIT, COMMUNITY, SUBDISTRICT, MAIN, SECOND, KINDS, SLOTS = (
    np.uint64(at) for at in range(FIRST, FIRST + 11)
)
NO_UNIT: Final = -2
"""An opening paired with nobody; never equal to `NO_ORGANISATION`."""
SKILLS: Final = 256
LEVELS: Final = np.array(rules.LEVEL_VALUES, np.int64)
NEAR: Final = np.float32(rules.DISTANCE * rules.HALF_DISTANCE**2)
HALF_SQUARED: Final = rules.HALF_DISTANCE**2
LEFT_OUT: Final = rules.DISTANCE + rules.WORDING
"""The most that the two dear parts of a score can add."""
NONE: Final = np.uint32(0)
PADDING: Final = 64


class Facts(NamedTuple):
    """What a score reads of one person beside the tables, read once: the person's row, then the columns' values."""

    row: int
    slots: int
    wishes: int
    standing: int
    organisation: int
    subdistrict: int
    community: int
    east: int
    north: int


def records(openings: Openings) -> Ints:
    """Lay out what a score reads of each opening in one line; shape (openings, RECORD)."""
    table = np.zeros((len(openings.slots), RECORD), np.int32)
    table[:, :FIRST] = np.ascontiguousarray(openings.meaning).view(np.int32)
    half_days = np.bitwise_count(openings.slots).astype(np.int32)
    unit = openings.organisation
    columns = (
        (EAST, openings.place[:, 0]),
        (NORTH, openings.place[:, 1]),
        (BASE, openings.urgency * rules.URGENCY + np.where(half_days == 0, rules.ANY_TIME, 0)),
        (HALF_DAY, rules.TIME // np.maximum(half_days, 1)),
        (UNIT, np.where(unit == NO_ORGANISATION, NO_UNIT, unit)),
        (COMMUNITY, openings.community),
        (SUBDISTRICT, openings.subdistrict),
        (MAIN, openings.skill[:, 0]),
        (SECOND, openings.skill[:, 1]),
        (KINDS, openings.categories.view(np.int32)),
        (SLOTS, openings.slots.view(np.int32)),
    )
    for at, column in columns:
        table[:, int(at)] = column
    return table


@intrinsic
def popcount(typingctx, mask):  # noqa: ARG001 numba's own signature
    """Count the bits of a mask of 32."""

    def codegen(context, builder, signature, args):  # noqa: ARG001
        return builder.ctpop(args[0])

    return types.uint32(types.uint32), codegen


@intrinsic
def likeness(typingctx, left, row, right, column):  # noqa: ARG001
    """Multiply two meanings: row `row` of one table of bytes with row `column` of another, whose rows may be longer."""
    signature = types.int32(left, types.uint64, right, types.uint64)

    def codegen(context, builder, signature, args):
        wide = ir.VectorType(ir.IntType(16), MEANINGS)
        sums = ir.VectorType(ir.IntType(32), MEANINGS)
        rows = []
        for kind, table, at in ((signature.args[0], args[0], args[1]), (signature.args[2], args[2], args[3])):
            array = cgutils.create_struct_proxy(kind)(context, builder, value=table)
            offset = builder.mul(at, builder.extract_value(array.strides, 0))
            address = builder.add(builder.ptrtoint(array.data, ir.IntType(64)), offset)
            pointer = builder.inttoptr(address, ir.VectorType(ir.IntType(8), MEANINGS).as_pointer())
            loaded = builder.load(pointer)
            loaded.align = 1
            rows.append(builder.sext(loaded, wide))
        product = builder.sext(builder.mul(*rows), sums)
        kind = ir.FunctionType(ir.IntType(32), [sums])
        add = cgutils.get_or_insert_function(builder.module, kind, f"llvm.vector.reduce.add.v{MEANINGS}i32")
        return builder.call(add, [product])

    return signature, codegen


@njit(cache=True, nogil=True)
def eligible(people, openings, person, flags, found):
    """Find the openings a person may be sent to, ascending.

    Parameters
    ----------
    flags, found : array of uint8 and uint32, shape (openings + PADDING,)
        Room to work in; the answer stands at the head of `found`.

    Returns
    -------
    uint64
        How many there are.
    """
    number = np.uint64(0)
    kinds, slots = people.categories[person], people.slots[person]
    low, high = people.age_low[person], people.age_high[person]
    for one in range(people.reach_start[person], people.reach_start[person + 1]):
        first, last = np.uint64(people.reach_from[one]), np.uint64(people.reach_to[one])
        size = last - first
        offered, wanted, needed = (
            openings.categories[first:last],
            openings.slots[first:last],
            openings.needed[first:last],
        )
        least, most = openings.least_age[first:last], openings.most_age[first:last]
        required, lacks = openings.required[0, first:last], np.uint32(~people.held[0, person])
        for at in range(size):
            flags[at] = (
                ((kinds & offered[at]) != NONE)
                & ((lacks & required[at]) == NONE)
                & (popcount(slots & wanted[at]) >= np.uint32(needed[at]))
                & (low >= least[at])
                & (high <= most[at])
            )
        for word in range(1, openings.required.shape[0]):
            required, lacks = openings.required[word, first:last], np.uint32(~people.held[word, person])
            for at in range(size):
                flags[at] &= (lacks & required[at]) == NONE
        for exception in range(people.barred_start[person], people.barred_start[person + 1]):
            barred = np.uint64(people.barred[exception])
            if first <= barred < last:
                flags[barred - first] = 0
        opening = np.uint32(first)
        for at in range(size):
            found[number] = opening
            opening += np.uint32(1)
            number += np.uint64(flags[at])
    return number


@njit(cache=True, nogil=True)
def stage(people, openings, person, main, second):
    """Make one person's tables: points for each main skill, papers included, and for each second one.

    Returns
    -------
    Facts
    """
    skills = openings.nearness.shape[1]
    best = np.zeros(skills, np.int64)
    for at in range(SKILLS_HELD):
        held = people.skill[person, at]
        if held != NO_SKILL:
            value = LEVELS[people.level[person, at]]
            for skill in range(skills):
                best[skill] = max(best[skill], openings.nearness[held, skill] * value)
    for skill in range(skills):
        main[skill] = best[skill] * rules.TRADE_MAIN // rules.EXACT
        second[skill] = best[skill] * rules.TRADE_SECOND // rules.EXACT
    for at in range(SKILLS_HELD):
        held = people.skill[person, at]
        if held != NO_SKILL:
            paper = np.int64(0)
            for other in range(SKILLS_HELD):
                if people.skill[person, other] == held:
                    paper = max(paper, rules.PAPERS * np.int64(people.level[person, other]) // 3)
            main[held] = best[held] * rules.TRADE_MAIN // rules.EXACT + paper
    return facts(people, person)


@njit(inline="always")
def facts(people, person):
    """Read what a score needs of one person."""
    return Facts(
        np.uint64(person),
        people.slots[person],
        people.wishes[person],
        people.standing[person],
        people.organisation[person],
        people.subdistrict[person],
        people.community[person],
        np.int64(people.place[person, 0]),
        np.int64(people.place[person, 1]),
    )


@njit(inline="always")
def quick_points(one, table, main, second, opening):
    """Sum all parts of a score but distance and wording."""
    line = table[opening]
    common = np.int32(popcount(one.slots & np.uint32(line[SLOTS])))
    return np.int64(
        one.standing
        + line[BASE]
        + main[np.uint32(line[MAIN])]
        + second[np.uint32(line[SECOND])]
        + common * line[HALF_DAY]
        + (rules.TIES if line[UNIT] == one.organisation else 0)
        + (rules.SAME_SUBDISTRICT if line[SUBDISTRICT] == one.subdistrict else 0)
        + (rules.SAME_COMMUNITY if line[COMMUNITY] == one.community else 0)
        + (rules.WISH if (one.wishes & np.uint32(line[KINDS])) != NONE else 0)
    )


@njit(inline="always")
def dear_points(one, meaning, table, meanings, opening):
    """Sum the points for distance and wording."""
    line = table[opening]
    east, north = one.east - line[EAST], one.north - line[NORTH]
    near = np.int64(NEAR / np.float32(HALF_SQUARED + east * east + north * north))
    alike = np.int64(likeness(meaning, one.row, meanings, opening))
    return near + ((min(max(alike, 0), rules.ALIKE) * rules.WORDING) >> 14)
