"""A match run read whole, as it was made, whatever became of its communities since."""

from typing import Any, Final

from graph_model.driver import Graph
from graph_model.entities.suggestion import Suggestion
from graph_model.scope import UP_CLAUSE, Scope

WHOLE_RUN_CLAUSE: Final = (
    "MATCH (m:MatchRun {id: $id}) MATCH (t:Territory {id: m.territory})"
    " WHERE EXISTS { MATCH (t)-[up:PART_OF*0..6]->(:Territory {id: $root}) WHERE"
    + UP_CLAUSE
    + "} MATCH (n:Suggestion {in_run: m.id}) "
)
"""All suggestions `n` of a run whose territory is in the subtree of `$root` on the day `$today`, wherever they are."""
WHOLE_RUN_CYPHER: Final = WHOLE_RUN_CLAUSE + "RETURN n ORDER BY n.id"
OUTCOMES_OF_RUN_CYPHER: Final = (
    WHOLE_RUN_CLAUSE
    + """
    RETURN n.work AS work, n.helper AS helper, n.decision AS decision, n.decline_reason AS decline_reason ORDER BY n.id
    """
)


def whole_run(graph: Graph, scope: Scope, run: str) -> list[Suggestion]:
    """List all suggestions of a run of a territory within the scope, by id, whatever became of communities since."""
    rows = graph.rows(WHOLE_RUN_CYPHER, id=run, root=scope.territory)
    return [Suggestion.from_properties(row["n"]) for row in rows]


def outcomes_of(graph: Graph, scope: Scope, run: str) -> list[dict[str, Any]]:
    """List work, helper, decision and reason to decline of all suggestions of a run, as `whole_run` does, by id."""
    return graph.rows(OUTCOMES_OF_RUN_CYPHER, id=run, root=scope.territory)
