"""Media types of the files that can be taken away, and how a file is handed to a browser."""

from typing import Final
from urllib.parse import quote

from starlette.responses import Response

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA: Final = {
    "xlsx": XLSX,
    "docx": DOCX,
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "vcf": "text/vcard; charset=utf-8",
}


def file_response(name: str, content: bytes) -> Response:
    """Return a file to be saved under its Chinese name, never kept on the way; its ending tells the media type."""
    told = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return Response(content, media_type=MEDIA[name.rpartition(".")[2]], headers=told)
