"""What the sample district must show: clusters, scarcity, poor and rich communities, an alliance on one leg."""

import csv
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import pytest

from graph_model.taxonomy import load_taxonomy
from loaders.demo import sources
from loaders.demo.folder import make_world
from loaders.demo.world import Alliance, World

PSYCHOLOGY = "心理咨询"
SOURCES = Path(sources.FOLDER)


def meetings(district: World, alliance: Alliance) -> nx.Graph:
    """Members of an alliance, tied when they held an activity together."""
    graph = nx.Graph()
    graph.add_nodes_from(unit.name for unit in alliance.members)
    for activity in district.activities:
        names = [unit.name for unit in activity.units if unit.name in graph]
        graph.add_edges_from(combinations(names, 2))
    return graph


def test_there_are_about_as_many_of_each_as_a_real_district_has(district: World) -> None:
    party = sum(person.party for person in district.people)
    volunteers = sum(person.volunteer for person in district.people)
    both = sum(person.party and person.volunteer for person in district.people)
    assert (len(district.people), party, volunteers, both) == (5000, 2000, 4000, 1000)
    assert len({community.street for community in district.communities}) == 12
    assert len(district.communities) == 222
    assert 240 <= len(district.units) <= 260
    assert 140 <= len(district.teams) <= 152
    assert len(district.activities) == 3000
    assert 600 <= len(district.posts) <= 1000


def test_exactly_two_psychologists_hold_a_valid_certificate(district: World) -> None:
    certified = [one for one in district.people if one.valid(PSYCHOLOGY, district.today)]
    assert len(certified) == 2
    assert all(one.volunteer and one.slots and one.consent == "是" and not one.do_not_assign for one in certified)
    claimed = [one for one in district.people if any(held.skill == PSYCHOLOGY for held in one.holdings)]
    assert len(claimed) == 14
    licensed = [one for one in district.people for held in one.holdings if held.certificate == "心理咨询师证"]
    assert len(licensed) == 6


def test_many_more_posts_ask_for_a_psychologist_than_there_are(district: World) -> None:
    asking = [post for post in district.posts if PSYCHOLOGY in post.skills]
    assert len(asking) > 20
    assert all(post.certificate == "心理咨询师证" and not post.holders for post in asking)


def test_one_alliance_falls_apart_without_one_member(district: World) -> None:
    star = next(alliance for alliance in district.alliances if alliance.star)
    met = meetings(district, star)
    assert nx.is_connected(met)
    met.remove_node(star.members[0].name)
    assert met.number_of_edges() == 0


def test_its_other_members_meet_nobody_else(district: World) -> None:
    star = next(alliance for alliance in district.alliances if alliance.star)
    leaning = set(star.members[1:])
    for activity in district.activities:
        if leaning & set(activity.units):
            assert star.members[0] in activity.units


def test_other_large_alliances_would_stand_without_their_first_member(district: World) -> None:
    large = [one for one in district.alliances if one.level in {"区", "镇街"}]
    for alliance in large:
        met = meetings(district, alliance)
        met.remove_node(alliance.members[0].name)
        assert met.number_of_edges() > 0, alliance.name


def test_alliances_meet_the_targets_of_every_level(district: World) -> None:
    levels = Counter(alliance.level for alliance in district.alliances)
    assert levels["区"] + levels["镇街"] >= 20
    assert levels["社区"] >= 50
    assert levels["小区"] >= 10


def test_most_people_live_elsewhere_than_they_work(district: World) -> None:
    working = [one for one in district.people if one.unit is not None]
    apart = sum(one.unit is not None and one.home is not one.unit.home for one in working)
    assert len(working) > 2000
    assert 0.8 < apart / len(working) < 1


def test_party_members_report_at_home_and_where_their_unit_is_paired(district: World) -> None:
    members = [one for one in district.people if one.party]
    assert 0.9 < sum(one.registered_home is one.home for one in members) / len(members) < 1
    at_work = [one for one in members if one.registered_work is not None]
    assert all(one.unit and one.registered_work in (one.unit.paired or [one.unit.home]) for one in at_work)
    assert len(at_work) > 600


@pytest.mark.parametrize(
    ("skill", "profile"), [("护理", "医院"), ("低压电工", "供电"), ("律师服务", "律所"), ("教师", "学校")]
)
def test_skills_cluster_by_unit(district: World, skill: str, profile: str) -> None:
    def share(*, own: bool) -> float:
        people = [one for one in district.people if one.unit and (one.profile == profile) is own]
        return sum(any(held.skill == skill for held in one.holdings) for one in people) / len(people)

    assert share(own=True) > 10 * share(own=False)


def test_some_certificates_have_lapsed_and_some_were_never_checked(district: World) -> None:
    held = [one for person in district.people for one in person.holdings if one.certificate]
    assert any(one.valid_until and one.valid_until < district.today for one in held)
    assert any(one.verified_on is None for one in held)
    expiring = {skill.label for skill in load_taxonomy().skills.values() if skill.expires}
    assert any(one.skill in expiring and one.valid_until is None for one in held)


def test_something_stays_unknown_of_some_people(district: World) -> None:
    volunteers = [one for one in district.people if one.volunteer]
    for unknown in (lambda one: one.slots is None, lambda one: one.consent == "", lambda one: one.hours is None):
        assert 0.02 < sum(map(unknown, volunteers)) / len(volunteers) < 0.25


def test_some_communities_are_rich_in_people_and_some_poor(district: World) -> None:
    homes = Counter(one.home.code for one in district.people if one.volunteer)
    counts = sorted(homes.get(community.code, 0) for community in district.communities)
    assert counts[10] <= 3
    assert counts[-10] >= 40


def test_most_communities_are_paired_and_a_few_are_not(district: World) -> None:
    paired = {community.code for unit in district.units for community in unit.paired}
    assert 0.03 < 1 - len(paired) / len(district.communities) < 0.2


def test_posts_are_partly_held_by_people_who_may_hold_them(district: World) -> None:
    held = [(post, person) for post in district.posts for person, _ in post.holders]
    assert 0.15 < len(held) / sum(post.seats for post in district.posts) < 0.5
    assert all(len(post.holders) <= post.seats for post in district.posts)
    assert all(person.load <= (person.max_posts or 1) and not person.do_not_assign for _, person in held)
    for post, person in held:
        for token in post.skills.split():
            skill, _, binding = token.split(":")
            assert binding == "优" or any(one.skill == skill for one in person.holdings)


def test_nobody_offers_counselling_as_a_resource(district: World) -> None:
    offered = [row for row in district.rows["资源"] if row[2] == "心理疏导"]
    asked = [row for row in district.rows["需求"] if row[2] == "心理疏导"]
    assert len(offered) < len(asked) / 2


def test_activities_lie_in_the_last_two_years_and_many_are_joint(district: World) -> None:
    days = [activity.on for activity in district.activities]
    assert max(days) < district.today
    assert (district.today - min(days)).days <= 732
    assert sum(len(activity.units) > 1 for activity in district.activities) > 600


def test_words_of_the_sources_are_words_of_the_taxonomy() -> None:
    taxonomy = load_taxonomy()
    for name in ("needs", "posts", "resources", "projects", "problems", "wishes", "activities", "list_items"):
        for row in sources.read(name):
            assert taxonomy.find_category(row["category"]), row
    labels = {skill.label for skill in taxonomy.skills.values()}
    for row in sources.read("posts"):
        assert {token.split(":")[0] for token in row["skills"].split()} <= labels
        assert not row["certificate"] or row["certificate"] in taxonomy.certificates
    for row in sources.read("profiles"):
        assert set(sources.weighted(row["skills"])[0]) <= labels


def test_units_declare_the_few_kinds_of_work_that_their_names_tell(district: World) -> None:
    """Units of one trade do not all do the same: a courier runs errands, a haulier does not."""
    declared = {unit.name.removeprefix("样例"): set(unit.services) for unit in district.units}
    assert all(1 <= len(kinds) <= 4 for kinds in declared.values())
    assert all(kind in load_taxonomy().category_ids for kinds in declared.values() for kind in kinds)
    assert "便民服务" in declared["快达快递站"]
    assert "便民服务" not in declared["同城物流公司"] | declared["绿行出租车公司"] | declared["湖畔商场"]
    assert declared["区交通警察大队"] == {"交通劝导"}
    assert declared["江南越剧社"] == {"歌舞戏曲"}
    assert declared["望湖幼儿园"].isdisjoint({"托幼教育", "学业辅导"})


def test_every_unit_of_the_sources_carries_the_mark_and_a_known_trade() -> None:
    trades = {row["profile"] for row in sources.read("profiles")}
    for row in sources.read("units"):
        assert row["name"].startswith("样例")
        assert row["profile"] in trades


def test_sources_are_whole_tables() -> None:
    for path in sorted(SOURCES.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        assert {len(row) for row in rows} == {len(rows[0])}, path.name


def test_a_smaller_district_keeps_its_scarce_talent(district: World) -> None:
    small = World(11, district.today, 400)
    make_world(small)
    assert sum(one.valid(PSYCHOLOGY, small.today) for one in small.people) == 2
    assert len(small.communities) == 222
