"""指定和不派: settled by page, interface and command, kept by the week and by what-if, told and taken back."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from api.answers.pins import lift_pin, pins_answer, settle_pin
from api.answers.pool import pool_answer, pool_post_answer
from api.answers.proof import faults_of_run
from api.answers.week import week_answer
from api.answers.what_if import what_if_answer
from api.answers.why_not import why_not_answer
from api.asking import Asking
from api.cli.commands import gongjian
from api.errors import BadQuestion, UnknownThing
from api.questions import PoolQuestion, WeekQuestion
from api.settings import Settings
from api.snapshot import Snapshot
from api.supposing import Wording
from api.weekly import run_week
from graph_model import migrations
from graph_model.driver import Graph
from graph_model.entities import Need, Resource
from graph_model.needs import NEED_TERRITORIES, NEEDS
from graph_model.posts import POST_TERRITORIES
from graph_model.resources import ORGANISATION_OFFERS, RESOURCE_CATEGORIES, RESOURCE_TERRITORIES, RESOURCES
from graph_model.suggestions import accept
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import FIRST, SECOND, STREET, TODAY, build, suggestion_id

Suggested = dict[str, tuple[str | None, str | None]]


@pytest.fixture
def on_each(graph: Graph) -> Graph:
    """The small district on each of the two servers."""
    build(graph)
    return graph


def leave(graph: Graph, person: str) -> None:
    """Take somebody off every list, as when an import finds that they are gone."""
    graph.write(lambda tx: tx.run("MATCH (:Person {id: $id})-[r]->() DELETE r", id=person).consume())


def week_of(graph: Graph) -> Suggested:
    now = asking(graph)
    run = run_week(graph, Snapshot(graph), now.scope, TODAY)
    assert faults_of_run(graph, now.scope, run.id) == []
    lines = [one for group in week_answer(asking(graph), WeekQuestion()).communities for one in group.suggestions]
    return {f"{one.work.id}:{one.helper.id}": (one.settled, one.cause) for one in lines if one.helper}


def test_the_week_keeps_who_is_fixed_and_leaves_out_who_is_barred(on_each: Graph) -> None:
    settle_pin(asking(on_each), "post-other", "person-chen", "指定", "居民点名请他")
    settle_pin(asking(on_each), "post-repair", "person-zhou", "不派")
    told = week_of(on_each)
    settled, cause = told["post-other:person-chen"]
    assert settled is not None
    assert settled.startswith("由工作人员指定：张三，")
    assert settled.endswith("，居民点名请他")
    assert cause == settled
    assert "post-repair:person-zhou" not in told
    kept = {one.kind: one.kept for one in pins_answer(asking(on_each)).pins}
    assert kept == {"指定": "本周建议已照办", "不派": "本周没有建议他"}


def test_what_is_taken_back_no_longer_binds_the_week(on_each: Graph) -> None:
    fixed = settle_pin(asking(on_each), "post-repair", "person-zhou", "不派").pin
    assert why_not_answer(asking(on_each), "person-zhou", "post-repair").smallest_change == "在岗位页撤销“不派”"
    lifted = lift_pin(asking(on_each, "李四"), fixed.id)
    assert lifted.sentence == "已撤销不派：周晓燕 → 水电维修岗。"
    assert pins_answer(asking(on_each)).pins == []
    assert why_not_answer(asking(on_each), "person-zhou", "post-repair").eligibility == "符合"


def test_what_is_taken_back_already_is_not_taken_back_again_and_the_answer_says_so(on_each: Graph) -> None:
    fixed = settle_pin(asking(on_each), "post-repair", "person-zhou", "不派").pin
    lift_pin(asking(on_each, "李四"), fixed.id, "一次")
    again = lift_pin(asking(on_each, "王五"), fixed.id)
    assert re.fullmatch(r"没有要撤销的：周晓燕 → 水电维修岗 的不派，李四 \d{4}-\d\d-\d\d 已经撤销。", again.sentence)
    assert not again.pin.holds
    assert lift_pin(asking(on_each, "李四"), fixed.id, "一次").sentence == "已撤销不派：周晓燕 → 水电维修岗。"


def test_a_snapshot_follows_what_is_settled_and_lifted(district: Graph) -> None:
    snapshot = Snapshot(district)
    assert not snapshot.current().problem.orders.told
    kept = settle_pin(asking(district), "post-repair", "person-chen", "指定").pin
    assert list(snapshot.current().problem.orders.fixed) == [("person-chen", "post-repair")]
    lift_pin(asking(district), kept.id)
    assert not snapshot.current().problem.orders.told


def test_who_a_rule_forbids_cannot_be_fixed_but_may_be_barred(asked: Asking) -> None:
    with pytest.raises(BadQuestion, match=r"赵明海不符合.*不能指定"):
        settle_pin(asked, "post-repair", "person-zhao", "指定")
    assert settle_pin(asked, "post-repair", "person-zhao", "不派").pin.kind == "不派"


def test_whoever_is_to_be_verified_may_be_fixed_and_it_is_told_what_is_missing(asked: Asking, district: Graph) -> None:
    assert settle_pin(asked, "post-repair", "person-li", "指定").pin.kept.startswith("现在还不能照办：")
    week_of(district)
    (told,) = pins_answer(asking(district)).pins
    assert told.kept.startswith("现在还不能照办：")


def test_no_more_are_fixed_than_there_are_seats(asked: Asking, district: Graph) -> None:
    settle_pin(asked, "post-repair", "person-chen", "指定")
    with pytest.raises(BadQuestion, match="只空 1 个名额，都已经指定了人。请先撤销一个"):
        settle_pin(asking(district), "post-repair", "person-zhou", "指定")
    assert settle_pin(asking(district), "post-repair", "person-chen", "指定", "再说一遍").pin.why == "再说一遍"


@pytest.mark.parametrize(
    ("settle", "refusal"),
    [
        (lambda asked: settle_pin(asked, "post-repair", "person-chen", "换人"), BadQuestion),
        (lambda asked: settle_pin(asked, "post-repair", "person-chen", "不派", "长" * 201), BadQuestion),
        (lambda asked: settle_pin(asked, "post-nowhere", "person-chen", "指定"), UnknownThing),
        (lambda asked: settle_pin(asked, "post-repair", "team-repair", "指定"), UnknownThing),
        (lambda asked: lift_pin(asked, "pin-post-repair:person-chen"), UnknownThing),
    ],
)
def test_what_cannot_be_settled_is_refused(
    asked: Asking, settle: Callable[[Asking], object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        settle(asked)
    assert pins_answer(asked).pins == []


def test_a_need_is_kept_for_whom_staff_fixed_on_it_and_takes_but_one(on_each: Graph) -> None:
    NEEDS.save(on_each, Need(id="need-hall", title="想借社区礼堂开议事会"))
    NEED_TERRITORIES.open(on_each, Tie("need-hall", FIRST))
    RESOURCES.save(on_each, Resource(id="resource-room", title="社区礼堂二楼", capacity=1, unit="间"))
    ORGANISATION_OFFERS.open(on_each, Tie("org-power", "resource-room"))
    RESOURCE_TERRITORIES.open(on_each, Tie("resource-room", FIRST))
    RESOURCE_CATEGORIES.open(on_each, Tie("resource-room", "category-venue"))
    settle_pin(asking(on_each), "need-hall", "resource-hall", "指定", "上次也在这里")
    with pytest.raises(BadQuestion, match="由一家承担，已经指定了"):
        settle_pin(asking(on_each), "need-hall", "resource-room", "指定")
    assert week_of(on_each)["need-hall:resource-hall"][0].startswith("由工作人员指定")  # type: ignore[union-attr]
    (told,) = pool_post_answer(asking(on_each), "need-hall").pins
    assert (told.person.name, told.kept) == ("社区礼堂", "本周建议已照办")
    lift_pin(asking(on_each), told.id)
    settle_pin(asking(on_each), "need-hall", "resource-hall", "不派")
    assert list(asking(on_each).view.problem.orders.barred) == ["need-hall"]


def test_the_page_of_a_need_shows_every_kind_of_helper_and_settles_who_serves_it(reader: httpx.Client) -> None:
    page = reader.get("/pool/need-lamp").text
    assert "/teams/team-repair" in page
    assert "<main" in page
    assert "名额" not in page.partition("<main")[2].partition("备选</h2>")[0]
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf is not None
    form = {"person": "team-repair", "kind": "不派", "why": "", "csrf": csrf[1]}
    answer = reader.post("/pool/need-lamp/pins", data=form, follow_redirects=True).text
    assert "已定为不派：" in answer
    assert 'href="/pool/need-lamp"' in reader.get("/needs/need-lamp").text


def test_a_reader_of_another_community_neither_sees_nor_settles(asked: Asking, district: Graph) -> None:
    kept = settle_pin(asked, "post-repair", "person-chen", "指定").pin
    elsewhere = asking(district)
    elsewhere = replace(elsewhere, scope=replace(elsewhere.scope, territory=SECOND))
    assert pins_answer(elsewhere).pins == []
    with pytest.raises(UnknownThing):
        settle_pin(elsewhere, "post-repair", "person-zhou", "不派")
    with pytest.raises(UnknownThing):
        lift_pin(elsewhere, kept.id)
    assert [one.id for one in pins_answer(asking(district), place=FIRST).pins] == [kept.id]


def test_the_pool_marks_who_is_fixed_and_lists_what_was_settled(asked: Asking, district: Graph) -> None:
    settle_pin(asked, "post-other", "person-chen", "指定")
    now = asking(district)
    assert {one.work.id: one.fixed for one in pool_answer(now, PoolQuestion(place=STREET)).posts} == {
        "post-other": ["person-chen"],
        "post-repair": [],
    }
    assert [one.sentence for one in pool_post_answer(now, "post-other").pins] == [
        one.sentence for one in pins_answer(now).pins
    ]


def test_whoever_was_fixed_and_accepted_takes_no_second_seat(on_each: Graph) -> None:
    settle_pin(asking(on_each), "post-other", "person-chen", "指定")
    week_of(on_each)
    accept(on_each, asking(on_each).scope, suggestion_id("post-other", "person-chen"))
    assert [one.kept for one in pins_answer(asking(on_each)).pins] == ["已经在岗"]
    assert settle_pin(asking(on_each), "post-other", "person-zhou", "指定").pin.holds
    with pytest.raises(BadQuestion, match="都已经指定了人"):
        settle_pin(asking(on_each), "post-other", "person-li", "指定")


def test_a_pin_of_whoever_has_gone_is_listed_holds_no_seat_and_can_be_taken_back(on_each: Graph) -> None:
    kept = settle_pin(asking(on_each), "post-repair", "person-chen", "指定").pin
    leave(on_each, "person-chen")
    (told,) = pins_answer(asking(on_each)).pins
    assert (told.id, told.listed, told.person.name) == (kept.id, False, "已不在名单的人")
    assert told.kept == "已不在名单，不再占名额，可以撤销"
    assert [one.id for one in pool_post_answer(asking(on_each), "post-repair").pins] == [kept.id]
    assert settle_pin(asking(on_each), "post-repair", "person-zhou", "指定").pin.holds
    assert lift_pin(asking(on_each), kept.id).sentence == "已撤销指定：已不在名单的人 → 水电维修岗。"
    assert [one.person.id for one in pins_answer(asking(on_each)).pins] == ["person-zhou"]


def test_a_pin_follows_its_post_to_another_community(asked: Asking, district: Graph) -> None:
    kept = settle_pin(asked, "post-repair", "person-chen", "指定").pin
    POST_TERRITORIES.open(district, Tie("post-repair", FIRST, until=date(2026, 1, 1)), Tie("post-repair", SECOND))
    now = asking(district)
    assert list(now.view.problem.orders.fixed) == [("person-chen", "post-repair")]
    assert pins_answer(now, place=FIRST).pins == []
    (told,) = pins_answer(now, place=SECOND).pins
    assert told.id == kept.id
    assert told.place is not None
    assert told.place.id == SECOND


def test_a_reader_gets_no_id_of_somebody_elsewhere_and_lifts_nothing_of_theirs(asked: Asking, district: Graph) -> None:
    kept = settle_pin(asked, "post-other", "person-li", "指定").pin
    elsewhere = asking(district)
    elsewhere = replace(elsewhere, scope=replace(elsewhere.scope, territory=SECOND))
    (post,) = pool_answer(elsewhere, PoolQuestion()).posts
    assert (post.work.id, post.fixed) == ("post-other", [])
    assert pool_post_answer(elsewhere, "post-other").pins == []
    with pytest.raises(UnknownThing):
        lift_pin(elsewhere, kept.id)
    assert [one.holds for one in pins_answer(asking(district)).pins] == [True]


def test_the_commands_open_the_graph_once_and_looking_changes_no_schema(
    embedded_graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(embedded_graph)
    embedded_graph.write(lambda tx: tx.run("MATCH (m:Migration {id: '0005-pins'}) DETACH DELETE m").consume())
    opened: list[Settings] = []

    @contextmanager
    def once(settings: Settings) -> Iterator[Graph]:
        opened.append(settings)
        yield embedded_graph

    monkeypatch.setattr("api.cli.asking.opened_graph", once)
    folder = ["--data-folder", str(tmp_path)]
    assert "没有指定的" in CliRunner().invoke(gongjian, ["pins", "list", *folder]).output
    assert migrations.pending(embedded_graph) == ["0005-pins"]
    assert "已指定" in CliRunner().invoke(gongjian, ["pins", "fix", "person-chen", "post-repair", *folder]).output
    assert migrations.pending(embedded_graph) == []
    undo = ["pins", "undo", "person-chen", "post-repair", *folder]
    assert "已撤销指定" in CliRunner().invoke(gongjian, undo).output
    assert "没有要撤销的" in CliRunner().invoke(gongjian, undo).output
    assert len(opened) == 4


def test_what_if_goes_by_what_is_settled_at_once(asked: Asking, district: Graph) -> None:
    settle_pin(asked, "post-other", "person-chen", "不派")
    supposed = what_if_answer(asking(district), [Wording("名额", work="post-other", value="9")])
    assert "person-chen" not in {one.helper.id for one in supposed.gained if one.helper and one.work.id == "post-other"}


def test_supposing_what_is_barred_already_says_so(asked: Asking, district: Graph) -> None:
    settle_pin(asked, "post-repair", "person-chen", "不派")
    answer = what_if_answer(asking(district), [Wording("不派", "person-chen", "post-repair")])
    assert answer.supposed[0].endswith("已定为不派，本来就不会再派")


def test_a_pin_after_the_run_of_the_week_waits_for_the_next(district: Graph) -> None:
    first = week_of(district)
    person = "person-zhou" if "post-repair:person-chen" in first else "person-chen"
    assert settle_pin(asking(district), "post-repair", person, "指定").pin.kept == "下一次生成本周建议时照办"
    assert week_of(district) == first


def test_the_interface_settles_lists_and_takes_back(reader: httpx.Client) -> None:
    body = {"post": "post-repair", "person": "person-chen", "kind": "指定", "why": "熟悉"}
    made = reader.post("/api/v1/pins", json=body)
    assert made.status_code == 200
    assert [one["id"] for one in reader.get("/api/v1/pins").json()["pins"]] == [made.json()["pin"]["id"]]
    assert reader.get("/api/v1/pool/post-repair").json()["pins"][0]["why"] == "熟悉"
    undone = reader.post(f"/api/v1/pins/{made.json()['pin']['id']}/undo")
    assert undone.json()["pin"]["holds"] is False
    assert reader.get("/api/v1/pins").json()["pins"] == []
    assert reader.post("/api/v1/pins", json=body | {"kind": "也许"}).status_code == 422
    assert reader.post("/api/v1/pins", json=body | {"post": "post-x"}).status_code == 404
