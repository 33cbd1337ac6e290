"""Activities: what happened."""

from datetime import date

from graph_model.entities.base import Entity, Name


class Activity(Entity):
    """An activity on a day; `attendance` counts those it reached."""

    node_label = "Activity"
    prefix = "activity-"

    title: Name
    on: date
    hours: float | None = None
    kind: str | None = None
    attendance: int | None = None
