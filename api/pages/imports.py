"""导入: ledgers in as they are, what could not be read, and what each column was taken for, to be corrected."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, Query, UploadFile
from starlette.responses import HTMLResponse, Response

from api.answers.import_changes import run_changes
from api.answers.imports import (
    annotated_upload,
    import_again,
    import_upload,
    repair_all,
    repair_cell,
    take_back_repairs,
)
from api.answers.mappings import settle_columns, settle_kind, take_back_mapping
from api.answers.undoing import latest_runs, undo_run
from api.errors import BadQuestion
from api.pages.forms import FormChecked
from api.pages.rendering import Reader, Reading
from api.reports.media import file_response
from api.schemas import ImportAnswer, ImportFinding, UndoAnswer
from graph_model.sealing import open_sealer
from loaders.kinds import BY_KEY, KINDS

router = APIRouter()
PATH: Final = "/import"
How = Literal["load", "dry"]
Step = Literal["kind", "columns", "take-back"]
MOST_FINDINGS: Final = 200
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
ALL: Final = "all"
FIXED: Final = "照您点的改好 {} 格并重读，什么都没有写入。您的文件没有动；标好的工作簿里是改好的，批注写着原来的。"
BACK: Final = "{} 格改回原来写的，重读了一遍。"
NOT_CERTAIN: Final = "这一格没有有把握的改法，没有改。请照“问题与改法”里说的在台账里改。"
TAKEN_BACK: Final = "已撤销，照系统自己认的重读了。"
Words = Annotated[str, Form(max_length=200)]


@router.get(PATH)
def import_form(reader: Reading) -> HTMLResponse:
    """Return the form."""
    return _page(reader, None)


@router.post(PATH, dependencies=[FormChecked])
def import_file(reader: Reading, file: UploadFile, how: Annotated[How, Form()] = "load") -> HTMLResponse:
    """Import one ledger, or only read it (`dry`), and show what became of every sheet."""
    dry = how == "dry"
    report = import_upload(reader.parts, reader.user, file.filename or "", file.file, dry_run=dry)
    return _page(reader if dry else reader.after(), report, dry=dry)


@router.post(PATH + "/again", dependencies=[FormChecked])
def import_kept(reader: Reading, upload: Words, how: Annotated[How, Form()] = "load") -> HTMLResponse:
    """Import the ledger that was only read, or read it again."""
    dry = how == "dry"
    report = import_again(reader.parts, reader.user, upload, dry_run=dry)
    return _page(reader if dry else reader.after(), report, dry=dry)


@router.post(PATH + "/undo", dependencies=[FormChecked])
def undo(reader: Reading, run: Words) -> HTMLResponse:
    """Undo a whole import, and tell what stays because it was changed since."""
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
) -> HTMLResponse:
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
    report = import_again(reader.parts, reader.user, upload, dry_run=True)
    return _page(reader.after(), report, dry=True, said=told)


@router.post(PATH + "/repair", dependencies=[FormChecked])
def repair(reader: Reading, upload: Words, fix: Words = "", back: Words = "") -> HTMLResponse:
    """Repair one cell or all that are certain, or take that back, and read the ledger again without loading it."""
    if back:
        told = BACK.format(take_back_repairs(reader.parts, reader.user, upload, "" if back == ALL else back))
    elif fix == ALL:
        told = FIXED.format(repair_all(reader.parts, reader.user, upload))
    else:
        told = FIXED.format(1) if repair_cell(reader.parts, reader.user, upload, fix) else NOT_CERTAIN
    report = import_again(reader.parts, reader.user, upload, dry_run=True)
    return _page(reader, report, dry=True, said=told)


def _page(
    reader: Reader, report: ImportAnswer | None, *, dry: bool = False, said: str = "", undone: UndoAnswer | None = None
) -> HTMLResponse:
    return reader.page(
        "imports.html",
        title="导入",
        nav="imports",
        limit=reader.parts.settings.upload_megabytes,
        report=report,
        dry=dry,
        told=said,
        undone=undone,
        runs=[] if report else latest_runs(reader.parts.graph),
        severities=SEVERITIES,
        kind_options=KIND_OPTIONS,
        field_options=FIELD_OPTIONS,
        findings=sorted(report.all_findings(), key=_rank)[:MOST_FINDINGS] if report else [],
    )


def _rank(one: ImportFinding) -> tuple[int, bool]:
    """Put the worst first, among them what a click repairs; what was repaired stands before the other notes."""
    return GRAVITY.index(one.severity), one.repair is None
