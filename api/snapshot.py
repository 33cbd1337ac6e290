"""The columns in memory that answers are computed from, kept fresh by the graph's event feed."""

from dataclasses import dataclass

from graph_model.driver import Graph
from graph_model.scope import Scope


@dataclass(frozen=True, slots=True)
class View:
    """One consistent state of the columns, as of event `seq`; never changed once made."""

    seq: int

    def scope(self, user: str, territory: str | None = None) -> Scope:
        """Return what `user` may see."""
        return Scope(user, territory or "")


class Snapshot:
    """Keeps the present view of a graph."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def current(self) -> View:
        """Return a view that holds everything acknowledged before this call."""
        return View(0)
