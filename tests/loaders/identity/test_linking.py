"""Which records are taken for one person, which are asked about, which are left apart."""

import random
from itertools import pairwise

import numpy as np
import pytest

from loaders.identity import fields
from loaders.identity.linking import Candidate, Linkage, Outcome, find_doubles, link
from loaders.identity.persons import PersonRecord
from tests.benchmarks.persons_with_truth import Truth, found_of, two_ledgers

KNOWN = PersonRecord("a", "王建国", "phone", None, 1965, None, "1", "c1", "s1", "u1", ("急救",))


@pytest.fixture(scope="module")
def truth() -> Truth:
    return two_ledgers(4_000, seed=3)


@pytest.fixture(scope="module")
def linked(truth: Truth) -> Linkage:
    return link(truth.left, truth.right)


def among(truth: Truth, one: PersonRecord, other: PersonRecord) -> Candidate | None:
    """Judge two records among the thousands of the ledgers, which tell how common everything is."""
    found = link([*truth.left, one._replace(id="one")], [*truth.right, other._replace(id="other")])
    return next((pair for pair in found.candidates() if (pair.one, pair.other) == ("one", "other")), None)


def outcome(truth: Truth, one: PersonRecord, other: PersonRecord) -> Outcome:
    found = among(truth, one, other)
    return found.outcome if found else Outcome.DIFFERENT


def pairs_of(found: Linkage, *, same: bool) -> list[tuple[str, str]]:
    wanted = Outcome.SAME if same else Outcome.CONFIRM
    return [(pair.one, pair.other) for pair in found.candidates() if pair.outcome is wanted]


def test_nobody_is_merged_wrongly_without_asking(truth: Truth, linked: Linkage) -> None:
    taken = pairs_of(linked, same=True)
    right, _ = found_of(truth, taken)
    assert len(taken) > 0.6 * len(truth.same)
    assert right / len(taken) >= 0.999


def test_nearly_everybody_is_found_when_staff_are_asked(truth: Truth, linked: Linkage) -> None:
    _, found = found_of(truth, pairs_of(linked, same=True) + pairs_of(linked, same=False))
    assert found / len(truth.same) >= 0.97


def test_staff_are_seldom_asked_in_vain(truth: Truth, linked: Linkage) -> None:
    asked = pairs_of(linked, same=False)
    right, _ = found_of(truth, asked)
    assert right / len(asked) >= 0.6


@pytest.mark.parametrize("persons", [300, 4_000])
def test_no_level_weighs_more_than_a_better_one_and_what_differs_never_speaks_for_one_person(persons: int) -> None:
    truth = two_ledgers(persons, seed=3)
    model = link(truth.left, truth.right).model
    for field, m, u in zip(fields.FIELDS, model.m, model.u, strict=True):
        weights = np.log2(m / u)[1:]
        assert np.all(np.diff(weights) >= -1e-9), field.title
        assert weights[0] <= 1e-9 <= weights[-1] + 2e-9, field.title
        assert m[1:].sum() == pytest.approx(1.0)


def test_what_only_comes_near_a_common_name_weighs_no_more_than_the_name_itself(truth: Truth) -> None:
    left = [*truth.left, *(KNOWN._replace(id=f"x{one}", phone=f"x{one}") for one in range(400))]
    near = KNOWN._replace(id="other", name="王建果")
    pairs = link(left, [*truth.right, KNOWN._replace(id="same"), near]).candidates()
    name = {pair.other: pair.reasons[0] for pair in pairs if pair.one == "x0"}
    assert name["other"].said == "读音相同"
    assert name["other"].weight <= name["same"].weight


def test_the_weights_shown_are_those_that_were_added(linked: Linkage) -> None:
    for pair in linked.candidates():
        assert sum(one.weight for one in pair.reasons) + linked.model.prior == pytest.approx(pair.weight, abs=0.05)


def test_the_order_of_the_records_changes_nothing(truth: Truth, linked: Linkage) -> None:
    left, right = list(truth.left), list(truth.right)
    random.Random(1).shuffle(left)
    random.Random(2).shuffle(right)
    assert list(link(left, right).candidates()) == list(linked.candidates())


def test_one_phone_and_one_name_are_one_person(truth: Truth) -> None:
    assert outcome(truth, KNOWN, KNOWN._replace(home="c2", unit=None)) is Outcome.SAME


def test_a_name_written_by_ear_with_the_same_phone_and_year_is_one_person(truth: Truth) -> None:
    assert outcome(truth, KNOWN, KNOWN._replace(name="王建果")) is Outcome.SAME


def test_brothers_with_one_phone_are_not_one_person_without_asking(truth: Truth) -> None:
    assert outcome(truth, KNOWN, KNOWN._replace(name="王建军")) is Outcome.CONFIRM
    assert (
        outcome(truth, KNOWN, KNOWN._replace(name="王爱民", birth_year=1938, unit="u2", skills=())) is Outcome.DIFFERENT
    )


def test_husband_and_wife_with_one_phone_are_two(truth: Truth) -> None:
    wife = KNOWN._replace(name="李秀英", gender="2", birth_year=1967, unit=None)
    assert outcome(truth, KNOWN, wife) is Outcome.DIFFERENT


def test_father_and_son_of_one_name_and_phone_are_asked_about(truth: Truth) -> None:
    assert outcome(truth, KNOWN, KNOWN._replace(birth_year=1992)) is Outcome.CONFIRM


def test_namesakes_of_one_year_and_community_are_asked_about(truth: Truth) -> None:
    assert outcome(truth, KNOWN._replace(phone=None), KNOWN) is Outcome.CONFIRM


def test_two_id_numbers_are_two_persons_whatever_else_agrees(truth: Truth) -> None:
    assert outcome(truth, KNOWN._replace(identity="i1"), KNOWN._replace(identity="i2")) is Outcome.DIFFERENT


def test_one_id_number_is_one_person_and_with_another_name_is_asked_about(truth: Truth) -> None:
    known = PersonRecord("a", "王建国", identity="i1")
    assert outcome(truth, known, known._replace(name="王健国", phone="x")) is Outcome.SAME
    assert outcome(truth, known, known._replace(name="李秀英")) is Outcome.CONFIRM


def test_old_wang_at_the_same_phone_is_asked_about(truth: Truth) -> None:
    assert outcome(truth, KNOWN, PersonRecord("b", "老王", "phone", home="c1")) is Outcome.CONFIRM


def test_the_phone_of_whoever_filled_the_list_in_proves_nothing(truth: Truth) -> None:
    office = [KNOWN._replace(id=f"x{row}", name=f"王{chr(0x5000 + row)}", birth_year=1950 + row) for row in range(20)]
    found = link([*truth.left, *office, KNOWN._replace(id="one")], [*truth.right, KNOWN._replace(id="other")])
    assert {pair.outcome for pair in found.candidates() if pair.other == "other"} == {Outcome.CONFIRM}


def test_somebody_who_may_be_either_of_two_is_asked_about(truth: Truth) -> None:
    twice = [KNOWN._replace(id="one"), KNOWN._replace(id="two")]
    found = link([*truth.left, *twice], [*truth.right, KNOWN._replace(id="other")])
    outcomes = [pair.outcome for pair in found.candidates() if pair.other == "other" and pair.one in {"one", "two"}]
    assert outcomes == [Outcome.CONFIRM, Outcome.CONFIRM]


def test_a_rare_name_tells_more_than_a_common_one(truth: Truth) -> None:
    def weight_of(name: str) -> float:
        found = among(truth, KNOWN._replace(name=name), KNOWN._replace(name=name))
        assert found is not None
        return next(reason.weight for reason in found.reasons if reason.field == "name")

    counted = sorted(truth.left, key=lambda one: sum(other.name == one.name for other in truth.left[:500]))
    assert weight_of("上官翠微") > weight_of(counted[-1].name)


def test_the_weights_of_the_fields_and_how_rare_a_pair_is_add_up(linked: Linkage) -> None:
    for row in range(0, len(linked), 50):
        pair = linked.candidate(row)
        total = sum(reason.weight for reason in pair.reasons) + linked.model.prior
        assert total == pytest.approx(pair.weight, abs=0.06)


def test_the_surest_come_first(linked: Linkage) -> None:
    weights = [pair.weight for pair in linked.candidates()]
    assert all(earlier >= later for earlier, later in pairwise(weights))


def test_the_shares_that_made_the_ledgers_are_found_again(linked: Linkage) -> None:
    name, phone = linked.model.m[0], linked.model.m[1]
    assert phone[2] == pytest.approx(0.92, abs=0.02)
    assert name[8] == pytest.approx(0.935, abs=0.02)
    assert np.exp2(linked.model.prior) == pytest.approx(0.6 / 4_000, rel=0.1)


def test_doubles_within_one_list_are_found_once_and_nobody_is_their_own(truth: Truth) -> None:
    again = [one._replace(id=f"again-{one.id}") for one in truth.left[:50] if one.phone]
    found = list(find_doubles([*truth.left, *again]).candidates())
    same = {(pair.one, pair.other) for pair in found if pair.outcome is Outcome.SAME}
    assert all(pair.one < pair.other for pair in found)
    assert {(one.id.removeprefix("again-"), one.id) for one in again} - same == set()


def test_nothing_to_compare_gives_nothing() -> None:
    assert list(link([], []).candidates()) == []
    assert list(link([KNOWN], []).candidates()) == []
    assert list(find_doubles([KNOWN]).candidates()) == []
