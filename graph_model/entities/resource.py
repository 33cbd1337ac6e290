"""Resources 资源: what is offered."""

from datetime import date

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Slots, Units
from graph_model.entities.terms import ListStatus, Reach


class Resource(Entity):
    """Something offered: a room, goods, money, hours of a trade; `capacity` counts in `unit`."""

    node_label = "Resource"
    prefix = "resource-"

    title: Name
    description: str | None = None
    capacity: Units | None = None
    unit: str | None = None
    window_from: date | None = None
    window_until: date | None = None
    slots: Slots | None = None
    reach: Reach | None = None
    status: ListStatus = ListStatus.OPEN
