"""Unmet works made into proposed projects: what belongs together, what it needs, what blocks it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from graph_model.entities.candidates import HelperRow, WorkRow
from graph_model.entities.terms import Verdict
from matching.blocking import Blocking, rank_blocking
from matching.bundles import Bundle, Bundles, Part, bundle_projects
from matching.offers import room_left
from matching.problem import Problem
from matching.projects import Proposed, propose_projects
from tests.matching.builders import (
    DISTRICT,
    FAR,
    FIRST,
    SECOND,
    TODAY,
    WEST,
    a_need,
    a_person,
    a_post,
    a_problem,
    a_resource,
    a_skill,
    an_electrician_licence,
    at,
)

WISH = {"category": "资金物资", "quantity": 1, "unit": "件"}
PLACE = {"category": "场地设施"}


def proposed(works: Sequence[WorkRow]) -> tuple[Problem, list[Proposed], list[str]]:
    problem = a_problem(works=works)
    projects, alone = propose_projects(problem, range(len(problem.works)))
    return problem, projects, [problem.works.demands[work].row.id for work in alone]


def told(works: Sequence[WorkRow]) -> list[tuple[str, str, list[str]]]:
    """Give kind, area and works of each proposed project."""
    problem, projects, _ = proposed(works)
    ids = [[problem.works.demands[work].row.id for work in one.works] for one in projects]
    areas = [problem.territories.rows[one.area].id for one in projects]
    return [
        (problem.taxonomy.categories[one.kind].label, area, works)
        for one, area, works in zip(projects, areas, ids, strict=True)
    ]


def bundled(helpers: Sequence[HelperRow], works: Sequence[WorkRow]) -> tuple[Problem, Bundles]:
    problem = a_problem(helpers, works)
    lacking = {number: max(1, demand.seats) for number, demand in enumerate(problem.works.demands)}
    projects, _ = propose_projects(problem, lacking)
    room = room_left(problem, {}, {})
    return problem, bundle_projects(problem, TODAY, projects, lacking, room, problem.helpers.alive)


def only(helpers: Sequence[HelperRow], works: Sequence[WorkRow]) -> Bundle:
    (one,) = bundled(helpers, works)[1].bundles
    return one


def part(bundle: Bundle, key: str) -> Part:
    (one,) = [one for one in bundle.parts if one.part == key]
    return one


def two_posts(**changes: object) -> list[WorkRow]:
    return [a_post(f"post-{n}", skills=["低压电工"], **changes) for n in (1, 2)]


def test_works_of_one_kind_in_one_subdistrict_are_a_project() -> None:
    works = [
        a_need("need-1", title="想要一个电饭煲", **WISH),
        a_need("need-2", title="洗衣机", territory=SECOND, **WISH),
    ]
    assert told(works) == [("资金物资", WEST, ["need-1", "need-2"])]


def test_works_apart_are_joined_over_the_district_and_one_alone_is_none() -> None:
    far = a_need("need-2", title="洗衣机", territory=FAR, **WISH)
    works = [a_need("need-1", title="电磁炉", **WISH), far, a_need("need-3", category="助老", territory=FAR)]
    assert told(works) == [("资金物资", DISTRICT, ["need-1", "need-2"])]
    assert proposed(works)[2] == ["need-3"]


def test_a_wish_for_a_thing_goes_with_the_things_whatever_it_is_filed_under() -> None:
    works = [a_need("need-1", title="想要一副象棋", category="文体活动"), a_need("need-2", title="洗衣机", **WISH)]
    assert told(works) == [("资金物资", WEST, ["need-1", "need-2"])]


def test_places_belong_together_only_where_the_same_is_asked_for() -> None:
    titles = ["老人聊天没有凳子坐", "红白喜事没有地方办", "老人聊天没有凳子坐"]
    works = [a_need(f"need-{n}", title=title, **PLACE) for n, title in enumerate(titles)]
    problem, projects, alone = proposed(works)
    assert [one.works for one in projects] == [(0, 2)]
    assert (projects[0].shared, alone) == ("老人聊天没有凳子坐", ["need-1"])
    assert problem.territories.rows[projects[0].area].id == WEST


def test_a_narrower_kind_named_in_the_title_is_a_kind_of_its_own() -> None:
    words = ["没有电瓶车充电的地方", "汽车充电桩太少", "红白喜事没有地方办"]
    works = [a_need(f"need-{n}", title=title, **PLACE) for n, title in enumerate(words)]
    assert told(works) == [("停车充电", WEST, ["need-0", "need-1"])]


def test_a_post_belongs_to_the_trade_its_mandatory_skill_serves() -> None:
    works = [*two_posts(category="志愿服务"), a_post("post-3", category="志愿服务")]
    assert told(works) == [("水电维修", WEST, ["post-1", "post-2"])]


def test_the_order_of_the_rows_does_not_show() -> None:
    works = [a_need(f"need-{n}", title="洗衣机", territory=(FIRST, SECOND, FAR)[n % 3], **WISH) for n in range(7)]
    posts = two_posts(territory=SECOND)
    people = [a_person(f"person-{n}", skills=[an_electrician_licence()], consent=None) for n in range(3)]
    answers = []
    for order in (1, -1):
        problem, found = bundled(people[::order], [*works, *posts][::order])
        names = [
            (one.project.id, [(p.label, [problem.helpers.rows[x.helper].id for x in p.leads]) for p in one.parts])
            for one in found.bundles
        ]
        answers.append((names, found.objective))
    assert answers[0] == answers[1]


def test_the_id_of_a_project_lasts_as_long_as_its_works() -> None:
    works = [a_need(f"need-{n}", title="洗衣机", **WISH) for n in range(2)]
    elsewhere = [a_need(f"need-{n}", title="洗衣机", territory=FAR, **WISH) for n in (7, 8)]
    first, more = (
        propose_projects(p, range(len(p.works)))[0] for p in (a_problem(works=w) for w in (works, works + elsewhere))
    )
    assert first[0].id in {one.id for one in more}
    assert proposed([*works, a_need("need-5", title="洗衣机", **WISH)])[1][0].id != first[0].id


def test_who_may_be_sent_is_ready_and_who_lacks_one_fact_is_not_yet() -> None:
    ready = a_person("person-1", skills=[an_electrician_licence()], capacity=1)
    unsure = a_person("person-2", skills=[an_electrician_licence()], capacity=1, consent=None)
    found = part(only([ready, unsure], two_posts()), "skill")
    assert (found.label, found.needed, found.ready, found.unverified) == ("持低压电工证的人", 2, 1, 1)
    assert (found.short, found.missing) == (1, 0)


def test_nobody_is_counted_for_two_projects() -> None:
    one = a_person("person-1", skills=[an_electrician_licence()], capacity=1)
    works = [*two_posts(), *(replace(post, id=f"{post.id}-far", territory=FAR) for post in two_posts())]
    _, found = bundled([replace(one, reach="district")], works)
    assert len(found.bundles) == 2
    assert sum(part(bundle, "skill").ready for bundle in found.bundles) == 1
    assert found.proved


def test_a_project_goes_before_a_work_on_its_own() -> None:
    """The same urgency, one electrician: 2 posts in one subdistrict against one far away."""
    one = a_person(
        "person-1", skills=[an_electrician_licence()], capacity=1, places=at(FAR), home=FAR, reach="district"
    )
    lone = a_post("post-0", skills=["低压电工"], territory=FAR)
    problem = a_problem([one], [lone, *two_posts()])
    lacking = dict.fromkeys(range(3), 1)
    projects, alone = propose_projects(problem, [problem.works.index[work] for work in ("post-1", "post-2")])
    found = bundle_projects(problem, TODAY, projects, lacking, room_left(problem, {}, {}), problem.helpers.alive)
    assert (alone, part(found.bundles[0], "skill").ready) == ([], 1)


def test_what_this_week_takes_is_no_longer_at_hand() -> None:
    problem = a_problem([a_person("person-1", capacity=2), a_resource("resource-1", quantity=5, unit="件")])
    assert room_left(problem, {"person-1": 1}, {"resource-1": 3}).tolist() == [1, 2]


def test_things_are_counted_in_their_own_unit() -> None:
    rice = a_resource("resource-1", name="电饭煲捐赠", categories=("category-funding",), quantity=3, unit="件")
    works = [a_need(f"need-{n}", title="想要一个电饭煲", **(WISH | {"quantity": 2})) for n in range(2)]
    problem = a_problem([rice], works)
    lacking = {0: 2, 1: 2}
    projects, _ = propose_projects(problem, lacking)
    found = bundle_projects(problem, TODAY, projects, lacking, room_left(problem, {}, {}), problem.helpers.alive)
    money = part(found.bundles[0], "money")
    assert (money.needed, money.ready, money.missing) == (4, 3, 1)


def test_a_thing_of_another_name_is_not_at_hand_and_money_has_to_be_asked_about() -> None:
    helpers = [
        a_resource("resource-1", name="旧电脑捐赠", categories=("category-funding",), quantity=3, unit="台"),
        a_resource("resource-2", name="爱心资金", categories=("category-funding",), quantity=9000, unit="元"),
    ]
    bundle = only(helpers, [a_need(f"need-{n}", title="想要一个电饭煲", **WISH) for n in range(2)])
    money = part(bundle, "money")
    assert (money.needed, money.ready, money.unverified) == (2, 0, 0)
    assert [(lead.helper, lead.units) for lead in money.leads] == [(1, 0)]
    assert bundle.blocking == money


def test_what_people_come_to_needs_a_room_besides_and_a_parking_lot_is_none() -> None:
    posts = [a_post(f"post-{n}", skills=["职业指导"]) for n in range(2)]
    lot = a_resource("resource-1", name="错时停车位", categories=("category-venues",), quantity=9, unit="个")
    room = a_resource("resource-2", name="会议室", categories=("category-venues",), quantity=1, unit="间")
    assert part(only([lot], posts), "place").missing == 1
    assert part(only([lot, room], posts), "place").ready == 1


def test_what_nobody_holds_blocks_before_what_waits_for_an_answer() -> None:
    unsure = [a_person(f"person-{n}", skills=[a_skill("职业指导")], consent=None) for n in range(2)]
    bundle = only(unsure, [a_post(f"post-{n}", skills=["职业指导"]) for n in range(2)])
    assert part(bundle, "skill").missing == 0
    assert bundle.blocking == part(bundle, "place")


def test_nothing_blocks_where_all_is_ready() -> None:
    people = [a_person(f"person-{n}", skills=[an_electrician_licence()]) for n in range(2)]
    assert only(people, two_posts()).blocking is None


def test_a_place_costs_money_and_what_the_money_may_buy_has_to_be_asked() -> None:
    money = a_resource("resource-2", name="爱心资金", categories=("category-funding",), quantity=9000, unit="元")
    works = [a_need(f"need-{n}", title="没有停车的地方", **PLACE) for n in range(2)]
    assert part(only([], works), "money").missing == 1
    found = part(only([money], works), "money")
    assert (found.ready, found.unverified, [lead.verdict for lead in found.leads]) == (0, 1, [Verdict.UNKNOWN])


@pytest.fixture
def blocked() -> list[Blocking]:
    money = a_resource("resource-2", name="爱心资金", categories=("category-funding",), quantity=9000, unit="元")
    works = [
        *two_posts(urgency=1),
        *(replace(post, id=f"{post.id}-far", territory=FAR, headcount=2) for post in two_posts(urgency=1)),
        *(
            a_need(f"need-{n}", title="没有停车的地方", urgency=5, territory=(FIRST, SECOND)[n], **PLACE)
            for n in range(2)
        ),
    ]
    problem, found = bundled([replace(money, reach="district")], works)
    return rank_blocking(problem, found.bundles)


def test_blocking_resources_are_ranked_by_what_they_would_allow(blocked: list[Blocking]) -> None:
    electricians, parking = blocked
    assert (electricians.label, parking.label) == ("持低压电工证的人", "停车充电的场地")
    assert (electricians.value, parking.value) == (6 * 600_000, 2 * 1_000_000)
    assert (len(electricians.bundles), electricians.alone, electricians.short) == (2, 2, 6)


def test_a_blocking_resource_counts_needs_posts_people_and_communities(blocked: list[Blocking]) -> None:
    electricians, parking = blocked
    assert (electricians.needs, electricians.posts, electricians.communities) == (0, 4, 2)
    assert (parking.needs, parking.posts, parking.people, parking.communities) == (2, 0, 2, 2)


def test_people_named_by_a_need_are_counted() -> None:
    works = [a_need(f"need-{n}", title="没有停车的地方", quantity=30, unit="户", **PLACE) for n in range(2)]
    problem, found = bundled([], works)
    assert rank_blocking(problem, found.bundles)[0].people == 60


def test_without_anything_unmet_nothing_is_proposed() -> None:
    _, found = bundled([a_person()], [])
    assert (found.bundles, found.proved, rank_blocking(a_problem(), [])) == ((), True, [])


def test_who_may_not_be_told_of_is_not_at_hand() -> None:
    problem = a_problem([a_person("person-1", skills=[an_electrician_licence()])], two_posts())
    lacking = {0: 1, 1: 1}
    projects, _ = propose_projects(problem, lacking)
    nobody = np.zeros(1, np.bool_)
    found = bundle_projects(problem, TODAY, projects, lacking, room_left(problem, {}, {}), nobody)
    assert part(found.bundles[0], "skill").ready == 0


def test_posts_at_places_need_people_and_no_likeness() -> None:
    works = [a_post(f"post-{n}", title=title, **PLACE) for n, title in enumerate(["乒乓球室管理员", "公共空间管理岗"])]
    _, (one,), _ = proposed(works)
    assert (one.works, one.shared) == ((0, 1), None)
    assert part(only([], works), "people").needed == 2
