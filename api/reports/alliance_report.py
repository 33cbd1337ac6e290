"""Reports on an alliance as one HTML file, a docx or an xlsx; equal answers give equal bytes."""

from collections.abc import Callable, Mapping
from typing import Final

from api.reports.alliance_content import content_of
from api.reports.media import DOCX, XLSX
from api.schemas import AllianceAnswer

HTML: Final = "text/html; charset=utf-8"
MEDIA: Final = {"html": HTML, "docx": DOCX, "xlsx": XLSX}


def _html(answer: AllianceAnswer) -> bytes:
    from api.reports.alliance_html import html_of  # noqa: PLC0415 what draws is loaded when first drawn
    from api.reports.network_picture import picture_of, svg_of  # noqa: PLC0415 as above

    return html_of(content_of(answer), svg_of(picture_of(answer))).encode()


def _docx(answer: AllianceAnswer) -> bytes:
    from api.reports.alliance_docx import docx_of  # noqa: PLC0415 what draws is loaded when first drawn
    from api.reports.network_picture import picture_of, png_of  # noqa: PLC0415 as above

    return docx_of(content_of(answer), png_of(picture_of(answer)))


def _xlsx(answer: AllianceAnswer) -> bytes:
    from api.reports.alliance_xlsx import xlsx_of  # noqa: PLC0415 what writes is loaded when first wanted
    from api.reports.network_picture import picture_of, png_of  # noqa: PLC0415 as above

    return xlsx_of(content_of(answer), png_of(picture_of(answer)))


WRITERS: Final[Mapping[str, Callable[[AllianceAnswer], bytes]]] = {"html": _html, "docx": _docx, "xlsx": _xlsx}


def report_name(answer: AllianceAnswer, form: str) -> str:
    """Return the name of the file, in letters every system takes."""
    return f"alliance-{answer.alliance.id.removeprefix('alliance-')}-{answer.quarter}.{form}"
