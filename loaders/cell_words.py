"""Names of cells, and words as they stand in the XML of a workbook."""

import re
from typing import Final

LETTERS: Final = 26


def column_number(letters: str) -> int:
    """Give the number of a column, from 0.

    >>> column_number("AB")
    27
    """
    number = 0
    for letter in letters:
        number = number * LETTERS + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """Give the letters of a column counted from 0.

    >>> column_letters(27)
    'AB'
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def escaped(words: str) -> str:
    """Give words as they stand in XML, without what may not stand there."""
    legal = "".join(one for one in words if one in "\t\n\r" or (one >= "\x20" and not "\ud800" <= one <= "\udfff"))
    plain = legal.replace("\ufffe", "").replace("\uffff", "")
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def unescaped(words: str) -> str:
    """Give words as they are meant in an attribute of XML."""
    found = re.sub(r"&#x([0-9a-fA-F]+);", lambda one: chr(int(one[1], 16)), words)
    found = re.sub(r"&#(\d+);", lambda one: chr(int(one[1])), found)
    for mark, meant in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        found = found.replace(mark, meant)
    return found
