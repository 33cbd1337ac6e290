"""Every file an alliance can be taken away as: reports and networks, by the ending of the name."""

from typing import Final

from starlette.responses import Response

from api.errors import BadQuestion
from api.reports import alliance_report, network_export
from api.schemas import AllianceAnswer

REPORTS: Final = tuple(alliance_report.WRITERS)
NETWORKS: Final = tuple(network_export.WRITERS)
WRITERS: Final = {**alliance_report.WRITERS, **network_export.WRITERS}
MEDIA: Final = {**alliance_report.MEDIA, **network_export.MEDIA}


def file_of(answer: AllianceAnswer, form: str) -> bytes:
    """Return a report or a network; equal answers give equal bytes.

    Raises
    ------
    BadQuestion
        There is no such format.
    """
    if form not in WRITERS:
        raise BadQuestion(f"没有“{form}”这种格式。可以写：{'、'.join(WRITERS)}。", format=form)
    return WRITERS[form](answer)


def response_of(answer: AllianceAnswer, form: str) -> Response:
    """Return a file to be saved; raises as `file_of` does."""
    body = file_of(answer, form)
    told = {"Content-Disposition": f'attachment; filename="{alliance_report.report_name(answer, form)}"'}
    return Response(body, media_type=MEDIA[form], headers=told)
