"""Projects 项目."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Deadline, Money
from graph_model.entities.terms import ListStatus


class Project(Entity):
    """A project; `topic` is one of the ten actions, `measure` the measure and `target` its figure."""

    node_label = "Project"
    prefix = "project-"

    title: Name
    description: str | None = None
    topic: str | None = None
    measure: str | None = None
    target: str | None = None
    budget: Money | None = None
    deadline: Deadline | None = None
    status: ListStatus = ListStatus.OPEN
