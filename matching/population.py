"""People and openings of a whole region as plain columns: what the compiled bulk matcher reads, and nothing else.

Both sides are sorted by territory, so that what a person reaches is one or a few ranges of openings. What the columns
mean is said twice: in `matching.bulk_rules`, to be read, and in `matching.kernels.scan`, compiled; tests prove the two
equal on any columns.
"""

from __future__ import annotations

from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Ints, Longs

Bytes = NDArray[np.uint8]
SignedBytes = NDArray[np.int8]
Masks = NDArray[np.uint32]
MEANINGS: Final = 16
"""How many numbers stand for the meaning of a description; vectors of a length of about 127 in each direction."""
SKILLS_HELD: Final = 4
SKILLS_WANTED: Final = 2
NO_SKILL: Final = 255
NO_ORGANISATION: Final = -1
METRES: Final = 10
"""Places are counted in so many metres, so that a province fits sixteen bits."""


class Population(NamedTuple):
    """People, sorted by territory and then by id; row i of every column is one person.

    Attributes
    ----------
    reach_start : array of int64, shape (people + 1,)
    reach_from, reach_to : array of int32, shape (ranges,)
        Ranges `reach_start[i]:reach_start[i + 1]` say which openings are within reach of person i: apart and ascending.
    barred_start : array of int64, shape (people + 1,)
    barred : array of int32, shape (exceptions,)
        Openings the person may not have whatever else holds (declined, already done, forbidden), ascending.
    categories, wishes : array of uint32, shape (people,)
        Bits of the kinds of work the person can do, and likes to do.
    held : array of uint32, shape (words, people)
        Bits of the demands the person meets: certificates, required skills at their level, fitness.
    slots : array of uint32, shape (people,)
        The 21 half-days of the week that are free and not taken.
    age_low, age_high : array of uint8, shape (people,)
        See `ages_of`.
    community, subdistrict, organisation : array of int32, shape (people,)
        Where the person belongs; `NO_ORGANISATION` for none.
    place : array of int16, shape (people, 2)
        East and north, counted in `METRES`.
    skill, level : array of uint8, shape (people, SKILLS_HELD)
        Skills by number with levels 0 to 3; `NO_SKILL` fills up.
    meaning : array of int8, shape (people, MEANINGS)
    standing : array of int32, shape (people,)
        Points for past outcomes, room and freshness, 0 to `STANDING_POINTS`.
    max_posts : array of int32, shape (people,)
        How many openings the person takes; 0 for who may not be sent at all.
    """

    reach_start: Longs
    reach_from: Ints
    reach_to: Ints
    barred_start: Longs
    barred: Ints
    categories: Masks
    wishes: Masks
    held: Masks
    slots: Masks
    age_low: Bytes
    age_high: Bytes
    community: Ints
    subdistrict: Ints
    organisation: Ints
    place: NDArray[np.int16]
    skill: Bytes
    level: Bytes
    meaning: SignedBytes
    standing: Ints
    max_posts: Ints


class Openings(NamedTuple):
    """Openings, sorted by territory and then by id; row j of every column is one opening.

    Attributes
    ----------
    categories : array of uint32, shape (openings,)
        Kinds of work; whoever can do any of them will do.
    required : array of uint32, shape (words, openings)
        Demands that must all be met.
    slots : array of uint32, shape (openings,)
    needed : array of uint8, shape (openings,)
        How many of these half-days one must be free; 0 where the time does not matter.
    least_age, most_age : array of uint8, shape (openings,)
        See `age_limits`.
    community, subdistrict, organisation : array of int32, shape (openings,)
        Where it is, and the unit paired with it.
    place : array of int16, shape (openings, 2)
    skill : array of uint8, shape (openings, SKILLS_WANTED)
        The main skill and a second one.
    meaning : array of int8, shape (openings, MEANINGS)
    urgency : array of int32, shape (openings,)
        0 to 5.
    headcount : array of int32, shape (openings,)
    nearness : array of int32, shape (skills, skills)
        How near skills are in the taxonomy, in thousandths, by held and wanted; at most 255 skills.
    """

    categories: Masks
    required: Masks
    slots: Masks
    needed: Bytes
    least_age: Bytes
    most_age: Bytes
    community: Ints
    subdistrict: Ints
    organisation: Ints
    place: NDArray[np.int16]
    skill: Bytes
    meaning: SignedBytes
    urgency: Ints
    headcount: Ints
    nearness: Ints


Columns = TypeVar("Columns", Population, Openings)
BY_WORD: Final = ("held", "required")
LISTS: Final = ("reach_start", "reach_from", "reach_to", "barred_start", "barred", "nearness")
