"""What a report is made of: sections of sentences, none without a number, and tables whose measures are linked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from api.answers.alliance import UNDEFINED
from graph_model.network.definitions import DEFINITIONS
from graph_model.network.proposals import LOSS_NAMES

NUMBER: Final = re.compile(r"\d")
DEFINED: Final = {one.name: one.key for one in DEFINITIONS} | dict.fromkeys(LOSS_NAMES.values(), "fragmentation")
# A name of one character (桥) is linked where it stands alone: within a sentence it is part of the names of units.
LONG_NAMES: Final = sorted((name for name in DEFINED if len(name) > 1), key=lambda one: (-len(one), one))
NAMES: Final = re.compile("(" + "|".join(map(re.escape, LONG_NAMES)) + ")")


@dataclass(frozen=True)
class Table:
    """A table; a cell that is the name of a measure is linked to its definition."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading with sentences and tables."""

    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Content:
    """A report: what it is about, its sections, and the definitions its figures are linked to.

    `sheets` are the long tables that a workbook alone has room for, by name; `day` is the one it tells of.
    """

    title: str
    subtitle: str
    day: date
    sections: tuple[Section, ...]
    sheets: tuple[tuple[str, Table], ...]
    definitions: tuple[tuple[str, str, str, str], ...] = field(
        default=tuple((one.key, one.name, one.text, one.source) for one in DEFINITIONS)
    )


def with_numbers(sentences: Sequence[str]) -> tuple[str, ...]:
    """Keep the sentences that have a number."""
    return tuple(one for one in sentences if NUMBER.search(one))


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text at the names of measures: each part with the key it is linked to, empty where it is plain."""
    for part in [text] if text in DEFINED else NAMES.split(text):
        if part:
            yield part, DEFINED.get(part, "")


def figure(value: float | None) -> str:
    """Write a figure.

    >>> figure(None), figure(0.25)
    ('无定义', '0.250')
    """
    return UNDEFINED if value is None else f"{value:.3f}"
