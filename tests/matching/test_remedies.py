"""What may be supposed of a pair that does not fit: one fact, the right one, and it fits."""

from datetime import date

import pytest

from graph_model.entities.candidates import HelperRow, RequiredSkill, WorkRow
from graph_model.labels import slots_text
from graph_model.taxonomy import load_taxonomy
from matching.remedies import held_as, remedies
from tests.matching.builders import (
    TODAY,
    a_need,
    a_person,
    a_post,
    a_problem,
    a_skill,
    an_electrician_licence,
    at,
    slots,
)
from tests.matching.weeks import ELECTRIC, an_electrician

SATURDAY, BOTH = slots("周六上午"), slots("周六上午、周日上午")
CERTIFIED = {"skills": [RequiredSkill("低压电工", 1, mandatory=True, certificate="低压电工证")]}
EXPIRED = an_electrician_licence(date(2026, 4, 1))


def told(helper: HelperRow, work: WorkRow) -> list[tuple[str, str]]:
    found = remedies(a_problem([helper], [work]), 0, 0, TODAY)
    of_slots = {"free": slots_text}
    return [(one.fact.what, one.name or of_slots.get(one.fact.what, str)(one.fact.number)) for one in found]


@pytest.mark.parametrize(
    ("helper", "work", "offered"),
    [
        (an_electrician("person-1"), a_post(slots=BOTH, **ELECTRIC), ("free", "周六上午、周日上午")),
        (an_electrician("person-1", slots=slots("周一上午")), a_post(slots=SATURDAY, **ELECTRIC), ("free", "周六上午")),
        (
            an_electrician("person-1", slots=SATURDAY, load=1, commitments=(("post-9", SATURDAY),)),
            a_post(slots=BOTH, **ELECTRIC),
            ("free", "周日上午"),
        ),
        (a_person(skills=[a_skill("低压电工", 2)]), a_post(**CERTIFIED), ("certificate", "低压电工证")),
        (a_person(skills=[EXPIRED]), a_post(**CERTIFIED), ("certificate", "低压电工证")),
        (a_person(skills=[a_skill("理发", 0)]), a_post(skills=["理发"]), ("certificate", "理发")),
        (a_person(), a_post(skills=[RequiredSkill("理发", 3, mandatory=True)]), ("certificate", "理发")),
        (a_person(), a_need(category="出行服务"), ("certificate", "机动车驾驶证")),
        (an_electrician("person-1", capacity=1, load=1), a_post(**ELECTRIC), ("limit", "2")),
        (an_electrician("person-1"), a_post(headcount=2, filled=2, **ELECTRIC), ("seats", "3")),
    ],
)
def test_the_one_fact_that_is_missing_is_offered_and_nothing_else(
    helper: HelperRow, work: WorkRow, offered: tuple[str, str]
) -> None:
    assert told(helper, work) == [offered]


def test_whoever_fits_and_whoever_lacks_more_than_one_fact_is_offered_nothing() -> None:
    assert told(an_electrician("person-1", slots=SATURDAY), a_post(slots=SATURDAY, **ELECTRIC)) == []
    assert told(a_person(skills=[EXPIRED]), a_post(slots=SATURDAY, **CERTIFIED)) == []
    assert told(an_electrician("person-1", consent=None), a_post(**ELECTRIC)) == []
    assert told(an_electrician("person-1", places=at("330106009001"), reach="community"), a_post(**ELECTRIC)) == []


def test_a_certificate_of_several_skills_is_held_for_the_one_a_work_asks() -> None:
    taxonomy = load_taxonomy()
    of_certificate: dict[str, list[str]] = {}
    for skill in taxonomy.skills.values():
        of_certificate.setdefault(skill.certificate or "", []).append(skill.id)
    name, skills = next((name, skills) for name, skills in of_certificate.items() if name and len(skills) > 1)
    asked = RequiredSkill(skills[-1], 3, mandatory=True, certificate=name)
    demand = a_problem([], [a_post(skills=[asked])]).works.demands[0]
    held = held_as(taxonomy, a_person(), name, TODAY, demand)
    assert held is not None
    assert (held.skill, held.level, held.certificate) == (skills[-1], 3, name)
    assert held_as(taxonomy, a_person(), "屠龙证", TODAY, None) is None
