"""The chooser of places: a plain select with a group a subdistrict, written once for each state of the territories."""

from typing import Final

from markupsafe import Markup, escape

from api.places import Places
from graph_model.entities.candidates import TerritoryRow
from matching.problem import Territories

LISTED: Final = frozenset({"district", "subdistrict", "community"})


class Chooser:
    """Writes the options and keeps what it wrote last: territories seldom change, pages are many."""

    def __init__(self) -> None:
        self._written: tuple[Places | None, Markup] = (None, Markup())

    def options(self, places: Places, chosen: str) -> Markup:
        """Return the options with `chosen` selected; a place below the communities stands first, as itself."""
        known, listed = self._written
        if known is not places:
            listed = _options(places)
            self._written = (places, listed)
        mark = f'value="{escape(chosen)}"'
        if mark in listed:
            return Markup(str(listed).replace(mark, mark + " selected", 1))  # noqa: S704 both parts are escaped
        return _lower(places.territories, chosen) + listed


CHOOSER: Final = Chooser()


def narrower(places: Places, chosen: str) -> list[TerritoryRow]:
    """Return the compounds of a community, or those beside a compound; nothing for a larger place."""
    territories = places.territories
    number = territories.number(chosen)
    if number < 0:
        return []
    if territories.rows[number].level == "compound":
        number = territories.parents[number]
    if territories.rows[number].level != "community":
        return []
    below = territories.rows[number + 1 : territories.ends[number]]
    return [row for row in below if row.level == "compound" and places.stands(row)]


def _lower(territories: Territories, chosen: str) -> Markup:
    number = territories.number(chosen)
    if number < 0:
        return Markup()
    place = territories.rows[number]
    return Markup('<option value="{}" selected>{}</option>').format(place.id, place.name)


def _options(places: Places) -> Markup:
    written, in_group = [], False
    for place in places.territories.rows:
        if place.level not in LISTED or not places.stands(place):
            continue
        if place.level != "community":
            if in_group:
                written.append(Markup("</optgroup>"))
            in_group = place.level == "subdistrict"
            if in_group:
                written.append(Markup('<optgroup label="{}">').format(place.name))
        written.append(_option(place))
    return Markup().join([*written, Markup("</optgroup>") if in_group else Markup()])


def _option(place: TerritoryRow) -> Markup:
    name = place.name if place.level == "community" else f"{place.name}（全部）"
    return Markup('<option value="{}">{}</option>').format(place.id, name)
