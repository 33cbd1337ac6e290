"""Reads a sheet the way staff settled for its layout, and tells layouts apart by the names of their columns."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Literal

from graph_model.entities.ledger_mapping import LedgerMapping
from loaders.columns import NUMBERING, Match
from loaders.files import Sheet
from loaders.headers import normal
from loaders.kinds import BY_KEY
from loaders.kinds.base import Column, LedgerKind
from loaders.recognising import Recognition, read_as

NOTE: Final = ""
"""Field of a column that is kept as a note."""
SIMILAR: Final = 0.75
"""Share of column names two layouts must have in common for what was settled of one to be offered for the other."""
BY_STAFF: Final = "工作人员定的"

How = Literal["own", "same", "similar", "file"]


class TwiceTaken(Exception):
    """Two columns of one sheet were given the same meaning."""

    def __init__(self, field: str, headers: Sequence[str]) -> None:
        super().__init__(f"{field}: {headers}")
        self.field = field
        self.headers = headers


@dataclass(frozen=True, slots=True)
class Corrected:
    """A sheet as it is to be read; ``layout`` is the id under which a correction of it is kept.

    ``how`` it came about: by itself (``own``), as staff settled for this layout (``same``) or one like it
    (``similar``), or as a file of theirs says (``file``); ``mapping`` is what was settled, None where nothing was.
    """

    recognition: Recognition
    layout: str
    how: How = "own"
    mapping: LedgerMapping | None = None


def column_keys(names: Iterable[str]) -> list[str]:
    """Names of columns as they are compared, a repeated one with its number; "" for what heads no column of its own."""
    seen: Counter[str] = Counter()
    keys = []
    for name in names:
        plain = normal(name) if name else ""
        if not plain or NUMBERING.match(plain):
            keys.append("")
            continue
        seen[plain] += 1
        keys.append(plain if seen[plain] == 1 else f"{plain}#{seen[plain]}")
    return keys


def layout_id(recognition: Recognition) -> str:
    """Id of a layout: the kind it is taken for by itself, and the names of its columns in whatever order.

    Columns without a header have but their numbers for names, and go by what they were taken for as well.
    """
    assert recognition.layout is not None
    kind = recognition.kind.key if recognition.kind else ""
    keys = sorted(key for key in column_keys(recognition.layout.names) if key)
    if not recognition.layout.header_rows:
        keys += [one.column.field if one.column else "" for one in recognition.matches]
    said = "\n".join([kind, *keys])
    return LedgerMapping.prefix + hashlib.blake2b(said.encode(), digest_size=10).hexdigest()


def mapping_of(  # noqa: PLR0913 - the parts of what is settled
    own: Recognition, kind: str, fields: Sequence[str], *, ledger: str, by: str, at: datetime
) -> LedgerMapping:
    """Settle how a layout is read: ``fields`` by column, "" for a note; columns without a name are passed over.

    Raises
    ------
    TwiceTaken
        Two columns have the same meaning, other than one that is kept in the note.
    """
    assert own.layout is not None
    found = BY_KEY[kind]
    pairs = [(key, field) for key, field in zip(column_keys(own.layout.names), fields, strict=True) if key]
    _refuse_twice(found, pairs)
    recognised = own.kind.key if own.kind else ""
    headers, meanings = tuple(key for key, _ in pairs), tuple(field for _, field in pairs)
    return LedgerMapping(
        id=layout_id(own), recognised=recognised, kind=kind, headers=headers, fields=meanings, ledger=ledger[:400],
        by=by, at=at,
    )  # fmt: skip


def by_itself(own: Recognition, *, ledger: str, by: str, at: datetime) -> LedgerMapping:
    """Settle that a layout is read by itself, whatever was settled of one like it."""
    assert own.layout is not None
    keys = tuple(key for key in column_keys(own.layout.names) if key)
    recognised = own.kind.key if own.kind else ""
    nothing = (NOTE,) * len(keys)
    return LedgerMapping(
        id=layout_id(own), recognised=recognised, kind="", headers=keys, fields=nothing, ledger=ledger[:400], by=by,
        at=at,
    )  # fmt: skip


def _refuse_twice(kind: LedgerKind, pairs: Sequence[tuple[str, str]]) -> None:
    counts = Counter(field for _, field in pairs if field)
    for field, count in counts.items():
        if count > 1 and not kind.column(field).kept:
            raise TwiceTaken(kind.column(field).names[0], [key for key, one in pairs if one == field])


def corrected(sheet: Sheet, own: Recognition, mappings: Sequence[LedgerMapping]) -> Corrected:
    """Read a sheet as staff settled for its layout, else for the one most like it, else by itself."""
    if own.layout is None:
        return Corrected(own, "")
    layout = layout_id(own)
    same = next((one for one in mappings if one.id == layout), None)
    if same is not None and not same.kind:
        return Corrected(own, layout)
    if same is not None:
        return Corrected(applied(sheet, own, same), layout, "same", same)
    near = _nearest(own, mappings) if own.layout.header_rows else None
    return Corrected(applied(sheet, own, near), layout, "similar", near) if near else Corrected(own, layout)


def _nearest(own: Recognition, mappings: Sequence[LedgerMapping]) -> LedgerMapping | None:
    assert own.layout is not None
    mine = {key for key in column_keys(own.layout.names) if key}
    kind = own.kind.key if own.kind else ""
    alike = [(_likeness(mine, one), one.at, one.id, one) for one in mappings if one.recognised == kind and one.kind]
    best = max(alike, key=lambda one: one[:3], default=None)
    return best[3] if best and best[0] >= SIMILAR else None


def _likeness(mine: set[str], mapping: LedgerMapping) -> float:
    theirs = set(mapping.headers)
    return len(mine & theirs) / len(mine | theirs)


def applied(sheet: Sheet, own: Recognition, mapping: LedgerMapping) -> Recognition:
    """Read a sheet as settled; columns it says nothing about are read by themselves, as far as a field is left."""
    assert own.layout is not None
    kind = BY_KEY.get(mapping.kind)
    if kind is None:
        return own
    known = {column.field: column for column in kind.columns}
    keys = column_keys(own.layout.names)
    settled = {key: field for key, field in zip(mapping.headers, mapping.fields, strict=True) if key in keys}
    read = read_as(sheet, own.layout, kind)
    matches = tuple(_settled(one, settled.get(keys[one.place]), known, settled) for one in read.matches)
    return read_as(sheet, own.layout, kind, matches)


def _settled(match: Match, field: str | None, known: dict[str, Column], settled: dict[str, str]) -> Match:
    if field is None:
        taken = match.column is not None and not match.column.kept and match.column.field in settled.values()
        return replace(match, column=None, confidence=0.0) if taken else match
    if field == NOTE or field not in known:
        return replace(match, column=None, confidence=1.0, why=BY_STAFF)
    return replace(match, column=known[field], confidence=1.0, aside="", why=BY_STAFF)
