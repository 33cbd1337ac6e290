"""改定台账各列: what staff settle about the kind and the columns of a layout, remembered for the next time."""

from collections.abc import Sequence
from datetime import UTC, datetime

from api.answers.imports import uploads_of
from api.deps import Parts
from api.errors import BadQuestion, UnknownThing
from api.snapshot import root_scope
from graph_model import ledger_mappings
from graph_model.entities.ledger_mapping import LedgerMapping
from loaders.correcting import NOTE, TwiceTaken, by_itself, mapping_of
from loaders.files import Sheet
from loaders.kinds import BY_KEY
from loaders.kinds.base import LedgerKind
from loaders.recognising import Recognition, read_as
from loaders.understanding import sheet_of_layout


def settle_columns(parts: Parts, user: str, token: str, layout: str, kind: str, fields: Sequence[str]) -> None:  # noqa: PLR0913, PLR0917 - one field of the form each
    """Remember what each column of a sheet means: `fields` in the order of its columns, "" for a note.

    Raises
    ------
    UnknownThing, BadQuestion
        The file is kept no longer or has no such sheet; a kind or field does not exist, or two columns mean the same.
    """
    sheet, own = _sheet(parts, user, token, layout)
    found = _kind(kind)
    known = {column.field for column in found.columns} | {NOTE}
    if len(fields) != len(own.matches) or not known.issuperset(fields):
        raise BadQuestion("各列的对应与这张表对不上，没有保存。请重新试读这份文件，再改一次。")
    _keep(parts, user, _mapping(sheet, own, found, dict(zip((one.place for one in own.matches), fields, strict=True))))


def settle_kind(parts: Parts, user: str, token: str, layout: str, kind: str) -> None:
    """Remember what kind of ledger a sheet is, its columns as they are then understood.

    Raises
    ------
    UnknownThing, BadQuestion
        The file is kept no longer or has no such sheet; or there is no such kind.
    """
    sheet, own = _sheet(parts, user, token, layout)
    found = _kind(kind)
    assert own.layout is not None
    matches = read_as(sheet, own.layout, found).matches
    fields = {one.place: one.column.field if one.column else NOTE for one in matches}
    _keep(parts, user, _mapping(sheet, own, found, fields))


def take_back_mapping(parts: Parts, user: str, token: str, layout: str) -> None:
    """Read a layout by itself: forget what was settled of it, or decline what was settled of one like it.

    Raises
    ------
    UnknownThing
        The file is kept no longer or has no such sheet.
    """
    sheet, own = _sheet(parts, user, token, layout)
    scope = root_scope(parts.graph, user, parts.settings.territory)
    if not ledger_mappings.take_back(parts.graph, scope, layout):
        _keep(parts, user, by_itself(own, ledger=_named(sheet), by=user, at=datetime.now(UTC)))


def _sheet(parts: Parts, user: str, token: str, layout: str) -> tuple[Sheet, Recognition]:
    with uploads_of(parts).opened(user, token) as upload:
        found = sheet_of_layout(upload.path, layout)
    if found is None:
        raise UnknownThing("这份文件里没有这张表。请重新试读，再改一次。")
    return found


def _kind(key: str) -> LedgerKind:
    found = BY_KEY.get(key)
    if found is None or not found.label:
        raise BadQuestion("没有这种台账。请从列出的种类里选一种。", field="kind")
    return found


def _mapping(sheet: Sheet, own: Recognition, kind: LedgerKind, fields: dict[int, str]) -> LedgerMapping:
    assert own.layout is not None
    by_place = [fields.get(place, NOTE) for place in range(len(own.layout.names))]
    try:
        return mapping_of(own, kind.key, by_place, ledger=_named(sheet), by="", at=datetime.now(UTC))
    except TwiceTaken as twice:
        both = "”和“".join(twice.headers)
        raise BadQuestion(
            f"“{both}”都对应“{twice.field}”，一项只能对应一列，没有保存。请把其中一列改成别的，或记入备注。"
        ) from twice


def _named(sheet: Sheet) -> str:
    return f"{sheet.file} · {sheet.name}" if sheet.name else sheet.file


def _keep(parts: Parts, user: str, mapping: LedgerMapping) -> None:
    ledger_mappings.keep(parts.graph, root_scope(parts.graph, user, parts.settings.territory), mapping)
