"""Over all proposed projects: the one resource whose want blocks most, and what would come of having it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graph_model.entities.candidates import WorkRow
from matching.bundles import Bundle, Part, PartKey
from matching.offers import worth_of
from matching.problem import Problem

PEOPLE_UNITS: Final = frozenset({"人", "户", "名", "位", "家"})
"""Units in which a need counts the people it concerns."""


@dataclass(frozen=True, slots=True)
class Blocking:
    """What several projects wait for.

    Attributes
    ----------
    bundles : tuple of Bundle
        The projects it blocks, in their own order.
    alone : int
        How many of them lack nothing else, so that they can begin as soon as it is there.
    short, missing : int
        Units nobody certain holds, and units nobody holds at all.
    needs, posts, people, communities : int
        Needs and posts that wait for it, people the needs name, communities they lie in.
    value : int
        Worth of the units that are short in the week's own measure: that they are served, and how urgent they are.
    """

    part: PartKey
    key: str
    label: str
    bundles: tuple[Bundle, ...]
    alone: int
    short: int
    missing: int
    needs: int
    posts: int
    people: int
    communities: int
    value: int


def rank_blocking(problem: Problem, bundles: Sequence[Bundle]) -> list[Blocking]:
    """List what blocks, by the value of what it would allow, then by projects, then by its key."""
    waiting: defaultdict[tuple[PartKey, str, str], list[Bundle]] = defaultdict(list)
    for one in bundles:
        if one.blocking is not None:
            waiting[one.blocking.part, one.blocking.key, one.blocking.label].append(one)
    found = [_blocking(problem, *what, those) for what, those in waiting.items()]
    return sorted(found, key=lambda one: (-one.value, -len(one.bundles), one.part, one.key))


def _blocking(problem: Problem, part: PartKey, key: str, label: str, bundles: Sequence[Bundle]) -> Blocking:
    parts = [one.blocking for one in bundles if one.blocking is not None]
    works = [problem.works.demands[work] for one in parts for work in one.works]
    needs = [demand.row for demand in works if demand.row.kind == "need"]
    tree = problem.territories
    return Blocking(
        part=part,
        key=key,
        label=label,
        bundles=tuple(bundles),
        alone=sum(sum(part.short > 0 for part in one.parts) == 1 for one in bundles),
        short=sum(one.short for one in parts),
        missing=sum(one.missing for one in parts),
        needs=len(needs),
        posts=len(works) - len(needs),
        people=sum(people_of(row) for row in needs),
        communities=len({tree.community_of(demand.territory) for demand in works}),
        value=sum(_value(problem, one) for one in parts),
    )


def people_of(row: WorkRow) -> int:
    """Count the people, or households, a need names; one where it names none."""
    return max(1, int(row.quantity)) if row.quantity is not None and row.unit in PEOPLE_UNITS else 1


def _value(problem: Problem, part: Part) -> int:
    """Value what is short at what a unit of the works that need it is worth on average, rounded down."""
    works = [worth_of(problem.works.demands[work]) for work in part.works]
    return part.short * sum(works) // len(works)
