"""Twenty-two real layouts of ledgers as sheets, with the kind and the fields they hold, looked through by hand."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loaders.sheets import Cell, Sheet, Span


def layouts() -> list[dict[str, Any]]:
    return json.loads(Path(__file__).with_name("layouts.json").read_text(encoding="utf-8"))


def sheet_of(layout: Mapping[str, Any], name: str | None = None) -> Sheet:
    """Lay out title rows and headers as the form has them; ``name`` in place of the title as the sheet's name."""
    rows: list[list[Cell]] = [[title] for title in layout["title_rows"]]
    merged: list[Span] = []
    first, *below = layout["header_levels"]
    top = len(rows)
    for left, word in enumerate(first):
        if below and word and (left == 0 or first[left - 1] != word):
            right = next((at - 1 for at in range(left, len(first)) if first[at] != word), len(first) - 1)
            if right > left:
                merged.append((top, left, top, right))
    parents = [word if not below or not at or first[at - 1] != word else "" for at, word in enumerate(first)]
    return Sheet("台账.xlsx", name or layout["title"], [*rows, parents, *map(list, below)], merged)
