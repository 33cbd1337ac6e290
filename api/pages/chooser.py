"""The chooser of places: a plain select with a group a subdistrict, written once for each state of the territories."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from markupsafe import Markup, escape

from graph_model.entities.candidates import TerritoryRow

LISTED: Final = frozenset({"district", "subdistrict", "community"})


def options(territories: Sequence[TerritoryRow], chosen: TerritoryRow | None) -> Markup:
    """Return the options with `chosen` selected; a place below the communities is listed as itself, first."""
    listed = _options(tuple(territories))
    if chosen is None:
        return listed
    if chosen.level not in LISTED:
        return Markup('<option value="{}" selected>{}</option>').format(chosen.id, chosen.name) + listed
    mark = f'value="{escape(chosen.id)}"'
    return Markup(listed.replace(mark, mark + " selected", 1))  # noqa: S704 both parts are escaped above


@lru_cache(maxsize=4)
def _options(territories: tuple[TerritoryRow, ...]) -> Markup:
    below: dict[str | None, list[TerritoryRow]] = {}
    for one in sorted(territories, key=lambda row: row.id):
        below.setdefault(one.parent, []).append(one)
    ids = {one.id for one in territories}
    roots = [one for one in territories if one.parent not in ids]
    return Markup().join(_branch(one, below) for one in sorted(roots, key=lambda row: row.id))


def _branch(place: TerritoryRow, below: dict[str | None, list[TerritoryRow]]) -> Markup:
    if place.level == "district":
        inner = Markup().join(_branch(one, below) for one in below.get(place.id, ()))
        return _option(place, f"{place.name}（全部）") + inner
    if place.level == "subdistrict":
        communities = [one for one in below.get(place.id, ()) if one.level == "community"]
        inner = _option(place, f"{place.name}（全部）") + _flat(communities)
        return Markup('<optgroup label="{}">{}</optgroup>').format(place.name, inner)
    return _option(place, place.name) if place.level in LISTED else Markup()


def _flat(places: Iterable[TerritoryRow]) -> Markup:
    return Markup().join(_option(one, one.name) for one in places)


def _option(place: TerritoryRow, name: str) -> Markup:
    return Markup('<option value="{}">{}</option>').format(place.id, name)
