"""The values the targets had week by week: written with the weekly run, read for the history."""

from typing import Final

from graph_model.driver import Graph
from graph_model.entities.target_value import TargetValue
from graph_model.nodes import Nodes
from graph_model.scope import Scope
from graph_model.targets.catalogue import load_catalogue
from graph_model.targets.facts import Facts
from graph_model.targets.live import Live
from graph_model.targets.measures import live_value

SAVE_TARGET_VALUES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:TargetValue {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_TARGET_VALUES_CYPHER: Final = "UNWIND $ids AS id MATCH (n:TargetValue {id: id}) RETURN n"
VALUES_BEFORE_CYPHER: Final = """
    MATCH (n:TargetValue {territory: $root})
    WHERE n.week <= $week AND n.week >= $from AND ($target IS NULL OR n.target = $target)
    RETURN n.target AS target, n.week AS week, toString(n.on) AS on, n.value AS value, n.met AS met, n.rows AS rows,
        n.unknown AS unknown
    ORDER BY target, week
"""
TARGET_VALUES: Final = Nodes(TargetValue, SAVE_TARGET_VALUES_CYPHER, FIND_TARGET_VALUES_CYPHER)


def values_of(facts: Facts, week: str) -> list[TargetValue]:
    """Give the value of every target in a week, for the territory of the facts."""
    return [_kept(facts, week, target.id, live_value(target, facts)) for target in load_catalogue().targets]


def _kept(facts: Facts, week: str, target: str, live: Live) -> TargetValue:
    return TargetValue(
        id=f"{week}:{facts.root}:{target}",
        target=target,
        week=week,
        territory=facts.root,
        on=facts.today,
        value=live.value,
        met=live.met,
        rows=len(live.rows),
        unknown=live.unknown,
    )


def read_history(
    graph: Graph, scope: Scope, first: str, last: str, target: str | None = None
) -> dict[str, list[dict[str, object]]]:
    """Read the values of the weeks `first` to `last` (as 2026-W47) by target, or of one, the oldest first."""
    history: dict[str, list[dict[str, object]]] = {}
    asked = {"root": scope.territory, "from": first, "week": last, "target": target}
    for row in graph.rows(VALUES_BEFORE_CYPHER, **asked):
        history.setdefault(row["target"], []).append(row)
    return history
