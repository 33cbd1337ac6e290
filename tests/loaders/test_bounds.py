"""Numbers that are too large, too small or no number at all: told, left out, and no page the worse for them."""

from collections.abc import Iterable
from pathlib import Path
from random import Random
from typing import Any, Final, get_args

import pytest

from graph_model.candidates import read_helpers, read_territories, read_works
from graph_model.driver import Graph
from graph_model.entities.base import tell_unfit
from graph_model.entities.territory import Territory
from graph_model.persons import PERSONS
from graph_model.scope import Scope
from loaders import bounds
from loaders.entities import ENTITIES
from loaders.findings import Finding, Severity
from loaders.kinds import KINDS
from matching import arrays
from matching.problem import Problem
from tests.loaders.ledgers import TERRITORIES, TODAY, a_csv, a_small_district, an_xlsx, imported

ODD = (
    "-1",
    "-3.5",
    "0",
    "0.5",
    "7",
    "200",
    "99999999999",
    "1e30",
    "-1e300",
    "99999999999999999999",
    "十来个人",
    "2147483648",
    "9e18",
)
SPOIL_CYPHER: Final = "MATCH (n:Person) SET n.max_posts = 99999999999, n.hours_per_week = -5.0"
PLACE = "翠苑一区社区"
SHEETS: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "志愿者登记表": ("Person", ("姓名", "所在社区", "编号"), ("最多承担岗位", "每周时长", "出生年份")),
    "岗位台账": (
        "Post",
        ("岗位名称", "所属社区", "岗位编号"),
        ("名额", "每周时长", "最小年龄", "最大年龄", "紧急程度", "截止日期"),
    ),
    "需求清单": ("Need", ("需求名称", "所属社区", "需求编号"), ("数量", "需要人数", "截止日期", "紧急程度")),
    "资源清单": ("Resource", ("资源名称", "所属社区", "资源编号"), ("数量", "开始日期")),
    "项目清单": ("Project", ("项目名称", "所属社区", "项目编号"), ("预算", "截止日期")),
    "活动台账": ("Activity", ("活动名称", "所属社区", "活动编号", "活动日期"), ("时长", "受益人数")),
    "驿站台账": ("Station", ("驿站名称", "所属社区"), ("经度", "纬度", "面积")),
}


def findings_of(graph: Graph, folder: Path, name: str, header: Iterable[str], *rows: Iterable[str]) -> list[Finding]:
    return imported(graph, a_csv(folder / f"{name}.csv", [list(header), *map(list, rows)])).all_findings()


def stored(graph: Graph, label: str) -> list[dict[str, Any]]:
    return [row["n"] for row in graph.rows("MATCH (n) WHERE $label IN labels(n) RETURN n", label=label)]


@pytest.fixture
def district(migrated: Graph, tmp_path: Path) -> Graph:
    imported(migrated, a_small_district(tmp_path / "district"))
    return migrated


WRONG: Final = (
    ("志愿者登记表", "姓名,所在社区,最多承担岗位", "样例·负乙,翠苑一区社区,99999999999", "Person", "max_posts"),
    ("志愿者名单", "姓名,所在社区,每周时长", "样例·负丙,翠苑一区社区,-5", "Person", "hours_per_week"),
    ("资源清单", "资源名称,所属社区,数量", "桌,翠苑一区社区,99999999999999999999", "Resource", "capacity"),
    ("资源清单二", "资源名称,所属社区,数量", "椅子,翠苑一区社区,-5", "Resource", "capacity"),
    ("岗位台账", "岗位名称,所属社区,名额", "巡逻,翠苑一区社区,999999999999", "Post", "headcount"),
    ("岗位台账二", "岗位名称,所属社区,每周时长", "值守,翠苑一区社区,200", "Post", "hours_per_week"),
    ("需求清单", "需求名称,所属社区,数量", "米,翠苑一区社区,1e30", "Need", "quantity"),
    ("需求清单二", "需求名称,所属社区,数量", "油,翠苑一区社区,-3", "Need", "quantity"),
    ("需求清单三", "需求名称,所属社区,截止日期", "盐,翠苑一区社区,1900-01-01", "Need", "deadline"),
    ("项目清单", "项目名称,所属社区,预算", "加装电梯,翠苑一区社区,-500", "Project", "budget"),
    ("活动台账", "活动名称,活动日期,所属社区,受益人数", "义诊,2026-05-01,翠苑一区社区,-100", "Activity", "attendance"),
    ("活动台账二", "活动名称,活动日期,所属社区,时长", "理发,2026-05-01,翠苑一区社区,-3", "Activity", "hours"),
    ("驿站台账", "驿站名称,所属社区,面积", "和睦驿站,翠苑一区社区,-20", "Station", "area_m2"),
    ("驿站台账二", "驿站名称,所属社区,经度", "文新驿站,翠苑一区社区,999", "Station", "longitude"),
    ("区划台账", "区划代码,名称,级别,户数", "330106008008,翠苑八区社区,社区,-7", "Territory", "households"),
    ("区划台账二", "区划代码,名称,级别,人口", "330106008009,翠苑九区社区,社区,-7", "Territory", "population"),
)


def test_number_out_of_bounds_is_an_error_with_its_cell_and_only_the_value_is_left_out(
    district: Graph, tmp_path: Path
) -> None:
    paths = [a_csv(tmp_path / f"{name}.csv", [head.split(","), row.split(",")]) for name, head, row, _, _ in WRONG]
    found = [one for one in imported(district, *paths).all_findings() if one.severity is Severity.ERROR]
    cells = {one.file: (one.row, one.column, one.value) for one in found}
    assert cells == {f"{name}.csv": (2, _last(head), _last(row)) for name, head, row, _, _ in WRONG}
    assert all("没有记这一项" in one.reason and one.advice for one in found)
    for name, _, row, label, field in WRONG:
        kept = next(one for one in stored(district, label) if one["source"].startswith(f"{name}.csv"))
        assert kept.get(field) == (1 if field == "headcount" else None)
        assert _last(row) in kept["note"]


def _last(words: str) -> str:
    return words.rsplit(",", maxsplit=1)[-1]


def test_activity_on_an_impossible_day_is_kept_out(district: Graph, tmp_path: Path) -> None:
    found = findings_of(district, tmp_path, "活动台账", ("活动名称", "活动日期"), ("义诊", "1900-01-01"))
    assert [one.column for one in found if one.severity is Severity.ERROR] == ["活动日期"]
    assert not stored(district, "Activity")


def test_title_longer_than_the_model_takes_is_kept_out(district: Graph, tmp_path: Path) -> None:
    found = findings_of(district, tmp_path, "需求清单", ("需求名称", "所属社区"), ("米" * 301, PLACE))
    assert [one.column for one in found if one.severity is Severity.ERROR] == ["需求名称"]
    assert not stored(district, "Need")


def test_hours_of_a_person_in_an_activity_keep_to_the_bounds_too(district: Graph, tmp_path: Path) -> None:
    findings_of(district, tmp_path, "活动台账", ("活动编号", "活动名称", "活动日期"), ("HD-1", "义诊", "2026-05-01"))
    header = ("活动编号", "姓名", "人员编号", "服务时长")
    found = findings_of(district, tmp_path, "服务时长台账", header, ("HD-1", "样例甲", "Z1", "-3"))
    assert [one.column for one in found if one.severity is Severity.ERROR] == ["服务时长"]
    tied = district.rows("MATCH (:Person)-[r:TOOK_PART_IN]->(:Activity) RETURN r.hours AS hours")
    assert [row["hours"] for row in tied] == [None]


def test_five_digits_under_birth_year_are_no_year(district: Graph, tmp_path: Path) -> None:
    header = ("姓名", "所在社区", "出生年份")
    found = findings_of(district, tmp_path, "志愿者登记表", header, ("样例·负乙", PLACE, "19800"))
    assert [one.reason for one in found if one.column == "出生年份"] == ["出生年份应是 4 位数字"]
    assert [node for node in stored(district, "Person") if node.get("birth_year") == 1954] == []


def test_number_of_days_under_birthday_is_read_and_told(district: Graph, tmp_path: Path) -> None:
    header = ("姓名", "所在社区", "出生日期")
    found = findings_of(district, tmp_path, "志愿者登记表", header, ("样例·负乙", PLACE, "19800"))
    assert [one.reason for one in found if one.column == "出生日期"] == ["按表格软件的日期序号读作 1954 年出生"]
    assert 1954 in {node.get("birth_year") for node in stored(district, "Person")}


def test_every_number_of_every_noun_of_the_ledgers_has_bounds() -> None:
    numbers = [
        (label, name)
        for label, entity in ENTITIES.items()
        for name, declared in entity.model_fields.items()
        if {int, float} & _types(declared.annotation)
    ]
    assert len(numbers) > 25
    assert [one for one in numbers if bounds.objection(*one, 10**30) is None] == []
    assert [one for one in numbers if bounds.objection(*one, -1e300) is None] == []


def _types(annotation: Any) -> set[Any]:
    return {annotation}.union(*map(_types, get_args(annotation))) if get_args(annotation) else {annotation}


def written(column: str, number: int) -> str:
    """Give what stands in a column that is no figure: now and then a number of a record that never ends."""
    return "A" * 900 if column.endswith("编号") and number == 0 else f"样例{column}{number}"


def test_any_number_in_any_column_leaves_every_record_readable(district: Graph, tmp_path: Path) -> None:
    dice = Random(20261122)
    for name, (_, fixed, numbers) in SHEETS.items():
        said = {"所属社区": PLACE, "所在社区": PLACE, "活动日期": "2026-05-01"}
        rows = [
            [said.get(column) or written(column, number) for column in fixed]
            + [dice.choice((*ODD, str(dice.uniform(-1e12, 1e12)))) for _ in numbers]
            for number in range(40)
        ]
        imported(district, a_csv(tmp_path / f"{name}.csv", [[*fixed, *numbers], *rows]))
    for label in sorted({label for label, _, _ in SHEETS.values()}):
        nodes = stored(district, label)
        assert len(nodes) >= 40, label
        for node in nodes:
            plain = {key: value for key, value in node.items() if key in ENTITIES[label].model_fields}
            ENTITIES[label].model_validate(plain)
    assert len(problem_of(district).helpers) > 40


def test_a_local_number_that_never_ends_leaves_its_place_readable(district: Graph, tmp_path: Path) -> None:
    header = ("名称", "级别", "上级", "小区编号")
    findings_of(district, tmp_path, "小区名录", header, ("样例苑", "小区", PLACE, "9" * 900))
    assert "样例苑" in {Territory.from_properties(node).name for node in stored(district, "Territory")}


def test_number_stored_by_other_means_takes_neither_the_matching_nor_its_own_page_down(
    district: Graph, caplog: pytest.LogCaptureFixture
) -> None:
    tell_unfit.cache_clear()
    district.write(lambda tx: tx.run(SPOIL_CYPHER).consume())
    scope = Scope(user="tester", territory="330106000000")
    assert {row.capacity for row in problem_of(district).helpers.rows if row.kind == "person"} == {1_000}
    people = PERSONS.find_all(district, scope, [node["id"] for node in stored(district, "Person")])
    assert [person.max_posts for person in people] == [None, None]
    PERSONS.find_all(district, scope, [people[0].id])
    told = [record.message for record in caplog.records if people[0].id in record.message]
    assert len(told) == 1
    assert "max_posts (less_than_equal)" in told[0]
    assert "99999999999" not in caplog.text


def test_columns_of_the_matcher_hold_the_nearest_number_there_is() -> None:
    assert arrays.ints([7, 10**12, -(10**12)]).tolist() == [7, 2**31 - 1, -(2**31)]
    assert arrays.small([3, 200]).tolist() == [3, 127]


def problem_of(graph: Graph) -> Problem:
    scope = Scope(user="tester", territory="330106000000")
    helpers, works = read_helpers(graph, scope, day=TODAY), read_works(graph, scope, day=TODAY)
    return Problem.from_rows(read_territories(graph, scope), helpers, works)


def test_kinds_with_numbers_are_all_tried() -> None:
    assert {label for label, _, _ in SHEETS.values()} <= {kind.label for kind in KINDS}


@pytest.mark.parametrize("written", ["abc", "-2", "2.5", "999999999999"])
@pytest.mark.parametrize(("sheet", "title"), [("岗位台账", "岗位名称"), ("需求清单", "需求名称")])
def test_a_headcount_that_is_none_is_an_error_however_it_is_wrong_and_one_is_said_to_be_assumed(
    migrated: Graph, tmp_path: Path, *, sheet: str, title: str, written: str
) -> None:
    rows = [[title, "所属社区", "需要人数"], ["巡逻", "翠苑一区社区", written]]
    summary = imported(
        migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), an_xlsx(tmp_path / "甲.xlsx", **{sheet: rows})
    )
    (told,) = [one for one in summary.all_findings() if one.column == "需要人数"]
    assert (told.severity, told.value) == (Severity.ERROR, written)
    assert told.reason.endswith("本行照常导入，但没有记这一项，按 1 人算")
    assert migrated.rows("MATCH (n:Post|Need) RETURN n.headcount AS many") in ([{"many": 1}], [{"many": None}])


def test_a_post_for_nobody_is_told_to_be_full(migrated: Graph, tmp_path: Path) -> None:
    rows = [["岗位名称", "所属社区", "需要人数"], ["巡逻", "翠苑一区社区", "0"], ["护理", "翠苑一区社区", "1"]]
    summary = imported(
        migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), an_xlsx(tmp_path / "甲.xlsx", 岗位台账=rows)
    )
    (told,) = [one for one in summary.all_findings() if one.column == "需要人数"]
    assert (told.severity, told.row) == (Severity.WARNING, 2)
    assert "名额已满" in told.reason
    assert summary.total("refused") == 0
