"""疑似同一人: found after an import, shown side by side, judged and undone by interface, page and command."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner

from api.answers.doubles import doubles_answer, find_answer, judge_double, undo_merge
from api.answers.named import helper_number
from api.answers.things import thing_answer
from api.cli.commands import gongjian
from api.errors import BadQuestion, UnknownThing
from graph_model import import_runs, person_doubles
from graph_model.driver import Graph
from graph_model.entities import ImportRun, Person
from graph_model.entities.person_double import PersonDouble
from graph_model.opening import open_embedded
from graph_model.person_merges import standing_id
from graph_model.persons import PERSONS, RESIDENCES
from graph_model.sealing import Sealer
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import FIRST, build

SEALER = Sealer(b"d" * 32)


def add_double(graph: Graph) -> None:
    """Add somebody who is 陈志强 written by ear, and moved."""
    PERSONS.save(
        graph, Person(id="person-cheng", name="陈志墙", birth_year=1980, note="新来的", source="党员.xlsx#1!2")
    )
    RESIDENCES.open(graph, Tie("person-cheng", FIRST))


@pytest.fixture
def doubled(graph: Graph) -> Graph:
    build(graph)
    add_double(graph)
    return graph


def test_two_records_stand_side_by_side_with_the_weight_of_each_field(doubled: Graph) -> None:
    assert find_answer(asking(doubled), SEALER).waiting == 1
    (pair,) = doubles_answer(asking(doubled)).items
    assert {pair.one.name, pair.other.name} == {"陈志强", "陈志墙"}
    facts = {fact.label: fact for fact in pair.facts}
    assert (facts["姓名"].said, facts["出生年"].said, facts["居住社区"].said) == ("读音相同", "同年", "相同")
    assert facts["姓名"].weight is not None
    assert facts["姓名"].weight > 0
    assert {facts["电话"].one, facts["电话"].other} == {"没有登记"}


def test_a_pair_is_merged_and_the_id_that_went_leads_to_the_one_that_stayed(doubled: Graph) -> None:
    answer = judge_double(asking(doubled), "person-chen", "person-cheng", "是同一人")
    assert answer.stays is not None
    assert answer.stays.id == "person-chen"
    now = asking(doubled)
    assert thing_answer(now, "person", "person-cheng").id == "person-chen"
    assert now.view.helpers.rows[helper_number(now, "person-cheng")].id == "person-chen"
    told = doubles_answer(now)
    assert (told.total, [one.gone for one in told.merges]) == (0, ["person-cheng"])
    undone = undo_merge(now, str(answer.merge))
    assert "又是两条记录" in undone.sentence
    assert thing_answer(asking(doubled), "person", "person-cheng").id == "person-cheng"
    assert "先前已经撤销" in undo_merge(asking(doubled), str(answer.merge)).sentence


def test_what_is_not_one_person_is_remembered_and_later_comes_last(doubled: Graph) -> None:
    find_answer(asking(doubled), SEALER)
    judge_double(asking(doubled), "person-chen", "person-cheng", "以后再说")
    find_answer(asking(doubled), SEALER)
    assert [pair.state for pair in doubles_answer(asking(doubled)).items] == ["以后再说"]
    judge_double(asking(doubled), "person-cheng", "person-chen", "不是")
    assert find_answer(asking(doubled), SEALER).waiting == 0
    assert doubles_answer(asking(doubled)).total == 0


def test_the_same_key_merges_once(doubled: Graph) -> None:
    first = judge_double(asking(doubled), "person-chen", "person-cheng", "是同一人", "k1")
    assert judge_double(asking(doubled), "person-chen", "person-cheng", "是同一人", "k1") == first
    with pytest.raises(UnknownThing):
        judge_double(asking(doubled), "person-chen", "person-cheng", "是同一人", "k2")


def test_what_cannot_be_is_refused_with_a_sentence(doubled: Graph) -> None:
    with pytest.raises(UnknownThing):
        judge_double(asking(doubled), "person-chen", "person-nobody", "是同一人")
    with pytest.raises(BadQuestion, match="同一条记录"):
        judge_double(asking(doubled), "person-chen", "person-chen", "是同一人")
    with pytest.raises(BadQuestion, match="可以是"):
        judge_double(asking(doubled), "person-chen", "person-cheng", "也许")
    with pytest.raises(UnknownThing):
        undo_merge(asking(doubled), "merge-nobody")


def test_merging_and_undoing_wait_until_an_import_has_ended(doubled: Graph) -> None:
    begun = import_runs.begin(doubled, ImportRun(id="import-1", file="志愿者.xlsx"))
    with pytest.raises(BadQuestion, match="正在导入台账。请等它导完再合并或撤销。"):
        judge_double(asking(doubled), "person-chen", "person-cheng", "是同一人")
    assert standing_id(doubled, "person-cheng") == "person-cheng"
    assert "以后再说" in judge_double(asking(doubled), "person-chen", "person-cheng", "以后再说").sentence
    import_runs.finish(doubled, begun)
    merge = str(judge_double(asking(doubled), "person-chen", "person-cheng", "是同一人").merge)
    again = import_runs.begin(doubled, begun)
    with pytest.raises(BadQuestion, match="正在导入台账"):
        undo_merge(asking(doubled), merge)
    assert standing_id(doubled, "person-cheng") == "person-chen"
    import_runs.finish(doubled, again)
    assert "又是两条记录" in undo_merge(asking(doubled), merge).sentence


def test_the_interface_finds_judges_and_undoes(district: Graph, reader: httpx.Client) -> None:
    add_double(district)
    assert reader.post("/api/v1/doubles/find").json()["waiting"] == 1
    (pair,) = reader.get("/api/v1/doubles").json()["items"]
    body = {"one": pair["one"]["id"], "other": pair["other"]["id"], "verdict": "是同一人"}
    merged = reader.post("/api/v1/doubles", json=body, headers={"idempotency-key": "a"}).json()
    assert reader.post("/api/v1/doubles", json=body, headers={"idempotency-key": "a"}).json() == merged
    assert reader.get("/persons/person-cheng").status_code == 200
    assert reader.post(f"/api/v1/merges/{merged['merge']}/undo").json()["kept"] == []
    assert standing_id(district, "person-cheng") == "person-cheng"


def test_the_page_shows_both_records_and_takes_three_words(district: Graph, reader: httpx.Client) -> None:
    add_double(district)
    assert "没有像是同一人的记录" in reader.get("/doubles").text
    assert "1 对像是同一人" in posted(reader, "/doubles/find").text
    page = reader.get("/doubles").text
    assert all(word in page for word in ("陈志强", "陈志墙", "读音相同", "是同一人", "不是", "以后再说"))
    told = posted(reader, "/doubles", one="person-chen", other="person-cheng", verdict="是同一人").text
    assert "已合并：陈志墙 并入 陈志强" in told
    assert "person-cheng" in told
    assert "又是两条记录" in posted(reader, "/doubles/undo", merge="merge-person-cheng:person-chen").text
    assert "同一条记录" in posted(reader, "/doubles", one="person-chen", other="person-chen", verdict="是同一人").text
    assert "后来又并到" not in reader.get("/doubles").text


def posted(reader: httpx.Client, address: str, **given: str) -> httpx.Response:
    """Send a form of the page with its token, and follow it back."""
    token = reader.get("/doubles").text.split('name="csrf" value="')[1].split('"')[0]
    return reader.post(address, data={"csrf": token, **given}, follow_redirects=True)


def test_an_import_looks_for_doubles_and_says_how_many(reader: httpx.Client, district: Graph) -> None:
    rows = "党员姓名,出生年份,居住社区\n陈志墙,1980,翠苑一区社区\n"
    files: Any = {"file": ("党员名册.csv", rows.encode())}
    told = reader.post("/api/v1/imports", files=files).json()["sentence"]
    assert "有 1 对记录像是同一人" in told
    assert reader.get("/api/v1/doubles").json()["total"] == 1
    assert district.server == "embedded"


def test_the_command_lists_merges_and_undoes(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    folder.mkdir()
    places = "区划代码,名称,级别\n330106000000,西湖区,区\n330106008000,翠苑街道,街道\n330106008001,翠苑一区社区,社区\n"
    (folder / "区划代码.csv").write_text(places, encoding="utf-8")
    volunteers = "姓名,联系电话,出生年份,居住社区\n陈志强,13800000001,1980,翠苑一区社区\n"
    (folder / "志愿者.csv").write_text(volunteers, encoding="utf-8")
    members = "党员姓名,联系电话,出生年份,居住社区\n陈志墙,13800000001,1980,翠苑一区社区\n"
    (folder / "党员.csv").write_text(members, encoding="utf-8")
    run = ["--data-folder", str(tmp_path / "site")]
    with open_embedded(tmp_path / "site" / "graph", heap="256m"):  # one server for all commands
        told = CliRunner().invoke(gongjian, ["import", str(folder), *run])
        assert "gongjian persons doubles" in told.stderr, told.output
        listed = CliRunner().invoke(gongjian, ["persons", "doubles", *run]).stdout
        assert "读音相同" in listed
        assert "13800000001" not in listed
        ids = [part.split("）")[0] for part in listed.split("（")[1:3]]
        merged = CliRunner().invoke(gongjian, ["persons", "same", *ids, *run]).stdout
        assert "已合并" in merged
        merge = merged.split("gongjian persons undo ")[1].strip()
        assert "又是两条记录" in CliRunner().invoke(gongjian, ["persons", "undo", merge, *run]).stdout


def test_the_list_is_paged_and_a_pair_judged_meanwhile_leaves_no_gap(doubled: Graph) -> None:
    for number in range(3):
        PERSONS.save(doubled, Person(id=f"person-p{number}", name=f"样例甲{number}", source="党员.xlsx#1!2"))
        RESIDENCES.open(doubled, Tie(f"person-p{number}", FIRST))
    person_doubles.keep(
        doubled,
        [
            PersonDouble(
                id=person_doubles.id_of("person-chen", f"person-p{number}"), one="person-chen",
                other=f"person-p{number}", weight=9.0 - number / 2, reasons="[]",
            )
            for number in range(3)
        ],
        (),
    )  # fmt: skip
    first = doubles_answer(asking(doubled), 1)
    assert ([one.other.id for one in first.items], first.total, first.left) == (["person-p0"], 3, 2)
    judge_double(asking(doubled), "person-chen", "person-p0", "不是")
    second = doubles_answer(asking(doubled), 1, first.next_cursor)
    assert ([one.other.id for one in second.items], second.left) == (["person-p1"], 1)
    last = doubles_answer(asking(doubled), 5, second.next_cursor)
    assert ([one.other.id for one in last.items], last.next_cursor) == (["person-p2"], None)
    with pytest.raises(BadQuestion):
        doubles_answer(asking(doubled), 5, "bm8")
