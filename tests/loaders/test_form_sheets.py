"""Forms are printed legibly: at eight points and more, on as few pages across as that takes, key columns on each."""

import io
from datetime import date
from itertools import pairwise

import openpyxl
import pytest

from loaders.form_sheets import (
    BETWEEN,
    PAGE_WIDTH,
    SCALE,
    FormColumn,
    FormSheet,
    form_workbook,
    pages_across,
    printed_widths,
)
from loaders.returning import Returned

WIDE = (FormColumn("编号", 12), FormColumn("需求名称", 26), *(FormColumn(f"第{place}项", 30) for place in range(6)))


KEY = b"k" * 32


def opened(form: FormSheet) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(io.BytesIO(form_workbook([form], KEY, date(2026, 11, 24)))).active


def printed(columns: tuple[FormColumn, ...]) -> openpyxl.worksheet.worksheet.Worksheet:
    return opened(FormSheet("需求清单", "西湖区需求清单", "共 1 条", columns, [("1", ["甲"] * len(columns))]))


def test_a_form_wider_than_a_page_goes_on_to_the_right_with_its_key_columns_at_eight_points() -> None:
    sheet = printed(WIDE)
    assert 11 * SCALE / 100 >= 8
    assert (sheet.page_setup.scale, sheet.sheet_properties.pageSetUpPr.fitToPage) == (SCALE, None)
    assert [one.id for one in sheet.col_breaks.brk] == [5]
    assert (sheet.print_title_cols, sheet.page_setup.pageOrder) == ("$A:$B", "overThenDown")
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:E1", "A2:E2"}


def test_every_page_across_holds_what_is_printed_on_it() -> None:
    widths = printed_widths(WIDE)
    begins = [0, *pages_across(WIDE, widths), len(WIDE)]
    for number, (first, last) in enumerate(pairwise(begins)):
        keys = widths[:2] if number else []
        assert sum(width + BETWEEN for width in (*keys, *widths[first:last])) <= PAGE_WIDTH


@pytest.mark.parametrize(("width", "printed_at"), [(20, 20), (32, 30.4)])
def test_long_words_are_wrapped_to_narrower_columns_where_that_spares_a_page(width: int, printed_at: float) -> None:
    columns = (FormColumn("名称", 20), *(FormColumn(f"第{place}项", width) for place in range(4)))
    assert printed_widths(columns)[-1] == printed_at
    assert pages_across(columns, printed_widths(columns)) == []
    assert printed(columns).page_setup.fitToHeight == 0


def test_rows_are_counted_and_one_that_only_moved_up_says_nothing_new() -> None:
    form = FormSheet("表", "表", "说明", (FormColumn("单位", 20),), [("org-a", ("甲",)), ("org-b", ("乙",))])
    heads, *rows = opened(form).iter_rows(min_row=3, values_only=True)
    assert [row[0] for row in rows] == [1, 2]
    assert Returned(heads, KEY).is_as_it_was((1, *rows[1][1:]))
    assert not Returned(heads, KEY).is_as_it_was((2, "丙", *rows[1][2:]))
