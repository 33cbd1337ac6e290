"""Problems 问题: the second grammar of the lists."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Deadline, Urgency
from graph_model.entities.terms import ListStatus


class Problem(Entity):
    """A problem as it was raised, before it is known what is needed."""

    node_label = "Problem"
    prefix = "problem-"

    title: Name
    description: str | None = None
    origin: str | None = None
    urgency: Urgency = 3
    deadline: Deadline | None = None
    status: ListStatus = ListStatus.OPEN
