"""What accepted suggestions of a week delivered to a community of the alliance's street, and to one elsewhere."""

from datetime import UTC, datetime

from graph_model.driver import Graph
from graph_model.entities import MatchRun, Need, Suggestion
from graph_model.entities.terms import Decision, HelperKind, WorkKind
from graph_model.match_runs import save_run
from graph_model.needs import NEED_TERRITORIES, NEEDS
from graph_model.ties import Tie
from tests.graph_model.strength.alliance_graph import DISTRICT, OTHER, SECOND

DECIDED = datetime(2026, 11, 10, tzinfo=UTC)


def deliver(graph: Graph) -> None:
    """Let the shop, and the hall of the school, be sent to a need near and to one far."""
    run = MatchRun(
        id=f"2026-W45:{DISTRICT}",
        week="2026-W45",
        territory=DISTRICT,
        inputs="same",
        weights="{}",
        objective=1.0,
        bound=1.0,
    )
    helpers = (("org-b", HelperKind.ORGANISATION), ("resource-hall", HelperKind.RESOURCE))
    lines = []
    for mark, place, title in (("near", SECOND, "近处的需求"), ("far", OTHER, "远处的需求")):
        NEEDS.save(graph, Need(id=f"need-{mark}", title=title))
        NEED_TERRITORIES.open(graph, Tie(f"need-{mark}", place))
        lines += [
            Suggestion(
                id=f"suggestion-{mark}-{helper}",
                in_run=run.id,
                work=f"need-{mark}",
                work_kind=WorkKind.NEED,
                helper=helper,
                helper_kind=kind,
                community=place,
                decision=Decision.ACCEPTED,
                decided_by="张三",
                decided_at=DECIDED,
            )
            for helper, kind in helpers
        ]
    save_run(graph, run, lines)
