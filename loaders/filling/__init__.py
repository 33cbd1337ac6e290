"""Fills a site's own template, a workbook or a document with `{{字段}}` in it, with the rows of a form."""

from datetime import date
from pathlib import Path

from loaders.filling.document import filled_document
from loaders.filling.fields import Fields
from loaders.filling.package import checked, repacked
from loaders.filling.workbook import filled_workbook

__all__ = ["Fields", "check_template", "filled"]

WRITERS = {".xlsx": filled_workbook, ".docx": filled_document}


def check_template(path: Path) -> None:
    """Refuse what is no template or means harm, before the rows to fill it with are gathered.

    Raises
    ------
    UnreadableFile
        With the reason and the way out.
    """
    checked(path, frozenset(WRITERS))


def filled(path: Path, fields: Fields, day: date) -> bytes:
    """Return the template at `path` filled, its formats kept; the same template and rows give the same bytes.

    Raises
    ------
    UnreadableFile
        It is no template, means harm, or names fields there are none of; the sentence says where and what to do.
    """
    suffix = checked(path, frozenset(WRITERS))
    return repacked(WRITERS[suffix](path, fields), day)
