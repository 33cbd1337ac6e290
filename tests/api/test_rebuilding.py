"""`verify-run` on a stored run: made anew where its inputs are still there, else held against its seal."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import orjson
import pytest
from click.testing import CliRunner, Result

from api.answers.evidence import evidence_answer
from api.answers.pool import pool_answer
from api.answers.proof import NOT_AS_SEALED, OTHER_INPUTS, check_run
from api.answers.seats import NO_PRICES
from api.cli.commands import gongjian
from api.questions import PoolQuestion
from api.rebuilding import ANEW, BY_ITSELF, CHANGED, Rebuilt, rebuild
from api.snapshot import Snapshot
from api.weekly import run_week
from graph_model.driver import Graph
from graph_model.entities import MatchRun, Person
from graph_model.match_runs import MATCH_RUNS
from graph_model.persons import PERSONS
from graph_model.run_proofs import RUN_PROOFS, digest_of, get_proof, pieces_of
from graph_model.run_seals import RunSeal, find_seal
from tests.api.conftest import asking
from tests.api.small_district import DISTRICT, RUN, TODAY, build

Step = dict[str, Any]
OF_PAIRS: Final = ("giver", "taker", "worth", "limit", "group", "amount")


@pytest.fixture
def made(graph: Graph) -> Graph:
    """The small district with the run of the week, on each of the two servers."""
    build(graph)
    run_week(graph, Snapshot(graph), asking(graph).scope, TODAY)
    return graph


def rebuilt(graph: Graph) -> Rebuilt:
    scope, run = asking(graph).scope, MATCH_RUNS.get(graph, RUN)
    checked = check_run(graph, scope, run)
    assert checked.faults() == []
    return rebuild(graph, Snapshot(graph), run, checked, 0)


def unchosen(step: Step) -> int:
    return next(place for place, units in enumerate(step["amount"]) if not units)


def without_the_pair(step: Step) -> None:
    at = unchosen(step)
    for name in OF_PAIRS:
        del step[name][at]


def lowered(step: Step) -> None:
    step["worth"][unchosen(step)] -= 1_000


def with_another_limit(step: Step) -> None:
    step["supply"][step["giver"][unchosen(step)]] += 5


def rewrite(graph: Graph, change: Callable[[Step], None], *, seal: bool) -> None:
    """Change the step behind the back of the service, and with it what the change feed says of the proof."""
    proof = get_proof(graph, RUN)
    change(next(one for one in proof if one["step"] == "全周一起派"))
    graph.write(lambda tx: tx.run("MATCH (n:RunProof) DETACH DELETE n").consume())
    RUN_PROOFS.save(graph, *pieces_of(RUN, proof))
    if seal:
        write_seal(graph, replace(kept(graph), proof=digest_of(proof)))


def kept(graph: Graph) -> RunSeal:
    found = find_seal(graph, RUN)
    assert found is not None
    return found


def write_seal(graph: Graph, seal: RunSeal | None) -> None:
    detail = orjson.dumps(seal.to_plain()).decode() if seal else ""
    text = "MATCH (e:Event {kind: 'run_finished'}) SET e.detail = $detail"
    graph.write(lambda tx: tx.run(text, detail=detail).consume())


def test_a_run_whose_inputs_are_still_there_is_made_anew_and_found_the_same(made: Graph) -> None:
    assert rebuilt(made) == Rebuilt(ANEW)
    assert kept(made).day == TODAY.isoformat()
    assert kept(made).proof == evidence_answer(asking(made)).digest


CHANGES: Final[dict[str, tuple[Callable[[Step], None], str]]] = {
    "a pair that nobody was sent to is gone": (without_the_pair, "全周一起派：名单比重算的缺 1 个组合"),
    "its worth is lower": (lowered, "全周一起派：1 个组合的分数或数量与重算不符"),
    "somebody may do more": (with_another_limit, "全周一起派：1 个名额或上限与重算不符"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_list_changed_together_with_its_seal_is_not_what_it_comes_to_anew(made: Graph, change: str) -> None:
    done, fault = CHANGES[change]
    rewrite(made, done, seal=True)
    assert rebuilt(made).faults == (fault,)


@pytest.mark.parametrize("change", [without_the_pair, lowered])
def test_a_list_changed_alone_is_not_what_was_sealed_and_prices_no_seat(
    made: Graph, change: Callable[[Step], None]
) -> None:
    rewrite(made, change, seal=False)
    now = asking(made)
    told = evidence_answer(now)
    assert (told.proved, told.faults) == (False, [NOT_AS_SEALED])
    assert {one.seat for one in pool_answer(now, PoolQuestion()).posts} == {NO_PRICES}


def test_inputs_that_changed_since_are_told_and_the_seal_is_held_against_the_list(made: Graph) -> None:
    PERSONS.save(made, Person(id="person-li", name="李建国", max_posts=1))
    found = rebuilt(made)
    assert (found.possible, found.faults) == (False, ())
    assert found.sentence.endswith(CHANGED)
    rewrite(made, without_the_pair, seal=False)
    assert evidence_answer(asking(made)).faults == [NOT_AS_SEALED]


def test_a_run_that_claims_other_inputs_than_were_sealed_is_refused(made: Graph) -> None:
    MATCH_RUNS.save(made, MatchRun(id=RUN, week="2026-W47", territory=DISTRICT, inputs="other"))
    assert OTHER_INPUTS in evidence_answer(asking(made)).faults


def test_another_release_and_a_run_without_a_seal_are_told(made: Graph) -> None:
    write_seal(made, replace(kept(made), release="0.0.1"))
    assert "程序已从 0.0.1 换成" in rebuilt(made).sentence
    write_seal(made, None)
    assert rebuilt(made) == Rebuilt(BY_ITSELF, possible=False)


def verify(graph: Graph, folder: Path, monkeypatch: pytest.MonkeyPatch, *words: str) -> Result:
    @contextmanager
    def opened(_: object) -> Iterator[Graph]:
        yield graph

    monkeypatch.setattr("api.cli.proving.opened_graph", opened)
    return CliRunner().invoke(gongjian, ["verify-run", RUN, "--data-folder", str(folder), *words])


def test_the_command_tells_what_the_list_was_held_against(
    embedded_graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(embedded_graph)
    monkeypatch.setenv("GONGJIAN_FAIRNESS", "0")
    run_week(embedded_graph, Snapshot(embedded_graph), asking(embedded_graph).scope, TODAY)
    first = verify(embedded_graph, tmp_path, monkeypatch)
    assert first.exit_code == 0
    assert f"{ANEW}。证明的摘要：{kept(embedded_graph).proof}" in first.output
    rewrite(embedded_graph, lowered, seal=True)
    told = orjson.loads(verify(embedded_graph, tmp_path, monkeypatch, "--json").stdout)
    assert (told["verified"], told["rebuilt"]) == (False, True)
    rewrite(embedded_graph, lowered, seal=False)
    assert NOT_AS_SEALED in verify(embedded_graph, tmp_path, monkeypatch).output
