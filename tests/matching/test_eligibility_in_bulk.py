"""Every rule in bulk says what it says pair by pair, whatever is recorded of helpers and works."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.entities.candidates import HelperRow, Place, RequiredSkill, WorkRow
from matching.demand import Demand
from matching.eligibility import RULES, judge, overall, verdicts
from matching.problem import Inquiry, Problem
from tests.matching.builders import DISTRICT, FAR, FIRST, SECOND, TODAY, WEST, a_deed, a_problem, a_skill

SKILLS = st.builds(
    a_skill,
    st.sampled_from(["低压电工", "水管维修", "人民调解", "送餐", "理发", "养老护理", "打太极的本领"]),
    st.integers(0, 3),
    st.sampled_from([None, "低压电工证", "电工证", "调解员证", "自制的证"]),
    st.sampled_from([None, TODAY - timedelta(1), TODAY, date(2028, 3, 31)]),
    st.sampled_from([None, date(2026, 1, 1)]),
)
MASKS = st.one_of(st.none(), st.integers(0, 7))
PLACES = st.lists(
    st.builds(
        Place,
        st.sampled_from([FIRST, SECOND, FAR, WEST, DISTRICT, f"{FIRST}-1", "nowhere"]),
        st.sampled_from(["lives", "paired", "serves", "works", "located"]),
    ),
    max_size=3,
)
CATEGORIES = st.lists(
    st.sampled_from(["水电维修", "养老助残", "助餐", "物业维修", "便民服务", "没有这一类"]), max_size=2
)
HELPERS = st.builds(
    HelperRow,
    id=st.just("helper"),
    kind=st.sampled_from(["person", "team", "organisation", "resource"]),
    name=st.sampled_from(["样例", "港华燃气公司", "剪艺理发店", "和顺物业公司", "区残联", "助餐优惠", "轮椅借用"]),
    places=PLACES.map(tuple),
    skills=st.lists(SKILLS, max_size=3).map(tuple),
    categories=CATEGORIES.map(tuple),
    titled=st.sampled_from([(), ("水电维修",), ("助餐",)]),
    slots=MASKS,
    capacity=st.integers(0, 2),
    load=st.integers(0, 1),
    commitments=st.lists(st.tuples(st.sampled_from(["work", "other"]), MASKS), max_size=2).map(tuple),
    birth_year=st.sampled_from([None, 1950, 1961, 1985, 2008, 2012]),
    status=st.sampled_from(["active", "paused"]),
    do_not_assign=st.booleans(),
    consent=st.sampled_from([None, True, False]),
    refused=st.sampled_from([(), ("work",)]),
    reach=st.sampled_from([None, "community", "subdistrict", "district"]),
    quantity=st.sampled_from([None, 0.0, 5.0]),
    window=st.sampled_from([(None, None), (TODAY, None), (None, TODAY - timedelta(1)), (TODAY + timedelta(3), None)]),
    deeds=st.sampled_from(
        [(), (a_deed(),), (a_deed(category="水电维修", territory=FAR),), (a_deed(category="物业维修", times=5),)]
    ),
)
WORKS = st.builds(
    WorkRow,
    id=st.just("work"),
    kind=st.sampled_from(["post", "need", "ask"]),
    title=st.sampled_from(
        [
            "修电灯",
            "送饭",
            "一件事",
            "想请人理发",
            "路面坑洼",
            "燃气灶打不着火",
            "轮椅刹车坏了",
            "需要新轮椅",
            "缺人打饭",
        ]
    ),
    territory=st.sampled_from([FIRST, SECOND, FAR, WEST, DISTRICT, "nowhere"]),
    category=st.sampled_from([None, "水电维修", "助餐", "养老助残", "平安巡防", "物业维修", "便民服务", "志愿服务"]),
    skills=st.lists(
        st.builds(
            RequiredSkill,
            st.sampled_from(["低压电工", "人民调解", "送餐", "打太极的本领"]),
            st.integers(0, 3),
            st.booleans(),
            st.sampled_from([None, "低压电工证", "自制的证"]),
        ),
        max_size=2,
    ).map(tuple),
    slots=MASKS,
    hazards=st.sampled_from([None, "登高"]),
    insured=st.sampled_from([None, True, False]),
    min_age=st.sampled_from([None, 18, 41]),
    max_age=st.sampled_from([None, 65, 41]),
    headcount=st.integers(0, 2),
    filled=st.integers(0, 1),
    quantity=st.sampled_from([None, 0.0, 3.0]),
    status=st.sampled_from(["open", "done"]),
)


@given(st.lists(HELPERS, min_size=1, max_size=5), WORKS)
@settings(deadline=None, max_examples=400)
def test_the_bulk_form_of_every_rule_says_what_the_readable_form_says(rows: list[HelperRow], work: WorkRow) -> None:
    helpers = [replace(row, id=f"helper-{n}") for n, row in enumerate(rows)]
    problem = a_problem(helpers, [work])
    demand = problem.demand(0)
    for number in range(len(helpers)):
        readable = {one.rule: int(one.verdict) for one in judge(problem, number, demand, TODAY)}
        assert bulk_answers(problem, demand, number) == readable


def bulk_answers(problem: Problem, demand: Demand, number: int) -> dict[str, int]:
    columns = {rule.key: rule.bulk(Inquiry(problem, demand, TODAY)) for rule in RULES}
    return {key: 2 if column is None else int(column[number]) for key, column in columns.items()}


@given(st.lists(HELPERS, min_size=1, max_size=5), WORKS)
@settings(deadline=None, max_examples=100)
def test_the_bulk_verdict_is_the_worst_finding(rows: list[HelperRow], work: WorkRow) -> None:
    helpers = [replace(row, id=f"helper-{n}") for n, row in enumerate(rows)]
    problem = a_problem(helpers, [work])
    told = [int(overall(judge(problem, number, 0, TODAY))) for number in range(len(helpers))]
    assert verdicts(problem, 0, TODAY).tolist() == told
