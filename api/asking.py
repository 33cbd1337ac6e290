"""What every answer is given: the graph, the view of it, who asks and what day it is."""

from dataclasses import dataclass
from datetime import date

from api.snapshot import View
from graph_model.driver import Graph
from graph_model.entities.candidates import HelperRow, WorkRow
from graph_model.scope import Scope
from matching.entries import SEEN_BY


@dataclass(frozen=True, slots=True)
class Asking:
    """One reader's question: answers read `view` (columns in memory) and `graph` (details), both within `scope`."""

    graph: Graph
    view: View
    scope: Scope
    today: date
    page_size: int = 20

    def sees_helper(self, row: HelperRow) -> bool:
        """Whether a helper belongs to the reader's scope."""
        return any(place.why in SEEN_BY[row.kind] and self.sees_place(place.territory) for place in row.places)

    def sees_work(self, row: WorkRow) -> bool:
        """Whether a work is asked for within the reader's scope."""
        return self.sees_place(row.territory)

    def sees_place(self, territory: str) -> bool:
        """Whether a territory is part of the reader's scope."""
        tree = self.view.territories
        return tree.contains(tree.number(self.scope.territory), tree.number(territory))

    @property
    def week(self) -> str:
        """The ISO week of today, as 2026-W47."""
        return week_of(self.today)


def week_of(day: date) -> str:
    """Return the ISO week of a day.

    >>> week_of(date(2026, 11, 22))
    '2026-W47'
    """
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"
