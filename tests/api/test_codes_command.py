"""`gongjian codes` says which set holds and how old it is, what a new one changes, and what must be confirmed first."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import httpx
import orjson
import pytest
from click.testing import CliRunner, Result

from api.answers.codes import age_text, codes_answer, months_between, scopes_of
from api.cli import exits
from api.cli.code_changes import grouped_lines
from api.cli.commands import gongjian
from api.cli.errors import Refused
from graph_model.driver import Graph
from graph_model.entities.terms import Level
from loaders.codes.changes import Basis, Change, ChangeKind, Comparison
from loaders.codes.units import Unit
from tests.api.small_district import DISTRICT, FIRST, SECOND, STREET, TODAY

HEAD = "代码,名称,原代码"
ROWS = (f"{DISTRICT},西湖区,", f"{STREET},翠苑街道,", f"{SECOND},翠苑二区社区,")


@pytest.fixture
def run(district: Graph, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Let the commands work on the small district; gives a folder for files."""

    @contextmanager
    def opened(_settings: object) -> Iterator[Graph]:
        yield district

    monkeypatch.setattr("api.cli.codes.opened_graph", opened)
    monkeypatch.setattr("api.clock.today", lambda: TODAY)
    monkeypatch.setenv("GONGJIAN_DATA_FOLDER", str(tmp_path / "site"))
    return tmp_path


def said(*words: object) -> Result:
    return CliRunner().invoke(gongjian, ["codes", *map(str, words)], catch_exceptions=True)


def refused(*words: object) -> Refused:
    found = said(*words).exception
    assert isinstance(found, Refused), found
    return found


def file(folder: Path, *rows: str) -> Path:
    path = folder / "新代码.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


@pytest.mark.usefixtures("run")
def test_until_a_site_loads_its_own_the_shipped_set_holds_and_its_age_is_told() -> None:
    told = said().output
    assert "随产品带的2023年统计用区划代码（杭州市），截至2023年6月30日，已有 3 年 4 个月。" in told
    assert "图里现有 1 个区县、1 个镇街、2 个社区和村。" in told
    assert "这一套旧了" in told


def test_a_comparison_tells_each_change_and_writes_nothing(run: Path, district: Graph) -> None:
    told = orjson.loads(said("compare", file(run, *ROWS), "--json").stdout)
    assert (told["unconfirmed"], told["unchanged"], told["counts"]["merged"]) == (1, 3, 1)
    assert [(one["code"], one["heirs"], one["settled"]) for one in told["changes"]] == [(FIRST, [SECOND], False)]
    assert codes_answer(district, scopes_of(district, "张三", None, TODAY), TODAY).communities == 2


def test_a_comparison_is_told_by_kind_of_change_and_by_place_with_counts(run: Path) -> None:
    told = said("compare", file(run, *ROWS)).output.splitlines()
    assert told[0].startswith("并入 1，没有变 3；要确认 1 条")
    assert told[1:3] == ["并入 1 条（要确认 1 条）", "  翠苑街道 1 条（要确认 1 条）"]
    assert told[3].startswith("    ")
    assert FIRST in told[3]


def test_a_place_with_many_changes_tells_the_first_and_how_many_more() -> None:
    units = {f"{number:012}": Unit(f"{number:012}", f"新{number}社区", Level.COMMUNITY, STREET) for number in range(10)}
    changes = [Change(ChangeKind.NEW, code, None, unit, (), "", 1.0, Basis.FILE) for code, unit in units.items()]
    lines = list(grouped_lines(Comparison(tuple(changes), 0), units))
    assert lines[:2] == ["新设 10 条", f"  {STREET} 10 条"]
    assert (len(lines), lines[-1]) == (11, "    ……另有 2 条")


def test_what_is_not_confirmed_is_refused_with_a_list_and_taken_once_it_is(run: Path) -> None:
    path, lineage = file(run, *ROWS), run / "沿革.yaml"
    refusal = refused("load", path, "--on", "2026-06-01")
    assert refusal.code == exits.FAILED
    assert f"翠苑一区社区（{FIRST}） → {SECOND}" in str(refusal)
    assert "--lineage" in str(refusal)
    said("compare", path, "--out", lineage)
    lineage.write_text(lineage.read_text(encoding="utf-8").replace("确认: 否", "确认: 是"), encoding="utf-8")
    told = said("load", path, "--on", "2026-06-01", "--lineage", lineage).output
    assert "2026-06-01 起生效：并入 1，没有变 3。" in told
    assert "什么也没有改" in said("load", path, "--on", "2026-06-01").output
    status = said().output
    assert "用的是本地装入的“新代码.csv”，2026年6月1日起生效，已有 5 个月" in status
    assert "1 个社区和村" in status


def test_a_file_of_confirmed_lineage_is_not_written_over_unless_it_was_read(run: Path) -> None:
    path, lineage = file(run, *ROWS), run / "沿革.yaml"
    said("compare", path, "--out", lineage)
    confirmed = lineage.read_text(encoding="utf-8").replace("确认: 否", "确认: 是")
    lineage.write_text(confirmed, encoding="utf-8")
    refusal = refused("compare", path, "--out", lineage)
    assert "里面可能有确认过的，没有改它" in str(refusal)
    assert refusal.code == exits.WRONG_USE
    assert lineage.read_text(encoding="utf-8") == confirmed
    assert said("compare", path, "--out", lineage, "--lineage", lineage).exit_code == 0
    assert "确认: 是" in lineage.read_text(encoding="utf-8")


def test_rows_that_cannot_be_read_are_told_with_what_to_do(run: Path) -> None:
    refusal = refused("load", file(run, *ROWS, "3301,坏社区,"), "--on", "2026-06-01")
    assert refusal.code == exits.WRONG_USE
    assert "第 5 行“统计用区划代码”3301" in str(refusal)
    assert "什么也没有改" in str(refusal)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--on", "2026-12-01"), "还没有到"),
        (("--on", "某日"), "不是一个日期"),
        (("--on", "2026-06-01", "--district", "西湖"), "不是区县代码"),
        (("--on", "2026-06-01", "--shipped"), "二者取一"),
    ],
)
def test_options_that_cannot_be_are_refused(run: Path, words: tuple[str, ...], reason: str) -> None:
    refusal = refused("load", file(run, *ROWS), *words)
    assert reason in str(refusal)
    assert refusal.code == exits.WRONG_USE


def test_a_file_of_another_city_is_refused(run: Path) -> None:
    assert "不属于图里的任何一个区" in str(refused("compare", file(run, "110101001001,多福巷社区,")))


def test_a_file_that_is_not_there_is_refused(run: Path) -> None:
    assert refused("compare", run / "没有.csv").code == exits.NOT_FOUND


@pytest.mark.parametrize(
    ("on", "months", "words"),
    [
        (date(2023, 6, 30), 40, "3 年 4 个月"),
        (date(2026, 11, 22), 0, "不到 1 个月"),
        (date(2026, 10, 23), 0, "不到 1 个月"),
        (date(2024, 11, 22), 24, "2 年"),
        (date(2026, 6, 1), 5, "5 个月"),
    ],
)
def test_an_age_is_said_in_years_and_months(on: date, months: int, words: str) -> None:
    assert (months_between(on, TODAY), age_text(months)) == (months, words)


def test_the_page_and_the_api_tell_which_set_holds(reader: httpx.Client) -> None:
    answer = reader.get("/api/v1/codes").json()
    assert (answer["own"], answer["on"], answer["age_months"], answer["communities"]) == (False, "2023-06-30", 40, 2)
    page = reader.get("/codes").text
    assert answer["sentence"] in page
    assert "3 年 4 个月" in page
    assert "gongjian codes compare" in page
