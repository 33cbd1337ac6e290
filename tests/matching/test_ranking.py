"""Who can serve where, and why: order, counts, reasons, the other way round, and why not."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.entities.candidates import HelperRow, Place, WorkRow
from graph_model.entities.terms import Verdict
from matching.features import FEATURES, FULL
from matching.problem import Inquiry, Problem
from matching.ranking import Ranking, explain, fitting, places, rank, why_not
from matching.scoring import score
from tests.matching.builders import (
    DISTRICT,
    EAST,
    FAR,
    FIRST,
    SECOND,
    TODAY,
    WEST,
    a_deed,
    a_need,
    a_person,
    a_post,
    a_problem,
    a_resource,
    a_skill,
    a_team,
    an_ask,
    an_electrician_licence,
    an_organisation,
    at,
    slots,
)
from tests.matching.test_eligibility_in_bulk import HELPERS, WORKS

LAMP = an_ask("电灯坏了没人修", category="水电维修")


def ids(ranking: Ranking) -> list[str]:
    return [one.row.id for one in ranking.ranked]


def ranked(*helpers: HelperRow, work: WorkRow = LAMP) -> list[str]:
    return ids(rank(a_problem(helpers), work, TODAY))


def an_electrician(id_: str = "person-1", until: date = date(2028, 3, 31), **changes: object) -> HelperRow:
    return a_person(id_, skills=[an_electrician_licence(until)], **changes)


def test_the_weights_of_the_features_sum_to_the_highest_score() -> None:
    assert sum(feature.weight for feature in FEATURES) == FULL


def test_eligible_comes_before_unverified_before_forbidden_whatever_the_score() -> None:
    far = an_electrician("person-far", places=at(SECOND))
    near = a_person(
        "person-near",
        skills=[a_skill("低压电工", 3)],
        categories=("水电维修",),
        deeds=(a_deed(9, category="水电维修"),),
    )
    expired = an_electrician("person-expired", until=date(2026, 4, 30))
    assert ranked(expired, near, far) == ["person-far", "person-near", "person-expired"]


def test_a_neighbour_comes_before_somebody_of_another_community() -> None:
    assert ranked(an_electrician("person-a", places=at(SECOND)), an_electrician("person-b")) == ["person-b", "person-a"]


def test_a_retired_judge_outranks_a_student_for_a_dispute() -> None:
    judge = a_person("person-judge", skills=[a_skill("审判经验", 3), a_skill("人民调解", 3, "人民调解员证")])
    student = a_person("person-student", skills=[a_skill("人民调解", 1)])
    assert ranked(student, judge, work=an_ask("邻居吵架", category="矛盾化解"))[0] == "person-judge"


def test_who_did_it_here_outranks_who_never_did() -> None:
    done = an_electrician("person-z", deeds=(a_deed(6, category="水电维修"),))
    assert ranked(an_electrician("person-a"), done) == ["person-z", "person-a"]


def test_who_is_found_fit_are_those_ranked_as_fit_in_the_same_order() -> None:
    rows = [an_electrician(f"person-{n}", places=at(SECOND if n % 2 else FIRST)) for n in range(9)]
    problem = a_problem([*rows, an_electrician("person-expired", until=date(2026, 4, 30))])
    told = rank(problem, LAMP, TODAY, verdict=(Verdict.YES,), limit=5).ranked
    assert fitting(problem, LAMP, TODAY, kinds=("person",), within=None, limit=5) == [one.row.id for one in told]


def test_equals_stand_in_one_order_whatever_their_ids_are() -> None:
    def names(*ids: str) -> list[str]:
        rows = [replace(an_electrician(id_), name=name) for id_, name in zip(ids, ("甲", "乙", "丙"), strict=True)]
        by_id = {row.id: row.name for row in rows}
        return [by_id[id_] for id_ in ranked(*rows)]

    assert names("person-a", "person-b", "person-c") == names("person-c", "person-a", "person-b")


def test_namesakes_are_ordered_by_id() -> None:
    rows = [replace(an_electrician(id_), name="甲") for id_ in ("person-b", "person-a")]
    assert ranked(*rows) == ["person-a", "person-b"]


def test_strangers_to_the_work_are_not_told_of() -> None:
    assert ranked(a_person(skills=["书法"])) == []


def test_the_counts_tell_of_all_though_few_are_listed() -> None:
    problem = a_problem([an_electrician(f"person-{n}") for n in range(5)] + [a_person("person-x", skills=["低压电工"])])
    found = rank(problem, LAMP, TODAY, limit=2)
    assert (found.counts, len(found.ranked)) == ({Verdict.YES: 5, Verdict.UNKNOWN: 1, Verdict.NO: 0}, 2)


def test_pages_join_to_the_whole_list() -> None:
    problem = a_problem([an_electrician(f"person-{n}") for n in range(7)])
    pages = [ids(rank(problem, LAMP, TODAY, limit=3, offset=start)) for start in (0, 3, 6)]
    assert sum(pages, []) == ids(rank(problem, LAMP, TODAY))  # noqa: RUF017 (three short lists)


def test_only_the_asked_kinds_verdicts_and_territories_are_listed() -> None:
    helpers = [
        an_electrician("person-here"),
        an_electrician("person-there", places=at(FAR)),
        a_person("person-x", skills=["低压电工"]),
    ]
    problem = a_problem([*helpers, an_organisation(categories=("水电维修",))])
    assert ids(rank(problem, LAMP, TODAY, kinds=("organisation",))) == ["org-1"]
    assert ids(rank(problem, LAMP, TODAY, kinds=("person",), verdict=(Verdict.YES,))) == ["person-here"]
    assert ids(rank(problem, LAMP, TODAY, within=EAST)) == ["person-there"]


def test_the_reasons_are_facts_of_the_record() -> None:
    electrician = an_electrician(
        places=(Place(FIRST, "registered_residence"), Place(FIRST, "paired"), Place(FIRST, "lives")),
        slots=slots("周六上午"),
    )
    told = explain(a_problem([electrician]), 0, replace(LAMP, slots=slots("周六上午")), TODAY)
    assert told.reasons == (
        "低压电工证，2028年3月到期",
        "家在本社区报到，单位与本社区结对",
        "周六上午有空；本周已承担 0 件，上限 2 件",
    )


def test_past_deeds_here_are_counted_with_the_last_day() -> None:
    team = a_team(categories=("助餐",), deeds=(a_deed(11, date(2026, 9, 1), "助餐"),))
    assert (
        "为本社区做过同类服务 11 次，最近 2026年9月"
        in explain(a_problem([team]), 0, an_ask("送饭", category="助餐"), TODAY).reasons
    )


def test_the_unverified_are_told_with_what_to_verify() -> None:
    told = explain(a_problem([a_person(skills=[a_skill("低压电工", 0)])]), 0, LAMP, TODAY)
    assert (told.verdict, told.advice) == (Verdict.UNKNOWN, "登记低压电工证或高压电工证后即符合")


def test_the_forbidden_are_told_with_the_smallest_change() -> None:
    told = explain(a_problem([an_electrician(until=date(2026, 4, 30))]), 0, LAMP, TODAY)
    assert (told.verdict, told.advice) == (Verdict.NO, "最小改变：复审低压电工证")


def test_where_nobody_can_change_it_that_is_said() -> None:
    told = explain(a_problem([an_electrician(do_not_assign=True)]), 0, LAMP, TODAY)
    assert told.advice == "没有可行的改变：已标记“不派”"


def test_why_not_names_what_is_missing_and_the_smallest_change() -> None:
    problem = a_problem(
        [a_person(name="样例赵", skills=[an_electrician_licence(date(2026, 4, 30))], load=2)],
        [a_post(skills=["低压电工"], title="样例水电岗")],
    )
    told = why_not(problem, 0, 0, TODAY)
    assert told.missing == ("低压电工证2026年4月已过期", "本周已承担2件，上限2件，没有余力")
    assert (
        told.sentence == "样例赵暂不能承担“样例水电岗”：低压电工证2026年4月已过期；本周已承担2件，上限2件，没有余力。"
    )
    assert told.smallest_change == "复审低压电工证，并下周再派，或放宽上限"


def test_why_not_of_an_eligible_one_says_so() -> None:
    told = why_not(a_problem([an_electrician()], [a_post(skills=["低压电工"])]), 0, 0, TODAY)
    assert (told.verdict, told.missing, told.smallest_change) == (Verdict.YES, (), None)


def test_the_parts_sum_to_the_score() -> None:
    told = explain(a_problem([an_electrician(deeds=(a_deed(category="水电维修"),))]), 0, LAMP, TODAY)
    assert sum(part.points for part in told.parts) == told.score > 0


def test_a_person_finds_the_works_they_could_serve() -> None:
    works = [
        a_post("post-1", skills=["低压电工"]),
        a_post("post-2", skills=["书法"]),
        a_need("need-1", category="水电维修"),
        a_post("post-full", skills=["低压电工"], filled=1),
    ]
    found = places(a_problem([an_electrician()], works), 0, TODAY, verdict=(Verdict.YES,))
    assert sorted(one.work.id for one in found.ranked) == ["need-1", "post-1"]


@given(st.lists(HELPERS, min_size=1, max_size=5), WORKS)
@settings(deadline=None, max_examples=100)
def test_both_ways_round_the_score_is_the_same(rows: list[HelperRow], work: WorkRow) -> None:
    problem = a_problem([replace(row, id=f"helper-{n}") for n, row in enumerate(rows)], [work])
    together = score(Inquiry(problem, problem.demand(0), TODAY)).total.tolist()
    alone = [int(score(Inquiry(problem.alone(n), problem.demand(0), TODAY)).total[0]) for n in range(len(rows))]
    assert alone == together
    assert all(0 <= total <= FULL for total in together)


@given(st.lists(HELPERS, min_size=2, max_size=6), WORKS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_rows_does_not_show(rows: list[HelperRow], work: WorkRow, random: object) -> None:
    helpers = [replace(row, id=f"helper-{n}") for n, row in enumerate(rows)]
    mixed = list(helpers)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    straight, turned = (rank(a_problem(some, [work]), 0, TODAY) for some in (helpers, mixed))
    assert [replace(one, number=0) for one in straight.ranked] == [replace(one, number=0) for one in turned.ranked]


@given(st.lists(HELPERS, min_size=1, max_size=5), st.lists(HELPERS, min_size=1, max_size=3), WORKS)
@settings(deadline=None, max_examples=60)
def test_a_patched_problem_answers_as_one_built_anew(
    before: list[HelperRow], after: list[HelperRow], work: WorkRow
) -> None:
    old = [replace(row, id=f"helper-{n}") for n, row in enumerate(before)]
    new = [replace(row, id=f"helper-{n + 1}") for n, row in enumerate(after)]
    patched = a_problem(old, [work]).patched(helpers=new, removed=["helper-0"])
    rows = {row.id: row for row in [*old, *new] if row.id != "helper-0"}
    built = rank(a_problem(list(rows.values()), [work]), 0, TODAY)
    told = rank(patched, 0, TODAY)
    assert told.counts == built.counts
    assert [replace(one, number=0) for one in told.ranked] == [replace(one, number=0) for one in built.ranked]


def test_a_compound_belongs_to_its_community_and_an_unknown_building_to_its_compound() -> None:
    tree = a_problem().territories
    assert tree.steps(tree.number(f"{FIRST}-1-9"), tree.number(FIRST)) == 0


def test_distance_grows_with_the_level_of_the_common_territory() -> None:
    tree = a_problem().territories
    steps = tree.steps_from(tree.number(FIRST))
    assert [int(steps[tree.number(id_)]) for id_ in (FIRST, SECOND, WEST, FAR, EAST, DISTRICT)] == [0, 1, 1, 2, 2, 2]


def test_whoever_is_within_the_place_asked_about_is_there() -> None:
    tree = a_problem().territories
    assert np.flatnonzero(tree.steps_from(tree.number(WEST)) == 0).tolist() == [
        tree.number(i) for i in (WEST, FIRST, f"{FIRST}-1", SECOND)
    ]


EVERYDAY = (
    ("客厅那盏吸顶灯忽明忽暗", "水电维修", "水管龙头上门维修", "用电线路检修"),
    ("厨房的笼头一夜滴一桶水", "水电维修", "用电线路检修", "水管龙头上门维修"),
    ("小孩门牙磕掉半颗", "义诊", "视力筛查", "口腔义诊"),
    ("电瓶车没地方充", "停车充电", "夜间错时停车", "充电桩开放"),
)
"""A need as residents put it, its kind of work, and two resources of that kind: another one, and the right one."""


@pytest.mark.parametrize(("words", "kind", "other", "right"), EVERYDAY)
@pytest.mark.parametrize("names", [("样例甲", "样例乙"), ("样例乙", "样例甲")])
def test_of_two_resources_of_one_kind_the_one_that_means_the_same_comes_first(
    words: str, kind: str, other: str, right: str, names: tuple[str, str]
) -> None:
    helpers = (
        a_resource("resource-a", name=names[0], text=other, categories=(kind,)),
        a_resource("resource-b", name=names[1], text=right, categories=(kind,)),
    )
    assert ranked(*helpers, work=an_ask(words, category=kind))[0] == "resource-b"
    assert ranked(*helpers, work=an_ask(words))[0] == "resource-b"


def test_what_a_unit_does_by_statute_counts_where_it_says_nothing_of_itself() -> None:
    helpers = (
        an_organisation("org-a", name="样例书店", categories=("水电维修",)),
        an_organisation("org-b", name="样例供电所", categories=("水电维修",)),
    )
    assert ranked(*helpers, work=an_ask("家里三天没有电"))[0] == "org-b"


def test_a_resource_whose_words_are_alike_comes_first() -> None:
    helpers = [
        a_resource("resource-a", name="样例书画社", categories=("助餐",)),
        a_resource("resource-b", name="样例爱心送餐", text="给老人送热饭", categories=("助餐",)),
    ]
    assert ranked(*helpers, work=an_ask("给老人送热饭", category="助餐"))[0] == "resource-b"


def test_a_skill_that_says_nothing_of_what_is_asked_is_no_match_of_trade() -> None:
    choir = a_need(title="合唱队没有老师教", category="文体活动")
    singer, host = a_person("person-1", skills=[a_skill("声乐", 2)]), a_person("person-2", skills=[a_skill("主持", 3)])
    problem = a_problem([singer, host, a_person("person-3", skills=[a_skill("外语翻译", 3)])], [choir])
    told = dict(zip((row.id for row in problem.helpers.rows), trade_of(problem, 0), strict=True))
    assert told["person-1"] > 0
    assert told["person-2"] == told["person-3"] == 0


def test_a_skill_of_a_kind_that_only_says_for_whom_is_no_match_of_another_trade() -> None:
    meal = a_need(title="中午没人做饭", category="助餐")
    problem = a_problem([a_person(skills=[a_skill("养老护理", 3)])], [meal])
    assert trade_of(problem, 0) == [0]


def test_a_unit_that_is_there_for_what_is_asked_matches_its_trade_though_it_declares_another() -> None:
    paper = a_need(title="残疾证快到期了", category="政策办事")
    unit = an_organisation(name="区残联", categories=["养老助残"])
    assert trade_of(a_problem([unit], [paper]), 0) > trade_of(a_problem([replace(unit, name="某协会")], [paper]), 0)


def trade_of(problem: Problem, work: int) -> list[float]:
    return FEATURES[0].value(Inquiry(problem, problem.demand(work), TODAY)).tolist()
