"""Who could step in when a member leaves: units the matching engine finds fit for what would be lost."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from api.answers.who import ask_of
from api.asking import Asking
from api.schemas.common import HelperKind
from graph_model.entities.terms import Verdict
from graph_model.network.drill import Candidate
from graph_model.network.services import Service
from graph_model.place_tree import grouped
from graph_model.strength.analysis import Analyst
from graph_model.strength.calendar import Period
from graph_model.strength.subjects import Subject, holding
from matching.ranking import rank

UNITS: Final[tuple[HelperKind, ...]] = ("organisation",)
MOST: Final = 3
ASKED_FOR: Final = 8
WEEKS: Final = {"community": 1.0, "subdistrict": 2.0, "district": 4.0}
"""Weeks until a unit stands in, by the smallest territory it shares with the alliance: a setting of this product."""
AS_OF_TODAY: Final = "按今天的情况，"
NEAR_WORDS: Final = {"community": "就在本社区", "subdistrict": "在本镇街", "district": "在本区"}


class SteppingIn:
    """Asks the matching engine, once for each kind of service, who else can give it today where the alliance is.

    Parameters
    ----------
    asked : Asking
    analyst : Analyst
    subject : Subject
    quarter : Period
    """

    def __init__(self, asked: Asking, analyst: Analyst, subject: Subject, quarter: Period) -> None:
        self._asked = asked
        self._facts = analyst.record.facts
        self._place = subject.places[0]
        standing = analyst.standing(subject, quarter)
        self._members = {*standing.members}
        self._as_of = "" if standing.day == asked.today else AS_OF_TODAY
        self._found: dict[str, list[str]] = {}
        self._sites = grouped(holding((*self._facts.pairings, *self._facts.sites), asked.today), "unit")

    def __call__(self, _: str, services: Sequence[Service]) -> Sequence[Candidate]:
        """Return who could give most of what would be lost, each next one most of what is left, at most three."""
        able: dict[str, list[str]] = {}
        for kind in sorted({one.service for one in services}):
            for unit in self._able(kind):
                able.setdefault(unit, []).append(kind)
        found = [self._candidate(unit, kinds) for unit, kinds in able.items()]
        chosen: list[Candidate] = []
        while found and len(chosen) < MOST:
            given = {kind for one in chosen for kind in one.services}
            chosen.append(min(found, key=lambda one: _order(one, given)))
            found.remove(chosen[-1])
        return chosen

    def _able(self, kind: str) -> list[str]:
        if kind not in self._found:
            view = self._asked.view
            ranking = rank(
                view.problem,
                replace(ask_of(view.taxonomy, kind), territory=self._place),
                self._asked.today,
                kinds=UNITS,
                within=self._asked.scope.territory,
                verdict=(Verdict.YES,),
                limit=ASKED_FOR + len(self._members),
            )
            units = [one.row.id for one in ranking.ranked if one.row.id in self._facts.unit_by_id]
            self._found[kind] = [unit for unit in units if unit not in self._members][:ASKED_FOR]
        return self._found[kind]

    def _candidate(self, unit: str, kinds: Sequence[str]) -> Candidate:
        near = self._nearness(unit)
        reason = f"{self._as_of}{NEAR_WORDS[near]}，能做{'、'.join(kinds)} {len(kinds)} 类"
        return Candidate(self._facts.names[unit], WEEKS[near], reason, tuple(kinds))

    def _nearness(self, unit: str) -> str:
        own = {up for row in self._sites.get(unit, ()) for up in self._facts.chain_up(row["place"])}
        levels = {self._facts.place_by_id[one]["level"] for one in self._facts.chain_up(self._place) if one in own}
        return next((level for level in WEEKS if level in levels), "district")


def _order(one: Candidate, given: set[str]) -> tuple[int, int, float, str]:
    return -len({*one.services} - given), -len(one.services), one.weeks, one.id
