"""Importing ledgers over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query, UploadFile

from api.answers.imports import import_upload
from api.deps import AllParts, AskedBy
from api.schemas import ImportAnswer

router = APIRouter(tags=["导入"])
DryRun = Annotated[bool, Query(description="只试读：逐行检查，什么都不写入")]


@router.post("/imports", summary="导入台账")
def post_import(parts: AllParts, session: AskedBy, file: UploadFile, dry_run: DryRun = False) -> ImportAnswer:  # noqa: FBT002 as the address gives it
    """Import one workbook or csv file, or only read it; the same file again changes nothing."""
    return import_upload(parts, session.user, file.filename or "", file.file, dry_run=dry_run)
