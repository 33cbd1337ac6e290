"""每周报告: what the service wrote of the district and each alliance when a week was over, to read and to save."""

from typing import Annotated, Final

from fastapi import APIRouter, Path
from starlette.responses import HTMLResponse, Response

from api.pages.links import address
from api.pages.rendering import Reading
from api.reports.alliance_report import HTML

router = APIRouter()
HERE: Final = "/alliances/weeks"
SHOWN: Final = 26
"""Half a year of weeks to choose from."""

Week = Annotated[str, Path(max_length=10)]
File = Annotated[str, Path(max_length=160)]


@router.get(HERE)
def latest_week(reader: Reading) -> HTMLResponse:
    """Return the reports of the latest week."""
    return _page(reader, next(iter(reader.parts.shelf.weeks()), ""))


@router.get(f"{HERE}/{{week}}")
def one_week(reader: Reading, week: Week) -> HTMLResponse:
    """Return the reports of a week."""
    return _page(reader, week)


@router.get(f"{HERE}/{{week}}/{{file}}")
def kept_report(reader: Reading, week: Week, file: File) -> Response:
    """Return a report as it was written then, to be saved."""
    told = {"Content-Disposition": f'attachment; filename="{week}-{file}"'}
    return Response(reader.parts.shelf.read(week, file), media_type=HTML, headers=told)


def _page(reader: Reading, week: str) -> HTMLResponse:
    shelf = reader.parts.shelf
    return reader.page(
        "week_reports.html",
        title="每周报告",
        nav="alliances",
        week=week,
        weeks=[(one, f"{HERE}/{one}") for one in shelf.weeks()[:SHOWN]],
        reports=[
            (one.name, f"{HERE}/{week}/{one.file}", address(f"/alliances/{one.id}", {"quarter": week}))
            for one in (shelf.reports(week) if week else [])
        ],
        crumbs=[("联盟强度", "/alliances"), ("每周报告", "")],
    )
