"""Proofs of match runs: packed, cut into pieces, and put together again."""

import base64
import binascii
import hashlib
import zlib
from collections.abc import Iterator
from typing import Any, Final

import orjson

from graph_model.driver import Graph
from graph_model.entities.run_proof import RunProof
from graph_model.errors import NotFound
from graph_model.nodes import Nodes

SAVE_RUN_PROOFS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:RunProof {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_RUN_PROOFS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:RunProof {id: id})
    RETURN n
"""
PROOF_OF_RUN_CYPHER: Final = """
    MATCH (n:RunProof {in_run: $run})
    RETURN n.text AS text ORDER BY n.piece
"""
FORGET_PROOF_CYPHER: Final = """
    MATCH (n:RunProof {in_run: $id})
    WITH n LIMIT 2000
    DETACH DELETE n
    RETURN count(*) AS gone
"""

RUN_PROOFS: Final = Nodes(RunProof, SAVE_RUN_PROOFS_CYPHER, FIND_RUN_PROOFS_CYPHER)
PIECE: Final = 200_000
"""Characters in one piece."""
PIECES_AT_ONCE: Final = 20
"""Pieces in one transaction."""
QUICK: Final = "64:"
"""What a proof begins with that is packed quickly; those of old have no colon at all (base 85)."""
PRESSED: Final = 4
"""How hard a proof is pressed: 9 takes twelve times as long and saves an eighth."""


class ProofUnreadable(Exception):
    """What is kept as the proof of a run is no proof; carries the run."""

    def __init__(self, run: str) -> None:
        super().__init__(run)
        self.run = run


def pieces_of(run: str, proof: Any) -> Iterator[RunProof]:  # noqa: ANN401 plain values
    """Pack a proof of plain values and cut it into pieces; the same proof gives the same pieces."""
    text = QUICK + base64.b64encode(zlib.compress(orjson.dumps(proof), PRESSED)).decode()
    for piece, start in enumerate(range(0, len(text), PIECE)):
        yield RunProof(id=f"{run}:proof:{piece}", in_run=run, piece=piece, text=text[start : start + PIECE])


def digest_of(proof: Any) -> str:  # noqa: ANN401 plain values
    """Give the SHA-256 of a proof of plain values, as it was made and as it is read again."""
    return hashlib.sha256(orjson.dumps(proof)).hexdigest()


def get_proof(graph: Graph, run: str) -> Any:  # noqa: ANN401 plain values
    """Put the proof of a run together.

    Raises
    ------
    NotFound
        None is kept of this run.
    ProofUnreadable
        A piece is missing or was changed.
    """
    text = "".join(str(row["text"]) for row in graph.rows(PROOF_OF_RUN_CYPHER, run=run))
    if not text:
        raise NotFound(RunProof.node_label, run)
    try:
        return orjson.loads(zlib.decompress(_unwrapped(text)))
    except (ValueError, binascii.Error, zlib.error) as error:
        raise ProofUnreadable(run) from error


def _unwrapped(text: str) -> bytes:
    """Give the bytes of a packed proof, of now or of old."""
    if text.startswith(QUICK):
        return base64.b64decode(text.removeprefix(QUICK), validate=True)
    return base64.b85decode(text)
