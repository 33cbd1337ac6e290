"""What the change feed keeps of a finished run: its day, release and inputs, and a digest of its proof."""

from dataclasses import asdict, dataclass
from typing import Final

import orjson

from graph_model.driver import Graph
from graph_model.entities.terms import EventKind

SEAL_OF_RUN_CYPHER: Final = """
    MATCH (e:Event {kind: $kind}) WHERE $run IN e.subjects
    RETURN e.detail AS detail ORDER BY e.seq DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class RunSeal:
    """What was written to the change feed when a run was finished.

    Attributes
    ----------
    day : str
        The day it was made for, as 2026-11-22.
    release : str
        The version of the program that made it.
    inputs : str
        The digest of what was matched, as on the run itself.
    proof : str
        The digest of its proof, by `run_proofs.digest_of`.
    """

    day: str
    release: str
    inputs: str
    proof: str

    def to_plain(self) -> dict[str, object]:
        """Give it as an event keeps it."""
        return asdict(self)


def find_seal(graph: Graph, run: str) -> RunSeal | None:
    """Find what the change feed keeps of a run, None of one that was made before anything was kept.

    Raises
    ------
    ValueError, TypeError
        What stands there is no seal.
    """
    kept = graph.rows(SEAL_OF_RUN_CYPHER, kind=EventKind.RUN_FINISHED.value, run=run)
    return RunSeal(**orjson.loads(kept[0]["detail"])) if kept and kept[0]["detail"] else None
