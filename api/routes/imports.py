"""Importing ledgers over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, UploadFile

from api.answers.import_changes import run_changes
from api.answers.imports import import_upload, read_or_refuse
from api.answers.undoing import latest_runs, undo_run
from api.deps import AllParts, AskedBy
from api.routes.parameters import Key
from api.schemas import ImportAnswer, ImportChanges, ImportRunItem, UndoAnswer
from graph_model.sealing import open_sealer

router = APIRouter(tags=["导入"])
RunId = Annotated[str, Path(max_length=60, description="导入批次")]
Repair = Annotated[bool, Query(description="有把握的错照改好的读（repair 一项写明的那些），逐条说明；您的文件不动")]
DryRun = Annotated[bool, Query(description="只试读：逐行检查，什么都不写入")]


@router.post("/imports", summary="导入台账")
def post_import(  # noqa: PLR0913, PLR0917 one part of the address each
    parts: AllParts,
    session: AskedBy,
    file: UploadFile,
    dry_run: DryRun = False,  # noqa: FBT002 as the address gives it
    repair: Repair = False,  # noqa: FBT002 as the address gives it
    key: Key = None,
) -> ImportAnswer:
    """Import one workbook or csv file, or only read it; 422 when nothing at all can be read of it."""
    answer = import_upload(parts, session.user, file.filename or "", file.file, dry_run=dry_run, repair=repair, key=key)
    return read_or_refuse(answer)


@router.get("/imports", summary="最近的导入")
def get_imports(parts: AllParts) -> list[ImportRunItem]:
    """List the latest imports, newest first."""
    return latest_runs(parts.graph)


@router.get("/imports/{run}/changes", summary="这批改了什么")
def get_changes(parts: AllParts, session: AskedBy, run: RunId) -> ImportChanges:
    """List what an import wrote over: what stood there, which ledger had written it, and what counts now."""
    return run_changes(parts.asking(session.user), open_sealer(parts.settings.data_folder), run)


@router.post("/imports/{run}/undo", summary="撤销整批导入")
def post_undo(parts: AllParts, session: AskedBy, run: RunId, key: Key = None) -> UndoAnswer:
    """End what an import made and give back what it changed, but for what was changed since; nothing is erased."""
    return undo_run(parts.graph, parts.settings, run, user=session.user, today=parts.today(), key=key)
