"""A whole import is undone on both servers: what it made ends, what it changed goes back, later words stay."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest

from graph_model import events, import_runs
from graph_model.driver import Graph
from graph_model.entities import ImportRun
from graph_model.entities.terms import RunState
from graph_model.errors import GraphUnavailable, NotFound
from graph_model.posts import FILLINGS
from graph_model.ties import Tie
from loaders import pipeline
from loaders.breaking_off import Stopped
from loaders.pace import Progress
from loaders.undoing import NotUndoable, Undone, undo_import
from tests.loaders.ledgers import ORGANISATIONS, SEALER, TODAY, VOLUNTEERS, a_small_district, an_xlsx, imported
from tests.loaders.test_pipeline import links, person, picture

PEOPLE_CYPHER = "MATCH (p:Person) RETURN p.name AS name, p.status AS status, p.ended_on AS ended ORDER BY name"
POST_CYPHER = "MATCH (n:Post {title: $title}) RETURN n.id AS id, n.ended_on AS ended"
SHORT_NAMES_CYPHER = "MATCH (n:Organisation {name: '样例区卫生局'}) RETURN n.aliases AS names"
ALL_CYPHER = (
    "MATCH (n) WHERE n.ended_on IS NULL AND NOT n:ImportRun AND NOT n:ImportStep AND NOT n:Event RETURN count(n) AS n"
)


def undone(graph: Graph, run: str, today: date = TODAY) -> Undone:
    return undo_import(graph, run, sealer=SEALER, user="张三", today=today)


def test_what_an_import_made_ends_with_a_date_and_nothing_is_erased(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    places = imported(migrated, folder / "区划代码.csv", folder / "单位.xlsx")
    before = len(picture(migrated)[0])
    summary = imported(migrated, folder / "a志愿者.xlsx")
    found = undone(migrated, summary.run)
    assert places.run != summary.run
    assert (found.ended, found.restored, found.kept) == (2, 0, [])
    yesterday = date(2026, 11, 21)
    assert migrated.rows(PEOPLE_CYPHER) == [
        {"name": name, "status": "paused", "ended": yesterday} for name in ("样例乙", "样例甲")
    ]
    assert not any(holds for name in ("样例甲", "样例乙") for _, _, holds in links(migrated, name))
    assert len(picture(migrated)[0]) > before
    assert import_runs.IMPORT_RUNS.get(migrated, summary.run).state is RunState.UNDONE
    assert events.about(migrated, person(migrated, "样例甲")["id"])[0].by == "张三"
    assert import_runs.IMPORT_RUNS.get(migrated, places.run).state is RunState.FINISHED


def test_what_an_import_changed_goes_back_to_what_it_was(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    before, tied = person(migrated, "样例甲"), links(migrated, "样例甲")
    moved = [*VOLUNTEERS[1][:3], "翠苑二区社区", *VOLUNTEERS[1][4:7], "", "", "周日下午"]
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[VOLUNTEERS[0], moved, VOLUNTEERS[2]])
    second = imported(migrated, folder)
    assert person(migrated, "样例甲") != before
    found = undone(migrated, second.run)
    assert (found.ended, found.restored, found.kept) == (0, 1, [])
    assert person(migrated, "样例甲") == before
    assert sorted(one for one in links(migrated, "样例甲") if one[2]) == sorted(one for one in tied if one[2])


def test_undoing_twice_does_nothing_and_the_same_ledger_can_be_imported_again(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    first = imported(migrated, folder)
    alive = migrated.rows(ALL_CYPHER)
    undone(migrated, first.run)
    after = picture(migrated)
    again = undone(migrated, first.run)
    assert (again.ended, again.restored, again.ties) == (0, 0, 0)
    assert "已经没有可撤销的" in again.sentence
    assert picture(migrated) == after
    once_more = imported(migrated, folder)
    assert once_more.total("changed") == 8
    assert migrated.rows(ALL_CYPHER) == alive
    assert ("LIVES_IN", "翠苑二区社区", True) in links(migrated, "样例乙")
    assert undone(migrated, once_more.run).restored == 8


def test_what_was_changed_since_stays_and_is_told(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    an_xlsx(
        folder / "单位.xlsx",
        单位台账=[[*ORGANISATIONS[0], "简称"], [*ORGANISATIONS[1], "卫生局"], [*ORGANISATIONS[2], ""]],
    )
    second = imported(migrated, folder / "单位.xlsx")
    rows = [
        ["姓名", "联系电话", "居住社区", "性别"],
        ["样例甲", "13800000001", "翠苑一区社区", "女"],
        ["样例丙", "13800000003", "翠苑一区社区", "男"],
    ]
    third = imported(migrated, an_xlsx(tmp_path / "党员.xlsx", 党员双报到=rows))
    rows[2][3] = "女"
    imported(migrated, an_xlsx(tmp_path / "居民.xlsx", 居民登记=rows))
    found = undone(migrated, third.run)
    assert [(one.name, one.fields) for one in found.kept] == [("样例丙", ())]
    assert "后来又改过或别处也登记了" in found.kept[0].sentence
    assert {row["name"]: row["ended"] for row in migrated.rows(PEOPLE_CYPHER)}["样例丙"] is None
    assert undone(migrated, second.run).restored == 1


def test_a_tie_that_another_has_replaced_since_is_not_opened_beside_it(migrated: Graph, tmp_path: Path) -> None:
    imported(migrated, a_small_district(tmp_path / "d"))
    first = [*VOLUNTEERS[1][:3], "翠苑二区社区", *VOLUNTEERS[1][4:]]
    moved = imported(migrated, an_xlsx(tmp_path / "d" / "a志愿者.xlsx", 志愿者=[VOLUNTEERS[0], first, VOLUNTEERS[2]]))
    rows = [["姓名", "联系电话", "居住社区"], ["样例甲", "13800000001", "翠苑街道"]]
    later = imported(migrated, an_xlsx(tmp_path / "居民.xlsx", 居民登记=rows))
    found = undone(migrated, moved.run)
    assert homes(migrated) == ["翠苑街道"]
    assert ["样例甲" in one.sentence and "居住地后来又改过，没有动" in one.sentence for one in found.kept] == [True]
    undone(migrated, later.run)
    assert homes(migrated) == ["翠苑二区社区"]


def test_what_others_have_been_tied_to_since_is_not_ended(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder / "区划代码.csv")
    units = imported(migrated, folder / "单位.xlsx")
    head = ["岗位名称", "所属社区", "拟认领数"]
    rows = [head, ["样例巡逻岗", "翠苑一区社区", 2], ["样例读报岗", "翠苑一区社区", 1]]
    posts = imported(migrated, an_xlsx(tmp_path / "岗位.xlsx", 岗位台账=rows))
    people = imported(migrated, folder / "a志愿者.xlsx")
    (post,) = migrated.rows(POST_CYPHER, title="样例巡逻岗")
    assert FILLINGS.open(migrated, Tie(person(migrated, "样例乙")["id"], post["id"], since=TODAY)) == 1
    found = undone(migrated, posts.run)
    assert (found.ended, [one.name for one in found.kept]) == (1, ["样例巡逻岗"])
    assert [migrated.rows(POST_CYPHER, title=one)[0]["ended"] is None for one in ("样例巡逻岗", "样例读报岗")] == [
        True,
        False,
    ]
    assert [one.name for one in undone(migrated, units.run).kept] == ["样例区卫生局"]
    assert ("WORKS_FOR", "样例区卫生局", True) in links(migrated, "样例甲")
    assert [one.name for one in undone(migrated, people.run).kept] == ["样例乙"]


def named(graph: Graph, path: Path, short: str) -> str:
    """Import units of which the first has a short name, and give the run."""
    rows = [[*ORGANISATIONS[0], "简称"], [*ORGANISATIONS[1], short], [*ORGANISATIONS[2], ""]]
    return imported(graph, an_xlsx(path, 单位台账=rows)).run


@pytest.mark.parametrize("later", ["单位.xlsx", "名录.xlsx"])
def test_imports_undone_out_of_their_order_leave_what_was_there_before_both(
    migrated: Graph, tmp_path: Path, later: str
) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    named(migrated, folder / "单位.xlsx", "甲")
    first, second = named(migrated, folder / "单位.xlsx", "乙"), named(migrated, folder / later, "丙")
    found = undone(migrated, first)
    assert (called(migrated), len(found.kept)) == ("丙", 1)
    assert "还可以再撤销这一批" in found.sentence
    assert import_runs.IMPORT_RUNS.get(migrated, first).state is RunState.FINISHED
    undone(migrated, second)
    assert called(migrated) == "乙"
    assert undone(migrated, first).kept == []
    assert called(migrated) == "甲"
    assert import_runs.IMPORT_RUNS.get(migrated, first).state is RunState.UNDONE


def test_what_was_undone_once_is_not_taken_back_again_after_a_later_import(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    path, head = folder / "单位.xlsx", [*ORGANISATIONS[0], "简称"]

    def shortened(first: str, second: str) -> str:
        rows = [head, [*ORGANISATIONS[1], first], [*ORGANISATIONS[2], second]]
        return imported(migrated, an_xlsx(path, 单位台账=rows)).run

    shortened("甲", "子")
    run = shortened("乙", "丑")
    shortened("乙", "寅")
    assert undone(migrated, run).left
    shortened("乙", "卯")
    undone(migrated, run)
    assert called(migrated) == "乙"


def test_skills_undone_out_of_order_are_those_there_were_before_both(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    before = skills(migrated)
    runs = []
    for skill in ("理发", "急救"):
        rows = [VOLUNTEERS[0], [*VOLUNTEERS[1][:5], skill, "", "", "", "周六上午"], VOLUNTEERS[2]]
        runs.append(imported(migrated, an_xlsx(folder / "a志愿者.xlsx", 志愿者=rows)).run)
        assert skills(migrated) != before
    found = undone(migrated, runs[0])
    assert "1 条同一本台账后来又导入过" in found.sentence
    undone(migrated, runs[1])
    undone(migrated, runs[0])
    assert skills(migrated) == before


def skills(graph: Graph) -> list[str]:
    return sorted(other for type_, other, holds in links(graph, "样例甲") if holds and type_ == "HAS_SKILL")


def called(graph: Graph) -> str:
    ((found,),) = [row["names"] for row in graph.rows(SHORT_NAMES_CYPHER)]
    return str(found)


def homes(graph: Graph) -> list[str]:
    return [other for type_, other, holds in links(graph, "样例甲") if holds and type_ == "LIVES_IN"]


def test_an_import_that_is_not_there_goes_on_or_kept_nothing_is_not_undone(migrated: Graph) -> None:
    with pytest.raises(NotFound):
        undone(migrated, "import-none")
    run = import_runs.begin(migrated, ImportRun(id="import-x", file="a.csv", by="x"))
    with pytest.raises(NotUndoable, match="还在导入"):
        undone(migrated, run.id)
    import_runs.finish(migrated, run.model_copy(update={"loaded": 7}))
    with pytest.raises(NotUndoable, match="旧版本"):
        undone(migrated, run.id)


def test_an_import_that_is_being_undone_is_not_undone_beside_it(
    migrated: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = imported(migrated, a_small_district(tmp_path / "d")).run
    begun = import_runs.IMPORT_RUNS.get(migrated, run).model_copy(update={"state": RunState.STOPPED})
    work = import_runs.undoing(migrated, begun)
    work.__enter__()
    with pytest.raises(NotUndoable, match="正在撤销"):
        undone(migrated, run)
    monkeypatch.setattr(import_runs, "SILENCE", timedelta(0))

    def stop(_: Progress) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        undo_import(migrated, run, sealer=SEALER, user="张三", today=TODAY, progress=stop)
    assert import_runs.IMPORT_RUNS.get(migrated, run).state is RunState.STOPPED
    work.__exit__(None, None, None)


def test_what_broke_an_undoing_off_is_raised_although_the_graph_is_away(
    migrated: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = import_runs.begin(migrated, ImportRun(id="import-x", file="a.csv", by="x"))

    def away(*_: object) -> None:
        raise GraphUnavailable("embedded", "gone")

    def undo() -> None:
        with import_runs.undoing(migrated, run):
            monkeypatch.setattr(import_runs, "steps_to_undo", away)
            raise Stopped

    with pytest.raises(Stopped):
        undo()


def test_undoing_tells_how_far_it_is_may_be_stopped_and_goes_on(
    migrated: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 2)
    run = imported(migrated, a_small_district(tmp_path / "d")).run
    states: list[RunState] = []
    told: list[Progress] = []

    def tell(step: Progress) -> None:
        told.append(step)
        states.append(import_runs.IMPORT_RUNS.get(migrated, run).state)
        if step.rows == 1 and len(told) == 2:
            raise Stopped

    undo = partial(undo_import, migrated, run, sealer=SEALER, user="张三", today=TODAY, progress=tell)
    with pytest.raises(Stopped):
        undo()
    assert import_runs.IMPORT_RUNS.get(migrated, run).state is RunState.FINISHED
    undo()
    assert set(states) == {RunState.UNDOING}
    assert [one.rows for one in told] == [0, 1, *range(told[0].total - 1)]
    assert import_runs.IMPORT_RUNS.get(migrated, run).state is RunState.UNDONE
