"""What units are called: words of ledgers find their unit, staff say so, whoever works there is tied; taken back."""

from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from api.answers.unit_names import name_unit, unit_names_answer
from api.cli.commands import gongjian
from api.errors import BadQuestion, UnknownThing
from graph_model import events, import_runs
from graph_model.driver import Graph
from graph_model.entities import ImportRun, Organisation
from graph_model.entities.terms import EventKind
from graph_model.migrations import migrate
from graph_model.opening import open_embedded
from graph_model.organisations import LOCATIONS, ORGANISATIONS
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import SECOND, build
from tests.loaders.ledgers import a_csv, imported

EMPLOYED = "MATCH (n:Person {id: $id}) SET n.employer = '区法院'"
WORKS = (
    "MATCH (n:Person {id: $id})-[r:WORKS_FOR]->(o) RETURN o.id AS unit, r.until IS NULL AS holds, r.source AS source"
)
STATED = "MATCH (:Person {id: $id})-[r:WORKS_FOR]->(:Organisation {id: 'org-court'}) SET r.ledger = 'volunteers-1'"
CALLED = "MATCH (o:Organisation) RETURN o.id AS id, o.aliases AS names"
ALIASES = "MATCH (o:Organisation {id: 'org-court'}) RETURN o.aliases AS names"


def add_court(graph: Graph) -> None:
    ORGANISATIONS.save(graph, Organisation(id="org-court", name="样例区人民法院", kind="agency"))
    LOCATIONS.open(graph, Tie("org-court", SECOND))
    graph.write(lambda tx: tx.run(EMPLOYED, id="person-li").consume())


@pytest.fixture
def court(graph: Graph) -> Graph:
    build(graph)
    add_court(graph)
    return graph


def test_words_of_ledgers_are_told_with_the_unit_they_most_likely_mean(court: Graph) -> None:
    (one,) = unit_names_answer(asking(court)).items
    assert (one.words, one.persons) == ("区法院", 1)
    assert (one.likely[0].unit.name, one.likely[0].reason) == ("样例区人民法院", "通行的简称或旧称")


def test_what_staff_say_is_remembered_and_ties_who_works_there(court: Graph) -> None:
    answer = name_unit(asking(court), "org-court", "区法院", key="k")
    assert name_unit(asking(court), "org-court", "区法院", key="k") == answer
    assert answer.persons == 1
    (tied,) = court.rows(WORKS, id="person-li")
    assert (tied["unit"], tied["holds"]) == ("org-court", True)
    assert tied["source"] is not None
    assert court.rows(ALIASES) == [{"names": ["区法院"]}]
    assert unit_names_answer(asking(court)).total == 0
    (told,) = events.about(court, "org-court", limit=1)
    assert (told.kind, told.by) == (EventKind.ALIAS_KEPT, "张三")


def test_it_is_taken_back_and_what_it_tied_ends(court: Graph) -> None:
    name_unit(asking(court), "org-court", "区法院")
    assert name_unit(asking(court), "org-court", "区法院", take_back=True).persons == 1
    assert [row["holds"] for row in court.rows(WORKS, id="person-li")] == [False]
    assert court.rows(ALIASES) == [{"names": []}]
    assert unit_names_answer(asking(court)).total == 1
    assert name_unit(asking(court), "org-court", "区法院", take_back=True).persons == 0


def test_what_a_ledger_states_itself_holds_though_the_name_is_taken_back(court: Graph) -> None:
    name_unit(asking(court), "org-court", "区法院")
    court.write(lambda tx: tx.run(STATED, id="person-li").consume())
    assert name_unit(asking(court), "org-court", "区法院", take_back=True).persons == 0
    assert [row["holds"] for row in court.rows(WORKS, id="person-li")] == [True]


def test_a_tie_that_a_ledger_had_ended_is_of_the_name_alone(court: Graph) -> None:
    name_unit(asking(court), "org-court", "区法院")
    court.write(lambda tx: tx.run(STATED + ", r.until = date('2026-01-01')", id="person-li").consume())
    name_unit(asking(court), "org-court", "区法院")
    assert [row["holds"] for row in court.rows(WORKS, id="person-li")] == [True]
    assert name_unit(asking(court), "org-court", "区法院", take_back=True).persons == 1


def test_what_staff_say_stays_though_a_ledger_changes_the_short_names(graph: Graph, tmp_path: Path) -> None:
    migrate(graph)
    heads = ["单位名称", "单位性质", "简称"]
    imported(graph, a_csv(tmp_path / "单位.csv", [heads, ["样例区人民法院", "机关", "样法"]]))
    unit = graph.rows(CALLED)[0]["id"]
    name_unit(asking(graph), unit, "老法院")
    imported(graph, a_csv(tmp_path / "单位.csv", [heads, ["样例区人民法院", "机关", "样例法院"]]))
    assert graph.rows(CALLED) == [{"id": unit, "names": ["样例法院", "老法院"]}]
    name_unit(asking(graph), unit, "老法院", take_back=True)
    assert graph.rows(CALLED) == [{"id": unit, "names": ["样例法院"]}]


def test_one_name_is_of_one_unit(court: Graph) -> None:
    with pytest.raises(BadQuestion, match="区供电公司"):
        name_unit(asking(court), "org-court", "区供电公司")
    with pytest.raises(BadQuestion, match="区供电公司"):
        name_unit(asking(court), "org-court", "区 供电公司（本部）")
    with pytest.raises(UnknownThing):
        name_unit(asking(court), "org-nobody", "区法院")
    with pytest.raises(BadQuestion):
        name_unit(asking(court), "org-court", " ")


def test_a_name_waits_until_an_import_has_ended(court: Graph) -> None:
    begun = import_runs.begin(court, ImportRun(id="import-1", file="志愿者.xlsx"))
    with pytest.raises(BadQuestion, match="正在导入台账。请等它导完再认定或收回叫法。"):
        name_unit(asking(court), "org-court", "区法院")
    assert court.rows(WORKS, id="person-li") == []
    import_runs.finish(court, begun)
    assert name_unit(asking(court), "org-court", "区法院").persons == 1


def test_the_interface_tells_and_takes_a_word(district: Graph, reader: httpx.Client) -> None:
    add_court(district)
    assert reader.get("/api/v1/unit-names").json()["items"][0]["words"] == "区法院"
    body = {"unit": "org-court", "words": "区法院"}
    assert reader.post("/api/v1/unit-names", json=body).json()["persons"] == 1


def test_the_page_asks_and_takes_a_word(district: Graph, reader: httpx.Client) -> None:
    add_court(district)
    page = reader.get("/doubles").text
    assert "就是 样例区人民法院" in page
    token = page.split('name="csrf" value="')[1].split('"')[0]
    form = {"csrf": token, "unit": "org-court", "words": "区法院"}
    told = reader.post("/doubles/units", data=form, follow_redirects=True).text
    assert "也叫“区法院”，1 人的工作单位连上了" in told
    assert "认不出的单位" not in told


def test_the_command_and_the_next_import_know_the_name(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    folder.mkdir()
    places = "区划代码,名称,级别\n330106000000,西湖区,区\n330106008000,翠苑街道,街道\n330106008001,翠苑一区社区,社区\n"
    (folder / "区划代码.csv").write_text(places, encoding="utf-8")
    (folder / "单位.csv").write_text("单位名称,单位性质\n样例区人民法院,机关\n", encoding="utf-8")
    people = "姓名,联系电话,居住社区,工作单位\n陈志强,13800000001,翠苑一区社区,区法院\n"
    (folder / "志愿者.csv").write_text(people, encoding="utf-8")
    run = ["--data-folder", str(tmp_path / "site")]
    with open_embedded(tmp_path / "site" / "graph", heap="256m"):  # one server for all commands
        told = CliRunner().invoke(gongjian, ["import", str(folder), *run])
        assert "最接近的是“样例区人民法院”" in told.output
        listed = CliRunner().invoke(gongjian, ["units", "likely", *run]).stdout
        assert "像是 样例区人民法院" in listed
        unit = listed.split("gongjian units called ")[1].split()[0]
        assert "1 人的工作单位连上了" in CliRunner().invoke(gongjian, ["units", "called", unit, "区法院", *run]).stdout
        again = CliRunner().invoke(gongjian, ["import", str(folder), *run])
        assert "没有登记" not in again.output
