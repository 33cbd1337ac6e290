"""Knows the rows of a form of ours that come back as they went out: they say nothing new, and are passed over."""

import hashlib
import re
from collections.abc import Sequence
from typing import Final

from loaders import cleaning
from loaders.headers import normal
from loaders.sheets import Cell

OWN_ID: Final = "系统编号"
"""Head of the column that holds the id of the record a row of a form tells of."""
ROW_NUMBER: Final = "序号"
"""Head of the column that counts the rows: it says nothing of a record, and changes when one is left out."""
CODE: Final = "核对码"
"""Head of the column by which a row is known to be as it went out."""
NO_LEDGER: Final = "不是台账，导入时略过。"
"""How the notice of a sheet of ours ends that is passed over when it is imported."""
SIGNED: Final = f"签字存档用，{NO_LEDGER}"
SHAPE: Final = re.compile(r"[a-z]+-[\w-]{1,80}|\d{12}[\w-]{0,20}")


def row_code(key: bytes, cells: Sequence[Cell]) -> str:
    """Short keyed hash of what a row says, without its code and number; spaces and kinds of numbers do not matter."""
    said = "\x1f".join(cleaning.text(cell) for cell in cells).rstrip("\x1f")
    return hashlib.blake2b(said.encode(), digest_size=6, key=key).hexdigest()


class Returned:
    """The columns of a form on a sheet, if it is one."""

    def __init__(self, names: Sequence[str], key: bytes) -> None:
        plain = [normal(name) for name in names]
        self._id = plain.index(OWN_ID) if OWN_ID in plain else None
        self._code = plain.index(CODE) if CODE in plain else None
        self._unsaid = {place for place, name in enumerate(plain) if name in (CODE, ROW_NUMBER)}
        self._key = key

    def own_id(self, row: Sequence[Cell]) -> str | None:
        """Id of the record a row tells of, None where it names none."""
        if self._id is None or self._id >= len(row):
            return None
        words = cleaning.text(row[self._id])
        return words if SHAPE.fullmatch(words) else None

    def is_as_it_was(self, row: Sequence[Cell]) -> bool:
        """Whether a row is the very one that went out."""
        if self._code is None or self._code >= len(row) or self.own_id(row) is None:
            return False
        cells = [cell for place, cell in enumerate(row) if place not in self._unsaid]
        return cleaning.text(row[self._code]) == row_code(self._key, cells)
