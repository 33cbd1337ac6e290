"""The numbers of the documents are shipped whole: worded, placed, and with somebody to compute or to import them."""

import pytest

from graph_model.targets.catalogue import Target, load_catalogue
from graph_model.targets.measures import MEASURES

TARGETS = load_catalogue().targets
NUMERALS = {3: "三", 5: "五", 7: "六"}  # 一厅六室 are seven rooms
STATED = [one for one in TARGETS if one.unit != "%"]


def by_id(target: Target) -> str:
    return target.id


@pytest.mark.parametrize("target", STATED, ids=by_id)
def test_the_number_stands_in_the_wording(target: Target) -> None:
    written = (f"{target.number:g}", NUMERALS.get(int(target.number), "-"))
    assert any(number in target.wording for number in written)


def test_every_document_sets_some_number() -> None:
    assert {one.document.id for one in TARGETS} == {one.id for one in load_catalogue().documents}
    assert len({one.id for one in TARGETS}) == len(TARGETS) >= 58


def test_a_target_is_computed_or_says_what_to_import() -> None:
    assert [one.id for one in TARGETS if not one.measure and not one.missing] == []


def test_every_measure_serves_a_target_and_every_target_has_its_measure() -> None:
    assert {one.measure for one in TARGETS if one.measure} == set(MEASURES)


def test_annex_2_has_its_ten_projects_and_every_target_of_it_stands_in_a_row() -> None:
    rows = load_catalogue().annex
    assert sorted({row.number for row in rows}) == list(range(1, 11))
    assert {one.annex for one in TARGETS if one.annex} <= {row.id for row in rows}


@pytest.mark.parametrize("target", [one for one in STATED if one.annex and one.unit == "个"], ids=by_id)
def test_what_is_said_of_a_row_of_the_annex_is_said_in_it(target: Target) -> None:
    task = next(row.task for row in load_catalogue().annex if row.id == target.annex)
    assert f"{target.number:g}" in task
