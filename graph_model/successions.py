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
WITHIN_ON_CYPHER: Final = """
    UNWIND $codes AS code
    MATCH (:Territory {id: code})-[up:PART_OF*0..6]->(:Territory {id: $root})
    WHERE all(part IN up WHERE coalesce(part.since, $day) <= $day AND coalesce(part.until, $day) >= $day)
    RETURN DISTINCT code
"""
PATH_ON_CYPHER: Final = """
    MATCH path = (:Territory {id: $code})-[up:PART_OF*0..6]->(top:Territory)
    WHERE all(part IN up WHERE coalesce(part.since, $day) <= $day AND coalesce(part.until, $day) >= $day)
    RETURN [place IN nodes(path) | [place.id, place.name]] AS places
    ORDER BY size(up) DESC, top.id
    LIMIT 1
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

    def first_heir(self, code: str, day: date) -> str:
        """Return the place a code stands for on a day, the first of its heirs when it was split; a circle is itself."""
        return next(iter(self.heirs(code, day)), code)

    def took_over(self, day: date) -> dict[str, tuple[str, ...]]:
        """Give, by each territory that stands for others on a day, the codes that had given way to it."""
        found: dict[str, tuple[str, ...]] = {}
        for old in self.gone(day):
            for heir in self.heirs(old, day):
                found[heir] = (*found.get(heir, ()), old)
        return found

    def trail(self, code: str, day: date) -> list[list[Step]]:
        """List the changes by which a code had given way by a day, then those of what took its place, and so on."""
        told, ahead = dict[str, list[Step]](), [code]
        while ahead:
            here = ahead.pop(0)
            steps = self.taken(here, day)
            if steps and here not in told:
                told[here] = steps
                ahead += [step.heir for step in steps]
        return list(told.values())

    def gone(self, day: date) -> Iterable[str]:
        """Give the codes that had given way by a day."""
        return (code for code in self._from if self.taken(code, day))


def read_successions(graph: Graph) -> Successions:
    """Read every change of the division codes; there are few, and everybody may see them."""
    return Successions(tuple(Step(**row) for row in graph.rows(SUCCESSION_STEPS_CYPHER)))


def codes_on(graph: Graph, known: Successions, root: str, day: date) -> list[str]:
    """List the code to look under on a day, and those that by then had given way to it or to a part of it.

    Who is still registered at a code that was split counts at the first of its heirs.
    """
    heirs = {old: known.first_heir(old, day) for old in known.gone(day)}
    rows = graph.rows(WITHIN_ON_CYPHER, codes=sorted(set(heirs.values())), root=root, day=day)
    inside = {row["code"] for row in rows}
    return [root, *sorted(old for old, heir in heirs.items() if heir in inside and old != root)]


def path_on(graph: Graph, code: str, day: date) -> list[tuple[str, str]]:
    """List ids and names from the top down to a territory as it was divided on a day; empty when it is not known."""
    rows = graph.rows(PATH_ON_CYPHER, code=code, day=day)
    return [(id_, name) for id_, name in reversed(rows[0]["places"])] if rows else []
