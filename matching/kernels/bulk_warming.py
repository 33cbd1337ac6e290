"""A tiny region that runs every kernel of the bulk matcher once, on the very types it uses."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.far_sight import groups_of
from matching.half_days import points, without_clashes
from matching.kernels.far import worth_a_look
from matching.listing import solved_by_list
from matching.metropolis import solve
from matching.population import MEANINGS, NO_ORGANISATION, SKILLS_HELD, SKILLS_WANTED, Openings, Population
from matching.refining import refine
from matching.region import Region
from matching.renewal import keep, renew


def warm_up() -> None:
    """Assign two people to two openings, and take it up again, a week later and without clashes."""
    region = Region.of(_two_people(), _two_openings())
    placement, proof = solve(region)
    refine(region, replace(placement, person=placement.person[:0], opening=placement.opening[:0]))
    renew(region, keep(region, placement), np.arange(1, dtype=np.int32))
    without_clashes(region, placement, proof)
    points(region, placement)
    solved_by_list(region, proof.pairs)
    worth_a_look(
        *(region.people, region.openings, region.table, groups_of(region, placement.price), 0, 2),
        *(placement.price, region.scale, 0, region.people.max_posts, np.zeros(3, np.int64), np.zeros(0, np.int32)),
    )


def _two_people() -> Population:
    number, mask, byte = np.zeros(2, np.int32), np.ones(2, np.uint32), np.zeros(2, np.uint8)
    return Population(
        reach_start=np.arange(3),
        reach_from=number,
        reach_to=number + np.int32(2),
        barred_start=np.zeros(3, np.int64),
        barred=np.zeros(0, np.int32),
        categories=mask,
        wishes=mask,
        held=mask[None],
        slots=mask,
        age_low=byte,
        age_high=byte,
        community=number,
        subdistrict=number,
        organisation=number + np.int32(NO_ORGANISATION),
        place=np.zeros((2, 2), np.int16),
        skill=np.zeros((2, SKILLS_HELD), np.uint8),
        level=np.zeros((2, SKILLS_HELD), np.uint8),
        meaning=np.zeros((2, MEANINGS), np.int8),
        standing=number,
        max_posts=number + np.int32(2),
    )


def _two_openings() -> Openings:
    number, mask, byte = np.zeros(2, np.int32), np.ones(2, np.uint32), np.zeros(2, np.uint8)
    return Openings(
        categories=mask,
        required=mask[None],
        slots=mask,
        needed=byte,
        least_age=byte,
        most_age=byte,
        community=number,
        subdistrict=number,
        organisation=number,
        place=np.zeros((2, 2), np.int16),
        skill=np.zeros((2, SKILLS_WANTED), np.uint8),
        meaning=np.zeros((2, MEANINGS), np.int8),
        urgency=number,
        headcount=number + np.int32(1),
        nearness=np.ones((1, 1), np.int32),
    )
