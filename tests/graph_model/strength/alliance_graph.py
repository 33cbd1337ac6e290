"""A street with an alliance that hangs on its hospital, a 大党委 with a paired unit, and two years of deeds."""

from datetime import date

from graph_model import migrations
from graph_model.activities import ACTIVITIES, ACTIVITY_CATEGORIES, ACTIVITY_TERRITORIES, ORGANISATION_PARTICIPATIONS
from graph_model.alliances import ALLIANCE_TERRITORIES, ALLIANCES, MEMBERSHIPS
from graph_model.driver import Graph
from graph_model.entities import (
    Activity,
    Alliance,
    Organisation,
    PartyOrganisation,
    Person,
    Project,
    Resource,
    Territory,
)
from graph_model.entities.terms import GovernanceForm, Level, ListStatus, OrganisationKind, PartyForm
from graph_model.organisations import LOCATIONS, ORGANISATIONS, PAIRINGS, RATINGS
from graph_model.party_organisations import (
    COVERED_ORGANISATIONS,
    COVERED_TERRITORIES,
    LED_ALLIANCES,
    PARTY_ORGANISATIONS,
)
from graph_model.persons import EMPLOYMENTS, PARTY_OFFICES, PERSONS, RESIDENCES
from graph_model.projects import PROJECT_LEADERS, PROJECT_RESOURCES, PROJECT_SUPPORTERS, PROJECT_TERRITORIES, PROJECTS
from graph_model.resources import ORGANISATION_OFFERS, RESOURCES
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie

DISTRICT, STREET, FIRST, SECOND = "330106000000", "330106008000", "330106008001", "330106008002"
OTHER = "330106009000"
STAR, PARTY = "alliance-star", "party-first"
UNITS = {"org-hub": "医院", "org-a": "银行", "org-b": "超市", "org-c": "学校", "org-d": "工厂"}
FOUNDED = date(2024, 1, 1)
OFFICER = "person-officer"


def build_alliance(graph: Graph) -> None:
    """Save everything; the four others have met the hub only, the last of them long ago."""
    migrations.migrate(graph)
    _places(graph)
    ORGANISATIONS.save(
        graph,
        *(
            Organisation(id=id_, name=name, kind=OrganisationKind.ENTERPRISE, system=f"{name}系统")
            for id_, name in UNITS.items()
        ),
        Organisation(id="org-far", name="外地单位", kind=OrganisationKind.AGENCY),
    )
    LOCATIONS.open(graph, *(Tie(id_, FIRST) for id_ in UNITS), Tie("org-far", OTHER))
    ALLIANCES.save(
        graph,
        Alliance(
            id=STAR, name="健康联盟", level=Level.COMMUNITY, governance_form=GovernanceForm.SHARED, founded_on=FOUNDED
        ),
    )
    ALLIANCE_TERRITORIES.open(graph, Tie(STAR, FIRST))
    roles = {id_: "牵头单位" if id_ == "org-hub" else "成员单位" for id_ in UNITS}
    MEMBERSHIPS.open(graph, *(Tie(id_, STAR, since=FOUNDED, properties={"role": role}) for id_, role in roles.items()))
    PARTY_ORGANISATIONS.save(graph, PartyOrganisation(id=PARTY, name="一区大党委", form=PartyForm.JOINT_COMMITTEE))
    COVERED_TERRITORIES.open(graph, Tie(PARTY, FIRST))
    LED_ALLIANCES.open(graph, Tie(PARTY, STAR))
    PAIRINGS.open(graph, Tie("org-a", FIRST, since=date(2025, 5, 1)))
    meet(graph, "a", date(2026, 9, 1), "org-hub", "org-a")
    meet(graph, "b", date(2026, 10, 9), "org-hub", "org-b")
    meet(graph, "c", date(2026, 11, 1), "org-hub", "org-c")
    meet(graph, "d", date(2025, 2, 1), "org-hub", "org-d")


def _places(graph: Graph) -> None:
    levels = {
        DISTRICT: ("西湖区", Level.DISTRICT),
        STREET: ("翠苑街道", Level.SUBDISTRICT),
        OTHER: ("灵隐街道", Level.SUBDISTRICT),
    }
    levels |= {FIRST: ("翠苑一区社区", Level.COMMUNITY), SECOND: ("翠苑二区社区", Level.COMMUNITY)}
    TERRITORIES.save(graph, *(Territory(id=id_, name=name, level=level) for id_, (name, level) in levels.items()))
    PARTS.open(graph, Tie(STREET, DISTRICT), Tie(OTHER, DISTRICT), Tie(FIRST, STREET), Tie(SECOND, STREET))


def meet(graph: Graph, mark: str, on: date, *units: str, place: str = SECOND) -> None:
    """Let units hold an activity on medical care together."""
    id_ = f"activity-{mark}"
    ACTIVITIES.save(graph, Activity(id=id_, title=f"义诊{mark}", on=on))
    ACTIVITY_TERRITORIES.open(graph, Tie(id_, place))
    ACTIVITY_CATEGORIES.open(graph, Tie(id_, "category-venues"))
    ORGANISATION_PARTICIPATIONS.open(graph, *(Tie(unit, id_) for unit in units))


def join_in_project(graph: Graph) -> None:
    """Let the bank carry a project that the shop supports and the school gives a hall to."""
    PROJECTS.save(graph, Project(id="project-1", title="邻里节", status=ListStatus.IN_PROGRESS))
    PROJECT_TERRITORIES.open(graph, Tie("project-1", FIRST))
    PROJECT_LEADERS.open(graph, Tie("org-a", "project-1", since=date(2026, 8, 1)))
    PROJECT_SUPPORTERS.open(graph, Tie("org-b", "project-1", since=date(2026, 8, 2)))
    RESOURCES.save(graph, Resource(id="resource-hall", title="礼堂"))
    ORGANISATION_OFFERS.open(graph, Tie("org-c", "resource-hall"))
    PROJECT_RESOURCES.open(graph, Tie("project-1", "resource-hall"))


def hold_office(graph: Graph) -> None:
    """Let somebody of the bank hold an office in the committee and in the factory's branch."""
    PERSONS.save(graph, Person(id=OFFICER, name="钱任职"))
    RESIDENCES.open(graph, Tie(OFFICER, FIRST))
    EMPLOYMENTS.open(graph, Tie(OFFICER, "org-a", since=date(2020, 1, 1)))
    PARTY_ORGANISATIONS.save(graph, PartyOrganisation(id="party-works", name="工厂支部", form=PartyForm.BRANCH))
    COVERED_ORGANISATIONS.open(graph, Tie("party-works", "org-d"))
    for party in ("party-works", PARTY):
        PARTY_OFFICES.open(graph, Tie(OFFICER, party, since=date(2026, 1, 1), properties={"title": "兼职委员"}))


def answer_survey(graph: Graph) -> None:
    """Let three say what they think of the hospital, the bank once before, otherwise, and one of the bank."""
    RATINGS.open(
        graph,
        Tie("org-a", "org-hub", since=date(2026, 1, 10), properties={"reliability": 1.0}),
        Tie("org-a", "org-hub", since=date(2026, 8, 10), properties={"reliability": 4.0, "power_influence": 3.0}),
        Tie("org-b", "org-hub", since=date(2026, 8, 11), properties={"reliability": 3.0, "power_influence": 2.0}),
        Tie("org-c", "org-hub", since=date(2026, 8, 12), properties={"reliability": 3.5, "power_influence": 2.5}),
        Tie("org-d", "org-a", since=date(2026, 8, 12), properties={"reliability": 1.0, "power_influence": 1.0}),
    )
