import re
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from loaders.demo import write_ledgers
from loaders.files import Sheet

TODAY = date(2026, 11, 22)
PHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}[- ]?\d{7,8}(?!\d)|(?<!\d)\d{7,8}(?!\d)")
ID_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
CREDIT_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-Z]{2}\d{6}[0-9A-Z]{10}(?![0-9A-Z])")
UNIT_COLUMNS = (
    "单位名称",
    "工作单位",
    "结对单位",
    "成员单位",
    "提供单位",
    "责任单位",
    "配合单位",
    "主办单位",
    "参与单位",
    "认领单位",
    "依托单位",
)
NAME_COLUMNS = (
    "姓名",
    "队长",
    "队伍名称",
    "所在队伍",
    "联盟名称",
    "牵头党组织",
    "党组织名称",
    "上级党组织",
    "所在党支部",
    "阵地名称",
)
INVENTED = (*UNIT_COLUMNS, *NAME_COLUMNS, "物业服务企业", "业委会")


def records(sheet: Sheet) -> Iterator[dict[str, object]]:
    """Rows of a ledger by column name, without title, notice and totals."""
    top = next(place for place, row in enumerate(sheet.rows) if "样例" in row)
    for row in sheet.rows[top + 1 :]:
        if row[0] != "合计":
            yield dict(zip((str(cell) for cell in sheet.rows[top]), row, strict=False))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def write(folder: Path, seed: int = 7, today: date = TODAY) -> dict[str, bytes]:
    write_ledgers(folder, seed=seed, today=today, persons=300)
    return contents(folder)


def test_same_seed_and_day_give_the_same_bytes(tmp_path: Path) -> None:
    assert write(tmp_path / "one") == write(tmp_path / "two")


def test_another_seed_gives_other_people_in_the_same_places(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one"), write(tmp_path / "two", seed=8)
    assert one["09-志愿者（样例）.xlsx"] != two["09-志愿者（样例）.xlsx"]
    assert one.keys() == two.keys()


def test_another_day_moves_certificates_and_activities(tmp_path: Path) -> None:
    one, two = write(tmp_path / "one"), write(tmp_path / "two", today=date(2027, 3, 1))
    assert one["14-活动记录（样例）.xlsx"] != two["14-活动记录（样例）.xlsx"]


def test_returned_paths_are_the_files_of_the_folder_in_loading_order(ledgers: list[Path]) -> None:
    assert [path.name for path in ledgers] == sorted(path.name for path in ledgers[0].parent.iterdir())


def test_every_record_is_marked(sheets: list[Sheet]) -> None:
    for sheet in sheets:
        rows = list(records(sheet))
        assert rows, sheet.name
        assert all(row["样例"] == "是" for row in rows), sheet.name
        assert all("样例" in str(row["备注"]) for row in rows), sheet.name


def test_every_person_and_unit_is_invented_and_says_so(sheets: list[Sheet]) -> None:
    seen = set()
    for sheet in sheets:
        for row in records(sheet):
            for column in INVENTED:
                named = [part for part in re.split("[、（]", str(row.get(column) or "")) if part]
                assert all(part.startswith("样例") for part in named), (sheet.name, column, named)
                seen.update({column} if named else set())
    assert seen == set(INVENTED)


@pytest.mark.parametrize("pattern", [PHONE, ID_NUMBER, CREDIT_CODE])
def test_no_cell_could_be_a_number_of_a_real_person_or_unit(sheets: list[Sheet], pattern: re.Pattern[str]) -> None:
    for sheet in sheets:
        for row in sheet.rows:
            cells = [cell for cell in row if isinstance(cell, str)]
            assert [cell for cell in cells if pattern.search(cell)] == [], sheet.name


def test_phones_id_numbers_and_credit_codes_are_left_empty(sheets: list[Sheet]) -> None:
    private = ("身份证号", "联系电话", "统一社会信用代码")
    cells = [row[column] for sheet in sheets for row in records(sheet) for column in private if column in row]
    assert cells
    assert not any(cells)


def test_ledgers_look_like_those_of_staff(sheets: list[Sheet]) -> None:
    register = next(sheet for sheet in sheets if sheet.name == "志愿者")
    assert register.rows[0][0] == "志愿者登记表（样例）"
    assert str(register.rows[1][0]).startswith("填报单位：样例")
    assert register.rows[2][0] == "序号"
    posts = next(sheet for sheet in sheets if sheet.name == "服务岗位")
    seats = list(posts.rows[2]).index("拟认领数")
    assert posts.rows[-1][0] == "合计"
    assert posts.rows[-1][seats] == sum(float(str(row[seats])) for row in posts.rows[3:-1])


def test_workbooks_hold_neither_formulas_nor_links(ledgers: list[Path]) -> None:
    for path in ledgers:
        if path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as book:
                pages = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
                assert not any(b"<f>" in book.read(name) or b"<hyperlink" in book.read(name) for name in pages)
