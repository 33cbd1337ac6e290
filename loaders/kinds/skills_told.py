"""What the cells of a row say of skills, worked out once and told of every row that says the same."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from graph_model.taxonomy import Taxonomy
from loaders.entry import Entry
from loaders.findings import Mended, Severity
from loaders.links import LinkKind
from loaders.records import Record


class SkillsTold:
    """Ties of a person, findings on the row and words for its note, in the order in which they came up.

    ``words`` gives by field the words of the cells, nothing where a cell is empty.
    """

    __slots__ = ("_ties", "_told", "taxonomy", "words")

    def __init__(self, taxonomy: Taxonomy, words: Mapping[str, tuple[str, ...]]) -> None:
        self.taxonomy = taxonomy
        self.words = words
        self._ties: list[tuple[LinkKind, str, dict[str, Any]]] = []
        self._told: list[Callable[[Entry], None]] = []

    def tie(self, kind: LinkKind, other: str, **props: Any) -> None:  # noqa: ANN401 - any graph value
        """Add a relationship to ``other``."""
        self._ties.append((kind, other, props))

    def finding(  # noqa: PLR0913 - what a finding says
        self, severity: Severity, name: str, reason: str, advice: str, part: str | None = None,
        *, mended: Mended | None = None,
    ) -> None:  # fmt: skip
        """Add a finding on the cell of a field, or on one ``part`` of it, which ``mended`` says anew."""
        self._told.append(partial(_find, severity, name, reason, advice, part, mended))

    def keep(self, name: str, words: str) -> None:
        """Add words that found no other place to the note."""
        self._told.append(lambda entry: entry.keep(name, words))

    def tell(self, entry: Entry, record: Record) -> None:
        """Tell of a row what was worked out."""
        for kind, other, props in self._ties:
            record.tie(kind, other, **props)
        for told in self._told:
            told(entry)


def _find(  # noqa: PLR0913 PLR0917 - what a finding says
    severity: Severity, name: str, reason: str, advice: str, part: str | None, mended: Mended | None, entry: Entry
) -> None:
    anew = entry.mended(name, part or "", mended.words, mended.why) if mended else None
    entry.finding(severity, name, reason, advice, part, mended=anew)
