"""The numbers the policy documents set: shipped as they are written, with who answers for them and by when."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

FOLDER: Final = Path(__file__).parent
FILES: Final = (
    "s0_district_ten_actions.toml",
    "s1_provincial_plan.toml",
    "s2_compound_work_summary.toml",
    "s3_community_survey.toml",
)
Comparison = Literal["at_least"]


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document: who issued it (区, 省, 镇, 社区) and in which year."""

    id: str
    title: str
    by: str
    year: int


@dataclass(frozen=True, slots=True)
class AnnexRow:
    """A row of annex 2 as it is printed; rows of one `number` are tasks of one project."""

    id: str
    number: int
    name: str
    task: str
    responsible: str
    supporting: str


@dataclass(frozen=True, slots=True)
class Target:
    """One number of a document.

    `wording` is verbatim, `number` in `unit` is what it asks, `reading` says how we count. `measure` names the function
    that computes the live value; where it is empty nothing in the graph can tell, and `missing` says what to import.
    `whole_province` marks a total of the province, which one district's value is not compared with. `annex` is the
    row of annex 2 it stands in.
    """

    id: str
    document: Document
    name: str
    section: str
    wording: str
    number: float
    unit: str
    comparison: Comparison
    reading: str
    measure: str = ""
    missing: str = ""
    annex: str = ""
    deadline: date | None = None
    responsible: tuple[str, ...] = ()
    supporting: tuple[str, ...] = ()
    whole_province: bool = False


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All targets in the order of their documents, and annex 2."""

    documents: tuple[Document, ...]
    targets: tuple[Target, ...]
    annex: tuple[AnnexRow, ...]

    def find(self, id: str) -> Target | None:  # noqa: A002 - the field's own name
        """Find a target by id, or None."""
        return next((one for one in self.targets if one.id == id), None)

    def of_annex(self, row: str) -> tuple[Target, ...]:
        """List the targets that stand in a row of annex 2."""
        return tuple(one for one in self.targets if one.annex == row)


@cache
def load_catalogue() -> Catalogue:
    """Read the shipped documents, once."""
    texts = [tomllib.loads((FOLDER / name).read_text(encoding="utf-8")) for name in FILES]
    documents = tuple(Document(**text["document"]) for text in texts)
    targets = tuple(
        _target(document, row) for document, text in zip(documents, texts, strict=True) for row in text["target"]
    )
    annex = tuple(AnnexRow(**row) for text in texts for row in text.get("annex", ()))
    return Catalogue(documents, targets, annex)


def _target(document: Document, row: Mapping[str, Any]) -> Target:
    units = {name: tuple(row.get(name, ())) for name in ("responsible", "supporting")}
    return Target(document=document, **{**row, **units})
