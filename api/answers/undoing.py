"""撤销整批导入: the latest imports, and one of them undone."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from typing import Final

from api.errors import NotUndoable as Refused
from api.repeating import Repeatable
from api.schemas import ImportRunItem, UndoAnswer
from api.settings import Settings
from graph_model import import_runs, import_steps
from graph_model.driver import Graph
from graph_model.entities.import_run import ImportRun
from graph_model.entities.terms import RunState
from graph_model.labels import chinese
from graph_model.sealing import open_sealer
from loaders.pace import Progress
from loaders.undoing import NotUndoable, undo_import
from loaders.undone import Undone

SHOWN: Final = 20
BROKEN_OFF: Final = {
    RunState.RUNNING: "断在半路，再导一次会接着做完",
    RunState.UNDOING: "撤销断在半路，再撤销一次会接着做完",
}


def undo_run(  # noqa: PLR0913 what an undoing needs
    graph: Graph,
    settings: Settings,
    run: str,
    *,
    user: str,
    today: date,
    key: str | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> UndoAnswer:
    """Undo a whole import; once more it does nothing, and under the same `key` it is answered as before.

    `progress` is told before each step, and may stop it: what was taken back by then stays so.

    Raises
    ------
    NotFound, Refused
        There is no such import; or it goes on, or did not keep what it changed.
    """
    sent = Repeatable(graph, user, key, f"undo-import {run}")
    undo = partial(undo_import, graph, run, sealer=open_sealer(settings.data_folder), user=user, today=today)
    return sent.run(UndoAnswer, lambda: _undone(run, partial(undo, progress=progress)))


def _undone(run: str, undo: Callable[[], Undone]) -> UndoAnswer:
    try:
        undone = undo()
    except NotUndoable as refused:
        raise Refused(refused.reason) from refused
    return UndoAnswer(
        run=run,
        sentence=undone.sentence,
        ended=undone.ended,
        restored=undone.restored,
        ties=undone.ties,
        kept=[one.sentence for one in undone.kept],
    )


def latest_runs(graph: Graph) -> list[ImportRunItem]:
    """List the latest imports, newest first."""
    runs = import_runs.latest(graph, SHOWN)
    to_undo = import_steps.runs_to_undo(graph, [run.id for run in runs])
    now = datetime.now(UTC)
    going = {run.id for run in runs if import_runs.is_going_on(graph, run, now)}
    return [_item(run, undoable=run.id in to_undo and run.id not in going, going=run.id in going) for run in runs]


def _item(run: ImportRun, *, undoable: bool, going: bool) -> ImportRunItem:
    state = chinese(run.state) if going else BROKEN_OFF.get(run.state, chinese(run.state))
    return ImportRunItem(
        run=run.id,
        file=run.file,
        by=run.by or "",
        at=run.started_at,
        state=state,
        rows=run.rows,
        loaded=run.loaded,
        errors=run.errors,
        failure=run.failure or "",
        undoable=undoable,
    )
