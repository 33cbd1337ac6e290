"""Cursors of paged lists: opaque to the reader, refused when they are not ours."""

import base64
import binascii
from typing import Final

from api.errors import BadQuestion

MOST_DIGITS: Final = 9
"""Digits an offset may have; no list is nearly as long."""
MARK: Final = "at:"
WRONG: Final = "翻页的记号不对。请从第一页重新翻起。"


def cursor_at(offset: int) -> str:
    """Return the cursor of the page that begins at `offset`."""
    return cursor_after(str(offset))


def cursor_after(id_: str) -> str:
    """Return the cursor of the page that begins after an id."""
    return base64.urlsafe_b64encode(f"{MARK}{id_}".encode()).decode().rstrip("=")


def id_after(cursor: str | None) -> str:
    """Return the id after which the page of a cursor begins; nothing is before all.

    Raises
    ------
    BadQuestion
        The cursor was not made by `cursor_after`.
    """
    return _text_of(cursor) if cursor else ""


def offset_of(cursor: str | None) -> int:
    """Return where the page of a cursor begins; nothing begins at the start.

    Raises
    ------
    BadQuestion
        The cursor was not made by `cursor_at`.
    """
    text = _text_of(cursor) if cursor else "0"
    if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
        raise BadQuestion(WRONG, cursor=cursor)
    return int(text)


def _text_of(cursor: str) -> str:
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
    except (binascii.Error, ValueError) as wrong:
        raise BadQuestion(WRONG, cursor=cursor) from wrong
    if not text.startswith(MARK):
        raise BadQuestion(WRONG, cursor=cursor)
    return text.removeprefix(MARK)


def next_cursor(offset: int, size: int, total: int) -> str | None:
    """Return the cursor of the page after `offset`, or nothing on the last."""
    return cursor_at(offset + size) if offset + size < total else None
