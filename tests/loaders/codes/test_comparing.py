"""What changed from one set of codes to the next is told with its kind, reason and who says so."""

from dataclasses import replace
from pathlib import Path

from loaders.codes.changes import Basis, ChangeKind
from loaders.codes.comparing import compare
from tests.loaders.codes.builders import (
    BEFORE,
    DISTRICT,
    FOUR,
    ONE,
    OTHER,
    STREET,
    THREE,
    TWO,
    compared,
    lines,
    only,
    table,
    units,
    without,
)

NEW = "330106005009"


def test_the_same_set_changes_nothing(tmp_path: Path) -> None:
    found = compared(tmp_path, lines(BEFORE))
    assert (found.changes, found.unchanged, found.clashes) == ((), len(BEFORE), ())


def test_names_written_out_in_full_are_no_change(tmp_path: Path) -> None:
    full = BEFORE | {ONE: "翠苑一区社区居民委员会", STREET: "翠苑街道办事处"}
    assert compared(tmp_path, lines(full)).changes == ()


def test_a_list_of_communities_alone_abolishes_no_street_and_no_district(tmp_path: Path) -> None:
    found = compared(tmp_path, lines(without(DISTRICT, STREET, OTHER)))
    assert (found.changes, found.unchanged, found.clashes) == ((), len(BEFORE), ())


def test_another_name_under_the_same_code_is_a_renaming_the_file_says(tmp_path: Path) -> None:
    change = only(compared(tmp_path, lines(BEFORE | {FOUR: "花园南社区"})))
    assert (change.kind, change.heirs, change.basis) == (ChangeKind.RENAMED, (FOUR,), Basis.FILE)
    assert change.reason == "代码不变，“花园亭社区”改称“花园南社区”"


def test_a_code_given_to_another_while_its_own_name_got_a_new_one_is_to_be_confirmed(tmp_path: Path) -> None:
    text = lines(BEFORE | {FOUR: "湖畔社区"}, f"{NEW},花园亭社区,{STREET},,")
    change = next(one for one in compared(tmp_path, text).changes if one.code == FOUR)
    assert (change.kind, change.settled) == (ChangeKind.RENAMED, False)
    assert "像是旧代码挪作他用" in change.reason
    assert compared(tmp_path, text, {FOUR: (FOUR,)}).unconfirmed == []


def test_two_codes_that_changed_names_with_each_other_are_to_be_confirmed(tmp_path: Path) -> None:
    found = compared(tmp_path, lines(BEFORE | {ONE: BEFORE[THREE], THREE: BEFORE[ONE]}))
    assert [(one.code, one.settled) for one in found.changes] == [(ONE, False), (THREE, False)]


def test_a_code_the_file_says_became_another_and_gave_to_a_third_is_to_be_confirmed(tmp_path: Path) -> None:
    text = lines(without(THREE, FOUR), f"{FOUR},嘉绿社区,{STREET},{THREE},", f"{NEW},花园南社区,{STREET},{FOUR},")
    change = next(one for one in compared(tmp_path, text).changes if one.code == FOUR)
    assert (change.kind, change.settled) == (ChangeKind.RENAMED, False)
    assert f"文件写明它有新代码 {NEW}：像是旧代码挪作他用" in change.reason


def test_a_code_staff_say_is_put_to_another_use_is_refused_and_not_asked_about_again(tmp_path: Path) -> None:
    text = lines(BEFORE | {FOUR: "湖畔社区"}, f"{NEW},花园亭社区,{STREET},,")
    found = compared(tmp_path, text, {FOUR: (NEW,)})
    assert found.unconfirmed == []
    assert "代码挪作他用，不能装入" in found.clashes[0]


def test_another_unit_that_always_bore_the_name_does_not_make_a_renaming_doubtful(tmp_path: Path) -> None:
    there = {"330106006001": BEFORE[FOUR]}
    found = compare(units(BEFORE | there), table(tmp_path, lines(BEFORE | there | {FOUR: "湖畔社区"})), [DISTRICT])
    assert only(found).settled


def test_another_parent_under_the_same_code_is_a_move_the_file_says(tmp_path: Path) -> None:
    change = only(compared(tmp_path, lines(without(FOUR), f"{FOUR},花园亭社区,{OTHER},,")))
    assert (change.kind, change.settled, change.heirs) == (ChangeKind.MOVED, True, (FOUR,))


def test_a_code_nothing_became_is_new(tmp_path: Path) -> None:
    change = only(compared(tmp_path, lines(BEFORE | {NEW: "湖畔社区"})))
    assert (change.kind, change.code, change.before, change.settled) == (ChangeKind.NEW, NEW, None, True)


def test_the_same_name_under_another_code_of_the_street_is_proposed_as_recoded(tmp_path: Path) -> None:
    change = only(compared(tmp_path, lines(without(FOUR) | {NEW: "花园亭社区"})))
    assert (change.kind, change.heirs, change.basis) == (ChangeKind.RECODED, (NEW,), Basis.PROPOSED)
    assert change.confidence > 0.9


def test_the_same_name_in_another_street_is_proposed_as_moved(tmp_path: Path) -> None:
    moved = "330106006007"
    change = only(compared(tmp_path, lines(without(FOUR) | {moved: "花园亭社区"})))
    assert (change.kind, change.heirs, change.settled) == (ChangeKind.MOVED, (moved,), False)


def test_parts_of_a_street_that_was_recoded_are_not_moved(tmp_path: Path) -> None:
    street, part = "330106015000", "330106015001"
    names = without(OTHER) | {street: "文新街道", part: "骆家庄社区"}
    before = units(BEFORE | {"330106006001": "骆家庄社区"})
    found = compare(before, table(tmp_path, lines(names)), [DISTRICT])
    assert [(one.code, one.kind, one.heirs) for one in found.changes] == [
        (OTHER, ChangeKind.RECODED, (street,)),
        ("330106006001", ChangeKind.RECODED, (part,)),
    ]


def test_a_gone_code_with_a_like_name_beside_it_is_proposed_as_merged(tmp_path: Path) -> None:
    change = only(compared(tmp_path, lines(without(TWO))))
    assert (change.kind, change.heirs, change.settled) == (ChangeKind.MERGED, (ONE,), False)
    assert "名称相近" in change.reason
    assert change.confidence < 0.6


def test_a_gone_code_without_any_trace_is_proposed_as_abolished(tmp_path: Path) -> None:
    change = only(compared(tmp_path, lines(without(FOUR))))
    assert (change.kind, change.heirs, change.settled) == (ChangeKind.ENDED, (), False)


def test_a_neighbour_by_location_is_proposed_and_one_far_away_is_not(tmp_path: Path) -> None:
    before = units(BEFORE)
    before[FOUR] = replace(before[FOUR], located=(120.12, 30.28))
    text = [line + ",," for line in lines(without(FOUR, THREE))]
    text[0] = text[0][:-2] + ",经度,纬度"
    near = [*text, f"{THREE},嘉绿苑社区,{STREET},,,120.125,30.281"]
    change = only(compare(before, table(tmp_path, near), [DISTRICT]))
    assert (change.kind, change.heirs) == (ChangeKind.MERGED, (THREE,))
    assert "相距约 0.5 公里" in change.reason
    far = [*text, f"{THREE},嘉绿苑社区,{STREET},,,120.5,30.281"]
    assert only(compare(before, table(tmp_path, far), [DISTRICT])).kind is ChangeKind.ENDED


def test_new_names_made_of_the_gone_one_are_proposed_as_a_split(tmp_path: Path) -> None:
    east, west = "330106005011", "330106005012"
    change = only(compared(tmp_path, lines(without(FOUR) | {east: "花园亭东社区", west: "花园亭西社区"})))
    assert (change.kind, change.heirs, change.settled) == (ChangeKind.SPLIT, (east, west), False)


def test_what_the_file_says_outweighs_what_the_names_say(tmp_path: Path) -> None:
    text = lines(without(TWO, THREE), f"{THREE},嘉绿苑社区,{STREET},{TWO},")
    change = only(compared(tmp_path, text))
    assert (change.kind, change.heirs, change.basis) == (ChangeKind.MERGED, (THREE,), Basis.FILE)


def test_two_codes_of_before_in_one_cell_are_a_merger_the_file_says(tmp_path: Path) -> None:
    found = compared(tmp_path, lines(without(TWO, THREE), f"{NEW},翠绿社区,{STREET},{TWO}、{THREE},"))
    assert [(one.code, one.kind, one.settled) for one in found.changes] == [
        (TWO, ChangeKind.MERGED, True),
        (THREE, ChangeKind.MERGED, True),
    ]


def test_one_code_of_before_in_two_rows_is_a_split_the_file_says(tmp_path: Path) -> None:
    text = lines(without(FOUR), f"{NEW},湖东社区,{STREET},{FOUR},", f"330106005010,湖西社区,{STREET},{FOUR},")
    change = only(compared(tmp_path, text))
    assert (change.kind, change.heirs, change.settled) == (ChangeKind.SPLIT, (NEW, "330106005010"), True)


def test_a_unit_cut_out_of_one_that_stays_is_new(tmp_path: Path) -> None:
    change = only(compared(tmp_path, lines(BEFORE, f"{NEW},湖东社区,{STREET},{FOUR},")))
    assert (change.kind, change.code) == (ChangeKind.NEW, NEW)
    assert "析出" in change.reason


def test_a_row_that_names_the_new_code_of_an_old_one_is_said_by_the_file(tmp_path: Path) -> None:
    text = ["原表", "代码,名称,新代码", *(f"{code},{name}," for code, name in without(FOUR).items())]
    change = only(compared(tmp_path, [*text, f"{FOUR},花园亭社区,{THREE}"]))
    assert (change.kind, change.heirs, change.basis) == (ChangeKind.MERGED, (THREE,), Basis.FILE)


def heirs_said(folder: Path, *rows: str) -> list[tuple[str, ChangeKind, tuple[str, ...]]]:
    """Compare a file with a column of new codes in which FOUR is told of by the rows given."""
    text = ["原表", "代码,名称,新代码", *(f"{code},{name}," for code, name in without(FOUR).items())]
    return [(one.code, one.kind, one.heirs) for one in compared(folder, [*text, *rows]).changes]


def test_new_codes_of_an_old_one_in_rows_of_their_own_are_all_kept(tmp_path: Path) -> None:
    second = "330106005010"
    new = (f"{NEW},湖东社区,", f"{second},湖西社区,")
    rows = (f"{FOUR},花园亭社区,{NEW}", f"{FOUR},花园亭社区,{second}")
    assert heirs_said(tmp_path, *new, *rows) == [(FOUR, ChangeKind.SPLIT, (NEW, second))]


def test_a_unit_that_names_itself_among_its_new_codes_stays(tmp_path: Path) -> None:
    rows = (f"{NEW},湖东社区,", f"{FOUR},花园亭社区,{FOUR}、{NEW}")
    assert heirs_said(tmp_path, *rows) == [(NEW, ChangeKind.NEW, (NEW,))]


def test_old_codes_of_one_unit_in_rows_of_their_own_are_all_kept(tmp_path: Path) -> None:
    rows = (f"{NEW},翠绿社区,{STREET},{TWO},", f"{NEW},翠绿社区,{STREET},{THREE},")
    found = compared(tmp_path, lines(without(TWO, THREE), *rows))
    assert [(one.code, one.heirs, one.settled) for one in found.changes] == [
        (TWO, (NEW,), True),
        (THREE, (NEW,), True),
    ]


def test_a_new_code_the_file_has_no_row_of_is_refused(tmp_path: Path) -> None:
    text = ["代码,名称,新代码", *(f"{code},{name}," for code, name in without(FOUR).items())]
    found = compared(tmp_path, [*text, f"{FOUR},花园亭社区,{THREE}、{NEW}"])
    assert found.clashes == (f"花园亭社区（{FOUR}）的去向 {NEW} 文件里没有：请补上它的一行，或改去向。",)


def test_words_on_the_change_outweigh_names_and_are_still_confirmed(tmp_path: Path) -> None:
    text = lines(without(TWO, THREE), f"{THREE},嘉绿苑社区,{STREET},,由嘉绿苑社区和翠苑二区社区合并")
    change = only(compared(tmp_path, text))
    assert (change.heirs, change.reason, change.settled) == ((THREE,), "变更说明里提到它", False)


def test_what_staff_confirmed_is_settled(tmp_path: Path) -> None:
    change = only(compared(tmp_path, lines(without(TWO)), {TWO: (THREE,)}))
    assert (change.kind, change.heirs, change.basis) == (ChangeKind.MERGED, (THREE,), Basis.STAFF)
    gone = only(compared(tmp_path, lines(without(TWO)), {TWO: ()}))
    assert (gone.kind, gone.settled) == (ChangeKind.ENDED, True)


def test_districts_that_are_not_asked_about_are_passed_over(tmp_path: Path) -> None:
    more = {"330105000000": "拱墅区", "330105001000": "米市巷街道"}
    assert compared(tmp_path, lines(BEFORE | more)).changes == ()


def test_a_file_that_is_only_a_part_of_a_set_is_refused(tmp_path: Path) -> None:
    many = {f"3301060060{n:02d}": f"{word}社区" for n, word in enumerate("甲乙丙丁戊己庚辛", 1)}
    found = compare(units(BEFORE | many), table(tmp_path, lines(BEFORE)), [DISTRICT])
    assert len(found.clashes) == 1
    assert "15 个单位里有 8 个" in found.clashes[0]


def test_an_heir_of_another_level_is_refused(tmp_path: Path) -> None:
    text = lines(without(OTHER), f"{NEW},文新社区,{STREET},{OTHER},")
    assert compared(tmp_path, text).clashes == (f"文新街道（{OTHER}）的去向 {NEW} 和它不是同一级：请核对。",)
    confirmed = compared(tmp_path, lines(without(FOUR)), {FOUR: (OTHER,)})
    assert confirmed.clashes == (f"花园亭社区（{FOUR}）的去向 {OTHER} 和它不是同一级：请核对。",)


def test_an_heir_in_a_district_that_is_not_compared_is_refused(tmp_path: Path) -> None:
    other = "330105001002"
    text = lines(without(FOUR), f"{other},花园亭社区,330105001000,,", "330105001000,米市巷街道,330105000000,,")
    assert compared(tmp_path, text, {FOUR: (other,)}).clashes == (
        f"花园亭社区（{FOUR}）的去向 {other} 在没有比较的区县：请一并比较，或改去向。",
    )


def test_the_order_of_the_rows_makes_no_difference(tmp_path: Path) -> None:
    head, *rest = lines(without(TWO, FOUR) | {NEW: "花园亭社区"})
    there = [one.to_dict() for one in compared(tmp_path, [head, *rest]).changes]
    back = [one.to_dict() for one in compared(tmp_path, [head, *reversed(rest)]).changes]
    assert there == back
    assert len(there) == 2
