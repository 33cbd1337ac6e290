"""Whom to call: a name and a number that stand in one cell, 王主任13805711111, parted into both."""

import re
from collections.abc import MutableMapping
from typing import Any, Final

from loaders import checking, cleaning
from loaders.findings import CellProblem
from loaders.sheets import Cell

NUMBER: Final = r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[-—－ ]?\d{7,8}|\d{7,8}"
CALLED: Final = re.compile(r"(?:联系)?(?:电话|手机号?码?|座机|方式)|联系人|[tT][eE][lL]")
"""Words in the cell that only say what stands there."""
MARKS: Final = " :：,，、/(（)）.-—"
BETWEEN: Final = f"[{re.escape(MARKS)}]*"
NAME_FIRST: Final = re.compile(rf"(?P<name>\D{{1,20}}?){BETWEEN}(?P<number>{NUMBER})[)）]?")
NUMBER_FIRST: Final = re.compile(rf"[(（]?(?P<number>{NUMBER}){BETWEEN}(?P<name>\D{{1,20}})")
SEVERAL: Final = re.compile(r"[、；;\n]")
ONLY_NAME: Final = re.compile(r"[\u4e00-\u9fff·]{1,10}")
NOBODY: Final = frozenset({"同左", "同上", "同前", "空缺", "待定", "暂缺", "待补"})
"""What stands for a name where there is none."""
FOR_BOTH: Final = re.compile(r"人(?:姓名)?(?:员)?[及和与或、/+＋，, ]+(?:联系)?(?:电话|方式|手机|号码)")
"""A header that asks for the name and the number in one cell."""


def number(cell: Cell) -> str:
    """Read the number of whom to call; the name beside it stays until `part` takes them apart."""
    words = cleaning.text(cell)
    try:
        return checking.phone(words, was_number=isinstance(cell, int | float))
    except CellProblem:
        if parted(words):
            return words
        raise


def name_or_number(cell: Cell) -> str:
    """Read the cell of a column that asks for name and number, of which it may hold the name alone."""
    words = cleaning.text(cell)
    return words if ONLY_NAME.fullmatch(words) else number(cell)


def parted(words: str) -> tuple[str, str] | None:
    """Give name and number of a cell that holds both, of the first of several; the name is empty where none stands.

    None for a cell that holds anything else.
    """
    first = words if NAME_FIRST.fullmatch(words) else SEVERAL.split(words)[0].strip()
    found = NAME_FIRST.fullmatch(first) or NUMBER_FIRST.fullmatch(first)
    if found is None:
        return None
    name = CALLED.sub("", found["name"]).strip(MARKS)
    try:
        return name, checking.phone(found["number"])
    except CellProblem:
        return None


def part(values: MutableMapping[str, Any]) -> dict[str, str]:
    """Put name and number where they belong, whichever column holds both; give by field the words left for the note.

    The name beside a number is who answers there, whoever else the row names. A number that cannot be parted from what
    stands around it is masked: a contact is not sealed.
    """
    for field in ("contact", "contact_phone"):
        if values.get(field) in NOBODY:
            del values[field]
    told, called = str(values.get("contact_phone", "")), str(values.get("contact", ""))
    both = parted(told) or ((told, "") if ONLY_NAME.fullmatch(told) else None)
    if both:
        return _others("contact_phone", told) | _put(values, *both)
    if found := parted(called):
        values["contact"] = found[0]
        values.setdefault("contact_phone", found[1])
        return _others("contact", called)
    if (whole := cleaning.masked(called)) != called:
        values["contact"] = whole
    return {}


def _put(values: MutableMapping[str, Any], name: str, phone: str) -> dict[str, str]:
    """Put a name and its number in their fields; another name that stood there is left over."""
    del values["contact_phone"]
    if phone:
        values["contact_phone"] = phone
    known = str(values.get("contact", ""))
    if not name or name in known:
        return {}
    if phone or not known:
        values["contact"] = name
        return {"contact": known} if known else {}
    return {"contact_phone": name}


def _others(field: str, words: str) -> dict[str, str]:
    """Give the others to call that stand behind the first in a cell."""
    others = [one for one in SEVERAL.split(words)[1:] if parted(one.strip())]
    return {field: "；".join(others)} if others else {}
