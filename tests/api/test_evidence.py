"""依据: each step's proof told and checked anew, fairness, what changed and why, and what one more seat is worth."""

from datetime import timedelta

import httpx
import pytest

from api.answers.evidence import evidence_answer
from api.answers.kept_proof import kept_proof
from api.answers.pins import settle_pin
from api.answers.pool import pool_answer, pool_post_answer
from api.answers.seats import seat_told
from api.asking import Asking
from api.questions import PoolQuestion
from api.snapshot import Snapshot
from api.weekly import run_week
from graph_model.driver import Graph
from graph_model.run_proofs import RUN_PROOFS, get_proof, pieces_of
from matching.sharing import Sharing
from matching.weekly import INCUMBENT, SERVED
from tests.api.conftest import asking
from tests.api.small_district import TODAY

FAIR = Sharing((300_000, 100_000))


def made(graph: Graph, days_ago: int = 0) -> Asking:
    run_week(graph, Snapshot(graph, sharing=FAIR), asking(graph).scope, TODAY - timedelta(days=days_ago))
    return asking(graph)


def test_before_there_is_a_run_nothing_is_claimed(asked: Asking) -> None:
    answer = evidence_answer(asked)
    assert (answer.run, answer.steps, answer.stability) == (None, [], None)
    assert [one.command for one in answer.checks] == ["gongjian evaluate"]
    assert pool_answer(asked, PoolQuestion()).posts[0].seat.worth is None  # type: ignore[union-attr]


def test_every_step_is_told_with_objective_bound_and_verdict(district: Graph) -> None:
    settle_pin(asking(district), "post-other", "person-chen", "指定")
    answer = evidence_answer(made(district))
    assert answer.run is not None
    assert [one.step for one in answer.steps] == ["工作人员指定", "队伍、单位、资源各领一件", "个人上岗"]
    assert all(one.proved and one.gap == 0 and not one.faults for one in answer.steps)
    assert sum(one.objective for one in answer.steps) == answer.run.objective
    assert answer.settled == 1
    assert answer.run.fairness is not None
    assert answer.run.fairness.on
    assert answer.checks[0].command == f"gongjian verify-run {answer.run.id}"


def test_a_proof_that_was_tampered_with_is_told_as_failed(district: Graph) -> None:
    run = made(district).view
    now = asking(district)
    run_id = evidence_answer(now).run.id  # type: ignore[union-attr]
    proof = get_proof(district, run_id)
    step = next(one for one in proof if any(one["amount"]))
    step["amount"][next(place for place, units in enumerate(step["amount"]) if units)] += 1
    RUN_PROOFS.save(district, *pieces_of(run_id, proof))
    told = evidence_answer(asking(district))
    assert run is not None
    assert [bool(one.faults) for one in told.steps].count(True) == 1
    assert not all(one.proved for one in told.steps)


def test_a_proof_that_cannot_be_read_is_not_claimed_to_stand(district: Graph) -> None:
    now = made(district)
    run_id = evidence_answer(now).run.id  # type: ignore[union-attr]
    district.write(lambda tx: tx.run("MATCH (n:RunProof) SET n.text = 'a' + n.text").consume())
    assert kept_proof(asking(district), run_id) is None
    assert evidence_answer(asking(district)).steps == []


def test_what_is_the_same_as_last_week_and_the_causes_of_the_rest_are_counted(district: Graph) -> None:
    first = evidence_answer(made(district, days_ago=7))
    assert first.run is None
    settle_pin(asking(district), "post-repair", "person-zhou", "不派")
    told = evidence_answer(made(district)).stability
    assert told is not None
    assert told.incumbent == INCUMBENT
    assert told.same + told.new + told.changed == round(told.same / (told.share or 1))
    assert sum(one.count for one in told.causes) == told.new + told.changed
    assert all(one.kind != "其他" for one in told.causes)


@pytest.mark.parametrize(
    ("worth", "short", "said"),
    [
        (None, True, "没有人"),
        (0, True, "缺人"),
        (0, False, "正好"),
        (SERVED - 1, False, "可加"),
        (SERVED, False, "值得加"),
    ],
)
def test_a_shadow_price_is_told_in_plain_words(worth: int | None, said: str, *, short: bool) -> None:
    seat = seat_told(worth, short=short)
    assert seat.short == said
    assert not worth or f"{worth:,} 分" in seat.sentence


def test_the_pool_tells_what_a_seat_is_worth_and_how_many_can_do_it(district: Graph) -> None:
    now = made(district)
    told = {one.work.id: one.seat for one in pool_answer(now, PoolQuestion()).posts}
    assert all(seat is not None and seat.worth is not None for seat in told.values())
    talent = pool_post_answer(now, "post-repair").talent
    assert talent is not None
    assert (talent.have, talent.few) == (2, True)
    assert talent.sentence.startswith("全区只有 2 名持证低压电工，算上本周建议")


def test_pages_and_interface_show_evidence_and_settle_by_form(reader: httpx.Client) -> None:
    assert reader.get("/api/v1/evidence").json()["checks"]
    page = reader.get("/evidence")
    assert "自己复核" in page.text
    post = reader.get("/pool/post-repair").text
    assert "定下…" in post
    csrf = post.split('name="csrf" value="')[1].split('"')[0]
    form = {"csrf": csrf, "person": "person-chen", "kind": "指定", "why": "居民点名"}
    after = reader.post("/pool/post-repair/pins", data=form, follow_redirects=True)
    assert "已指定：陈志强 → 水电维修岗" in after.text
    assert "居民点名" in after.text
    pin = after.text.split('name="pin" value="')[1].split('"')[0]
    undone = reader.post("/pool/post-repair/pins/undo", data={"csrf": csrf, "pin": pin}, follow_redirects=True)
    assert "已撤销指定：陈志强 → 水电维修岗" in undone.text
    assert reader.post("/pool/post-repair/pins", data=form | {"csrf": "x"}).status_code == 403
