"""What staff settled about the columns of a ledger: which kind it is and what each of its columns means."""

from datetime import datetime
from typing import Annotated, ClassVar

from pydantic import Field

from graph_model.entities.base import Entity

Header = Annotated[str, Field(max_length=300)]


class LedgerMapping(Entity):
    """The corrected reading of one layout, remembered until it is taken back.

    `recognised` is the kind the layout was taken for by itself ("" for none) and `kind` the one it is ("" to read it by
    itself all the same); `headers` are the names of its columns as they are compared, `fields` what each means, "" for
    one that is kept as a note. `ledger` says in words where it was settled first.
    """

    node_label = "LedgerMapping"
    prefix = "mapping-"
    moment_fields: ClassVar[tuple[str, ...]] = ("at",)

    recognised: str
    kind: str
    headers: tuple[Header, ...]
    fields: tuple[str, ...]
    ledger: Annotated[str, Field(max_length=400)] = ""
    by: str
    at: datetime
    holds: bool = True
