"""Answers about odd facts read right: who serves already, no seats, a day that is over, nobody's to spare."""

from datetime import date

import pytest

from graph_model.entities.candidates import HelperRow, WorkRow
from matching.ranking import why_not
from tests.matching.builders import TODAY, a_need, a_person, a_post, a_problem, an_electrician_licence

SKILL = {"skills": ["低压电工"]}


def li(**changes: object) -> HelperRow:
    return a_person(name="样例李", **({"skills": [an_electrician_licence()]} | changes))


@pytest.mark.parametrize(
    ("helper", "work", "sentence"),
    [
        (
            li(commitments=(("post-1", None),), load=1),
            a_post(title="水电岗", filled=1, **SKILL),
            "样例李已经在承担“水电岗”，不用再派。",
        ),
        (li(), a_post(title="水电岗", headcount=0, **SKILL), "样例李暂不能承担“水电岗”：岗位没有设名额。"),
        (li(capacity=0), a_post(title="水电岗", **SKILL), "样例李暂不能承担“水电岗”：登记的上限是0件，不接任务。"),
        (
            li(),
            a_need(title="修灯", category="水电维修", filled=1),
            "样例李暂不能承担“修灯”：已有人承担，不再缺。",
        ),
        (
            li(),
            a_need(title="修灯", category="水电维修", deadline=date(2026, 10, 1)),
            "样例李可以承担“修灯”，各项规则都符合（期限 2026年10月1日已过，请先确认还需要）。",
        ),
    ],
)
def test_odd_facts_are_told_plainly(helper: HelperRow, work: WorkRow, sentence: str) -> None:
    assert why_not(a_problem([helper], [work]), 0, 0, TODAY).sentence == sentence
