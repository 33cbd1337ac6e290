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


def part(values: MutableMapping[str, Any]) -> str:
    """Put name and number where they belong, whichever column holds both; give the others there is no place for.

    A number that cannot be parted from what stands around it is masked: a contact is not sealed.
    """
    told, called = str(values.get("contact_phone", "")), str(values.get("contact", ""))
    both = parted(told) or ((told, "") if ONLY_NAME.fullmatch(told) else None)
    if called in NOBODY:
        del values["contact"]
    found = None if both else parted(called)
    left = _put(values, *both) if both else ""
    if found:
        values["contact"] = found[0]
        values.setdefault("contact_phone", found[1])
    elif called and (whole := cleaning.masked(called)) != called:
        values["contact"] = whole
    rest = [one for one in SEVERAL.split(told or called)[1:] if parted(one.strip())] if both or found else []
    return "；".join(filter(None, (left, *rest)))


def _put(values: MutableMapping[str, Any], name: str, phone: str) -> str:
    del values["contact_phone"]
    if phone:
        values["contact_phone"] = phone
    if name:
        values.setdefault("contact", name)
    return "" if name in str(values.get("contact", "")) else name
