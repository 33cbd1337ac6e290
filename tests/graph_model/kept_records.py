"""A record, with all its fields, of every noun the program itself keeps: runs, suggestions, decisions, settings."""

from datetime import UTC, datetime
from typing import Any

from graph_model import entities as e
from graph_model import (
    import_runs,
    ledger_mappings,
    match_runs,
    pins,
    run_proofs,
    suggestions,
    weight_sets,
)
from graph_model.entities import terms as t
from graph_model.nodes import Nodes, ScopedNodes
from graph_model.targets import values as target_values
from graph_model.ties import Ties
from tests.graph_model.district import DAY, DISTRICT, HERE

NOW = datetime(2026, 11, 22, 8, 30, 15, 250000, tzinfo=UTC)
KEPT: list[tuple[Nodes[Any] | ScopedNodes[Any], e.Entity, Ties | None]] = [
    (
        match_runs.MATCH_RUNS,
        e.MatchRun(
            id=f"2026-W47:{DISTRICT}",
            week="2026-W47",
            territory=DISTRICT,
            state=t.RunState.FINISHED,
            by="u",
            inputs="digest",
            weights='{"trade":1000000}',
            spread='{"served":2}',
            proved=True,
            objective=12.0,
            bound=12.0,
            people=5,
            posts=2,
            pairs=9,
            suggestions=2,
            seconds=0.5,
            started_at=NOW,
            finished_at=NOW,
        ),
        None,
    ),
    (
        run_proofs.RUN_PROOFS,
        e.RunProof(id="2026-W47:330106000000:proof:0", in_run="2026-W47:330106000000", piece=0, text="x"),
        None,
    ),
    (
        suggestions.SUGGESTIONS,
        e.Suggestion(
            id="suggestion-1",
            in_run="2026-W47:330106000000",
            work="post-1",
            work_kind=t.WorkKind.POST,
            helper="person-1",
            helper_kind=t.HelperKind.PERSON,
            community=HERE,
            verdict=t.Verdict.NO,
            score=3,
            parts='[{"key":"skill"}]',
            reasons=("持证",),
            quantity=2.0,
            change=t.Change.CHANGED,
            cause="上周人选迁出",
            cause_kind=t.CauseKind.UNFIT,
            why_not="无",
            settled="由工作人员指定",
            decision=t.Decision.DECLINED,
            decided_by="u",
            decided_at=NOW,
            decline_reason=t.DeclineReason.OTHER,
            decline_note="出差",
        ),
        Ties(
            """
            UNWIND $rows AS row
            MATCH (a:Suggestion {id: row.start}) MATCH (b:Territory {id: row.end})
            MERGE (a)-[:IN]->(b) RETURN count(*) AS found
            """
        ),
    ),
    (
        pins.PINS,
        e.Pin(
            id="pin-post-1:person-1",
            post="post-1",
            person="person-1",
            kind=t.PinKind.BARRED,
            why="家里有事",
            by="u",
            at=NOW,
            holds=False,
            lifted_by="v",
            lifted_at=NOW,
        ),
        Ties(
            """
            UNWIND $rows AS row
            MATCH (a:Pin {id: row.start}) MATCH (b:Territory {id: row.end})
            MERGE (p:Post {id: a.post}) MERGE (a)-[:OF]->(p) MERGE (p)-[:IN]->(b) RETURN count(*) AS found
            """
        ),
    ),
    (
        import_runs.IMPORT_RUNS,
        e.ImportRun(id="import-1", file="党员.xlsx", by="u", rows=9, loaded=8, errors=1, started_at=NOW),
        None,
    ),
    (
        ledger_mappings.LEDGER_MAPPINGS,
        e.LedgerMapping(
            id="mapping-1",
            recognised="residents",
            kind="volunteers",
            headers=("姓名", "手机"),
            fields=("name", ""),
            ledger="志愿者.xlsx · 名单",
            by="u",
            at=NOW,
            holds=False,
        ),
        None,
    ),
    (
        weight_sets.WEIGHT_SETS,
        e.WeightSet(
            id="weights-7",
            number=7,
            territory=DISTRICT,
            by="u",
            weights='{"trade":1000000}',
            beside='{"near":1000000}',
            evaluation='{"top1":0.5}',
            decisions=240,
            first_week="2026-W30",
            last_week="2026-W47",
            better=True,
        ),
        None,
    ),
    (
        target_values.TARGET_VALUES,
        e.TargetValue(
            id=f"2026-W47:{DISTRICT}:s0-stations",
            target="s0-stations",
            week="2026-W47",
            territory=DISTRICT,
            on=DAY,
            value=45.0,
            met=45,
            rows=64,
            unknown=3,
        ),
        None,
    ),
]
