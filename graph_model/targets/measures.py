"""Which function computes which live value, and the live value of a target."""

from collections.abc import Callable, Mapping
from typing import Final

from graph_model.targets import chain_measures as chain
from graph_model.targets import place_measures as place
from graph_model.targets import unit_measures as unit
from graph_model.targets.catalogue import Target
from graph_model.targets.facts import Facts
from graph_model.targets.live import Live

Measure = Callable[[Facts], Live]
MEASURES: Final[Mapping[str, Measure]] = {
    "work_committees": chain.work_committees,
    "joint_committees": chain.joint_committees,
    "neighbour_hubs": chain.neighbour_hubs,
    "compound_branches": chain.compound_branches,
    "party_stairways": chain.party_stairways,
    "ten_households": chain.ten_households,
    "paired_communities": chain.paired_communities,
    "property_party": chain.property_party,
    "open_joint_committees": chain.open_joint_committees,
    "both_offices": chain.both_offices,
    "stations": place.stations,
    "town_centres": place.town_centres,
    "social_work_stations": place.social_work_stations,
    "social_work_everywhere": place.social_work_everywhere,
    "premises_per_hundred_households": place.premises_per_hundred_households,
    "premises_floor_300": place.premises_floor_300,
    "community_kinds": place.community_kinds,
    "service_circle": place.service_circle,
    "pilots": place.pilots,
    "showcases": place.showcases,
    "upper_alliances": unit.upper_alliances,
    "community_alliances": unit.community_alliances,
    "alliance_levels": unit.alliance_levels,
    "monthly_activity": unit.monthly_activity,
    "service_groups": unit.service_groups,
    "interest_groups": unit.interest_groups,
    "agencies_with_projects": unit.agencies_with_projects,
    "project_topics": unit.project_topics,
    "lists_in_use": unit.lists_in_use,
    "second_lists_in_use": unit.second_lists_in_use,
    "five_meetings": unit.five_meetings,
    "monthly_service": unit.monthly_service,
    "legal_advisers": unit.legal_advisers,
}


def live_value(target: Target, facts: Facts) -> Live:
    """Compute what the graph holds against a target; missing where nothing in it can tell."""
    if not target.measure:
        return Live(None, (), target.missing)
    return MEASURES[target.measure](facts)
