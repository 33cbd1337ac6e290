"""Side terms decided by branch and bound (HiGHS), for as many pairs as that can decide."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from matching.arrays import Bools, Index, Longs
from matching.assignment import NOT_TOGETHER, Assignment, ProblemNotSoundError
from matching.market import Market
from matching.quiet import output_aside
from matching.sides import Sides, clashing, runs_of
from matching.solving import part_of, solved, without_twins

MOST_NODES: Final = 5_000
MOST_LOOKED_AT: Final = 100_000_000
"""Limits on nodes, and on pairs times nodes, not on time, so that the answer does not depend on the machine."""
LEAST_NODES: Final = 100
ROUNDING: Final = 1e-3
INFEASIBLE: Final = 2
"""The status by which HiGHS says so."""


class NothingAllowedError(Exception):
    """No assignment keeps every term."""


@dataclass
class Program:
    """An integer program as it is written: columns with their worth, rows as sums of columns between two limits."""

    worth: list[float] = field(default_factory=list)
    whole: list[int] = field(default_factory=list)
    rows: list[tuple[Index, Longs, float, float]] = field(default_factory=list)

    def columns(self, worth: Longs, *, whole: bool = True) -> Index:
        """Write columns between zero and one; returns their numbers."""
        first = len(self.worth)
        self.worth += worth.tolist()
        self.whole += [int(whole)] * len(worth)
        return np.arange(first, len(self.worth))

    def row(self, columns: Index, values: Longs, low: float, high: float) -> None:
        """Write that a sum of columns stays between two limits."""
        self.rows.append((columns, values, low, high))

    def at_most(self, keys: Index, columns: Index, limits: Longs) -> None:
        """Write for each key that the sum of its columns stays within its limit."""
        order = np.argsort(keys, kind="stable")
        for part in runs_of(keys[order], order):
            self.row(columns[part], np.ones(len(part), np.int64), -np.inf, float(limits[keys[part[0]]]))

    def solve(self, low: Longs) -> tuple[Longs | None, float]:
        """Maximise the worth; returns the first columns' values, or None, and the bound of the tree.

        A column that stands in a row more than once counts as often.

        Raises
        ------
        NothingAllowedError
            No values keep all rows.
        """
        lengths = [len(columns) for columns, *_ in self.rows]
        row = np.repeat(np.arange(len(self.rows)), lengths)
        column = np.concatenate([np.zeros(0, np.intp), *(columns for columns, *_ in self.rows)])
        value = np.concatenate([np.zeros(0, np.int64), *(values for _, values, *_ in self.rows)])
        matrix = csr_array((value, (row, column)), shape=(len(self.rows), len(self.worth)))
        least = np.concatenate([low, np.zeros(len(self.worth) - len(low))])
        with output_aside():  # HiGHS 1.12 prints a line of its own whatever it is told (its issue 2783)
            done = milp(
                -np.array(self.worth),
                integrality=np.array(self.whole),
                bounds=Bounds(least, np.ones(len(self.worth))),
                constraints=[LinearConstraint(matrix, [one[2] for one in self.rows], [one[3] for one in self.rows])],
                # presolving took thirty times as long as all the rest: an assignment is nearly whole as it stands
                options={"mip_rel_gap": 0.0, "node_limit": nodes_for(len(self.worth)), "presolve": False},
            )
        if done.status == INFEASIBLE:
            raise NothingAllowedError
        if done.x is None or done.mip_dual_bound is None:
            return None, 0.0
        return np.rint(done.x[: len(low)]).astype(np.int64), -done.mip_dual_bound


def nodes_for(columns: int) -> int:
    """Give how many nodes may be looked at; fewer of larger programs, whose nodes take longer."""
    return max(LEAST_NODES, min(MOST_NODES, MOST_LOOKED_AT // columns))


def solved_exactly(market: Market, sides: Sides, pinned: Bools, allowed: Bools) -> Assignment | None:
    """Solve by branch and bound; None when it finds nothing within its nodes.

    The bound is that of the tree, not one of prices; the prices told are those of the assignment without side terms.

    Raises
    ------
    ProblemNotSoundError
        The pins cannot be held with the other terms.
    """
    at = without_twins(market)
    at = at[(allowed & (market.worth >= 0))[at]]
    together = _together(part_of(market, at), sides)
    if pinned[at[together < 0]].any():  # one of a team whose others may not come along
        raise ProblemNotSoundError("pinned", int(pinned.argmax()), NOT_TOGETHER)
    at, together = at[together >= 0], together[together >= 0]
    if not len(at):
        return _told(market, sides, at, 0.0)
    part, program = part_of(market, at), Program()
    _, column = np.unique(together, return_inverse=True)
    program.columns(np.bincount(column, part.worth).astype(np.int64))
    program.at_most(part.giver, column, part.supply)
    program.at_most(part.taker, column, part.demand)
    grouped = np.flatnonzero(part.group >= 0)
    program.at_most(part.group[grouped], column[grouped], part.group_limit)
    for wants in clashing(part, sides):
        program.row(column[wants], np.ones(len(wants), np.int64), -np.inf, 1)
    _least(program, part, sides, column)
    _communities(program, part, sides, column)
    low = np.zeros(int(column.max()) + 1, np.int64)
    low[column[pinned[at]]] = 1
    try:
        amount, bound = program.solve(low)
    except NothingAllowedError as nothing:
        raise ProblemNotSoundError("pinned", int(pinned.argmax()), NOT_TOGETHER) from nothing
    return None if amount is None else _told(market, sides, at[amount[column] > 0], bound)


def _together(part: Market, sides: Sides) -> Index:
    """Give one number to what is decided as one: a pair, or a team's pairs with a post; -1 where some lack."""
    team = sides.team[part.giver]
    number = np.arange(len(team))
    of_team = np.flatnonzero(team >= 0)
    if not len(of_team):
        return number
    keys = team[of_team] * len(part.demand) + part.taker[of_team]
    _, first, which, size = np.unique(keys, return_index=True, return_inverse=True, return_counts=True)
    members = np.bincount(sides.team[sides.team >= 0])
    whole = size[which] == members[team[of_team]]
    number[of_team] = np.where(whole, of_team[first[which]], -1)
    return number


def _least(program: Program, part: Market, sides: Sides, column: Index) -> None:
    """Write that a post has none or at least as many people as it needs."""
    at = np.flatnonzero(sides.least[part.taker] > 1)
    at = at[np.argsort(part.taker[at], kind="stable")]
    posts = runs_of(part.taker[at], at)
    gates = program.columns(np.zeros(len(posts), np.int64))
    for of_post, gate in zip(posts, gates, strict=True):
        post = part.taker[of_post[0]]
        columns, ones = np.append(column[of_post], gate), np.ones(len(of_post), np.int64)
        program.row(columns, np.append(ones, -sides.least[post]), 0, np.inf)
        program.row(columns, np.append(ones, -part.demand[post]), -np.inf, 0)


def _communities(program: Program, part: Market, sides: Sides, column: Index) -> None:
    """Write what each further person is worth to a community; the first ones come first, as they are worth most."""
    community = sides.community[part.taker]
    at = np.flatnonzero(community >= 0) if sides.returns.any() else np.zeros(0, np.intp)
    at = at[np.argsort(community[at], kind="stable")]
    for of_community in runs_of(community[at], at):
        steps = program.columns(sides.returns[: len(of_community)], whole=False)
        values = np.concatenate([np.ones(len(of_community), np.int64), np.full(len(steps), -1)])
        program.row(np.concatenate([column[of_community], steps]), values, 0, np.inf)


def _told(market: Market, sides: Sides, taken: Index, bound: float) -> Assignment:
    chosen = np.zeros(len(market.worth), np.bool_)
    chosen[taken] = True
    objective = int(market.worth[taken].sum()) + sides.worth(market.taker[taken])
    most = max(int(np.floor(bound + ROUNDING)), objective)
    return replace(
        solved(market),
        chosen=chosen,
        objective=objective,
        bound=most,
        proved=most == objective,
        person=market.giver[taken],
        post=market.taker[taken],
        method="exact",
    )
