"""What an import wrote over, on both servers: what stood there, which ledger had written it, and what counts."""

from dataclasses import replace
from pathlib import Path

import pytest

from api.answers.import_changes import run_changes
from api.schemas import ImportChange, ImportChanges
from graph_model.driver import Graph
from graph_model.errors import NotFound
from graph_model.migrations import migrate
from graph_model.scope import Scope
from loaders.spoken import NOTHING, SEALED
from loaders.undoing import undo_import
from tests.api.conftest import asking
from tests.loaders.ledgers import SEALER, TODAY, VOLUNTEERS, a_csv, a_small_district, an_xlsx, imported

LATER = "社工站.csv"


@pytest.fixture
def changed(graph: Graph, tmp_path: Path) -> ImportChanges:
    """What a second ledger changed of a person the first one told of."""
    migrate(graph)
    folder = a_small_district(tmp_path / "d")
    imported(graph, folder)
    head, first = VOLUNTEERS[0], VOLUNTEERS[1]
    a_csv(tmp_path / LATER, [[*head, "性别"], [*first[:9], "周日下午", "女"]])
    return run_changes(asking(graph), SEALER, imported(graph, tmp_path / LATER).run)


def of_field(answer: ImportChanges, field: str) -> ImportChange:
    return next(one for one in answer.items if one.field == field)


def test_what_another_ledger_had_written_is_told_with_both_sources(changed: ImportChanges) -> None:
    time = of_field(changed, "可服务时间")
    assert (time.thing.name, time.kind_label) == ("样例甲", "人员")
    assert (time.before, time.after) == ("周六上午", "周日下午")
    assert (time.before_from, time.after_from) == ("a志愿者.xlsx#志愿者!2", f"{LATER}#社工站!2")
    assert time.from_another
    assert changed.from_others == changed.total - 1 == len(changed.items) - 1
    assert f"其中 {changed.from_others} 处上次是别的台账写的，两处说法不同，以这批为准" in changed.sentence


def test_what_was_empty_is_filled_without_a_quarrel_and_terms_are_chinese(changed: ImportChanges) -> None:
    gender = of_field(changed, "性别")
    assert (gender.before, gender.after, gender.from_another) == (NOTHING, "女", False)


def test_an_import_that_only_adds_changed_nothing(graph: Graph, tmp_path: Path) -> None:
    migrate(graph)
    answer = run_changes(asking(graph), SEALER, imported(graph, a_small_district(tmp_path / "d")).run)
    assert (answer.total, answer.items) == (0, [])
    assert "没有改写原来的内容" in answer.sentence


def test_the_same_ledger_told_anew_is_no_quarrel_of_two_and_numbers_stay_sealed(
    embedded_graph: Graph, tmp_path: Path
) -> None:
    graph = embedded_graph
    migrate(graph)
    folder = a_small_district(tmp_path / "d")
    imported(graph, folder)
    told = VOLUNTEERS[1]
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[VOLUNTEERS[0], [*told[:2], "13800000009", *told[3:]], VOLUNTEERS[2]])
    run = imported(graph, folder).run
    answer = run_changes(asking(graph), SEALER, run)
    phone = of_field(answer, "联系电话")
    assert (phone.before, phone.after, phone.from_another) == (SEALED, SEALED, False)
    assert answer.from_others == 0
    undo_import(graph, run, sealer=SEALER, user="张三", today=TODAY)
    assert run_changes(asking(graph), SEALER, run).total == 0


def test_of_people_beyond_the_reader_s_scope_nothing_is_listed(embedded_graph: Graph, tmp_path: Path) -> None:
    migrate(embedded_graph)
    folder = a_small_district(tmp_path / "d")
    imported(embedded_graph, folder)
    a_csv(tmp_path / LATER, [VOLUNTEERS[0], [*VOLUNTEERS[1][:9], "周日下午"]])
    run = imported(embedded_graph, tmp_path / LATER).run
    whole = asking(embedded_graph)
    neighbour = run_changes(replace(whole, scope=Scope("邻居", "330106008002")), SEALER, run)
    assert (neighbour.items, neighbour.total) == ([], 1)
    assert "1 处在管辖范围以外，没有列出" in neighbour.sentence
    assert [one.thing.name for one in run_changes(whole, SEALER, run).items] == ["样例甲"]


def test_an_import_nobody_made_is_not_found(embedded_graph: Graph) -> None:
    with pytest.raises(NotFound):
        run_changes(asking(embedded_graph), SEALER, "run-none")


def test_ties_that_ended_are_listed_first_with_both_ends(graph: Graph, tmp_path: Path) -> None:
    migrate(graph)
    imported(graph, a_small_district(tmp_path / "d"))
    head, first, second = VOLUNTEERS
    moved = [*first[:3], "翠苑二区社区", *first[4:]]
    answer = run_changes(asking(graph), SEALER, imported(graph, again(tmp_path, [head, moved, second])).run)
    told = [(one.thing.name, one.tie, one.other.name, one.what) for one in answer.ties if one.tie == "居住地"]
    assert told == [("样例甲", "居住地", "翠苑一区社区", "结束"), ("样例甲", "居住地", "翠苑二区社区", "新增")]
    assert answer.ties_total == len(answer.ties)
    assert "结束 1 条" in answer.sentence


def again(folder: Path, rows: list[list[str]]) -> Path:
    """Give the ledger of volunteers of the small district anew."""
    (folder / "later").mkdir()
    return an_xlsx(folder / "later" / "a志愿者.xlsx", 志愿者=rows)
