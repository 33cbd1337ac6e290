import base64
import zlib
from typing import Any, Final

import orjson
import pytest

from graph_model.driver import Graph
from graph_model.entities import RunProof
from graph_model.errors import NotFound
from graph_model.match_runs import begin, save_run
from graph_model.run_proofs import PIECE, RUN_PROOFS, ProofUnreadable, get_proof, pieces_of
from tests.graph_model.district import a_run

PROOF: Final[list[dict[str, Any]]] = [{"step": "个人上岗", "amount": [0, 1], "price": [7]}]


def a_long_proof() -> list[int]:
    return [number * number * 7919 % 1_000_003 for number in range(100_000)]


def test_a_proof_of_several_pieces_is_saved_with_its_run_and_put_together_again(migrated: Graph) -> None:
    pieces = list(pieces_of(a_run().id, a_long_proof()))
    assert len(pieces) > 1
    assert all(len(one.text) <= PIECE for one in pieces)
    assert pieces == list(pieces_of(a_run().id, a_long_proof()))
    save_run(migrated, a_run(), [], pieces)
    assert get_proof(migrated, a_run().id) == a_long_proof()


def test_more_pieces_than_one_transaction_takes_are_all_there(migrated: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph_model.run_proofs.PIECE", 2000)
    save_run(migrated, a_run(), [], pieces_of(a_run().id, a_long_proof()))
    assert get_proof(migrated, a_run().id) == a_long_proof()


def test_a_proof_packed_the_old_way_is_still_read(migrated: Graph) -> None:
    text = base64.b85encode(zlib.compress(orjson.dumps(PROOF), 9)).decode()
    RUN_PROOFS.save(migrated, RunProof(id="old:proof:0", in_run="old", piece=0, text=text))
    assert get_proof(migrated, "old") == PROOF


@pytest.mark.parametrize("text", ["64:", "64:!", "64:AAAA", "a64:", "!", "AAAAA"])
def test_what_is_no_proof_is_said_to_be_none(migrated: Graph, text: str) -> None:
    RUN_PROOFS.save(migrated, RunProof(id="torn:proof:0", in_run="torn", piece=0, text=text))
    with pytest.raises(ProofUnreadable):
        get_proof(migrated, "torn")


def test_a_proof_nobody_kept_is_not_found(migrated: Graph) -> None:
    begin(migrated, a_run())
    with pytest.raises(NotFound):
        get_proof(migrated, a_run().id)
