from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from graph_model import (
    activities,
    alliances,
    import_runs,
    match_runs,
    needs,
    organisations,
    party_organisations,
    persons,
    posts,
    problems,
    projects,
    resources,
    reviews,
    skills,
    stations,
    suggestions,
    teams,
    territories,
    visits,
    whistles,
    wishes,
)
from graph_model.driver import Graph
from graph_model.entities import (
    Activity,
    Alliance,
    Category,
    Entity,
    Event,
    ImportRun,
    MatchRun,
    Need,
    Organisation,
    PartyOrganisation,
    Person,
    Post,
    Problem,
    Project,
    Resource,
    Review,
    Skill,
    Station,
    Suggestion,
    Team,
    Territory,
    Visit,
    Whistle,
    Wish,
)
from graph_model.entities import __all__ as every_noun
from graph_model.entities import terms as t
from graph_model.errors import NotFound
from graph_model.nodes import Nodes, ScopedNodes
from graph_model.persons import RESIDENCES
from graph_model.role_labels import mark_persons
from graph_model.ties import Tie, Ties
from tests.graph_model.district import ALL, DAY, DISTRICT, HERE, SOUTHERN

NOW = datetime(2026, 11, 22, 8, 30, 15, 250000, tzinfo=UTC)
FULL: list[tuple[Nodes[Any] | ScopedNodes[Any], Entity, Ties | None]] = [
    (
        territories.TERRITORIES,
        Territory(
            id="330106001002",
            name="新社区",
            level=t.Level.COMMUNITY,
            code="330106001002",
            households=900,
            population=2500,
            longitude=120.12,
            latitude=30.28,
            kind=t.CommunityKind.OLD,
            valid_since=date(2020, 1, 1),
            valid_until=date(2027, 1, 1),
            source="码表.csv#1!3",
            run="import-1",
            digest="ab12",
            sample=True,
        ),
        None,
    ),
    (
        organisations.ORGANISATIONS,
        Organisation(
            id="org-1",
            name="样例社会组织",
            kind=t.OrganisationKind.SOCIAL_ORGANISATION,
            uscc="91330106MA00000000",
            aliases=("样例", "社组"),
            system="民政",
            category=t.SocialCategory.CHARITY,
            address="样例路1号",
            description="公益",
            longitude=120.1,
            latitude=30.2,
            slots=7,
            max_posts=4,
            reach=t.Reach.DISTRICT,
        ),
        None,
    ),
    (
        party_organisations.PARTY_ORGANISATIONS,
        PartyOrganisation(id="party-1", name="样例党支部", form=t.PartyForm.BRANCH, setup=t.PartySetup.JOINT),
        None,
    ),
    (
        teams.TEAMS,
        Team(id="team-1", name="样例队", kind=t.TeamKind.MEDIATION, description="调解", slots=0, max_posts=2),
        None,
    ),
    (
        alliances.ALLIANCES,
        Alliance(
            id="alliance-1",
            name="样例联盟",
            level=t.Level.SUBDISTRICT,
            governance_form=t.GovernanceForm.SHARED,
            founded_on=date(2022, 7, 1),
        ),
        None,
    ),
    (
        persons.PERSONS,
        Person(
            id="person-1",
            name="样例甲",
            gender=t.Gender.FEMALE,
            birth_year=1970,
            employment=t.Employment.RETIRED,
            occupation="法官",
            education="本科",
            phone="sealed-1",
            id_number="sealed-2",
            identity="hash",
            hours_per_week=4.5,
            max_posts=2,
            slots=1 << 20,
            unavailable_on=(date(2026, 12, 1), date(2026, 12, 8)),
            reach=t.Reach.SUBDISTRICT,
            status=t.PersonStatus.PAUSED,
            do_not_assign=True,
            consent=True,
            consent_purpose="供需对接",
            consent_until=date(2027, 1, 1),
            note="样例",
            roles=(t.Role.PARTY_MEMBER, t.Role.VOLUNTEER, t.Role.SOCIAL_WORKER),
        ),
        persons.RESIDENCES,
    ),
    (skills.SKILLS, Skill(id="skill-new", label="样例技能", synonyms=("甲", "乙")), None),
    (skills.CATEGORIES, Category(id="category-new", label="样例类别", synonyms=("丙",), rank=99), None),
    (
        resources.RESOURCES,
        Resource(
            id="resource-1",
            title="会议室",
            description="二楼",
            capacity=3.5,
            unit="场",
            window_from=date(2026, 1, 1),
            window_until=date(2026, 12, 31),
            slots=21,
            reach=t.Reach.COMMUNITY,
            status=t.ListStatus.IN_PROGRESS,
        ),
        resources.RESOURCE_TERRITORIES,
    ),
    (
        needs.NEEDS,
        Need(
            id="need-1",
            title="送餐",
            description="独居老人",
            quantity=12.0,
            unit="份",
            headcount=2,
            urgency=5,
            beneficiaries="独居老人",
            deadline=date(2026, 12, 1),
            slots=3,
            origin="民情恳谈会",
            status=t.ListStatus.DONE,
        ),
        needs.NEED_TERRITORIES,
    ),
    (wishes.WISHES, Wish(id="wish-1", title="一副老花镜", origin="心愿墙"), needs.NEED_TERRITORIES),
    (
        problems.PROBLEMS,
        Problem(id="problem-1", title="停车难", description="夜里", origin="走访", deadline=DAY),
        problems.PROBLEM_TERRITORIES,
    ),
    (
        projects.PROJECTS,
        Project(id="project-1", title="改造", topic="物居业", measure="加装", target="3 处", budget=1.5),
        projects.PROJECT_TERRITORIES,
    ),
    (
        posts.POSTS,
        Post(
            id="post-1",
            title="水电维修岗",
            description="上门",
            headcount=0,
            slots=5,
            hours_per_week=3.0,
            hazards="触电",
            insured=False,
            min_age=18,
            max_age=65,
            beneficiaries="老人",
            urgency=1,
            deadline=DAY,
            status=t.ListStatus.PAUSED,
        ),
        posts.POST_TERRITORIES,
    ),
    (
        activities.ACTIVITIES,
        Activity(id="activity-1", title="义诊", on=DAY, hours=2.0, kind="医疗", attendance=40),
        None,
    ),
    (
        whistles.WHISTLES,
        Whistle(id="whistle-1", title="积水", description="暴雨", blown_on=DAY, deadline=DAY, closed_on=DAY),
        None,
    ),
    (visits.VISITS, Visit(id="visit-1", on=DAY, purpose="走访", summary="电梯"), visits.VISIT_TERRITORIES),
    (reviews.REVIEWS, Review(id="review-1", on=DAY, satisfaction=5, comment="好"), None),
    (
        stations.STATIONS,
        Station(
            id="station-1",
            name="驿站",
            address="样例路2号",
            longitude=120.1,
            latitude=30.2,
            area_m2=60.5,
            services=("茶水", "充电"),
            opening="每天",
        ),
        None,
    ),
    (
        match_runs.MATCH_RUNS,
        MatchRun(
            id=f"2026-W47:{DISTRICT}",
            week="2026-W47",
            territory=DISTRICT,
            state=t.RunState.FINISHED,
            by="u",
            inputs="digest",
            proved=True,
            objective=12.0,
            bound=12.0,
            people=5,
            posts=2,
            pairs=9,
            suggestions=2,
            seconds=0.5,
            started_at=NOW,
            finished_at=NOW,
        ),
        None,
    ),
    (
        suggestions.SUGGESTIONS,
        Suggestion(
            id="suggestion-1",
            in_run="2026-W47:330106000000",
            work="post-1",
            work_kind=t.WorkKind.POST,
            helper="person-1",
            helper_kind=t.HelperKind.PERSON,
            community=HERE,
            verdict=t.Verdict.NO,
            score=3,
            parts='[{"key":"skill"}]',
            reasons=("持证",),
            quantity=2.0,
            change=t.Change.CHANGED,
            cause="上周人选迁出",
            why_not="无",
            decision=t.Decision.DECLINED,
            decided_by="u",
            decided_at=NOW,
            decline_reason=t.DeclineReason.OTHER,
            decline_note="出差",
        ),
        Ties(
            """
            UNWIND $rows AS row
            MATCH (a:Suggestion {id: row.start}) MATCH (b:Territory {id: row.end})
            MERGE (a)-[:IN]->(b) RETURN count(*) AS found
            """
        ),
    ),
    (
        import_runs.IMPORT_RUNS,
        ImportRun(id="import-1", file="党员.xlsx", by="u", rows=9, loaded=8, errors=1, started_at=NOW),
        None,
    ),
]
WRITTEN_BY_EVENTS_ALONE = {Event}


def name_of(value: object) -> str | None:
    return type(value).__name__ if isinstance(value, Entity) else ""


def place(graph: Graph, entity: Entity, ties: Ties | None) -> None:
    if ties is not None:
        assert ties.open(graph, Tie(entity.id, HERE)) == 1


def finder(nodes: Nodes[Any] | ScopedNodes[Any], graph: Graph) -> Callable[[str], Any]:
    return (
        (lambda id_: nodes.get(graph, ALL, id_))
        if isinstance(nodes, ScopedNodes)
        else lambda id_: nodes.get(graph, id_)
    )


def test_every_noun_is_on_this_list() -> None:
    tested = {type(entity).__name__ for _, entity, _ in FULL} | {noun.__name__ for noun in WRITTEN_BY_EVENTS_ALONE}
    assert tested == set(every_noun) - {"Entity"}


@pytest.mark.parametrize(("nodes", "entity", "ties"), FULL, ids=name_of)
def test_what_is_saved_is_found_again(
    district: Graph, nodes: Nodes[Any] | ScopedNodes[Any], entity: Entity, ties: Ties | None
) -> None:
    nodes.save(district, entity)
    if isinstance(entity, Person):
        mark_persons(district, [entity])
    place(district, entity, ties)
    found = finder(nodes, district)(entity.id)
    assert found.created_at is not None
    assert found.model_dump(exclude={"created_at", "updated_at"}) == entity.model_dump(
        exclude={"created_at", "updated_at"}
    )


def test_what_does_not_exist_is_not_found(district: Graph) -> None:
    for nodes, entity, _ in FULL:
        with pytest.raises(NotFound) as caught:
            finder(nodes, district)("no such id")
        assert (caught.value.kind, caught.value.id) == (type(entity).node_label, "no such id")


def test_people_and_lists_are_not_found_from_another_street(district: Graph) -> None:
    scoped = [(nodes, entity, ties) for nodes, entity, ties in FULL if isinstance(nodes, ScopedNodes)]
    for nodes, entity, ties in scoped:
        nodes.save(district, entity)
        place(district, entity, ties)
    assert all(nodes.find(district, ALL, entity.id) for nodes, entity, _ in scoped)
    assert not any(nodes.find(district, SOUTHERN, entity.id) for nodes, entity, _ in scoped)


def test_a_field_that_is_not_given_is_left_as_it_is(district: Graph) -> None:
    persons.PERSONS.save(district, Person(id="person-1", name="甲", occupation="法官", status=t.PersonStatus.PAUSED))
    persons.PERSONS.save(district, Person(id="person-1", name="甲某"))
    RESIDENCES.open(district, Tie("person-1", HERE))
    found = persons.PERSONS.get(district, ALL, "person-1")
    assert (found.name, found.occupation, found.status) == ("甲某", "法官", t.PersonStatus.PAUSED)


def test_a_field_given_as_none_is_removed(district: Graph) -> None:
    organisations.ORGANISATIONS.save(
        district, Organisation(id="org-1", name="样例", kind=t.OrganisationKind.AGENCY, system="民政")
    )
    organisations.ORGANISATIONS.save(
        district, Organisation(id="org-1", name="样例", kind=t.OrganisationKind.AGENCY, system=None)
    )
    assert organisations.ORGANISATIONS.get(district, "org-1").system is None


def test_saving_twice_keeps_one_node_and_its_first_day(district: Graph) -> None:
    teams.TEAMS.save(district, Team(id="team-1", name="样例队", kind=t.TeamKind.GRID))
    first = teams.TEAMS.get(district, "team-1")
    teams.TEAMS.save(district, Team(id="team-1", name="样例队", kind=t.TeamKind.GRID))
    assert teams.TEAMS.get(district, "team-1").created_at == first.created_at
    assert district.rows("MATCH (n:Team) RETURN count(n) AS n") == [{"n": 1}]
