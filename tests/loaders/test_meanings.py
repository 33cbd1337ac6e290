"""A column that reads each of its words once says what it would say reading every cell by itself."""

from datetime import UTC, date, datetime, time
from random import Random
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_model.driver import Graph
from graph_model.sealing import Sealer
from graph_model.taxonomy import load_taxonomy
from loaders import cleaning, meanings
from loaders.findings import CellProblem, Finding
from loaders.kinds.base import Column
from loaders.kinds.people import GENDERS
from loaders.kinds.volunteers import KIND
from loaders.meanings import EMPTY, Doubtful, Meanings
from loaders.recognising import recognise
from loaders.records import Record
from loaders.references import References
from loaders.sheet_job import SheetJob
from loaders.sheets import Cell, Sheet
from loaders.transforming import Transformer

WORDS = (
    *(
        "",
        " ",
        "无",
        "—",
        "nan",
        "１２３",
        "张三",
        "张三、李四",
        "=A1",
        "2021.3",
        "2021年3月",
        "民国十年",
        "长期",
        "3",
        "3.0",
    ),
    *(
        "13812345678",
        "1.38E+10",
        "11010119900307109X",
        "周六上午",
        "周末",
        "高级",
        "初级、",
        "0",
        "是",
        "否",
        "大专",
        "退休",
    ),
    *("低压电工（高级）", "x" * 4_001, *GENDERS),
)
CELLS = (
    st.sampled_from(WORDS) | st.text(max_size=6) | st.booleans() | st.integers(-9, 80_000) | st.floats() | st.dates()
)
MOMENTS = st.sampled_from([datetime(2021, 3, 1, 8, 30, tzinfo=UTC), time(8, 30), 1, 1.0, True, 0, 0.0, False])
COLUMNS = {column.field: column for column in KIND.columns}


def plainly(column: Column, cell: Cell) -> object:
    """What a cell says when it is read alone: nothing, its value, or why it has none, and whether it is cut."""
    if cleaning.is_empty(cell):
        return None
    is_cut = isinstance(cell, str) and len(cell) > cleaning.MAX_TEXT and column.field != "remark"
    try:
        return column.read(cell), None, is_cut
    except CellProblem as problem:
        return None, (problem.reason, problem.advice, problem.severity, problem.loaded_but), is_cut


def by_column(known: Meanings, cell: Cell) -> object:
    """What the column says of a cell, told in the same way."""
    found = known[cell] if isinstance(cell, str) else known.of(cell)
    if not isinstance(found, Doubtful):
        return found, None, False
    if found is EMPTY:
        return None
    problem = found.problem
    told = problem and (problem.reason, problem.advice, problem.severity, problem.loaded_but)
    return found.value, told, found.is_cut


@settings(max_examples=300)
@given(field=st.sampled_from(sorted(COLUMNS)), cells=st.lists(CELLS | MOMENTS, max_size=12))
def test_a_column_says_of_every_cell_what_the_cell_says_alone(field: str, cells: list[Cell]) -> None:
    column = COLUMNS[field]
    known = Meanings(field, column.read)
    for cell in [*cells, *reversed(cells)]:
        one, other = by_column(known, cell), plainly(column, cell)
        assert (repr(one), type(one)) == (repr(other), type(other))


def test_one_and_yes_are_not_the_same_word() -> None:
    known = Meanings("education", cleaning.text)
    assert [known.of(cell) for cell in (1, True, 1.0, 1.5)] == ["1", "是", "1", "1.5"]


def test_a_column_of_names_forgets_them_before_they_fill_the_memory() -> None:
    known = Meanings("name", cleaning.name)
    for number in range(2 * meanings.MOST_WORDS + 1):
        assert known[f"样例{number}"] == f"样例{number}"
        assert len(known) <= meanings.MOST_WORDS


def test_a_word_is_read_once() -> None:
    read: list[Cell] = []
    known = Meanings("reach", lambda cell: read.append(cell) or "全区")
    assert [known["全区"] for _ in range(3)] == ["全区"] * 3
    assert read == ["全区"]


class NothingKnown:
    """A graph that knows nothing yet."""

    def rows(self, _query: str, **_parameters: Any) -> list[dict[str, Any]]:
        return []


def messy_sheet(seed: int) -> Sheet:
    """A ledger of volunteers in which cells are empty, odd, long, said twice, or no words at all."""
    dice = Random(seed)
    names = (
        "志愿者编号",
        "姓名",
        "身份证号",
        "联系电话",
        "性别",
        "出生年月",
        "文化程度",
        "居住社区",
        "技能特长",
        "等级",
        "服务范围",
        "备注",
    )
    odd: list[Cell] = [*WORDS, 1, 1.0, True, 20_210_301, date(2021, 3, 1), "合计"]
    rows: list[list[Cell]] = [["志愿者登记表"], list(names)]
    for number in range(80):
        usual: list[Cell] = [
            f"ZY{number % 70:03d}",
            f"样例{'甲乙丙丁'[number % 4]}",
            "",
            f"1380000{number % 60:04d}",
            "女",
            "1980年5月",
        ]
        row = [*usual, "大专", "样例社区", "低压电工、理发", "高级", "全区", "样例"]
        rows.append([dice.choice(odd) if dice.random() < 0.15 else cell for cell in row])
    return Sheet("志愿者.xlsx", "志愿者", rows)


def read_whole(sheet: Sheet) -> tuple[list[Record], list[Finding]]:
    found: list[Finding] = []
    job = SheetJob(
        file=sheet.file,
        sheet=sheet.name,
        ledger="volunteers-1",
        title="",
        today=date(2026, 11, 22),
        references=References(cast("Graph", NothingKnown())),
        sealer=Sealer(b"k" * 32),
        taxonomy=load_taxonomy(),
        report=found.append,
        digest_key=b"k" * 32,
    )
    return list(Transformer(job, sheet, recognise(sheet)).records()), found


@pytest.mark.parametrize("seed", range(3))
def test_a_messy_ledger_gives_the_same_records_and_findings_cell_by_cell(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    records, found = read_whole(messy_sheet(seed))
    with monkeypatch.context() as plain:
        plain.setattr(Meanings, "__missing__", Meanings.of)
        assert read_whole(messy_sheet(seed)) == (records, found)
    assert len(records) > 20
    assert len({one.reason for one in found}) > 5
