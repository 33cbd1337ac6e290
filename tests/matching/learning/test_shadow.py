"""The shadow run: the same week by both weights, nothing kept of either."""

from dataclasses import replace

from matching.features import DOCUMENTED
from matching.learning.shadow import shadow_run
from matching.weekly import propose
from matching.weights import FULL, Weights
from tests.matching.builders import SECOND, TODAY, a_person, a_post, a_problem, an_electrician_licence, at, slots

ALL_ON = {one: Weights({key: FULL if key == one else 0 for key in DOCUMENTED.points}) for one in ("wish", "near")}


def test_other_weights_send_someone_else_and_the_week_itself_stays_as_it_is() -> None:
    licence, free = (an_electrician_licence(),), slots("周六上午")
    willing = a_person("person-willing", skills=licence, categories=("水电维修",), slots=free, reach="district")
    willing = replace(willing, home=SECOND, places=at(SECOND))
    near = a_person("person-near", skills=licence, slots=free)
    problem = a_problem([willing, near], [a_post(skills=("低压电工",), slots=free)]).weighed(ALL_ON["wish"])
    before = propose(problem, TODAY)
    found = shadow_run(problem, TODAY, (), ALL_ON["near"])
    assert [one.helper for one in before.suggestions] == ["person-willing"]
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
