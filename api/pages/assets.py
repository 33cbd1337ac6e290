"""Static files under an address that names their content, read and compressed once when the service starts."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.errors import UnknownThing

FOLDER: Final = Path(__file__).parent.parent / "static"
ROOT: Final = "/static/"
FOR_A_YEAR: Final = "public, max-age=31536000, immutable"
FOR_A_DAY: Final = "public, max-age=86400"
MEDIA_TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Asset:
    """One file as it goes over the wire."""

    address: str
    media_type: str
    plain: bytes
    zipped: bytes


def _read(folder: Path) -> Iterator[tuple[str, Asset]]:
    for file in sorted(folder.rglob("*")):
        if file.suffix in MEDIA_TYPES:
            name = file.relative_to(folder).as_posix()
            plain = file.read_bytes()
            digest = hashlib.sha256(plain).hexdigest()[:DIGITS]
            zipped = gzip.compress(plain, 9, mtime=0)
            yield name, Asset(f"{ROOT}{digest}/{name}", MEDIA_TYPES[file.suffix], plain, zipped)


ASSETS: Final = dict(_read(FOLDER))
BY_ADDRESS: Final = {asset.address: asset for asset in ASSETS.values()}


def address_of(name: str) -> str:
    """Return the versioned address of a file under static/.

    Raises
    ------
    KeyError
        There is no such file; for vendor/… the build hook has not run (`pip install .`).
    """
    return ASSETS[name].address


router = APIRouter(include_in_schema=False)


@router.get(ROOT + "{digest}/{name:path}")
async def static_file(request: Request) -> Response:
    """Return the prepared bytes; an address of another version is unknown, so nothing stale is kept for a year."""
    asset = BY_ADDRESS.get(request.url.path)
    if asset is None:
        raise UnknownThing("没有这个文件。请刷新页面。")
    return _served(request, asset, FOR_A_YEAR)


@router.get("/favicon.ico")
async def icon(request: Request) -> Response:
    """Return the sign of the site where browsers look for it unasked, as on the page that signs in."""
    return _served(request, ASSETS["icon.svg"], FOR_A_DAY)


def _served(request: Request, asset: Asset, keep: str) -> Response:
    headers = {"Cache-Control": keep, "Vary": "Accept-Encoding"}
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(asset.plain, headers=headers, media_type=asset.media_type)
    return Response(asset.zipped, headers=headers | {"Content-Encoding": "gzip"}, media_type=asset.media_type)
