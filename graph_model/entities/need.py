"""Needs 需求: what is asked."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Deadline, Slots, SomeSeats, Units, Urgency
from graph_model.entities.terms import ListStatus, NeedKind


class Need(Entity):
    """Something asked for; `origin` is where it was raised: 民情恳谈会, 心愿墙, 四平台, 走访."""

    node_label = "Need"
    prefix = "need-"

    title: Name
    description: str | None = None
    quantity: Units | None = None
    unit: str | None = None
    headcount: SomeSeats = 1
    urgency: Urgency = 3
    beneficiaries: str | None = None
    deadline: Deadline | None = None
    slots: Slots | None = None
    origin: str | None = None
    kind: NeedKind = NeedKind.NEED
    status: ListStatus = ListStatus.OPEN
