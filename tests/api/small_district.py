"""A district small enough to know by heart: one street, two communities, five people, two posts, a need."""

from datetime import date

from graph_model import migrations
from graph_model.driver import Graph
from graph_model.entities import MatchRun, Need, Organisation, Person, Post, Resource, Suggestion, Team, Territory
from graph_model.labels import parse_slots
from graph_model.match_runs import save_run
from graph_model.needs import NEED_CATEGORIES, NEED_TERRITORIES, NEEDS
from graph_model.organisations import LOCATIONS, ORGANISATIONS
from graph_model.persons import EMPLOYMENTS, HELD_SKILLS, PERSONS, RESIDENCES
from graph_model.posts import POST_CATEGORIES, POST_SKILLS, POST_TERRITORIES, POSTS
from graph_model.resources import ORGANISATION_OFFERS, RESOURCE_CATEGORIES, RESOURCE_TERRITORIES, RESOURCES
from graph_model.teams import SERVED_TERRITORIES, TEAM_CATEGORIES, TEAMS
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie

TODAY = date(2026, 11, 22)
DISTRICT, STREET, FIRST, SECOND = "330106000000", "330106008000", "330106008001", "330106008002"
RUN = f"2026-W47:{DISTRICT}"
SATURDAY = parse_slots("周六上午")
ELECTRICIAN = "skill-electrician"
REPAIR = "category-electrical-plumbing"
CERTIFICATE = "低压电工证"


def build(graph: Graph) -> None:
    migrations.migrate(graph)
    build_places(graph)
    build_people(graph)
    build_units(graph)
    build_works(graph)


def build_places(graph: Graph) -> None:
    levels = [(DISTRICT, "西湖区", "district"), (STREET, "翠苑街道", "subdistrict")]
    levels += [(FIRST, "翠苑一区社区", "community"), (SECOND, "翠苑二区社区", "community")]
    TERRITORIES.save(graph, *(Territory(id=code, name=name, level=level) for code, name, level in levels))
    PARTS.open(graph, Tie(STREET, DISTRICT), Tie(FIRST, STREET), Tie(SECOND, STREET))


def build_people(graph: Graph) -> None:
    people = {
        "person-chen": ("陈志强", SATURDAY),
        "person-zhou": ("周晓燕", SATURDAY),
        "person-li": ("李建国", SATURDAY),
        "person-zhao": ("赵明海", SATURDAY),
        "person-sun": ("孙立", None),
    }
    PERSONS.save(
        graph,
        *(
            Person(
                id=id_, name=name, slots=slots, max_posts=2, birth_year=1980, consent=True, source=f"人员.xlsx#人员!{n}"
            )
            for n, (id_, (name, slots)) in enumerate(people.items(), 2)
        ),
    )
    RESIDENCES.open(graph, *(Tie(id_, FIRST) for id_ in people if id_ != "person-zhou"), Tie("person-zhou", SECOND))
    held = {
        "person-chen": {"level": 2, "certificate": CERTIFICATE, "valid_until": date(2028, 3, 1)},
        "person-zhou": {"level": 2, "certificate": CERTIFICATE, "valid_until": date(2026, 12, 1)},
        "person-li": {"level": 2},
        "person-zhao": {"level": 2, "certificate": CERTIFICATE, "valid_until": date(2026, 4, 1)},
    }
    HELD_SKILLS.open(graph, *(Tie(id_, ELECTRICIAN, properties=facts) for id_, facts in held.items()))


def build_units(graph: Graph) -> None:
    ORGANISATIONS.save(graph, Organisation(id="org-power", name="区供电公司", kind="enterprise"))
    LOCATIONS.open(graph, Tie("org-power", SECOND))
    EMPLOYMENTS.open(graph, Tie("person-chen", "org-power", since=date(2020, 1, 1)))
    TEAMS.save(
        graph, Team(id="team-repair", name="水电维修志愿队", kind="volunteer", slots=SATURDAY, reach="community")
    )
    SERVED_TERRITORIES.open(graph, Tie("team-repair", FIRST))
    TEAM_CATEGORIES.open(graph, Tie("team-repair", REPAIR))
    RESOURCES.save(graph, Resource(id="resource-hall", title="社区礼堂", capacity=1, unit="间"))
    ORGANISATION_OFFERS.open(graph, Tie("org-power", "resource-hall"))
    RESOURCE_TERRITORIES.open(graph, Tie("resource-hall", FIRST))
    RESOURCE_CATEGORIES.open(graph, Tie("resource-hall", "category-venue"))


def build_works(graph: Graph) -> None:
    POSTS.save(
        graph,
        Post(id="post-repair", title="水电维修岗", headcount=1, slots=SATURDAY),
        Post(id="post-other", title="楼道水电岗", headcount=2, slots=SATURDAY),
    )
    POST_TERRITORIES.open(graph, Tie("post-repair", FIRST), Tie("post-other", SECOND))
    POST_CATEGORIES.open(graph, Tie("post-repair", REPAIR), Tie("post-other", REPAIR))
    wanted = {"level": 1, "mandatory": True, "certificate": CERTIFICATE}
    POST_SKILLS.open(graph, *(Tie(post, ELECTRICIAN, properties=wanted) for post in ("post-repair", "post-other")))
    NEEDS.save(graph, Need(id="need-lamp", title="老人家里的电灯坏了没人修", deadline=date(2026, 11, 24)))
    NEED_TERRITORIES.open(graph, Tie("need-lamp", FIRST))
    NEED_CATEGORIES.open(graph, Tie("need-lamp", REPAIR))


def suggestion_id(work: str, helper: str) -> str:
    return f"{RUN}:{work}:{helper}"


def propose_two_for_one_place(graph: Graph) -> None:
    """Put two people before the one place of a post, as a run of this week would never do."""
    run = MatchRun(id=RUN, week="2026-W47", territory=DISTRICT, inputs="by hand", suggestions=2)
    lines = [
        Suggestion(
            id=suggestion_id("post-repair", helper),
            in_run=RUN,
            work="post-repair",
            work_kind="post",
            helper=helper,
            helper_kind="person",
            community=FIRST,
            verdict=2,
            score=700_000,
            reasons=("低压电工证在有效期",),
        )
        for helper in ("person-chen", "person-zhou")
    ]
    save_run(graph, run, lines)
