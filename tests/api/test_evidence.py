"""依据: each step's proof told and checked anew, fairness, what changed and why, and what one more seat is worth."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import httpx
import orjson
import pytest

from api.answers.evidence import evidence_answer
from api.answers.fairness import fairness_of
from api.answers.pins import settle_pin
from api.answers.pool import pool_answer, pool_post_answer
from api.answers.proof import UNREADABLE
from api.answers.seats import FULL, LATER, NO_PRICES, NOBODY, UNINSURED, seat_told
from api.answers.why_not import why_not_answer
from api.asking import Asking
from api.pages.why_not import what_ifs
from api.questions import PoolQuestion
from api.schemas import WhyNotAnswer
from api.snapshot import Snapshot
from api.weekly import last_week, run_week
from graph_model.driver import Graph
from graph_model.entities import MatchRun, Need, Person, Post
from graph_model.entities.terms import CauseKind
from graph_model.labels import chinese
from graph_model.match_runs import suggestions_of
from graph_model.needs import NEED_CATEGORIES, NEED_TERRITORIES, NEEDS
from graph_model.persons import HELD_SKILLS, PERSONS, RESIDENCES
from graph_model.posts import FILLINGS, POST_CATEGORIES, POST_TERRITORIES, POSTS
from graph_model.run_proofs import RUN_PROOFS, get_proof, pieces_of
from graph_model.territories import PARTS
from graph_model.ties import Tie
from matching.sharing import Sharing, Spread
from matching.weekly import INCUMBENT, SERVED
from tests.api.conftest import asking
from tests.api.small_district import CERTIFICATE, DISTRICT, ELECTRICIAN, FIRST, REPAIR, SATURDAY, STREET, TODAY

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
    assert [one.step for one in answer.steps] == ["工作人员指定", "全周一起派"]
    assert [one.settled for one in answer.steps] == [True, False]
    assert all(one.proved and one.gap == 0 and not one.faults for one in answer.steps)
    assert sum(one.objective for one in answer.steps) == answer.run.objective
    assert answer.settled == 1
    assert answer.run.fairness is not None
    assert answer.run.fairness.on
    assert answer.checks[0].command == f"gongjian verify-run {answer.run.id}"


def test_it_is_told_what_each_number_of_pairs_counts(district: Graph) -> None:
    answer = evidence_answer(made(district))
    assert answer.run is not None
    rest = answer.run.pairs - sum(one.pairs for one in answer.steps)
    assert f"全周共 {answer.run.pairs:,} 个，其中放进“" in answer.pairs_told
    assert all(f"“{one.step}”{one.pairs:,} 个" in answer.pairs_told for one in answer.steps)
    assert (f"其余 {rest:,} 个没有放进" in answer.pairs_told) == (rest > 0)
    step = next(one for one in answer.steps if one.step == "全周一起派")
    assert step.told == f"{step.helpers} 个人、队伍、单位和资源，{step.works} 件事：都至少有一个符合的组合"


@pytest.mark.parametrize(
    ("given_up", "told"),
    [(200, "为此让出总分的 2%。"), (0, "没有为此让出总分。"), (-200, "没有为此让出总分。")],
)
def test_what_fairness_costs_is_told_as_it_is(given_up: int, told: str) -> None:
    """A week that was allocated in steps may have been worth more by being spread."""
    counts = dict.fromkeys(
        ("suggestions", "suggestions_without", "fewest", "fewest_without", "most", "most_without"), 1
    )
    spread = Spread((300,), 0, given_up, 0, worth=10_000, asked=2, served=2, served_without=1, **counts)
    run = MatchRun(
        id="run-1", week="2026-W47", territory=DISTRICT, inputs="", spread=orjson.dumps(spread.to_plain()).decode()
    )
    found = fairness_of(run)
    assert found is not None
    assert told in found.sentence


def test_why_not_tells_how_everybody_who_could_stands_in_the_week(district: Graph) -> None:
    assert all(one.this_week is None for one in could(asking(district)))
    asked = made(district)
    suggested = {(one.helper, one.work) for one in suggestions_of(district, asked.scope, f"{asked.week}:{DISTRICT}")}
    told = could(asked)
    stands = {(one.person.id, one.post.id): one.this_week for one in told}
    assert all(one is not None and one.suggested == (pair in suggested) for pair, one in stands.items())
    assert {one.suggested for one in stands.values() if one is not None} == {True, False}
    offered = {(one.person.id, one.post.id): [label for label, _ in what_ifs(one)] for one in told}
    assert all(offered[pair] == ["假如不派他" if pair in suggested else "假如定下他"] for pair in stands)


def test_alternatives_tell_by_how_much_each_falls_short_this_week(district: Graph) -> None:
    asked = made(district)
    told = {(one.person.id, one.post.id): one.this_week for one in could(asked)}
    for post in {post for _, post in told}:
        for one in pool_post_answer(asked, post).alternatives:
            assert one.this_week == told.get((one.helper.id, post))


def test_whoever_lacks_but_a_seat_is_told_so(district: Graph) -> None:
    POSTS.save(district, Post(id="post-other", title="楼道水电岗", headcount=1, slots=SATURDAY))
    PERSONS.save(district, Person(id="person-wu", name="吴刚", slots=SATURDAY, birth_year=1980, consent=True))
    RESIDENCES.open(district, Tie("person-wu", FIRST))
    licence = {"level": 2, "certificate": CERTIFICATE, "valid_until": date(2028, 3, 1)}
    HELD_SKILLS.open(district, Tie("person-wu", ELECTRICIAN, properties=licence))
    told = could(made(district))
    by_seat = next(one for one in told if one.this_week is not None and one.this_week.by_seat)
    assert by_seat.smallest_change == "这一件再加 1 个名额"
    assert by_seat.this_week is not None
    assert by_seat.this_week.sentence.endswith("再加 1 个名额就可以是他。")


def test_a_post_with_a_free_seat_is_not_said_to_need_one_more(district: Graph) -> None:
    told = [one for one in could(made(district)) if one.post.id == "post-other"]
    stands = [one.this_week for one in told if one.this_week is not None and not one.this_week.suggested]
    assert stands
    assert all("这一件还空着名额" in one.sentence and not one.by_seat for one in stands)
    assert all("已建议去“水电维修岗”，这半天排不下" in one.sentence for one in stands)
    assert all(one.smallest_change != "这一件再加 1 个名额" for one in told)


def test_who_is_wanted_for_an_urgent_post_is_told_so_without_points(district: Graph) -> None:
    asked = made_urgent(district)
    told = {(one.person.id, one.post.id): one.this_week for one in could(asked)}
    stands = [one for one in told.values() if one is not None and not one.suggested]
    urgent = [one for one in stands if "他这周先要去紧急的“水电维修岗”" in one.sentence]
    assert [(one.missing, one.by_seat, "分：" in one.sentence) for one in urgent] == [(None, False, False)]
    assert all(one.missing is None or one.missing < 10**8 for one in stands)


def made_urgent(graph: Graph) -> Asking:
    """Make a week in which a post goes first that one person alone can do."""
    settle_pin(asking(graph), "post-repair", "person-zhou", "不派")
    POSTS.save(graph, Post(id="post-repair", title="水电维修岗", headcount=1, slots=SATURDAY, urgency=4))
    return made(graph)


def could(asked: Asking) -> list[WhyNotAnswer]:
    """Ask why not of every person and post that fit all rules."""
    people = [row.id for row in asked.view.helpers.rows if row.kind == "person"]
    posts = [one.row.id for one in asked.view.works.demands if one.row.kind == "post"]
    told = [why_not_answer(asked, person, post) for person in people for post in posts]
    return [one for one in told if one.eligibility == "符合"]


def rewrite(graph: Graph, change: Callable[[list[dict[str, Any]]], object]) -> None:
    """Change the proof that is kept of this week's run, behind the back of the service."""
    run_id = evidence_answer(asking(graph)).run.id  # type: ignore[union-attr]
    proof = get_proof(graph, run_id)
    changed = change(proof)
    graph.write(lambda tx: tx.run("MATCH (n:RunProof) DETACH DELETE n").consume())
    RUN_PROOFS.save(graph, *pieces_of(run_id, proof if changed is None else changed))


def send_one_more(proof: list[dict[str, Any]]) -> None:
    step = next(one for one in proof if any(one["amount"]))
    step["amount"][next(place for place, units in enumerate(step["amount"]) if units)] += 1


def test_every_time_it_is_asked_for_the_proof_is_checked_anew(district: Graph) -> None:
    now = made(district)
    first = evidence_answer(now)
    assert (first.proved, first.faults) == (True, [])
    rewrite(district, send_one_more)
    told = evidence_answer(now)
    assert [bool(one.faults) for one in told.steps].count(True) == 1
    assert not told.proved


def test_the_sums_of_the_run_and_its_suggestions_are_checked_as_by_the_command(district: Graph) -> None:
    now = made(district)
    district.write(lambda tx: tx.run("MATCH (n:MatchRun) SET n.objective = n.objective + 1").consume())
    told = evidence_answer(now)
    assert all(one.proved for one in told.steps)
    assert (told.proved, len(told.faults)) == (False, 1)
    assert told.faults[0].startswith("批次上写的总分是")


def test_a_sound_run_stays_sound_when_a_community_is_merged_after_the_week(district: Graph) -> None:
    made(district)
    PARTS.open(district, Tie(FIRST, STREET, until=TODAY - timedelta(days=1)))
    now = asking(district)
    assert {one.work for one in suggestions_of(district, now.scope, f"{now.week}:{DISTRICT}")} == {"post-other"}
    assert evidence_answer(now).proved
    told = last_week(district, now.view, now.scope, MatchRun(id="next", week="2026-W48", territory=DISTRICT))
    assert "post-repair" in {one.work for one in told}


@pytest.mark.parametrize("change", ["s.quantity = 7", "s.score = s.score + 1", "s.slots = 1 - coalesce(s.slots, 0)"])
def test_a_suggestion_changed_in_amount_score_or_half_day_is_found(district: Graph, change: str) -> None:
    now = made(district)
    assert evidence_answer(now).proved
    district.write(lambda tx: tx.run(f"MATCH (s:Suggestion) WHERE s.helper IS NOT NULL SET {change}").consume())
    told = evidence_answer(now)
    assert (told.proved, len(told.faults)) == (False, 1)
    assert "条建议的数量、分数或半天与证明不符" in told.faults[0]


def test_a_counted_need_is_checked_by_its_units(district: Graph) -> None:
    NEEDS.save(district, Need(id="need-hall", title="借礼堂", quantity=1.0, unit="间"))
    NEED_TERRITORIES.open(district, Tie("need-hall", FIRST))
    NEED_CATEGORIES.open(district, Tie("need-hall", "category-venue"))
    now = made(district)
    counted = [one for one in suggestions_of(district, now.scope, f"{now.week}:{DISTRICT}") if one.quantity is not None]
    assert [(one.helper, one.quantity) for one in counted] == [("resource-hall", 1.0)]
    assert evidence_answer(now).proved


def without_lines(proof: list[dict[str, Any]]) -> None:
    for step in proof:
        del step["scores"], step["half_days"]


def test_a_proof_kept_before_scores_and_half_days_were_is_still_checked_by_its_units(district: Graph) -> None:
    now = made(district)
    district.write(lambda tx: tx.run("MATCH (e:Event {kind: 'run_finished'}) SET e.detail = ''").consume())
    rewrite(district, without_lines)
    assert evidence_answer(now).proved
    rewrite(district, lambda proof: proof[-1].update(scores=[1], half_days=[]))
    assert [one.faults for one in evidence_answer(now).steps if one.faults] == [["分数或半天的数目不合"]]


def test_a_reader_of_one_community_is_told_the_same_of_the_proof_as_the_district(district: Graph) -> None:
    now = made(district)
    assert evidence_answer(replace(now, scope=replace(now.scope, territory=FIRST))).proved


def no_step(proof: list[dict[str, Any]]) -> object:
    return [{"step": proof[0]["step"]}]


def somebody_unknown(proof: list[dict[str, Any]]) -> None:
    proof[-1]["giver"][0] = 10**6


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        (no_step, False),
        (lambda _: [1], False),
        (lambda _: {"step": "个人上岗"}, False),
        (lambda proof: [one | {"bound": "很高"} for one in proof], False),
        (lambda proof: [one | {"amount": [2**64 - 1]} for one in proof], False),
        (lambda proof: [one | {"works": []} for one in proof], True),
        (somebody_unknown, True),
    ],
)
def test_a_proof_that_is_none_is_told_as_failed_and_spoils_no_other_page(
    district: Graph, change: Callable[[list[dict[str, Any]]], object], *, steps: bool
) -> None:
    made(district)
    rewrite(district, change)
    now = asking(district)
    told = evidence_answer(now)
    assert not told.proved
    assert bool(told.steps) == steps
    assert told.faults == [] if steps else told.faults == [UNREADABLE]
    assert {one.seat for one in pool_answer(now, PoolQuestion()).posts} == {NO_PRICES}


def test_the_page_says_that_the_proof_failed_and_never_beside_it_that_it_stands(
    reader: httpx.Client, district: Graph
) -> None:
    made(district)
    assert "最优已证" in reader.get("/evidence").text
    rewrite(district, lambda _: [1])
    page = reader.get("/evidence").text
    assert "复核不通过" in page
    assert UNREADABLE in page
    assert "最优已证" not in page
    assert reader.get("/api/v1/evidence").json()["proved"] is False


def test_a_post_without_a_price_says_which_of_the_four_reasons_it_has(district: Graph) -> None:
    FILLINGS.open(district, Tie("person-chen", "post-repair", since=date(2026, 1, 1)))
    another_post(district, "post-old", min_age=99)
    another_post(district, "post-bare", hazards="触电", insured=False)
    made(district)
    another_post(district, "post-late")
    told = {one.work.id: one.seat for one in pool_answer(asking(district), PoolQuestion()).posts}
    assert (told["post-repair"], told["post-old"], told["post-late"]) == (FULL, NOBODY, LATER)
    assert told["post-bare"] == UNINSURED
    assert told["post-other"] is not None
    assert told["post-other"].worth is not None


def another_post(graph: Graph, post: str, **facts: int) -> None:
    POSTS.save(graph, Post(id=post, title=post, headcount=1, **facts))
    POST_TERRITORIES.open(graph, Tie(post, FIRST))
    POST_CATEGORIES.open(graph, Tie(post, REPAIR))


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
    assert {one.kind for one in told.causes} <= {chinese(kind) for kind in CauseKind}


def test_a_week_kept_before_causes_had_kinds_is_still_told(district: Graph) -> None:
    asked = made(district)
    district.write(lambda tx: tx.run("MATCH (s:Suggestion) REMOVE s.cause_kind").consume())
    told = evidence_answer(asking(asked.graph)).stability
    assert told is not None
    assert [one.kind for one in told.causes] == ["其他"]


@pytest.mark.parametrize(
    ("worth", "short", "said"),
    [
        (0, True, "缺人"),
        (0, False, "正好"),
        (SERVED - 1, False, "可加"),
        (SERVED, False, "值得加"),
    ],
)
def test_a_shadow_price_is_told_in_plain_words(worth: int, said: str, *, short: bool) -> None:
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
    assert talent.sentence.startswith("全区只有 2 名持低压电工证的人，算上本周建议")


def test_what_staff_settled_is_told_as_kept_and_not_as_an_optimum(reader: httpx.Client, district: Graph) -> None:
    settle_pin(asking(district), "post-other", "person-chen", "指定")
    made(district)
    rows = reader.get("/evidence").text.split("<tr>")
    settled, *others = [one for one in rows if 'data-name="结论"' in one]
    assert "工作人员指定" in settled
    assert "照办，没有超额" in settled
    assert "最优已证" not in settled
    assert all("最优已证" in one for one in others)


def test_pages_and_interface_show_evidence_and_settle_by_form(reader: httpx.Client) -> None:
    assert reader.get("/api/v1/evidence").json()["checks"]
    page = reader.get("/evidence")
    assert "自己复核" in page.text
    supposed = "/why-not?helper=person-li&work=post-repair&what=加证&value=低压电工证"
    assert "假如李建国持有效的低压电工证" in reader.get(supposed).text
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
