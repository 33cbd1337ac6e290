"""Content lines, of which calendars (RFC 5545) and contact cards (RFC 6350) are made: escaped, folded, with CRLF."""

from collections.abc import Iterable
from typing import Final
from unicodedata import category

OCTETS: Final = 75
"""Octets of a line without its end, RFC 5545 section 3.1 and RFC 6350 section 3.2."""

BLANK: Final = "Zs"
"""The Unicode category of a space and its like, U+3000 among them."""


def lines_of(lines: Iterable[str]) -> bytes:
    """Return lines as a file, each folded where it is too long."""
    return b"".join(_folded(line) for line in lines)


def text(words: str) -> str:
    r"""Return words as the value of a text property; a wide or other blank is a space.

    >>> text("周六;上午,带工具")
    '周六\\;上午\\,带工具'
    """
    spaced = "".join(" " if category(letter) == BLANK else letter for letter in words)
    plain = "".join(letter for letter in spaced if letter == "\n" or letter.isprintable())
    escaped = plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _folded(line: str) -> bytes:
    """Return a line cut into pieces of at most 75 octets, each but the first behind a space; no character is split."""
    pieces, room, piece = [], OCTETS, b""
    for letter in line:
        octets = letter.encode()
        if len(piece) + len(octets) > room:
            pieces.append(piece)
            piece, room = b"", OCTETS - 1
        piece += octets
    return b"\r\n ".join([*pieces, piece]) + b"\r\n"
