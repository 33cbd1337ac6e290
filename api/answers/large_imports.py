"""What is done with large imports while their reader looks on: tasks that may be sent to a process of their own."""

from typing import Final

from api.answers.imports import again_outcome, repair_all, repair_cell, take_back_repairs
from api.answers.undoing import undo_run
from api.site import Site
from api.under_way import Job, Outcome
from graph_model import import_runs, import_steps
from graph_model.driver import Graph

STEPS_AT_ONCE: Final = 2
"""Steps, each of two thousand rows at most, that are undone while the reader waits."""
ALL: Final = "all"
FIXED: Final = "照您点的改好 {} 格并重读，什么都没有写入。您的文件没有动；标好的工作簿里是改好的，批注写着原来的。"
BACK: Final = "{} 格改回原来写的，重读了一遍。"
NOT_CERTAIN: Final = "这一格没有有把握的改法，没有改。请照“问题与改法”里说的在台账里改。"


def repaired_outcome(site: Site, job: Job, *, upload: str, fix: str, back: str) -> Outcome:
    """Repair cells or take that back, and read the ledger again."""
    said = _repaired(site, job, upload, fix, back)
    return again_outcome(site, job, upload=upload, dry=True, said=said)


def _repaired(site: Site, job: Job, upload: str, fix: str, back: str) -> str:
    """Repair cells or take that back, and say so."""
    asked = (site, job.user, upload)
    if back:
        return BACK.format(take_back_repairs(*asked, "" if back == ALL else back))
    if fix == ALL:
        return FIXED.format(repair_all(*asked, job))
    return FIXED.format(1) if repair_cell(*asked, fix, job) else NOT_CERTAIN


def undone_outcome(site: Site, job: Job, *, run: str) -> Outcome:
    """Undo a whole import, telling `job` how far it is."""
    undone = undo_run(site.graph, site.settings, run, user=job.user, today=site.today(), progress=job.tell)
    return Outcome(undone=undone)


def is_large(graph: Graph, run: str) -> bool:
    """Whether undoing an import takes longer than a reader waits for a page."""
    return len(import_steps.steps_to_undo(graph, run)) > STEPS_AT_ONCE


def file_of(graph: Graph, run: str) -> str:
    """Name the file of an import.

    Raises
    ------
    NotFound
        There is no such import.
    """
    return import_runs.IMPORT_RUNS.get(graph, run).file
