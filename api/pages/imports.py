"""导入: ledgers in as they are, what could not be read, and what each column was taken for, to be corrected."""

from functools import partial
from typing import Annotated, Final, Literal
from urllib.parse import quote

from fastapi import APIRouter, File, Form, Query, Request, UploadFile
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.answers.gathering import gathered
from api.answers.import_changes import run_changes
from api.answers.imports import (
    LARGE,
    again_outcome,
    annotated_upload,
    import_upload,
    keep_upload,
    unwatched,
    uploads_of,
)
from api.answers.large_imports import file_of, is_large, repaired_outcome, undone_outcome
from api.answers.mappings import settle_columns, settle_kind, take_back_mapping
from api.answers.undoing import latest_runs, undo_run
from api.deps import AllParts, AskedBy
from api.errors import BadQuestion
from api.pages.finding_groups import grouped
from api.pages.forms import FormChecked, csrf_of
from api.pages.rendering import Reader, Reading, render
from api.reports.media import file_response
from api.schemas import ImportAnswer, ImportFinding, UndoAnswer
from api.under_way import STOPPED, Job, Outcome, Task, What
from graph_model.sealing import open_sealer
from loaders.kinds import BY_KEY, KINDS

router = APIRouter()
PATH: Final = "/import"
How = Literal["load", "dry"]
Step = Literal["kind", "columns", "take-back"]
MOST_GROUPS: Final = 200
SEVERITIES: Final = {
    "error": ("bad", "✕", "错误"),
    "warning": ("ask", "？", "待核实"),
    "note": ("info", "i", "说明"),
}
GRAVITY: Final = tuple(SEVERITIES)
"""The worst first, since only so many are listed."""
KIND_OPTIONS: Final = tuple((kind.key, kind.name) for kind in KINDS if kind.label)
FIELD_OPTIONS: Final = {
    kind.key: (
        ("", "记入备注"),
        *((one.field, f"{one.names[0]}（记入备注）" if one.kept else one.names[0]) for one in kind.columns),
    )
    for kind in BY_KEY.values()
}
KEPT: Final = "已照改定的重读，并记住了：以后同样的表头都这样认。"
FORGOTTEN: Final = (
    "服务中途重新启动过，这次导入的进度没有了。已经写入的每一批都是完整的：再导一次同样的文件会接着做完，不会重复。"
)
TAKEN_BACK: Final = "已撤销，照系统自己认的重读了。"
Files = Annotated[list[UploadFile] | None, File()]
JobId = Annotated[str, Query(max_length=40)]
Words = Annotated[str, Form(max_length=200)]


@router.get(PATH)
def import_form(reader: Reading) -> HTMLResponse:
    """Return the form."""
    return _page(reader, None)


@router.post(PATH, dependencies=[FormChecked])
def import_files(
    reader: Reading, file: Files = None, folder: Files = None, how: Annotated[How, Form()] = "load"
) -> Response:
    """Import ledgers, or only read them (`dry`), and show what became of every sheet, or how far they are."""
    sent, dry = [*(file or []), *(folder or [])], how == "dry"
    with gathered([(one.filename or "", one.file) for one in sent]) as (name, content):
        if sum(one.size or 0 for one in sent) > LARGE:
            return _again(reader, keep_upload(reader.parts, reader.user, name, content), name, dry=dry)
        report = import_upload(reader.parts, reader.user, name, content, dry_run=dry)
    return _page(reader if dry else reader.after(), report, dry=dry)


@router.post(PATH + "/again", dependencies=[FormChecked])
def import_kept(reader: Reading, upload: Words, how: Annotated[How, Form()] = "load") -> Response:
    """Import the ledger that was only read, or read it again."""
    return _again(reader, upload, dry=how == "dry")


def _again(reader: Reader, upload: str, name: str = "", *, dry: bool, said: str = "") -> Response:
    """Import a kept ledger, or only read it."""
    return _worked(reader, upload, partial(again_outcome, upload=upload, dry=dry, said=said), name, dry=dry)


def _worked(reader: Reader, upload: str, task: Task, name: str = "", *, dry: bool) -> Response:
    """Work on a kept ledger: on a small one at once, on a large one while the reader sees how far it is."""
    kept = uploads_of(reader.parts)
    what: What = "试读" if dry else "导入"
    if kept.size(upload) <= LARGE:
        return _shown(reader, task(reader.parts, unwatched(reader.user, what)))
    return _begun(reader, name or kept.name(reader.user, upload), task, what)


def _begun(reader: Reader, file: str, task: Task, what: What) -> RedirectResponse:
    """Begin what takes long, and show how far it is."""
    job = reader.parts.begun(reader.user, file, task, what)
    return RedirectResponse(f"{PATH}/progress?job={job.id}", status_code=303)


def _shown(reader: Reader, outcome: Outcome) -> HTMLResponse:
    if outcome.undone:
        return _page(reader.after(), None, undone=outcome.undone)
    return _page(reader if outcome.dry else reader.after(), outcome.report, dry=outcome.dry, said=outcome.said)


@router.get(PATH + "/progress")
def progress(reader: Reading, job: JobId) -> HTMLResponse:
    """Return how far a large import is, and what came of it once it has ended."""
    found = reader.parts.imports.find(reader.user, job)
    if found is None:
        return _page(reader, None, said=FORGOTTEN)
    if not found.ended.is_set():
        return _page(reader, None, job=found)
    if found.was_stopped:
        return _page(reader.after(), None, said=STOPPED[found.what])
    if found.failure is not None:
        raise found.failure
    assert found.outcome is not None
    return _shown(reader, found.outcome)


@router.get(PATH + "/progress/now")
def progress_now(request: Request, parts: AllParts, session: AskedBy, job: JobId) -> Response:
    """Return the part of the page that says how far an import is, without asking the graph; to the page at the end."""
    found = parts.imports.find(session.user, job)
    if found is None or found.ended.is_set():
        return Response(headers={"HX-Redirect": f"{PATH}/progress?job={quote(job)}"})
    csrf = csrf_of(request, parts.doorkeeper.cookie_name)
    return HTMLResponse(render("_import_progress.html", job=found, csrf=csrf))


@router.post(PATH + "/stop", dependencies=[FormChecked])
def stop(reader: Reading, job: Words) -> RedirectResponse:
    """Stop a large import before its next rows."""
    if (found := reader.parts.imports.find(reader.user, job)) is not None:
        found.stop()
    return RedirectResponse(f"{PATH}/progress?job={quote(job)}", status_code=303)


@router.post(PATH + "/undo", dependencies=[FormChecked])
def undo(reader: Reading, run: Words) -> Response:
    """Undo a whole import, and tell what stays because it was changed since; a large one while its reader looks on."""
    if is_large(reader.parts.graph, run):
        return _begun(reader, file_of(reader.parts.graph, run), partial(undone_outcome, run=run), "撤销")
    answer = undo_run(reader.parts.graph, reader.parts.settings, run, user=reader.user, today=reader.parts.today())
    return _page(reader.after(), None, undone=answer)


@router.get(PATH + "/changes")
def changes(reader: Reading, run: Annotated[str, Query(max_length=60)]) -> HTMLResponse:
    """Return what an import wrote over."""
    answer = run_changes(reader.asked, open_sealer(reader.parts.settings.data_folder), run)
    return reader.page("import_changes.html", title="这批改了什么", nav="imports", answer=answer)


@router.get(PATH + "/annotated")
def annotated(reader: Reading, upload: Annotated[str, Query(max_length=60)]) -> Response:
    """Return the uploaded file's own workbook with every doubtful cell marked."""
    return file_response(*annotated_upload(reader.parts, reader.user, upload))


@router.post(PATH + "/columns", dependencies=[FormChecked])
def correct(  # noqa: PLR0913, PLR0917 one field of the form each
    reader: Reading,
    upload: Words,
    layout: Words,
    step: Annotated[Step, Form()],
    kind: Words = "",
    shown: Words = "",
    column: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Settle the kind of a sheet or what its columns mean, or take that back, and read the ledger again."""
    told = KEPT
    try:
        if step == "kind" or (step == "columns" and kind != shown):
            settle_kind(reader.parts, reader.user, upload, layout, kind)
        elif step == "columns":
            settle_columns(reader.parts, reader.user, upload, layout, kind, column or [])
        else:
            take_back_mapping(reader.parts, reader.user, upload, layout)
            told = TAKEN_BACK
    except BadQuestion as refused:
        told = refused.detail
    return _again(reader, upload, dry=True, said=told)


@router.post(PATH + "/repair", dependencies=[FormChecked])
def repair(reader: Reading, upload: Words, fix: Words = "", back: Words = "") -> Response:
    """Repair one cell or all that are certain, or take that back, and read the ledger again without loading it."""
    return _worked(reader, upload, partial(repaired_outcome, upload=upload, fix=fix, back=back), dry=True)


def _page(  # noqa: PLR0913 what a page shows
    reader: Reader,
    report: ImportAnswer | None,
    *,
    dry: bool = False,
    said: str = "",
    undone: UndoAnswer | None = None,
    job: Job | None = None,
) -> HTMLResponse:
    groups = grouped(sorted(report.all_findings(), key=_rank)) if report else []
    return reader.page(
        "imports.html",
        title="导入",
        nav="imports",
        limit=reader.parts.settings.upload_megabytes,
        report=report,
        dry=dry,
        told=said,
        undone=undone,
        job=job,
        going_on=[] if report or job else reader.parts.imports.going_on(reader.user),
        runs=[] if report or job else latest_runs(reader.parts.graph),
        severities=SEVERITIES,
        kind_options=KIND_OPTIONS,
        field_options=FIELD_OPTIONS,
        groups=groups[:MOST_GROUPS],
        more_groups=len(groups[MOST_GROUPS:]),
    )


def _rank(one: ImportFinding) -> tuple[int, bool]:
    """Put the worst first, among them what a click repairs; what was repaired stands before the other notes."""
    return GRAVITY.index(one.severity), one.repair is None
