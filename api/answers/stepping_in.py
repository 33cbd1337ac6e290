"""Who could step in when members leave: units the matching engine finds fit for what would be lost."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Final

from api.answers.who import ask_of
from api.asking import Asking
from api.schemas.common import HelperKind
from graph_model.entities.candidates import HelperRow
from graph_model.network.drill import Candidate, StepIn
from graph_model.network.services import Service
from graph_model.place_tree import grouped
from graph_model.strength.analysis import Analyst, Standing
from graph_model.strength.facts import StrengthFacts
from graph_model.strength.subjects import WHOLE, Subject, holding
from matching.ranking import fitting

UNITS: Final[tuple[HelperKind, ...]] = ("organisation",)
MOST: Final = 3
ASKED_FOR: Final = 8
WEEKS: Final = {"community": 1.0, "subdistrict": 2.0, "district": 4.0}
"""Weeks until a unit stands in, by the smallest territory it shares with where: a setting of this product."""
AS_OF_TODAY: Final = "按今天的情况，"
NEAR_WORDS: Final = {"community": "就在本社区", "subdistrict": "在本镇街", "district": "在本区"}


def step_in_for(asked: Asking, analyst: Analyst, subject: Subject, now: Standing) -> StepIn:
    """Return who answers: units beside an alliance; of the whole, where nobody is beside, its other members."""
    facts = analyst.record.facts
    return TakingOver(asked, facts, now) if subject.kind == WHOLE else SteppingIn(asked, facts, subject.places[0], now)


class SteppingIn:
    """Asks the matching engine, once for each kind of service, who else can give it today where the alliance is.

    Parameters
    ----------
    asked : Asking
    facts : StrengthFacts
    place : str
        Id of the territory of the alliance.
    now : Standing
        Who belongs to the alliance.
    """

    def __init__(self, asked: Asking, facts: StrengthFacts, place: str, now: Standing) -> None:
        self._engine = _Engine(asked, facts)
        self._names, self._place, self._members = facts.names, place, {*now.members}
        self._as_of = as_of(now.day, asked.today)
        self._found: dict[str, list[str]] = {}

    def __call__(self, _: Sequence[str], services: Sequence[Service]) -> Sequence[Candidate]:
        """Return who could give most of what would be lost, each next one most of what is left, at most three."""
        able = by_unit((service, self._able(service.service)) for service in services)
        return few_of([self._candidate(unit, given) for unit, given in able.items()])

    def _able(self, kind: str) -> list[str]:
        if kind not in self._found:
            units = self._engine.fit(kind, self._place, ASKED_FOR + len(self._members))
            self._found[kind] = [unit for unit in units if unit not in self._members][:ASKED_FOR]
        return self._found[kind]

    def _candidate(self, unit: str, given: Sequence[Service]) -> Candidate:
        near, kinds = self._engine.near(unit, self._place), sorted({one.service for one in given})
        reason = f"{self._as_of}{NEAR_WORDS[near]}，能做{'、'.join(kinds)} {len(kinds)} 类"
        return Candidate(self._names[unit], WEEKS[near], reason, tuple(given))


class TakingOver:
    """Asks the matching engine, once for each service of a community, which other member can take it over today.

    Parameters
    ----------
    asked : Asking
    facts : StrengthFacts
    now : Standing
        Who belongs to the whole.
    """

    def __init__(self, asked: Asking, facts: StrengthFacts, now: Standing) -> None:
        self._engine = _Engine(asked, facts)
        self._names = facts.names
        self._member = {facts.names[id_]: id_ for id_ in now.members}
        self._place = {name: id_ for id_, name in facts.place_names.items()}
        self._as_of = as_of(now.day, asked.today)
        self._found: dict[Service, list[str]] = {}

    def __call__(self, leaving: Sequence[str], services: Sequence[Service]) -> Sequence[Candidate]:
        """Return which of those who stay could take over most, each next one most of what is left, at most three."""
        gone = {self._member[name] for name in leaving}
        able = by_unit((one, [unit for unit in self._able(one) if unit not in gone]) for one in services)
        return few_of([self._candidate(unit, given) for unit, given in able.items()])

    def _able(self, service: Service) -> list[str]:
        if service not in self._found:
            units = self._engine.fit(service.service, self._place[service.community], ASKED_FOR)
            members = {*self._member.values()}
            self._found[service] = [unit for unit in units if unit in members]
        return self._found[service]

    def _candidate(self, unit: str, given: Sequence[Service]) -> Candidate:
        near = max((self._engine.near(unit, self._place[one.community]) for one in given), key=WEEKS.__getitem__)
        told = "；".join(f"{place}的{'、'.join(kinds)}" for place, kinds in by_community(given).items())
        reason = f"{self._as_of}{NEAR_WORDS[near]}，接得住{told} {len(given)} 项"
        return Candidate(self._names[unit], WEEKS[near], reason, tuple(given))


@dataclass(frozen=True, eq=False)
class Fitted:
    """Who was found fit for what, as long as nothing it rests on changes: decisions seldom touch a unit.

    Parameters
    ----------
    units : tuple of HelperRow
        All units as the engine knows them, with what they do already.
    beside : tuple
        What counts beside them: the territories, kinds of work and weights, each the same only where it is that very
        one.
    day : date
    found : dict
        Ids of units, the best first, by kind of service, place and how many were asked for.
    """

    units: tuple[HelperRow, ...]
    beside: tuple[object, ...]
    day: date
    found: dict[tuple[str, str, int], list[str]] = field(default_factory=dict)

    def holds_for(self, other: "Fitted") -> bool:
        """Whether what was found before rests on the same as of now."""
        beside = all(mine is theirs for mine, theirs in zip(self.beside, other.beside, strict=True))
        return beside and self.day == other.day and self.units == other.units


def _fitted(asked: Asking) -> Fitted:
    key, problem = ("fit units", asked.scope.territory), asked.view.problem
    alive = problem.helpers.alive.tolist()
    rows = zip(problem.helpers.rows, alive, strict=True)
    units = tuple(sorted((row for row, here in rows if here and row.kind in UNITS), key=lambda row: row.id))
    now = Fitted(units, (problem.territories, problem.taxonomy, problem.weights), asked.today)
    known: Fitted | None = asked.view.lasting.known(key, None)
    if known is not None and known.holds_for(now):
        return known
    asked.view.lasting.put(key, now)
    return now


class _Engine:
    """The matching engine as it is asked here, and how near units are."""

    def __init__(self, asked: Asking, facts: StrengthFacts) -> None:
        self._asked, self._facts, self._fitted = asked, facts, _fitted(asked)
        self._sites = grouped(holding((*facts.pairings, *facts.sites), asked.today), "unit")

    def fit(self, kind: str, place: str, limit: int) -> list[str]:
        """List the units of the scope that can give a kind of service somewhere, the best first."""
        found, key = self._fitted.found, (kind, place, limit)
        if key not in found:
            found[key] = self._ask(kind, place, limit)
        return found[key]

    def _ask(self, kind: str, place: str, limit: int) -> list[str]:
        view = self._asked.view
        work = replace(ask_of(view.taxonomy, kind), territory=place)
        units = fitting(
            view.problem, work, self._asked.today, kinds=UNITS, within=self._asked.scope.territory, limit=limit
        )
        return [unit for unit in units if unit in self._facts.unit_by_id]

    def near(self, unit: str, place: str) -> str:
        """Return the level of the smallest territory a unit shares with a place."""
        own = {up for row in self._sites.get(unit, ()) for up in self._facts.chain_up(row["place"])}
        levels = {self._facts.place_by_id[one]["level"] for one in self._facts.chain_up(place) if one in own}
        return next((level for level in WEEKS if level in levels), "district")


def as_of(day: date, today: date) -> str:
    """Say that who steps in is as of today, where what is lost is of another day."""
    return "" if day == today else AS_OF_TODAY


def by_unit(able: Iterable[tuple[Service, Iterable[str]]]) -> dict[str, list[Service]]:
    """Return which of the services each unit can give."""
    found: dict[str, list[Service]] = {}
    for service, units in able:
        for unit in units:
            found.setdefault(unit, []).append(service)
    return found


def by_community(services: Sequence[Service]) -> Mapping[str, list[str]]:
    """Return the kinds of service by community."""
    groups = groupby(sorted(services), key=lambda one: one.community)
    return {community: [one.service for one in rows] for community, rows in groups}


def few_of(found: Sequence[Candidate]) -> Sequence[Candidate]:
    """Choose the one that gives most, then who gives most of what is left, at most three."""
    left, chosen = [*found], list[Candidate]()
    while left and len(chosen) < MOST:
        given = {service for one in chosen for service in one.services}
        chosen.append(min(left, key=lambda one: _order(one, given)))
        left.remove(chosen[-1])
    return chosen


def _order(one: Candidate, given: set[Service]) -> tuple[int, int, float, str]:
    return -len({*one.services} - given), -len(one.services), one.weeks, one.id
