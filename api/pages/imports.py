"""导入: ledgers in as they are, and what could not be read."""

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Form, UploadFile
from starlette.responses import HTMLResponse

from api.answers.imports import import_upload
from api.pages.forms import FormChecked
from api.pages.rendering import Reader, Reading
from api.schemas import ImportAnswer

router = APIRouter()
PATH: Final = "/import"
How = Literal["load", "dry"]
MOST_FINDINGS: Final = 200
SEVERITIES: Final = {
    "error": ("bad", "✕", "错误"),
    "warning": ("ask", "？", "待核实"),
    "note": ("info", "i", "说明"),
}


@router.get(PATH)
def import_form(reader: Reading) -> HTMLResponse:
    """Return the form."""
    return _page(reader, None)


@router.post(PATH, dependencies=[FormChecked])
def import_file(reader: Reading, file: UploadFile, how: Annotated[How, Form()] = "load") -> HTMLResponse:
    """Import one ledger, or only read it (`dry`), and show what became of every sheet."""
    dry = how == "dry"
    report = import_upload(reader.parts, reader.asked.scope.user, file.filename or "", file.file, dry_run=dry)
    return _page(reader if dry else reader.after(), report, dry=dry)


def _page(reader: Reader, report: ImportAnswer | None, *, dry: bool = False) -> HTMLResponse:
    return reader.page(
        "imports.html",
        title="导入",
        nav="imports",
        limit=reader.parts.settings.upload_megabytes,
        report=report,
        dry=dry,
        severities=SEVERITIES,
        findings=report.findings[:MOST_FINDINGS] if report else [],
    )
