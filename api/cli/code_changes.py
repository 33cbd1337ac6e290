"""What a comparison of codes found, by kind of change and by place, each with how many."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from api.cli.code_errors import change_line
from loaders.codes.changes import CHANGE_LABELS, Change, Comparison
from loaders.codes.units import Unit

MOST_OF_A_PLACE: Final = 8
MOST_PLACES: Final = 12
NOWHERE: Final = "本区"


def grouped_lines(found: Comparison, units: Mapping[str, Unit]) -> Iterator[str]:
    """Give the lines of a comparison: a kind of change with its count, the places below it, what changes there.

    ``units`` are those of the new set by code; what staff must confirm comes first everywhere.
    """
    names = {one.before.code: one.before.name for one in found.changes if one.before}
    names |= {code: unit.name for code, unit in units.items()}
    for kind, number in found.counts().items():
        if number:
            changes = [one for one in found.changes if one.kind is kind]
            yield f"{CHANGE_LABELS[kind]} {number} 条{_unsettled(changes)}"
            yield from _by_place(changes, names)


def _by_place(changes: Sequence[Change], names: Mapping[str, str]) -> Iterator[str]:
    ranked = sorted(changes, key=lambda one: (_place(one), one.settled, one.code))
    places = [(place, list(some)) for place, some in groupby(ranked, key=_place)]
    places.sort(key=lambda one: (all(change.settled for change in one[1]), -len(one[1]), one[0]))
    for place, some in places[:MOST_PLACES]:
        yield f"  {names.get(place, place) or NOWHERE} {len(some)} 条{_unsettled(some)}"
        yield from (f"    {change_line(one)}" for one in some[:MOST_OF_A_PLACE])
        if len(some) > MOST_OF_A_PLACE:
            yield f"    ……另有 {len(some) - MOST_OF_A_PLACE} 条"
    if len(places) > MOST_PLACES:
        left = sum(len(some) for _, some in places[MOST_PLACES:])
        yield f"  ……另有 {len(places) - MOST_PLACES} 处 {left} 条，用 --json 看全部"


def _place(change: Change) -> str:
    """Give the code of the unit a change lies in: the one above it, before the change where there was one."""
    unit = change.before or change.after
    return (unit.parent if unit else None) or ""


def _unsettled(changes: Sequence[Change]) -> str:
    number = sum(not one.settled for one in changes)
    return f"（要确认 {number} 条）" if number else ""
