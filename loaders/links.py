"""Every relationship the ledgers write: which end the row is about and how often it may hold at a time."""
# ruff: noqa: E501 - a table, one kind a line

from dataclasses import dataclass
from typing import Final, Literal

from graph_model import (
    activities,
    alliances,
    needs,
    organisations,
    party_organisations,
    persons,
    posts,
    problems,
    projects,
    resources,
    stations,
    teams,
    territories,
    whistles,
)
from graph_model.ties import Ties


@dataclass(frozen=True, slots=True, eq=False)
class LinkKind:
    """One way a ledger row ties its node to another.

    ``subject`` is the end the row is about. ``holds``: ``one`` means a new one ends the old, whichever ledger said it;
    ``many`` that only the same ledger's own are ended when it no longer names them; ``kept`` that none is ever ended
    (history). ``ties`` writes them, and says which properties tell two between the same nodes apart.
    """

    name: str
    type: str
    start: str
    end: str
    subject: Literal["start", "end"]
    holds: Literal["one", "many", "kept"]
    ties: Ties

    @property
    def told_apart_by(self) -> tuple[str, ...]:
        """Properties by which two between the same nodes differ, beside the day they began."""
        return tuple(name for name in self.ties.keyed_by if name != "since")


# fmt: off
PART_OF: Final = LinkKind("PART_OF", "PART_OF", "Territory", "Territory", "start", "one", territories.PARTS)
SUCCEEDED_BY: Final = LinkKind("SUCCEEDED_BY", "SUCCEEDED_BY", "Territory", "Territory", "start", "kept", territories.SUCCESSIONS)
LOCATED_IN: Final = LinkKind("LOCATED_IN", "LOCATED_IN", "Organisation", "Territory", "start", "one", organisations.LOCATIONS)
PAIRED_WITH: Final = LinkKind("PAIRED_WITH", "PAIRED_WITH", "Organisation", "Territory", "start", "many", organisations.PAIRINGS)
UNIT_ABOUT: Final = LinkKind("UNIT_ABOUT", "ABOUT", "Organisation", "Category", "start", "many", organisations.ORGANISATION_CATEGORIES)
RATES: Final = LinkKind("RATES", "RATES", "Organisation", "Organisation", "start", "kept", organisations.RATINGS)
ALLIANCE_MEMBER: Final = LinkKind("ALLIANCE_MEMBER", "MEMBER_OF", "Organisation", "Alliance", "end", "many", alliances.MEMBERSHIPS)
ALLIANCE_COVERS: Final = LinkKind("ALLIANCE_COVERS", "COVERS", "Alliance", "Territory", "start", "many", alliances.ALLIANCE_TERRITORIES)
ALLIANCE_LED_BY: Final = LinkKind("ALLIANCE_LED_BY", "LEADS", "PartyOrganisation", "Alliance", "end", "one", party_organisations.LED_ALLIANCES)
REPORTS_TO: Final = LinkKind("REPORTS_TO", "REPORTS_TO", "PartyOrganisation", "PartyOrganisation", "start", "one", party_organisations.REPORTING)
PARTY_COVERS_UNIT: Final = LinkKind("PARTY_COVERS_UNIT", "COVERS", "PartyOrganisation", "Organisation", "start", "many", party_organisations.COVERED_ORGANISATIONS)
PARTY_COVERS: Final = LinkKind("PARTY_COVERS", "COVERS", "PartyOrganisation", "Territory", "start", "many", party_organisations.COVERED_TERRITORIES)
TEAM_SERVES: Final = LinkKind("TEAM_SERVES", "SERVES", "Team", "Territory", "start", "many", teams.SERVED_TERRITORIES)
TEAM_ABOUT: Final = LinkKind("TEAM_ABOUT", "ABOUT", "Team", "Category", "start", "many", teams.TEAM_CATEGORIES)
WORKS_FOR: Final = LinkKind("WORKS_FOR", "WORKS_FOR", "Person", "Organisation", "start", "one", persons.EMPLOYMENTS)
LIVES_IN: Final = LinkKind("LIVES_IN", "LIVES_IN", "Person", "Territory", "start", "one", persons.RESIDENCES)
REGISTERED_AT: Final = LinkKind("REGISTERED_AT", "REGISTERED_AT", "Person", "Territory", "start", "one", persons.REGISTRATIONS)
IN_TEAM: Final = LinkKind("IN_TEAM", "MEMBER_OF", "Person", "Team", "start", "many", persons.TEAM_MEMBERSHIPS)
IN_PARTY: Final = LinkKind("IN_PARTY", "MEMBER_OF", "Person", "PartyOrganisation", "start", "one", persons.PARTY_MEMBERSHIPS)
HAS_SKILL: Final = LinkKind("HAS_SKILL", "HAS_SKILL", "Person", "Skill", "start", "many", persons.HELD_SKILLS)
WILLING: Final = LinkKind("WILLING", "ABOUT", "Person", "Category", "start", "many", persons.WILLINGNESS)
RESPONSIBLE_FOR: Final = LinkKind("RESPONSIBLE_FOR", "RESPONSIBLE_FOR", "Person", "Territory", "start", "many", persons.RESPONSIBILITIES)
PARTY_OFFICE: Final = LinkKind("PARTY_OFFICE", "HOLDS_OFFICE", "Person", "PartyOrganisation", "start", "many", persons.PARTY_OFFICES)
OFFICE: Final = LinkKind("OFFICE", "HOLDS_OFFICE", "Person", "Organisation", "start", "many", persons.OFFICES)
FILLS: Final = LinkKind("FILLS", "FILLS", "Person", "Post", "start", "kept", posts.FILLINGS)
OFFERED_BY_UNIT: Final = LinkKind("OFFERED_BY_UNIT", "OFFERS", "Organisation", "Resource", "end", "many", resources.ORGANISATION_OFFERS)
OFFERED_BY_PERSON: Final = LinkKind("OFFERED_BY_PERSON", "OFFERS", "Person", "Resource", "end", "many", resources.PERSON_OFFERS)
OFFERED_BY_TEAM: Final = LinkKind("OFFERED_BY_TEAM", "OFFERS", "Team", "Resource", "end", "many", resources.TEAM_OFFERS)
RESOURCE_IN: Final = LinkKind("RESOURCE_IN", "IN", "Resource", "Territory", "start", "one", resources.RESOURCE_TERRITORIES)
RESOURCE_ABOUT: Final = LinkKind("RESOURCE_ABOUT", "ABOUT", "Resource", "Category", "start", "one", resources.RESOURCE_CATEGORIES)
NEED_IN: Final = LinkKind("NEED_IN", "IN", "Need", "Territory", "start", "one", needs.NEED_TERRITORIES)
NEED_ABOUT: Final = LinkKind("NEED_ABOUT", "ABOUT", "Need", "Category", "start", "one", needs.NEED_CATEGORIES)
NEED_RAISED_BY: Final = LinkKind("NEED_RAISED_BY", "RAISES", "Territory", "Need", "end", "one", needs.TERRITORY_NEEDS)
NEED_RAISED_BY_UNIT: Final = LinkKind("NEED_RAISED_BY_UNIT", "RAISES", "Organisation", "Need", "end", "one", needs.ORGANISATION_NEEDS)
NEED_RAISED_BY_PERSON: Final = LinkKind("NEED_RAISED_BY_PERSON", "RAISES", "Person", "Need", "end", "one", needs.PERSON_NEEDS)
CLAIMED_BY: Final = LinkKind("CLAIMED_BY", "ASSIGNED_TO", "Organisation", "Need", "end", "many", needs.ORGANISATION_ASSIGNMENTS)
CLAIMED_BY_TEAM: Final = LinkKind("CLAIMED_BY_TEAM", "ASSIGNED_TO", "Team", "Need", "end", "many", needs.TEAM_ASSIGNMENTS)
CLAIMED_BY_PERSON: Final = LinkKind("CLAIMED_BY_PERSON", "ASSIGNED_TO", "Person", "Need", "end", "many", needs.PERSON_ASSIGNMENTS)
NEED_REQUIRES: Final = LinkKind("NEED_REQUIRES", "REQUIRES", "Need", "Skill", "start", "many", needs.NEED_SKILLS)
NEED_OF_PROBLEM: Final = LinkKind("NEED_OF_PROBLEM", "LEADS_TO", "Problem", "Need", "end", "many", problems.PROBLEM_NEEDS)
PROBLEM_IN: Final = LinkKind("PROBLEM_IN", "IN", "Problem", "Territory", "start", "one", problems.PROBLEM_TERRITORIES)
PROBLEM_ABOUT: Final = LinkKind("PROBLEM_ABOUT", "ABOUT", "Problem", "Category", "start", "one", problems.PROBLEM_CATEGORIES)
PROJECT_IN: Final = LinkKind("PROJECT_IN", "IN", "Project", "Territory", "start", "many", projects.PROJECT_TERRITORIES)
PROJECT_ABOUT: Final = LinkKind("PROJECT_ABOUT", "ABOUT", "Project", "Category", "start", "one", projects.PROJECT_CATEGORIES)
PROJECT_LED_BY: Final = LinkKind("PROJECT_LED_BY", "RESPONSIBLE_FOR", "Organisation", "Project", "end", "many", projects.PROJECT_LEADERS)
PROJECT_SUPPORTED_BY: Final = LinkKind("PROJECT_SUPPORTED_BY", "SUPPORTS", "Organisation", "Project", "end", "many", projects.PROJECT_SUPPORTERS)
ADDRESSES: Final = LinkKind("ADDRESSES", "ADDRESSES", "Project", "Need", "start", "many", projects.PROJECT_NEEDS)
USES: Final = LinkKind("USES", "USES", "Project", "Resource", "start", "many", projects.PROJECT_RESOURCES)
POST_IN: Final = LinkKind("POST_IN", "IN", "Post", "Territory", "start", "one", posts.POST_TERRITORIES)
POST_ABOUT: Final = LinkKind("POST_ABOUT", "ABOUT", "Post", "Category", "start", "one", posts.POST_CATEGORIES)
POST_REQUIRES: Final = LinkKind("POST_REQUIRES", "REQUIRES", "Post", "Skill", "start", "many", posts.POST_SKILLS)
ACTIVITY_IN: Final = LinkKind("ACTIVITY_IN", "IN", "Activity", "Territory", "start", "one", activities.ACTIVITY_TERRITORIES)
ACTIVITY_FOR_NEED: Final = LinkKind("ACTIVITY_FOR_NEED", "FOR", "Activity", "Need", "start", "many", activities.ACTIVITY_NEEDS)
ACTIVITY_FOR_PROJECT: Final = LinkKind("ACTIVITY_FOR_PROJECT", "FOR", "Activity", "Project", "start", "many", activities.ACTIVITY_PROJECTS)
ACTIVITY_FOR_POST: Final = LinkKind("ACTIVITY_FOR_POST", "FOR", "Activity", "Post", "start", "many", activities.ACTIVITY_POSTS)
ACTIVITY_ABOUT: Final = LinkKind("ACTIVITY_ABOUT", "ABOUT", "Activity", "Category", "start", "one", activities.ACTIVITY_CATEGORIES)
PERSON_TOOK_PART: Final = LinkKind("PERSON_TOOK_PART", "TOOK_PART_IN", "Person", "Activity", "end", "kept", activities.PERSON_PARTICIPATIONS)
PERSON_TAKES_PART: Final = LinkKind("PERSON_TAKES_PART", "TOOK_PART_IN", "Person", "Activity", "start", "kept", activities.PERSON_PARTICIPATIONS)
UNIT_TOOK_PART: Final = LinkKind("UNIT_TOOK_PART", "TOOK_PART_IN", "Organisation", "Activity", "end", "kept", activities.ORGANISATION_PARTICIPATIONS)
STATION_IN: Final = LinkKind("STATION_IN", "IN", "Station", "Territory", "start", "one", stations.STATION_TERRITORIES)
BLOWN_BY: Final = LinkKind("BLOWN_BY", "BLOWS", "Territory", "Whistle", "end", "one", whistles.BLOWN_WHISTLES)
CALLS: Final = LinkKind("CALLS", "CALLS", "Whistle", "Organisation", "start", "many", whistles.CALLED_ORGANISATIONS)
# fmt: on

LINK_KINDS: Final = {kind.name: kind for kind in tuple(globals().values()) if isinstance(kind, LinkKind)}
