"""What each proposed project needs to begin: place, money, people, skill; who holds it, what is short, what blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, Literal

from graph_model.entities.candidates import HelperKind, WorkRow
from graph_model.entities.terms import Verdict
from graph_model.taxonomy import Category
from matching.arrays import Bools, Longs
from matching.demand import Demand
from matching.offers import Offer, offers_at_hand
from matching.problem import Problem
from matching.projects import FUNDING, VENUES, Proposed, kind_of
from matching.ranking import rank
from matching.rules.ability import skill_label
from matching.rules.things import MONEY

PartKey = Literal["skill", "place", "money", "people"]
PARTS: Final[tuple[PartKey, ...]] = ("skill", "place", "money", "people")
HELD_SOMEWHERE: Final = frozenset(
    {"category-counselling", "category-legal", "category-education", "category-health"}
    | {"category-employment", "category-culture", "category-publicity"}
)
"""Top kinds of work that people come to, so that a project of the kind needs a room besides."""
UNITS: Final = {VENUES: "间", FUNDING: MONEY}
"""What a room and money are counted in; a playground or a parking lot is no room, goods are no money."""
RESOURCES: Final[tuple[HelperKind, ...]] = ("resource",)
LEADS: Final = 3
MOST_RANKED: Final = 200


@dataclass(frozen=True, slots=True)
class Lead:
    """Somebody to turn to, by number, and whether it is certain that they can; `units` is 0 where nobody can count."""

    helper: int
    verdict: Verdict
    units: int


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a bundle.

    Attributes
    ----------
    key, label : str
        What exactly is needed: the same for every project that needs the same.
    works : tuple of int
        The works that need it.
    needed, ready, unverified : int
        Units needed, held by somebody who may be sent now, and held by somebody about whom one fact is not known.
    leads : tuple of Lead
        Who holds them, those who give most first.
    """

    part: PartKey
    key: str
    label: str
    works: tuple[int, ...]
    needed: int
    ready: int
    unverified: int
    leads: tuple[Lead, ...]

    @property
    def short(self) -> int:
        """How many units nobody certain holds; unknown is not yes."""
        return max(0, self.needed - self.ready)

    @property
    def missing(self) -> int:
        """How many units nobody holds at all."""
        return max(0, self.needed - self.ready - self.unverified)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A proposed project with the parts it is about, those it needs besides, and the one that blocks it."""

    project: Proposed
    mains: tuple[Part, ...]
    besides: tuple[Part, ...]
    blocking: Part | None

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts, those it is about first."""
        return (*self.mains, *self.besides)


@dataclass(frozen=True, slots=True)
class Bundles:
    """All bundles, with the value of what is at hand for them and a bound no other way to share it can exceed."""

    bundles: tuple[Bundle, ...]
    objective: int
    bound: int
    proved: bool


def bundle_projects(  # noqa: PLR0913, PLR0917 (facts of one question)
    problem: Problem, today: date, projects: Sequence[Proposed], lacking: Mapping[int, int], room: Longs, among: Bools
) -> Bundles:
    """Tell of each project what is at hand and what is missing; nobody and nothing is counted for two projects.

    Parameters
    ----------
    lacking : mapping of int to int
        Units each unmet work lacks, by number of the work; those in no project compete for what is at hand as well.
    room : array of int64, shape (helpers,)
        Units, or works, each helper has left after this week's suggestions.
    among : array of bool, shape (helpers,)
        The helpers who may be told of.
    """
    about = {work: main_part(problem, problem.works.demands[work]) for work in lacking}
    things = {work for work, (part, *_) in about.items() if part in {"place", "money"}}
    shared = offers_at_hand(problem, today, projects, lacking, room, among, things)
    seconds = Seconds(problem, today, among)
    found = tuple(_bundle(problem, one, about, shared.asked, shared.offers, seconds) for one in projects)
    return Bundles(found, shared.objective, shared.bound, shared.proved)


def main_part(problem: Problem, demand: Demand) -> tuple[PartKey, str, str]:
    """Tell what a work needs above all: the part, its key and its name."""
    kind = problem.taxonomy.categories[kind_of(demand, problem.taxonomy) or demand.category or FUNDING]
    if demand.row.kind == "need" and problem.taxonomy.top_of(kind.id).id == VENUES:
        return "place", kind.id, "合适的场地" if kind.id == VENUES else f"{kind.label}的场地"
    if demand.row.kind == "need" and problem.taxonomy.top_of(kind.id).id == FUNDING:
        return "money", FUNDING, "资金物资"
    return _skill(problem, demand, kind)


def _skill(problem: Problem, demand: Demand, kind: Category) -> tuple[PartKey, str, str]:
    if demand.mandatory:
        first = demand.mandatory[0]
        named = skill_label(first.skill, problem.taxonomy)
        certificate = first.certificate
    else:
        named, certificate = kind.label, next(iter(kind.licence), None)
    if certificate:
        return "skill", certificate, f"持{certificate}的人"
    if demand.mandatory:
        return "skill", demand.mandatory[0].skill, f"会{named}的人"
    return "people", kind.id, f"做“{kind.label}”的人手"


def _bundle(  # noqa: PLR0913, PLR0917 (facts of one bundle)
    problem: Problem,
    project: Proposed,
    about: Mapping[int, tuple[PartKey, str, str]],
    asked: Mapping[int, int],
    offers: Mapping[int, Sequence[Offer]],
    seconds: Seconds,
) -> Bundle:
    groups: defaultdict[tuple[PartKey, str, str], list[int]] = defaultdict(list)
    for work in project.works:
        groups[about[work]].append(work)
    mains = [_main(*what, works, asked, offers) for what, works in groups.items()]
    mains.sort(key=lambda part: (-part.short, PARTS.index(part.part), part.key))
    if any(part.part == "money" for part in mains):
        money = seconds.money(project.area)
        mains = [replace(one, leads=(*one.leads, *money)) if one.part == "money" else one for one in mains]
    besides = seconds.of(problem, project, {part.part for part in mains})
    return Bundle(project, tuple(mains), tuple(besides), _blocking([*mains, *besides]))


def _main(  # noqa: PLR0913, PLR0917 (facts of one part)
    part: PartKey,
    key: str,
    label: str,
    works: Sequence[int],
    asked: Mapping[int, int],
    offers: Mapping[int, Sequence[Offer]],
) -> Part:
    """Sum what is asked and what is at hand over the works that need the same."""
    units: defaultdict[tuple[int, Verdict], int] = defaultdict(int)
    for work in works:
        for offer in offers.get(work, ()):
            units[offer.helper, offer.verdict] += offer.units
    leads = sorted(
        (Lead(helper, verdict, amount) for (helper, verdict), amount in units.items()),
        key=lambda lead: (-lead.verdict, -lead.units, lead.helper),
    )
    ready, unsure = (sum(one.units for one in leads if one.verdict is sure) for sure in (Verdict.YES, Verdict.UNKNOWN))
    return Part(part, key, label, tuple(works), sum(asked[work] for work in works), ready, unsure, tuple(leads))


def _blocking(parts: Sequence[Part]) -> Part | None:
    """Choose what blocks: what nobody holds at all before what waits for an answer, then what is shortest."""
    short = [part for part in parts if part.short]
    return min(short, key=lambda part: (not part.missing, -part.short, parts.index(part)), default=None)


class Seconds:
    """The parts a project needs beside what it is about: a room, or money; each looked up once per area."""

    def __init__(self, problem: Problem, today: date, among: Bools) -> None:
        self._problem, self._today, self._among = problem, today, among
        self._found: dict[tuple[str, int], tuple[Lead, ...]] = {}

    def of(self, problem: Problem, project: Proposed, mains: set[PartKey]) -> list[Part]:
        """List the further parts of a project."""
        top = problem.taxonomy.top_of(project.kind).id
        found = []
        if top in HELD_SOMEWHERE and "money" not in mains:
            found.append(_second("place", VENUES, "合适的场地", project, self.rooms(project.area)))
        if "place" in mains:  # a place is built, fitted out or rented
            found.append(_second("money", FUNDING, "资金物资", project, self.money(project.area)))
        return found

    def rooms(self, area: int) -> tuple[Lead, ...]:
        """Find rooms that may be used in an area."""
        return self._leads(VENUES, area)

    def money(self, area: int) -> tuple[Lead, ...]:
        """Find money that may be spent in an area; what it may buy nobody wrote down, so that has to be asked."""
        return tuple(replace(lead, verdict=Verdict.UNKNOWN) for lead in self._leads(FUNDING, area))

    def _leads(self, category: str, area: int) -> tuple[Lead, ...]:
        if (category, area) not in self._found:
            self._found[category, area] = self._ranked(category, area)
        return self._found[category, area]

    def _ranked(self, category: str, area: int) -> tuple[Lead, ...]:
        problem = self._problem
        title = problem.taxonomy.categories[category].label
        ask = WorkRow("ask", "ask", title, problem.territories.rows[area].id, category=category)
        sure = (Verdict.YES, Verdict.UNKNOWN)
        ranked = rank(problem, ask, self._today, kinds=RESOURCES, verdict=sure, limit=MOST_RANKED).ranked
        kept = [one for one in ranked if self._among[one.number] and one.row.unit == UNITS[category]]
        return tuple(Lead(one.number, one.verdict, 0) for one in kept[:LEADS])


def _second(part: PartKey, key: str, label: str, project: Proposed, leads: tuple[Lead, ...]) -> Part:
    sure = any(lead.verdict is Verdict.YES for lead in leads)
    return Part(part, key, label, project.works, 1, int(sure), int(bool(leads) and not sure), leads)
