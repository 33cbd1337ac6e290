"""The rows the matcher reads: helpers, works and territories as plain values, with nothing of the database in them."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

HelperKind = Literal["person", "team", "organisation", "resource"]
WorkKind = Literal["post", "need", "ask"]
ReachLevel = Literal["community", "subdistrict", "district"]
TieToPlace = Literal[
    "lives",
    "registered_residence",
    "registered_workplace",
    "works",
    "paired",
    "serves",
    "located",
    "offers",
    "responsible",
]


@dataclass(frozen=True, slots=True)
class HeldSkill:
    """A skill somebody holds; `level` is 0 自述, 1 初级, 2 中级, 3 高级."""

    skill: str
    level: int
    certificate: str | None = None
    valid_until: date | None = None
    verified_on: date | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A territory a helper is tied to today, and by what."""

    territory: str
    why: TieToPlace


@dataclass(frozen=True, slots=True)
class Deed:
    """What a helper did for one territory in one category: activities counted, hours summed, the last day."""

    territory: str
    category: str
    times: int
    hours: float
    last_on: date


@dataclass(frozen=True, slots=True)
class RequiredSkill:
    """A skill a work asks for; `certificate` names the certificate when one is demanded."""

    skill: str
    level: int
    mandatory: bool
    certificate: str | None = None


@dataclass(frozen=True, slots=True)
class HelperRow:
    """Who could serve: a person, a team, an organisation or a resource.

    `slots` is the bit mask of `labels.SLOTS` and None when unknown; `capacity` is how many works the helper takes at
    once and `load` how many it has; `commitments` pairs the ids of these works with their slots; `refused` lists works
    that were declined for this helper; `consent` is None when nobody asked; `reach` says how far the helper goes;
    `titled` are the kinds of work, narrower than those in `categories`, that the name of a team, unit or resource tells
    by itself; `source` names the ledger and row the record comes from.
    """

    id: str
    kind: HelperKind
    name: str
    home: str | None = None
    places: tuple[Place, ...] = ()
    skills: tuple[HeldSkill, ...] = ()
    categories: tuple[str, ...] = ()
    titled: tuple[str, ...] = ()
    slots: int | None = None
    capacity: int = 1
    load: int = 0
    commitments: tuple[tuple[str, int | None], ...] = ()
    birth_year: int | None = None
    status: str = "active"
    do_not_assign: bool = False
    consent: bool | None = None
    refused: tuple[str, ...] = ()
    organisation: str | None = None
    organisation_name: str | None = None
    employment: str | None = None
    roles: tuple[str, ...] = ()
    text: str = ""
    reach: ReachLevel | None = None
    quantity: float | None = None
    unit: str | None = None
    window: tuple[date | None, date | None] = (None, None)
    deeds: tuple[Deed, ...] = ()
    updated_on: date | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class WorkRow:
    """What is asked: a post, a need, or an ask somebody typed.

    `filled` counts those who fill a post or are assigned to a need; `quantity` is what a need still lacks, None where
    it is not counted. `urgency` runs from 1 to 5.
    """

    id: str
    kind: WorkKind
    title: str
    territory: str
    description: str = ""
    category: str | None = None
    skills: tuple[RequiredSkill, ...] = ()
    slots: int | None = None
    hours_per_week: float | None = None
    hazards: str | None = None
    insured: bool | None = None
    min_age: int | None = None
    max_age: int | None = None
    headcount: int = 1
    filled: int = 0
    quantity: float | None = None
    unit: str | None = None
    urgency: int = 3
    deadline: date | None = None
    beneficiaries: str | None = None
    status: str = "open"


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A territory with its parent; `level` is district, subdistrict, community, compound, grid or building.

    `took_over` are the codes that lead here because this territory, alone or with others, took their place;
    `former_names` what it was called before under the same code.
    """

    id: str
    name: str
    level: str
    parent: str | None = None
    kind: str | None = None
    households: int | None = None
    population: int | None = None
    valid_until: date | None = None
    took_over: tuple[str, ...] = ()
    former_names: tuple[str, ...] = ()
