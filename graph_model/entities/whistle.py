"""Whistles 街社吹哨: a territory calls departments to report."""

from datetime import date

from graph_model.entities.base import Entity, Name
from graph_model.entities.terms import ListStatus


class Whistle(Entity):
    """A call for help from a street or community to departments."""

    node_label = "Whistle"
    prefix = "whistle-"

    title: Name
    description: str | None = None
    blown_on: date
    deadline: date | None = None
    closed_on: date | None = None
    status: ListStatus = ListStatus.OPEN
