"""Whom to call: a name and a number in one cell."""

import pytest

from loaders import contacts
from loaders.contents import looks_like
from loaders.findings import CellProblem


@pytest.mark.parametrize(
    ("cell", "name", "phone"),
    [
        ("王主任13805711111", "王主任", "13805711111"),
        ("小陈 0571-85012345", "小陈", "0571-85012345"),
        ("13805711111（王主任）", "王主任", "13805711111"),
        ("张三：138-0571-1111", "张三", "13805711111"),
        ("王小明/13800000001", "王小明", "13800000001"),
        ("电话：13805711111", "", "13805711111"),
        ("联系人：张三 电话：13805711111", "张三", "13805711111"),
        ("张三13800000000、李四13900000000", "张三", "13800000000"),
    ],
)
def test_name_and_number_are_taken_apart(cell: str, name: str, phone: str) -> None:
    assert contacts.parted(cell) == (name, phone)


@pytest.mark.parametrize("cell", ["王主任", "会议室 12", "138057111", "2幢303", "1幢18805711111", "见第2页13805711111"])
def test_what_is_no_name_with_a_number_stays_whole(cell: str) -> None:
    assert contacts.parted(cell) is None


def test_each_goes_to_its_own_column_wherever_both_stand() -> None:
    for values in ({"contact_phone": "王主任13805711111"}, {"contact": "王主任13805711111"}):
        assert contacts.part(values) == {}
        assert values == {"contact": "王主任", "contact_phone": "13805711111"}


def test_of_several_to_call_the_others_are_left_for_the_note() -> None:
    values = {"contact_phone": "王主任13805711111、李主任13905712222"}
    assert contacts.part(values) == {"contact_phone": "李主任13905712222"}
    assert values == {"contact": "王主任", "contact_phone": "13805711111"}


def test_a_number_that_cannot_be_parted_is_masked() -> None:
    values = {"contact": "3号楼王姐13805716666"}
    assert contacts.part(values) == {}
    assert values == {"contact": "3号楼王姐138****66"}


def test_a_number_is_whose_name_stands_beside_it_and_the_other_name_is_left_for_the_note() -> None:
    values = {"contact": "赵大海", "contact_phone": "王阿姨13705710031"}
    assert contacts.part(values) == {"contact": "赵大海"}
    assert values == {"contact": "王阿姨", "contact_phone": "13705710031"}


def test_what_stands_for_nobody_takes_nobodys_place() -> None:
    for values in ({"contact_phone": "同左"}, {"contact": "待定"}):
        assert contacts.part(values) == {}
        assert values == {}


def test_a_name_alone_counts_only_where_the_header_asks_for_both() -> None:
    assert contacts.FOR_BOTH.search("联系人及电话")
    assert not contacts.FOR_BOTH.search("联系人电话")
    values = {"contact_phone": contacts.name_or_number("李书记")}
    assert contacts.part(values) == {}
    assert values == {"contact": "李书记"}
    with pytest.raises(CellProblem):
        contacts.number("李书记")


def test_numbers_with_letters_in_front_are_nobody_to_call() -> None:
    assert "called" not in looks_like(["XH2024001", "XH2024002"])
    assert "called" in looks_like(["王小明 13800000001", "李芳 13800000002"])
