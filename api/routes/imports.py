"""Importing ledgers over HTTP."""

from fastapi import APIRouter, UploadFile

from api.answers.imports import import_upload
from api.deps import AllParts, AskedBy
from api.schemas import ImportAnswer

router = APIRouter(tags=["导入"])


@router.post("/imports", summary="导入台账")
def post_import(parts: AllParts, session: AskedBy, file: UploadFile) -> ImportAnswer:
    """Import one workbook or csv file; the same file again changes nothing."""
    return import_upload(parts, session.user, file.filename or "", file.file)
