"""全区一览: the parts of a place × kinds of work, holes marked."""

from typing import Final

from api.asking import Asking
from api.schemas import CategoryColumn, Overview, OverviewCell, OverviewRow, Ref
from api.snapshot import View
from matching.overview import coverage

BELOW: Final = {"district": "subdistrict", "subdistrict": "community", "community": "compound"}


def overview_answer(asked: Asking, place: str | None = None) -> Overview:
    """Return, for every part of a place and kind of work, who can, who is free, what is asked.

    Raises
    ------
    UnknownPlace
        The place is not known, or not within the reader's scope.
    """
    number = asked.view.find_place(place, asked.scope)
    counted = asked.view.worked_out(("overview", number, asked.today), lambda: _overview(asked, number))
    return counted.model_copy(update={"place": asked.view.place_ref(number, place)}) if place else counted


def _overview(asked: Asking, number: int) -> Overview:
    view = asked.view
    parts = parts_of(view, number)
    found = coverage(view.problem, asked.today, [ref.id for ref in parts])
    cells = zip(found.can.tolist(), found.free.tolist(), found.asked.tolist(), found.hole.tolist(), strict=True)
    return Overview(
        place=view.place_ref(number),
        categories=[CategoryColumn(id=one, label=view.taxonomy.categories[one].label) for one in found.categories],
        rows=[
            OverviewRow(place=ref, cells=[_cell(*cell) for cell in zip(*row, strict=True)])
            for ref, row in zip(parts, cells, strict=True)
        ],
        holes=int(found.hole.sum()),
        week=asked.week,
    )


def _cell(can: int, free: int, wanted: int, hole: bool) -> OverviewCell:  # noqa: FBT001 one cell of four columns
    return OverviewCell(can=can, free=free, asked=wanted, hole=hole)


def parts_of(view: View, number: int) -> list[Ref]:
    """Return the parts of a place one level below, itself when it has none."""
    rows, level = view.territories.rows, BELOW.get(view.territories.rows[number].level)
    inside = (rows[one] for one in range(number, view.territories.ends[number]))
    parts = [Ref(id=row.id, name=row.name) for row in inside if row.level == level and view.places.stands(row)]
    return parts or [Ref(id=rows[number].id, name=rows[number].name)]
