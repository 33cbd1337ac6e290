"""A new year's codes are put into effect whole or not at all, and nothing that points to an old code is lost."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest

from api.answers.lists import list_answer
from api.answers.new_codes import compare_codes, put_codes, settle_lineage
from api.answers.territories import people_answer, territory_answer
from api.answers.who import who_answer
from api.app import create_app
from api.asking import Asking
from api.errors import BadQuestion
from api.questions import PeopleQuestion, WhoQuestion
from api.settings import Settings
from api.snapshot import Snapshot
from api.uploads import Uploads
from graph_model import code_lineage, code_sets
from graph_model.driver import Graph
from graph_model.entities import Territory
from graph_model.entities.terms import Level
from graph_model.events import latest_seq
from graph_model.organisations import PAIRINGS
from graph_model.persons import RESIDENCES
from graph_model.scope import Scope
from graph_model.targets.facts import read_facts
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie
from loaders.codes.loading import TOO_SMALL, CodesClash, Loaded, NoDistrict, Unconfirmed, Wanted, digest_of, load_codes
from loaders.codes.reading import read_codes
from loaders.pipeline import import_files
from tests.api.conftest import asking, running, signed_in
from tests.api.small_district import DISTRICT, FIRST, SECOND, STREET, TODAY, build
from tests.conftest import wipe
from tests.loaders.ledgers import SEALER

ON, EVE = date(2026, 6, 1), date(2026, 5, 31)
COMPOUND = f"{FIRST}-C01"
NEW_STREET, NEW_PLACE = "330106009000", "330106009001"
HEAD = "代码,名称,上级代码,原代码"
TREE_CYPHER = """
    MATCH (t:Territory) OPTIONAL MATCH (t)-[r:PART_OF]->(p:Territory)
    RETURN t.id AS id, t.name AS name, t.valid_until AS until, p.id AS above, r.since AS since, r.until AS ended
    ORDER BY id, above, ended
"""


def codes(folder: Path, *rows: str) -> Path:
    path = folder / "2026年区划代码.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return path


def put(graph: Graph, path: Path, on: date = ON, **more: object) -> Loaded:
    wanted = Wanted(read_codes(path), digest_of(path), on, **more)  # type: ignore[arg-type]
    return load_codes(graph, [Scope("张三", DISTRICT)], wanted, TODAY)


def merged(folder: Path) -> Path:
    """The first community is merged into the second, as the file says."""
    return codes(
        folder,
        f"{DISTRICT},西湖区,,",
        f"{STREET},翠苑街道,{DISTRICT},",
        f"{SECOND},翠苑二区社区,{STREET},{FIRST}",
    )


def add_what_points_to_the_first(graph: Graph) -> None:
    TERRITORIES.save(graph, Territory(id=COMPOUND, name="翠苑新村", level=Level.COMPOUND))
    PARTS.open(graph, Tie(COMPOUND, FIRST))
    PAIRINGS.open(graph, Tie("org-power", FIRST, date(2025, 1, 1)))


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """The small district after the merger, on each of the servers in turn; asking changes nothing."""
    graph: Graph = request.getfixturevalue(f"session_{request.param}_graph")
    wipe(graph)
    build(graph)
    add_what_points_to_the_first(graph)
    before = Snapshot(graph)
    before.current()
    put(graph, merged(tmp_path_factory.mktemp("codes")))
    found = asking(graph)
    return Asking(graph, before.current(), found.scope, TODAY)


@pytest.fixture
def built(graph: Graph) -> Iterator[Graph]:
    build(graph)
    add_what_points_to_the_first(graph)
    return graph


def within(asked: Asking, place: str) -> Asking:
    return Asking(asked.graph, asked.view, Scope("社区", place), TODAY)


def test_people_of_a_merged_community_can_serve_under_the_new_code(asked: Asking) -> None:
    for place in (SECOND, FIRST, "翠苑一区社区"):
        answer = who_answer(asked, WhoQuestion(place, "电工"))
        assert answer.place is not None
        assert answer.place.id == SECOND
        steps = {one.id: one.distance_steps for one in answer.helpers}
        assert steps["person-chen"] == steps["person-zhou"] == 0
        homes = {one.id: one.home.id for one in answer.helpers if one.home}
        assert homes["person-chen"] == SECOND


def test_a_need_and_a_post_of_a_merged_community_are_on_the_lists_of_the_new_one(asked: Asking) -> None:
    here = within(asked, SECOND)
    assert [one.id for one in list_answer(here, "need", SECOND).items] == ["need-lamp"]
    assert [one.id for one in list_answer(here, "post", SECOND).items] == ["post-other", "post-repair"]
    place = list_answer(here, "need", FIRST).items[0].place
    assert place is not None
    assert place.id == SECOND


def test_who_sees_only_the_new_community_sees_the_people_of_the_old(asked: Asking) -> None:
    here = within(asked, SECOND)
    answer = people_answer(here, PeopleQuestion(SECOND, None, ("居住",)))
    assert {"person-chen", "person-li", "person-zhou"} <= {one.id for one in answer.items}
    assert "person-li" in {one.id for one in who_answer(here, WhoQuestion(SECOND, "电工")).helpers}


def test_who_is_kept_to_an_old_code_sees_what_took_its_place(asked: Asking) -> None:
    assert asked.view.scope("张三", FIRST).territory == SECOND
    assert asked.view.scope("张三", SECOND).territory == SECOND


def test_a_pairing_with_a_merged_community_counts_for_the_new_one(asked: Asking) -> None:
    facts = read_facts(asked.graph, Scope("社区", SECOND), TODAY)
    paired = [row for row in facts.paired if row["id"] == "org-power"]
    assert [facts.at(row["place"], "community") for row in paired] == [SECOND]
    assert [row["id"] for row in facts.at_level("community")] == [SECOND]


def test_the_old_code_says_what_became_of_it_and_when(asked: Asking) -> None:
    answer = territory_answer(asked, FIRST)
    assert answer.id == SECOND
    assert answer.succession is not None
    assert answer.succession.sentence == f"翠苑一区社区（{FIRST}）已于2026年6月1日并入翠苑二区社区（{SECOND}）。"


def test_a_day_before_the_change_is_answered_as_the_district_was_divided_then(asked: Asking) -> None:
    before = people_answer(asked, PeopleQuestion(FIRST, str(EVE), ("居住",)))
    assert (before.place.id, before.place.name) == (FIRST, "翠苑一区社区")
    assert "person-zhou" not in {one.id for one in before.items}
    assert [step.id for step in before.place.path] == [DISTRICT, STREET, FIRST]
    then = people_answer(asked, PeopleQuestion(SECOND, str(EVE), ("居住",)))
    assert [one.id for one in then.items] == ["person-zhou"]


def test_what_lay_in_the_old_community_is_part_of_the_new_one_from_the_day(asked: Asking) -> None:
    rows = [row for row in asked.graph.rows(TREE_CYPHER) if row["id"] in {FIRST, COMPOUND}]
    assert [(row["id"], row["above"], row["since"], row["ended"]) for row in rows] == [
        (FIRST, STREET, None, EVE),
        (FIRST, SECOND, ON, None),
        (COMPOUND, FIRST, None, EVE),
        (COMPOUND, SECOND, ON, None),
    ]
    assert {row["id"]: row["until"] for row in rows} == {FIRST: EVE, COMPOUND: None}
    number = asked.view.territories.number(COMPOUND)
    tree = asked.view.territories
    assert tree.rows[tree.community_of(number)].id == SECOND


def test_an_event_tells_of_the_set_and_the_readers_follow_it(asked: Asking) -> None:
    latest = code_sets.latest_codes(asked.graph)
    assert latest is not None
    assert (latest.file, latest.on, latest.by, latest.counts["merged"]) == ("2026年区划代码.csv", ON, "张三", 1)


def test_the_same_file_twice_changes_nothing(built: Graph, tmp_path: Path) -> None:
    path = merged(tmp_path)
    assert put(built, path).written
    tree, seq = built.rows(TREE_CYPHER), latest_seq(built)
    again = put(built, path)
    assert (again.written, again.comparison.changes) == (False, ())
    assert (built.rows(TREE_CYPHER), latest_seq(built)) == (tree, seq)


def test_a_merger_of_mergers_leaves_no_chain_of_parts(built: Graph, tmp_path: Path) -> None:
    put(built, merged(tmp_path))
    third = f"{NEW_PLACE},文新社区,{NEW_STREET},{SECOND}"
    put(
        built,
        codes(tmp_path, f"{DISTRICT},西湖区,,", f"{NEW_STREET},文新街道,{DISTRICT},{STREET}", third),
        date(2026, 9, 1),
    )
    open_now = {row["id"]: row["above"] for row in built.rows(TREE_CYPHER) if row["above"] and row["ended"] is None}
    assert open_now == {
        STREET: NEW_STREET,
        NEW_STREET: DISTRICT,
        NEW_PLACE: NEW_STREET,
        FIRST: NEW_PLACE,
        SECOND: NEW_PLACE,
        COMPOUND: NEW_PLACE,
    }
    now = asking(built)
    here = Asking(built, now.view, Scope("社区", NEW_PLACE), TODAY)
    assert [one.id for one in list_answer(here, "need", FIRST).items] == ["need-lamp"]
    assert {"person-li", "person-zhou"} <= {one.id for one in who_answer(here, WhoQuestion(FIRST, "电工")).helpers}


def test_unconfirmed_proposals_are_refused_and_nothing_is_written(built: Graph, tmp_path: Path) -> None:
    tree, seq = built.rows(TREE_CYPHER), latest_seq(built)
    path = codes(
        tmp_path, f"{DISTRICT},西湖区,,", f"{STREET},翠苑新街道,{DISTRICT},", f"{SECOND},翠苑二区社区,{STREET},"
    )
    with pytest.raises(Unconfirmed) as refused:
        put(built, path)
    assert [(one.code, one.heirs) for one in refused.value.changes] == [(FIRST, (SECOND,))]
    assert (built.rows(TREE_CYPHER), latest_seq(built)) == (tree, seq)
    assert put(built, path, confirmed={FIRST: (SECOND,)}).written


def test_an_abolished_community_ends_with_a_date_and_keeps_what_points_to_it(built: Graph, tmp_path: Path) -> None:
    rows = (f"{DISTRICT},西湖区,,", f"{STREET},翠苑街道,{DISTRICT},", f"{SECOND},翠苑二区社区,{STREET},")
    put(built, codes(tmp_path, *rows), confirmed={FIRST: ()})
    row = next(row for row in built.rows(TREE_CYPHER) if row["id"] == FIRST)
    assert (row["until"], row["above"], row["ended"]) == (EVE, STREET, None)
    assert "need-lamp" in {one.id for one in list_answer(asking(built), "need", STREET).items}


def test_parts_of_a_split_community_go_to_the_first_heir_and_are_told(built: Graph, tmp_path: Path) -> None:
    east, west = "330106008011", "330106008012"
    rows = (f"{DISTRICT},西湖区,,", f"{STREET},翠苑街道,{DISTRICT},", f"{SECOND},翠苑二区社区,{STREET},")
    split = (f"{east},翠苑东社区,{STREET},{FIRST}", f"{west},翠苑西社区,{STREET},{FIRST}")
    assert put(built, codes(tmp_path, *rows, *split)).left == (COMPOUND,)
    assert [heir.id for heir in territory_answer(asking(built), FIRST).heirs] == [east, west]
    assert [one.id for one in list_answer(asking(built), "need", east).items] == ["need-lamp"]


def test_a_renamed_community_answers_to_both_names(built: Graph, tmp_path: Path) -> None:
    rows = (f"{DISTRICT},西湖区,,", f"{STREET},翠苑街道,{DISTRICT},", f"{SECOND},翠苑二区社区,{STREET},")
    put(built, codes(tmp_path, *rows, f"{FIRST},学院社区,{STREET},"))
    for words in ("学院社区", "翠苑一区社区", "翠苑一区"):
        answer = territory_answer(asking(built), words)
        assert (answer.id, answer.name) == (FIRST, "学院社区")


def test_a_community_moved_to_another_street_keeps_its_days_in_both(built: Graph, tmp_path: Path) -> None:
    rows = (f"{DISTRICT},西湖区,,", f"{STREET},翠苑街道,{DISTRICT},", f"{SECOND},翠苑二区社区,{STREET},")
    put(built, codes(tmp_path, *rows, f"{NEW_STREET},文新街道,{DISTRICT},", f"{FIRST},翠苑一区社区,{NEW_STREET},"))
    rows = [(row["above"], row["since"], row["ended"]) for row in built.rows(TREE_CYPHER) if row["id"] == FIRST]
    assert rows == [(STREET, None, EVE), (NEW_STREET, ON, None)]
    assert "need-lamp" in {one.id for one in list_answer(asking(built), "need", NEW_STREET).items}


def test_a_file_older_than_the_graph_is_refused(built: Graph, tmp_path: Path) -> None:
    put(built, merged(tmp_path))
    rows = (f"{DISTRICT},西湖区,,", f"{STREET},翠苑街道,{DISTRICT},", f"{SECOND},翠苑二区社区,{STREET},")
    with pytest.raises(CodesClash) as refused:
        put(built, codes(tmp_path, *rows, f"{FIRST},翠苑一区社区,{STREET},"))
    assert "早已并入" in refused.value.sentences[0]


def test_a_set_of_a_day_before_the_set_in_force_is_refused(built: Graph, tmp_path: Path) -> None:
    put(built, merged(tmp_path))
    tree = built.rows(TREE_CYPHER)
    rows = (f"{DISTRICT},西湖区,,", f"{STREET},翠苑街道,{DISTRICT},", f"{SECOND},学院社区,{STREET},")
    with pytest.raises(CodesClash) as refused:
        put(built, codes(tmp_path, *rows), EVE)
    assert refused.value.sentences == ("图里的一套 2026-06-01 起生效，比 2026-05-31 晚：请核对文件和生效日期。",)
    assert built.rows(TREE_CYPHER) == tree


def test_no_tie_is_ended_before_it_began(built: Graph, tmp_path: Path) -> None:
    later = "330106008011"
    TERRITORIES.save(built, Territory(id=later, name="湖畔社区", level=Level.COMMUNITY))
    PARTS.open(built, Tie(later, STREET, date(2026, 9, 1)))
    tree = built.rows(TREE_CYPHER)
    rows = (f"{DISTRICT},西湖区,,", f"{STREET},翠苑街道,{DISTRICT},", f"{FIRST},翠苑一区社区,{STREET},")
    with pytest.raises(CodesClash) as refused:
        put(built, codes(tmp_path, *rows, f"{SECOND},翠苑二区社区,{STREET},{later}"))
    assert refused.value.sentences == (
        f"{later} 从 2026-09-01 起才在 {STREET} 之下，比 2026-06-01 晚：请核对生效日期。",
    )
    assert built.rows(TREE_CYPHER) == tree


def test_a_first_set_fills_an_empty_graph_and_asks_which_district_is_meant(graph: Graph, tmp_path: Path) -> None:
    rows = [f"{DISTRICT},西湖区,,", f"{STREET},翠苑街道,{DISTRICT},", f"{FIRST},翠苑一区社区,{STREET},"]
    path = codes(tmp_path, *rows, "330105000000,拱墅区,,")
    with pytest.raises(NoDistrict):
        put(graph, path)
    assert put(graph, path, districts=(DISTRICT,)).written
    tree = {row["id"]: (row["above"], row["since"]) for row in graph.rows(TREE_CYPHER)}
    assert tree == {DISTRICT: (None, None), STREET: (DISTRICT, None), FIRST: (STREET, None)}


def test_codes_are_loaded_with_the_rights_of_the_whole_district_alone(built: Graph, tmp_path: Path) -> None:
    wanted = Wanted(read_codes(merged(tmp_path)), "", TODAY)
    with pytest.raises(CodesClash) as refused:
        load_codes(built, [Scope("张三", STREET)], wanted, TODAY)
    assert refused.value.sentences == (TOO_SMALL,)


def test_people_who_moved_away_before_are_not_brought_back(built: Graph, tmp_path: Path) -> None:
    RESIDENCES.open(built, Tie("person-zhou", FIRST, date(2020, 1, 1), date(2021, 1, 1)))
    put(built, merged(tmp_path))
    answer = people_answer(asking(built), PeopleQuestion(SECOND, None, ("居住",)))
    zhou = next(one for one in answer.items if one.id == "person-zhou")
    assert [one.place.id for one in zhou.belongings] == [SECOND]


def test_a_ledger_of_before_does_not_tear_the_old_code_off_its_heir(built: Graph, tmp_path: Path) -> None:
    put(built, merged(tmp_path))
    ledger = tmp_path / "小区名册.csv"
    ledger.write_text(
        f"区划代码,名称,级别,上级代码,户数\n{FIRST},翠苑一区社区,社区,{STREET},900\n"
        f"{COMPOUND},翠苑新村,小区,{FIRST},300\n{FIRST}-C02,翠苑北村,小区,{FIRST},200\n",
        encoding="utf-8",
    )
    summary = import_files(built, [ledger], sealer=SEALER, user="张三", today=TODAY)
    assert [one.reason for one in summary.sheets[0].findings] == [f"代码 {FIRST} 已由 {SECOND} 接替"]
    held = {row["id"]: row["above"] for row in built.rows(TREE_CYPHER) if row["above"] and row["ended"] is None}
    assert held == {STREET: DISTRICT, FIRST: SECOND, SECOND: STREET, COMPOUND: SECOND, f"{FIRST}-C02": SECOND}


def test_lineage_is_confirmed_or_denied_one_by_one_and_a_set_is_put_into_effect_from_the_page(
    graph: Graph, tmp_path: Path
) -> None:
    build(graph)
    path = codes(
        tmp_path,
        f"{DISTRICT},西湖区,,",
        f"{STREET},翠苑街道,{DISTRICT},",
        f"{SECOND},翠苑二区社区,{STREET},",
        f"{NEW_PLACE[:6]}008009,翠苑一区新社区,{STREET},",
    )
    kept = Uploads(tmp_path / "uploads", SEALER)
    token = kept.keep(asking(graph).scope.user, path)
    first = compare_codes(asking(graph), kept, token)
    assert ([one.code for one in first.to_settle], first.ready) == ([FIRST], False)
    with pytest.raises(BadQuestion, match="还有 1 条沿革没有确认"):
        put_codes(asking(graph), kept, token, ON)
    with pytest.raises(BadQuestion, match="不在新的一套代码里"):
        settle_lineage(asking(graph), kept, token, {FIRST: ("other", "330106008077")})
    assert settle_lineage(asking(graph), kept, token, {FIRST: ("denied", "")}) == 1
    denied = compare_codes(asking(graph), kept, token).to_settle[0]
    assert (denied.denied, denied.by, denied.at is not None) == (True, asking(graph).scope.user, True)
    settle_lineage(asking(graph), kept, token, {FIRST: ("330106008009", "")})
    settled = compare_codes(asking(graph), kept, token)
    assert ([one.heirs[0].name for one in settled.settled], settled.ready) == (["翠苑一区新社区"], True)
    assert code_lineage.heirs_of(code_lineage.settled(graph, digest_of(path))) == {FIRST: ("330106008009",)}
    settle_lineage(asking(graph), kept, token, {FIRST: ("open", "")})
    assert not compare_codes(asking(graph), kept, token).ready
    settle_lineage(asking(graph), kept, token, {FIRST: ("other", "330106008009、" + SECOND)})
    assert "拆分 1" in put_codes(asking(graph), kept, token, ON)
    assert territory_answer(asking(graph), FIRST).place.id == SECOND
    assert "已经装入过" in put_codes(asking(graph), kept, token, ON)


def test_a_file_that_is_no_set_of_codes_is_told_as_that(embedded_graph: Graph, tmp_path: Path) -> None:
    build(embedded_graph)
    path = tmp_path / "别的.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    kept = Uploads(tmp_path / "uploads", SEALER)
    token = kept.keep(asking(embedded_graph).scope.user, path)
    assert compare_codes(asking(embedded_graph), kept, token).problems
    with pytest.raises(BadQuestion):
        settle_lineage(asking(embedded_graph), kept, token, {FIRST: ("abolished", "")})


@pytest.mark.parametrize(
    "sent",
    [
        {"code": [FIRST, SECOND], "choice": "abolished", "typed": ""},
        {"code": FIRST, "typed": ""},
        {"choice": ["abolished", "same"], "typed": ["", ""]},
    ],
)
def test_a_form_that_is_not_whole_is_refused_with_a_sentence_and_nothing_is_kept(
    reader: httpx.Client, sent: dict[str, str | list[str]]
) -> None:
    token = reader.get("/doubles").text.split('name="csrf" value="')[1].split('"')[0]
    answer = reader.post("/codes/settle", data={"csrf": token, "upload": "x", **sent})
    assert answer.status_code == 422
    assert "这张表单没有交全：每个旧代码要有一个去向" in answer.text


def test_an_empty_site_is_led_to_its_codes_and_begins_with_a_district_that_came_along(
    settings: Settings, graph: Graph
) -> None:
    with (
        running(create_app(settings, graph, today=lambda: TODAY), settings) as address,
        signed_in(settings, address) as client,
    ):
        first = client.get("/", headers={"accept": "text/html"})
        assert (first.status_code, "从这里开始" in first.text) == (404, True)
        assert 'href="/codes"' in first.text
        page = client.get("/codes").text
        assert "图里还没有装入区划代码" in page
        form = {"csrf": re.findall(r'name="csrf" value="([^"]+)"', page)[0]}
        wrong = client.post("/codes/begin", data=form | {"district": "990101000000"}, follow_redirects=True)
        assert "文件里没有区县 990101。什么也没有改。" in wrong.text
        told = client.post("/codes/begin", data=form | {"district": DISTRICT}, follow_redirects=True).text
        assert "新设 235" in told
        assert "/codes/begin" not in told
        desk = client.get("/")
        assert (desk.status_code, "还没有台账" in desk.text) == (200, True)
