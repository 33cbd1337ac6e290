"""Coverage at a glance: for each territory and kind of work, who can, who is free, what is asked, where a hole is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from matching import facets
from matching.arrays import Bools, Index, Ints
from matching.ground import remaining
from matching.nearness import COVERS
from matching.problem import Problem
from matching.territories import NOWHERE
from matching.verdict import YES


@dataclass(frozen=True)
class Coverage:
    """Counts by territory and kind of work.

    Attributes
    ----------
    territories : tuple of str
        Ids, in the order of the rows.
    categories : tuple of str
        Ids, in the order of the columns.
    can, free, asked : array of int32, shape (territories, categories)
        Eligible helpers who live, work, serve or belong there; those of them with room this week; seats and needs open.
    hole : array of bool, shape (territories, categories)
        Something is asked and nobody is free.
    """

    territories: tuple[str, ...]
    categories: tuple[str, ...]
    can: Ints
    free: Ints
    asked: Ints
    hole: Bools


def coverage(
    problem: Problem, today: date, territories: Sequence[str] | None = None, categories: Sequence[str] | None = None
) -> Coverage:
    """Count who can, who is free and what is asked.

    Parameters
    ----------
    territories : sequence of str, optional
        Ids of the rows; all communities when left out.
    categories : sequence of str, optional
        Ids of the columns; the top categories when left out. A broader one counts the narrower with it.
    """
    tree = problem.territories
    rows = [tree.number(id_) for id_ in territories] if territories is not None else list(tree.communities)
    columns = list(categories) if categories is not None else [c.id for c in problem.taxonomy.top_categories()]
    able = _able(problem, today, columns)
    room = (problem.helpers.capacity > problem.helpers.load)[:, None]
    members = _members(problem, rows)
    can, free = (members @ able).astype(np.int32), (members @ (able * room)).astype(np.int32)
    asked = _asked(problem, rows, columns)
    names = tuple(tree.rows[number].id if number != NOWHERE else "" for number in rows)
    return Coverage(names, tuple(columns), can, free, asked, (asked > 0) & (free == 0))


def _able(problem: Problem, today: date, categories: Sequence[str]) -> Ints:
    """Mark who may be asked and can do each kind; shape (helpers, categories)."""
    helpers = problem.helpers
    askable = helpers.alive & helpers.available & ~helpers.do_not_assign & (helpers.consent == YES)
    columns = [askable & (facets.standing(problem, category, today) == YES) for category in categories]
    return np.stack(columns, axis=1).astype(np.int32) if columns else np.zeros((len(helpers), 0), np.int32)


def _members(problem: Problem, rows: Sequence[int]) -> sparse.csr_array:
    """Mark which helpers belong to which rows, once each; shape (rows, helpers)."""
    places = problem.helpers.places
    covering = COVERS[places.tie]
    kinds, kind_of = np.unique(places.territory.astype(np.int64) * 2 + covering, return_inverse=True)
    found = [_rows_of(problem, rows, int(kind) // 2, whole=bool(kind % 2)) for kind in kinds]
    lengths = np.array([len(some) for some in found], np.intp)
    helper = np.repeat(places.helper, lengths[kind_of]).astype(np.int64)
    row = np.concatenate([np.empty(0, np.intp), *(found[kind] for kind in kind_of)])
    keys = np.unique(row * max(1, len(problem.helpers)) + helper)
    row, helper = np.divmod(keys, max(1, len(problem.helpers)))
    shape = (len(rows), len(problem.helpers))
    return sparse.csr_array((np.ones(len(keys), np.int32), (row, helper)), shape=shape)


def _rows_of(problem: Problem, rows: Sequence[int], place: int, *, whole: bool) -> Index:
    """Find the rows a place counts for: those around it, and those inside it where the tie covers it as a whole."""
    tree = problem.territories
    return np.array(
        [n for n, row in enumerate(rows) if tree.contains(row, place) or (whole and tree.contains(place, row))], np.intp
    )


def _asked(problem: Problem, rows: Sequence[int], categories: Sequence[str]) -> Ints:
    """Sum what is open in each subtree and kind; a counted need counts as one."""
    families = [set(problem.taxonomy.with_narrower(category)) for category in categories]
    asked = np.zeros((len(problem.territories) + 1, len(categories)), np.int32)
    for demand in problem.works.demands:
        if demand.wanted and demand.category is not None:
            seats = 1 if demand.row.kind == "need" else remaining(demand)
            for column, family in enumerate(families):
                if demand.category in family:
                    asked[demand.territory, column] += seats
    return np.stack([_subtree(problem, asked, row) for row in rows]) if rows else asked[:0]


def _subtree(problem: Problem, asked: Ints, row: int) -> Ints:
    inside = asked[row : problem.territories.ends[row]] if row != NOWHERE else asked[:0]
    return np.asarray(inside.sum(axis=0), np.int32)
