"""Which territories took the place of which: an old code leads, by a day, to what was merged or split out of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from graph_model.driver import Graph

SUCCESSION_STEPS_CYPHER: Final = """
    MATCH (old:Territory)-[step:SUCCEEDED_BY]->(heir:Territory)
    RETURN old.id AS code, old.name AS name, old.level AS level, heir.id AS heir, heir.name AS heir_name, step.on AS on
    ORDER BY code, heir
"""
MOST_CHANGES: Final = 8
"""Changes of changes that are followed."""


@dataclass(frozen=True, slots=True)
class Step:
    """One territory that gave way to another `on` a day; None when nobody wrote down which."""

    code: str
    name: str
    level: str
    heir: str
    heir_name: str
    on: date | None

    def taken(self, day: date) -> bool:
        """Whether the change had happened by a day; one without a day always had."""
        return self.on is None or self.on <= day


@dataclass(frozen=True)
class Successions:
    """All changes, to be asked as of any day."""

    steps: tuple[Step, ...] = field(default=())

    @cached_property
    def _from(self) -> dict[str, list[Step]]:
        found: dict[str, list[Step]] = {}
        for step in self.steps:
            found.setdefault(step.code, []).append(step)
        return found

    def taken(self, code: str, day: date) -> list[Step]:
        """List the changes by which a territory itself had given way by a day; none while it stood."""
        return [step for step in self._from.get(code, ()) if step.taken(day)]

    def heirs(self, code: str, day: date) -> list[str]:
        """List what a code stands for on a day, in the order of the codes: itself while it stood."""
        standing, ahead = set[str](), {code}
        for _ in range(MOST_CHANGES + 1):
            given_way = {one: self.taken(one, day) for one in ahead}
            standing |= {one for one, steps in given_way.items() if not steps}
            ahead = {step.heir for steps in given_way.values() for step in steps}
        return sorted(standing)

    def gone(self, day: date) -> Iterable[str]:
        """Give the codes that had given way by a day."""
        return (code for code in self._from if self.taken(code, day))


def read_successions(graph: Graph) -> Successions:
    """Read every change of the division codes; there are few, and everybody may see them."""
    return Successions(tuple(Step(**row) for row in graph.rows(SUCCESSION_STEPS_CYPHER)))
