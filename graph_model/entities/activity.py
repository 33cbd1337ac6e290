"""Activities: what happened."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Crowd, Happened, Hours


class Activity(Entity):
    """An activity on a day; `attendance` counts those it reached."""

    node_label = "Activity"
    prefix = "activity-"

    title: Name
    on: Happened
    hours: Hours | None = None
    kind: str | None = None
    attendance: Crowd | None = None
