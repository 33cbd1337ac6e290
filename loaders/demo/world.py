"""The nouns of the sample district while it is being made; ledgers are written from them."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

MARK: Final = "样例"
DISTRICT: Final = ("330106000000", "西湖区")
LEVELS: Final = ("自述", "初级", "中级", "高级")


Spot = tuple[float, float]
"""Longitude and latitude, both samples."""


@dataclass(slots=True, eq=False)
class Compound:
    """A residential compound with an invented name."""

    code: str
    name: str
    households: int
    property_company: str
    committee: str | None
    spot: Spot | None = None
    stairways: list[str] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Community:
    """A real community; ``weight`` is its share of people, ``means`` how well off it is in help (0 poor, 1 rich)."""

    code: str
    name: str
    street: str
    street_name: str
    village: bool
    kind: str
    weight: float
    means: float
    spot: Spot | None = None
    model: str = ""
    compounds: list[Compound] = field(default_factory=list)

    @property
    def households(self) -> int:
        """Sample number of households."""
        return round(900 + 1400 * self.weight)

    @property
    def population(self) -> int:
        """Sample number of people."""
        return round(self.households * 2.6)

    @property
    def elderly(self) -> int:
        """Sample number of people of sixty and over: more in old quarters, fewer in new estates."""
        share = {"老旧小区型": 0.31, "混合居住型": 0.24, "": 0.27}.get(self.kind, 0.17)
        return round(self.population * min(0.45, share * (0.8 + 0.4 * self.means)))

    @property
    def path(self) -> str:
        """Name with the street before it, unique in the district."""
        return f"{self.street_name}{self.name}"


@dataclass(slots=True, eq=False)
class Unit:
    """An organisation with an invented name; `services` are the kinds of work it does."""

    name: str
    kind: str
    category: str
    system: str
    profile: str
    size: int
    home: Community
    services: tuple[str, ...] = ()
    paired: list[Community] = field(default_factory=list)


@dataclass(slots=True)
class Holding:
    """A skill held: certificate name (or none), its last valid day and the day somebody checked it."""

    skill: str
    level: int
    certificate: str | None = None
    valid_until: date | None = None
    verified_on: date | None = None


@dataclass(slots=True, eq=False)
class Person:
    """Somebody who does not exist."""

    number: str
    name: str
    gender: str
    birth_year: int
    employment: str
    profile: str
    occupation: str
    education: str
    home: Community
    unit: Unit | None
    party: bool = False
    volunteer: bool = False
    holdings: list[Holding] = field(default_factory=list)
    slots: int | None = None
    hours: int | None = None
    max_posts: int | None = None
    reach: str = ""
    consent: str = ""
    do_not_assign: bool = False
    registered_home: Community | None = None
    registered_work: Community | None = None
    registered_on: date | None = None
    branch: str = ""
    team: str = ""
    stairway: str = ""
    load: int = 0

    def valid(self, skill: str, on: date) -> bool:
        """Whether the person holds a certificate of the skill that is valid on a day."""
        held = (one for one in self.holdings if one.skill == skill and one.certificate)
        return any(one.valid_until is not None and one.valid_until >= on for one in held)


@dataclass(slots=True, eq=False)
class Team:
    """A team that serves some communities."""

    name: str
    kind: str
    home: Community
    serves: list[Community]
    category: str
    slots: int | None
    capacity: int
    leader: str = ""
    members: int = 0


@dataclass(slots=True, eq=False)
class Alliance:
    """A party-building alliance; ``star`` marks the one whose members meet through its first member only."""

    name: str
    level: str
    form: str
    territory: str
    territory_name: str
    founded_on: date
    lead: str
    members: list[Unit]
    star: bool = False


@dataclass(slots=True, eq=False)
class Post:
    """A post with seats."""

    number: str
    title: str
    category: str
    duties: str
    community: Community
    seats: int
    skills: str
    certificate: str
    slots: int | None
    hours: str
    hazards: str
    insured: str
    ages: tuple[str, str]
    remark: str
    holders: list[tuple[Person, date]] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Activity:
    """Something that took place."""

    number: str
    title: str
    category: str
    on: date
    hours: float
    community: Community
    units: list[Unit]
    attendance: int
    people: list[Person]


@dataclass(slots=True)
class World:
    """Everything the ledgers are written from."""

    seed: int
    today: date
    persons: int
    communities: list[Community] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    teams: list[Team] = field(default_factory=list)
    alliances: list[Alliance] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    rows: dict[str, list[list[object]]] = field(default_factory=dict)

    def share(self, of_five_thousand: int) -> int:
        """Scale a number given for 5,000 persons, to at least a tenth of it."""
        return max(of_five_thousand // 10, round(of_five_thousand * self.persons / 5000))
