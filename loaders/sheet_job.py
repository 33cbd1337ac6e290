"""What the rows of one sheet share while they become records."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from graph_model.sealing import Sealer
from graph_model.taxonomy import Taxonomy
from loaders.findings import Finding
from loaders.places import DISTRICT
from loaders.records import Record
from loaders.references import References


class Namesake(NamedTuple):
    """A person of a sheet as one row tells of them: the row, the id it led to, and by how much they are known."""

    row: int
    person: str
    numbered: bool
    known: bool


@dataclass(slots=True)
class SheetJob:
    """What every row of one sheet shares while it is transformed.

    By field: ``headers`` the headers of the columns found and ``places`` their numbers, ``names`` the Chinese names of
    all columns the kind knows. ``alike`` holds the weak keys that several rows with different contents share;
    ``namesakes`` gives, by name, community and year of birth, the first row about such a person;
    ``unseen`` counts the rows that belong to no place anybody knows, so that no list shows them, ``nowhere`` those
    that name none at all. ``home`` is the community, street or district whose ledger this is by its title, ``at_home``
    counts the rows put there for want of another place. On a ``dry_run`` nobody asks whether a record says what the
    graph already has.
    """

    file: str
    sheet: str
    ledger: str
    title: str
    today: date
    references: References
    sealer: Sealer
    taxonomy: Taxonomy
    report: Callable[[Finding], None]
    digest_key: bytes
    dry_run: bool = False
    headers: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    alike: set[str] = field(default_factory=set)
    namesakes: dict[tuple[str, str, int | None], Namesake] = field(default_factory=dict)
    unseen: int = 0
    nowhere: int = 0
    home: str | None = None
    at_home: int = 0

    @property
    def near_home(self) -> str | None:
        """Community or street whose ledger this is: near enough to say where somebody lives."""
        return None if self.home is None or DISTRICT.fullmatch(self.home) else self.home

    def source(self, row: int) -> str:
        """Provenance of a row: file, sheet, row number as staff see it."""
        return f"{self.file}#{self.sheet}!{row}"

    def digest(self, record: Record) -> str:
        """Give the hash of what a record says, by which the same words are known again."""
        content = repr(record.content()).encode()
        return hashlib.blake2b(content, digest_size=8, key=self.digest_key).hexdigest()

    def column_of(self, name: str) -> str | None:
        """Column of a field as staff know it: by its header, else by its Chinese name; None when it has neither."""
        return self.headers.get(name) or self.names.get(name)
