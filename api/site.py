"""What an import needs of the running service, so that another process can have it too."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from api.settings import Settings
from graph_model.driver import Graph


class Site(Protocol):
    """The settings and the graph of a site, and what day it is there; the parts of a service are one."""

    @property
    def settings(self) -> Settings:
        """What the site has set."""

    @property
    def graph(self) -> Graph:
        """Its graph."""

    @property
    def today(self) -> Callable[[], date]:
        """Says what day it is there."""


@dataclass(frozen=True, slots=True)
class OpenedSite:
    """A site as a process that serves nobody has it."""

    settings: Settings
    graph: Graph
    today: Callable[[], date]
