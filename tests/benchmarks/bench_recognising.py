"""How well and how fast sheets are recognised: kinds, columns, wrong ones told with confidence, and a peer's figures.

The peer takes a column for what an exact name or synonym says, the kind for the one with the most such names.
"""

import sys
from collections.abc import Iterable, Sequence
from statistics import quantiles
from time import perf_counter
from typing import Any, Final

from loaders.columns import NUMBERING
from loaders.headers import normal
from loaders.kinds import KINDS
from loaders.recognising import Recognition, recognise
from loaders.sheets import Sheet
from tests.benchmarks.layouts import layouts, sheet_of

SURE: Final = 0.8
SHEETS: Final = 200
ROW: Final = ("样例甲", "13800000001", "翠苑一区社区", "护理", "2026-03-01")
Told = tuple[str | None, list[tuple[str | None, float]]]


def ours(sheet: Sheet) -> Told:
    found: Recognition = recognise(sheet)
    fields = [(one.column.field if one.column else one.aside or None, one.confidence) for one in found.matches]
    return found.kind.key if found.kind else None, fields


def by_exact_names(sheet: Sheet) -> Told:
    layout = recognise(sheet).layout
    names = [normal(name) for name in layout.names if not NUMBERING.match(normal(name))] if layout else []
    tables = {kind.key: {name: one.field for one in kind.columns for name in one.normal_names} for kind in KINDS}
    key = max(tables, key=lambda key: sum(name in tables[key] for name in names))
    return key, [(tables[key].get(name), 1.0) for name in names]


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")


def told(name: str, answers: Iterable[tuple[dict[str, Any], Told]]) -> None:
    kinds = right = sure_and_wrong = columns = 0
    for layout, (kind, fields) in answers:
        kinds += kind == layout["kind"]
        for wanted, (field, confidence) in zip(layout["fields"], fields, strict=True):
            columns += 1
            right += field == wanted
            sure_and_wrong += field != wanted and field is not None and confidence >= SURE
    say(
        f"{name}: kinds {kinds} of {len(layouts())}, columns {right} of {columns} ({right / columns:.1%}), "
        f"wrong with confidence >= {SURE}: {sure_and_wrong} ({sure_and_wrong / columns:.1%})"
    )


def milliseconds(sheets: Sequence[Sheet]) -> list[float]:
    spent = []
    for sheet in sheets:
        began = perf_counter()
        recognise(sheet)
        spent.append(1_000 * (perf_counter() - began))
    return spent


def main() -> None:
    known = layouts()
    told("the form's title as the name of the sheet", [(one, ours(sheet_of(one))) for one in known])
    told("Sheet1, titles only where the form has them", [(one, ours(sheet_of(one, "Sheet1"))) for one in known])
    told("peer, exact names alone", [(one, by_exact_names(sheet_of(one))) for one in known])
    sheets = [sheet_of(known[number % len(known)], f"表{number}") for number in range(SHEETS)]
    for sheet in sheets:
        width = len(sheet.rows[-1])
        sheet.rows += [[ROW[(at + row) % len(ROW)] for at in range(width)] for row in range(60)]
    spent = milliseconds(sheets)
    say(f"{SHEETS} sheets of 60 rows: {sum(spent) / SHEETS:.1f} ms a sheet")
    say(f"95 in 100 under {quantiles(spent, n=20)[-1]:.1f} ms")


if __name__ == "__main__":
    main()
