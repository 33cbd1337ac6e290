"""Static files with a versioned address, kept by browsers for a year."""

from os import PathLike, stat_result
from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER: Final = Path(__file__).parent / "static"
FOR_A_YEAR: Final = "public, max-age=31536000, immutable"


class VersionedFiles(StaticFiles):
    """Serves the static folder; an address with `?v=` never changes its content."""

    def file_response(
        self, full_path: str | PathLike[str], stat_result: stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return the file, to be kept when its address names a version."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        versioned = b"v=" in scope["query_string"]
        response.headers["Cache-Control"] = FOR_A_YEAR if versioned else "public, max-age=3600"
        return response
