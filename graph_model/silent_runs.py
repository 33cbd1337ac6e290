"""Weekly runs that had nothing to say: forgotten, so that the week can be made anew once there is something."""

from functools import partial
from typing import Final

from neo4j import ManagedTransaction

from graph_model.driver import Graph
from graph_model.entities.match_run import MatchRun
from graph_model.run_proofs import FORGET_PROOF_CYPHER

FORGET_SILENT_CYPHER: Final = """
    MATCH (n:MatchRun {id: $id})
    WHERE n.state = 'finished' AND n.suggestions = 0
    DETACH DELETE n
    RETURN count(*) AS gone
"""


def forget_silent(graph: Graph, run: MatchRun) -> None:
    """Forget a finished run that suggested nobody and named no gap; any other is left as it is."""
    graph.write(partial(_forget, run=run))


def _forget(tx: ManagedTransaction, run: MatchRun) -> None:
    if tx.run(FORGET_SILENT_CYPHER, id=run.id).single(strict=True)["gone"]:
        tx.run(FORGET_PROOF_CYPHER, id=run.id).consume()
