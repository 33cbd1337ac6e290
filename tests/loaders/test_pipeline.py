# ruff: noqa: E501 - rows of a ledger and questions stand on one line
"""Ledgers end to end, on both servers: loaded in order, once, whole, with provenance, and doubts told."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph_model import import_runs
from graph_model.driver import Graph
from graph_model.entities.terms import RunState
from loaders import pipeline, writing
from loaders.entities import ENTITIES
from loaders.findings import Severity
from loaders.records import Record
from loaders.writing import EndMissing
from tests.loaders.ledgers import (
    ORGANISATIONS,
    SEALER,
    VOLUNTEERS,
    a_small_district,
    an_xlsx,
    imported,
)

EVERYTHING_CYPHER = """
    MATCH (n) WHERE NOT n:ImportRun RETURN labels(n)[0] AS label, n.id AS id, properties(n) AS props ORDER BY id, label
"""
EVERY_LINK_CYPHER = (
    "MATCH (a)-[r]->(b) RETURN a.id AS a, type(r) AS t, b.id AS b, properties(r) AS props ORDER BY a, t, b"
)
PERSON_CYPHER = "MATCH (p:Person {name: $name}) RETURN properties(p) AS p, labels(p) AS labels"
PERSON_LINKS_CYPHER = """
    MATCH (p:Person {name: $name})-[r]->(o) RETURN type(r) AS t, coalesce(o.name, o.label) AS o, properties(r) AS r ORDER BY t, o
"""
PAIRINGS_CYPHER = """
    MATCH (o:Organisation)-[r:PAIRED_WITH]->(t:Territory) RETURN o.name AS unit, t.name AS place, r.since AS since, r.until AS until
    ORDER BY place, since
"""
COUNT_CYPHER = "MATCH (n) RETURN count(n) AS n"
LINK_COUNT_CYPHER = "MATCH ()-[r]->() RETURN count(r) AS n"


def picture(graph: Graph) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    return graph.rows(EVERYTHING_CYPHER), graph.rows(EVERY_LINK_CYPHER)


def person(graph: Graph, name: str) -> dict[str, Any]:
    (row,) = graph.rows(PERSON_CYPHER, name=name)
    return {**row["p"], "labels": set(row["labels"])}


def links(graph: Graph, name: str) -> list[tuple[str, str, bool]]:
    return [(row["t"], row["o"], row["r"].get("until") is None) for row in graph.rows(PERSON_LINKS_CYPHER, name=name)]


def with_rows(rows: Sequence[Sequence[Any]], *more: Sequence[Any]) -> list[Sequence[Any]]:
    return [*rows, *more]


def test_ledgers_load_whatever_the_order_of_their_files(migrated: Graph, tmp_path: Path) -> None:
    summary = imported(migrated, a_small_district(tmp_path / "d"))
    assert (summary.exit_code, summary.warnings) == (0, 0)
    assert ("LIVES_IN", "翠苑二区社区", True) in links(migrated, "样例乙")
    assert ("WORKS_FOR", "样例区卫生局", True) in links(migrated, "样例甲")


def test_a_volunteer_is_loaded_with_skill_slots_sealed_phone_and_provenance(migrated: Graph, tmp_path: Path) -> None:
    imported(migrated, a_small_district(tmp_path / "d"))
    found = person(migrated, "样例甲")
    assert found["labels"] == {"Person", "Volunteer"}
    assert found["slots"] == 1 << 15
    assert found["source"] == "a志愿者.xlsx#志愿者!2"
    assert SEALER.unseal(found["phone"]) == "13800000001"
    (skill,) = [row["r"] for row in migrated.rows(PERSON_LINKS_CYPHER, name="样例甲") if row["t"] == "HAS_SKILL"]
    assert (skill["level"], skill["certificate"], skill["valid_until"]) == (3, "护士执业证", date(2028, 5, 1))
    assert skill["source"] == "a志愿者.xlsx#志愿者!2"


def test_the_first_batches_are_short_and_none_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "FIRST_BATCH", 10)
    monkeypatch.setattr(pipeline, "BATCH", 25)
    records = [Record("Person", f"person-{number}", number) for number in range(80)]
    parts = list(pipeline.growing_batches(records))
    assert [len(part) for part in parts] == [10, 20, 25, 25]
    assert [record for part in parts for record in part] == records


def test_same_files_twice_change_nothing(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    before = picture(migrated)
    second = imported(migrated, folder)
    assert picture(migrated) == before
    assert (second.total("created"), second.total("changed")) == (0, 0)
    assert second.total("unchanged") == 8


def test_only_a_changed_row_is_written_and_its_old_home_ends(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    moved = [VOLUNTEERS[0], [*VOLUNTEERS[1][:3], "翠苑二区社区", *VOLUNTEERS[1][4:]], VOLUNTEERS[2]]
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=moved)
    summary = imported(migrated, folder)
    assert (summary.total("changed"), summary.total("created")) == (1, 0)
    homes = [one for one in links(migrated, "样例甲") if one[0] == "LIVES_IN"]
    assert sorted(homes) == [("LIVES_IN", "翠苑一区社区", False), ("LIVES_IN", "翠苑二区社区", True)]


def test_a_skill_no_longer_listed_ends_and_none_is_doubled(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    changed = [*VOLUNTEERS[:2], [*VOLUNTEERS[2][:5], "低压电工、理发", *VOLUNTEERS[2][6:]]]
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=changed)
    imported(migrated, folder)
    skills = [(name, holds) for kind, name, holds in links(migrated, "样例乙") if kind == "HAS_SKILL"]
    assert ("低压电工", True) in skills
    assert [holds for name, holds in skills if name == "心理咨询" or "心理" in name] == [False]
    assert len(skills) == len({name for name, _ in skills}) == 3


def test_the_same_person_in_two_ledgers_is_one_with_both_roles(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    members = [
        ["姓名", "联系电话", "性别", "居住地报到社区", "报到日期"],
        ["样例甲", "13800000001", "女", "翠苑二区社区", "2024.3.1"],
    ]
    an_xlsx(folder / "党员.xlsx", 党员双报到=members)
    imported(migrated, folder)
    found = person(migrated, "样例甲")
    assert found["labels"] == {"Person", "PartyMember", "Volunteer"}
    assert found["gender"] == "2"
    before = picture(migrated)
    imported(migrated, folder)
    assert picture(migrated) == before


def test_bad_rows_are_told_and_the_rest_loads(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    rows = [["姓名", "身份证号", "联系电话", "居住社区", "特长"], ["样例丙", "110105194912310021", "", "翠苑一区社区", ""], ["样例丁", "", "138", "翠苑三区", "护理"],
            ["", "", "13800000009", "", ""], ["样例戊", "", "13800000008", "翠苑一社区", "吹泡泡"]]  # fmt: skip
    an_xlsx(folder / "b志愿者登记.xlsx", 志愿者登记表=rows)
    summary = imported(migrated, folder)
    told = {(one.row, one.column, one.severity) for one in summary.all_findings() if one.sheet == "志愿者登记表"}
    assert (2, "身份证号", Severity.ERROR) in told
    assert (3, "联系电话", Severity.WARNING) in told
    assert (4, "姓名", Severity.ERROR) in told
    assert (5, "居住社区", Severity.WARNING) in told
    assert any("翠苑一区社区" in one.advice for one in summary.all_findings() if one.row == 5)
    assert summary.exit_code == 1
    assert "吹泡泡" in person(migrated, "样例戊")["note"]


def test_nothing_of_a_sheet_with_an_error_is_loaded_when_all_or_nothing_is_asked(
    migrated: Graph, tmp_path: Path
) -> None:
    folder = a_small_district(tmp_path / "d")
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=with_rows(VOLUNTEERS, ["", "没有编号", *[""] * 8]))
    summary = imported(migrated, folder, all_or_nothing=True)
    assert migrated.rows("MATCH (p:Person) RETURN p.id AS id") == []
    assert migrated.rows("MATCH (p:Organisation) RETURN count(p) AS n") == [{"n": 2}]
    assert any("整张表未导入" in one.reason for one in summary.all_findings())


def test_dry_run_writes_nothing_and_finds_the_same(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    before = picture(migrated)
    dry = imported(migrated, folder, dry_run=True)
    assert picture(migrated) == before
    assert dry.all_findings() == imported(migrated, folder).all_findings()


def test_a_batch_that_fails_half_way_leaves_nothing_of_itself(
    migrated: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_small_district(tmp_path / "d")
    expect = writing._expect

    def break_off(kind: Any, expected: int, result: Any) -> None:
        if kind.name == "HAS_SKILL":
            raise EndMissing(kind.name, expected, 0)
        expect(kind, expected, result)

    with monkeypatch.context() as broken:
        broken.setattr(writing, "_expect", break_off)
        with pytest.raises(EndMissing):
            imported(migrated, folder)
    (broken_off,) = import_runs.latest(migrated)
    assert (broken_off.state, broken_off.started_at is None) == (RunState.FAILED, False)
    assert broken_off.failure == "途中有别人改动了它提到的记录"
    assert migrated.rows("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 0}]
    summary = imported(migrated, folder)
    assert summary.exit_code == 0
    assert migrated.rows("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 2}]
    (ended,) = import_runs.latest(migrated)
    assert (ended.state, ended.rows, ended.by) == (RunState.FINISHED, summary.total("rows"), "tester")


def test_what_a_complete_ledger_no_longer_lists_ends_with_a_date(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    imported(migrated, folder)
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=VOLUNTEERS[:2])
    imported(migrated, folder)
    assert all(holds for _, _, holds in links(migrated, "样例乙"))
    summary = imported(migrated, folder, complete=True)
    assert summary.total("removed") == 1
    assert person(migrated, "样例乙")["ended_on"] == date(2026, 11, 21)
    assert not any(holds for _, _, holds in links(migrated, "样例乙"))
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=VOLUNTEERS)
    imported(migrated, folder, complete=True)
    assert person(migrated, "样例乙").get("ended_on") is None
    assert person(migrated, "样例乙")["status"] == "active"
    assert ("LIVES_IN", "翠苑二区社区", True) in links(migrated, "样例乙")


def test_pairings_keep_their_past_and_end_when_another_takes_their_place(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    header = ["结对单位", "结对社区", "结对日期", "结束日期"]
    past, first = (
        ["样例区卫生局", "翠苑一区社区", "2019-01-01", "2021-12-31"],
        ["样例区卫生局", "翠苑一区社区", "2024-01-01", ""],
    )
    an_xlsx(folder / "结对.xlsx", 结对共建=[header, past, first])
    imported(migrated, folder)
    assert [(row["since"], row["until"]) for row in migrated.rows(PAIRINGS_CYPHER)] == [
        (date(2019, 1, 1), date(2021, 12, 31)),
        (date(2024, 1, 1), None),
    ]
    an_xlsx(folder / "结对.xlsx", 结对共建=[header, past, ["样例区卫生局", "翠苑二区社区", "2026-11-01", ""]])
    imported(migrated, folder)
    assert [(row["place"], row["until"]) for row in migrated.rows(PAIRINGS_CYPHER)] == [
        ("翠苑一区社区", date(2021, 12, 31)),
        ("翠苑一区社区", date(2026, 11, 21)),
        ("翠苑二区社区", None),
    ]


def test_every_node_a_ledger_writes_is_a_valid_entity(migrated: Graph, tmp_path: Path) -> None:
    imported(migrated, a_small_district(tmp_path / "d"))
    for label, entity in ENTITIES.items():
        for row in migrated.rows("MATCH (n) WHERE $label IN labels(n) RETURN properties(n) AS props", label=label):
            entity.from_properties(row["props"])


def test_each_batch_tells_the_change_feed_what_it_changed(migrated: Graph, tmp_path: Path) -> None:
    imported(migrated, a_small_district(tmp_path / "d"))
    events = migrated.rows("MATCH (e:Event) WHERE e.kind = 'imported' RETURN e.subjects AS subjects")
    people = {row["id"] for row in migrated.rows("MATCH (p:Person) RETURN p.id AS id")}
    assert people <= {subject for event in events for subject in event["subjects"]}
    count = len(events)
    imported(migrated, a_small_district(tmp_path / "d"))
    assert len(migrated.rows("MATCH (e:Event) WHERE e.kind = 'imported' RETURN e.seq AS s")) == count


def test_progress_is_told_with_speed_and_time_left(
    migrated: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loaders.pipeline.REPORT_SECONDS", 0)
    told: list[Any] = []
    imported(migrated, a_small_district(tmp_path / "d"), progress=told.append)
    assert told
    assert all(one.rows <= one.total and (one.seconds_left is None or one.seconds_left >= 0) for one in told)


def test_private_numbers_in_unknown_columns_are_masked(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    an_xlsx(folder / "a志愿者.xlsx", 志愿者=[[*VOLUNTEERS[0], "家属手机"], [*VOLUNTEERS[1], "13912345678"]])
    imported(migrated, folder)
    assert person(migrated, "样例甲")["note"] == "家属手机：139****78"


@pytest.mark.parametrize(
    ("column", "length", "told", "kept"),
    [
        ("简介", 4_001, ["超过 4,000 字，只登记了前 4,000 字"], ("description", 4_000)),
        ("简介", 4_000, [], ("description", 4_000)),
        ("备注", 4_001, ["备注连同没有认出的列超过 2,000 字，只登记了前 2,000 字"], ("note", 2_000)),
        ("鞋码", 2_000, ["备注连同没有认出的列超过 2,000 字，只登记了前 2,000 字"], ("note", 2_000)),
        ("备注", 2_000, [], ("note", 2_000)),
    ],
)
def test_what_is_cut_off_is_told_once(
    migrated: Graph, tmp_path: Path, *, column: str, length: int, told: list[str], kept: tuple[str, int]
) -> None:
    rows = [[*ORGANISATIONS[0], column], [*ORGANISATIONS[1], "长" * length]]
    summary = imported(migrated, an_xlsx(tmp_path / "单位.xlsx", 单位台账=rows))
    assert [one.reason for one in summary.all_findings() if "字" in one.reason] == told
    (row,) = migrated.rows("MATCH (o:Organisation) RETURN o AS n")
    assert len(row["n"][kept[0]]) == kept[1]


def test_summary_reads_in_chinese_and_as_json(migrated: Graph, tmp_path: Path) -> None:
    summary = imported(migrated, an_xlsx(tmp_path / "单位.xlsx", 单位台账=ORGANISATIONS))
    text, data = summary.to_text(), summary.to_dict()
    assert "新增 2" in text
    assert "没有名为“翠苑一区社区”的地域" in text
    (sheet,) = data["sheets"]
    assert (sheet["kind"], sheet["header_rows"]) == ("organisations", [1])
    (kind,) = [column for column in sheet["columns"] if column["column"] == "单位性质"]
    assert kind == {"column": "单位性质", "field": "kind", "confidence": 1.0, "kept_as_note": False, "why": "列名就是"}
    assert {"severity", "sheet", "row", "column", "value", "reason", "advice"} <= set(sheet["findings"][0])
