"""Cursors of paged lists: opaque to the reader, refused when they are not ours."""

import base64
import binascii
from typing import Final

from api.errors import BadQuestion

MARK: Final = "at:"


def cursor_at(offset: int) -> str:
    """Return the cursor of the page that begins at `offset`."""
    return base64.urlsafe_b64encode(f"{MARK}{offset}".encode()).decode().rstrip("=")


def offset_of(cursor: str | None) -> int:
    """Return where the page of a cursor begins; nothing begins at the start.

    Raises
    ------
    BadQuestion
        The cursor was not made by `cursor_at`.
    """
    if not cursor:
        return 0
    try:
        text = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode()
        return _natural(text.removeprefix(MARK)) if text.startswith(MARK) else _natural("")
    except (binascii.Error, ValueError) as wrong:
        raise BadQuestion("翻页的记号不对。请从第一页重新翻起。", cursor=cursor) from wrong


def _natural(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def next_cursor(offset: int, size: int, total: int) -> str | None:
    """Return the cursor of the page after `offset`, or nothing on the last."""
    return cursor_at(offset + size) if offset + size < total else None
