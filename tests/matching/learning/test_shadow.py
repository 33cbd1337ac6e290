"""The shadow run: the same week by both weights, nothing kept of either."""

from matching.features import DOCUMENTED
from matching.learning.shadow import shadow_run
from matching.weekly import propose
from matching.weights import FULL, Weights
from tests.matching.builders import FAR, TODAY, a_person, a_post, a_problem, a_skill, an_electrician_licence, at, slots

ONLY_NEAR = Weights({key: FULL if key == "near" else 0 for key in DOCUMENTED.points})


def test_other_weights_send_someone_else_and_the_week_itself_stays_as_it_is() -> None:
    free = slots("周六上午")
    seasoned = a_person(
        "person-seasoned",
        skills=(an_electrician_licence(), a_skill("水管维修", 3)),
        slots=free,
        home=FAR,
        places=at(FAR, "lives", "works", "registered_residence"),
        reach="district",
        categories=("水电维修",),
    )
    near = a_person("person-near", skills=(an_electrician_licence(),), slots=None)
    problem = a_problem([seasoned, near], [a_post(skills=("低压电工",))])
    before = propose(problem, TODAY)
    found = shadow_run(problem, TODAY, (), ONLY_NEAR)
    assert [one.helper for one in before.suggestions] == ["person-seasoned"]
    assert ([one.helper for one in found.other], found.same) == (["person-near"], 0)
    assert found.present.suggestions == found.learnt.suggestions == 1
    assert found.present.proved
    assert found.learnt.proved
    assert propose(problem, TODAY) == before


def test_the_same_weights_suggest_the_same() -> None:
    problem = a_problem(
        [a_person(skills=(an_electrician_licence(),))], [a_post(skills=("低压电工",)), a_post("post-2")]
    )
    found = shadow_run(problem, TODAY, (), DOCUMENTED)
    assert found.other == ()
    assert found.present == found.learnt
    assert (found.present.places, found.same) == (1, found.present.suggestions)
