"""Posts 岗位 of the person–post pool."""

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Age, Deadline, Seats, Slots, Urgency, WeeklyHours
from graph_model.entities.terms import ListStatus


class Post(Entity):
    """A post to be filled by `headcount` persons."""

    node_label = "Post"
    prefix = "post-"

    title: Name
    description: str | None = None
    headcount: Seats = 1
    slots: Slots | None = None
    hours_per_week: WeeklyHours | None = None
    hazards: str | None = None
    insured: bool | None = None
    min_age: Age | None = None
    max_age: Age | None = None
    beneficiaries: str | None = None
    urgency: Urgency = 3
    deadline: Deadline | None = None
    status: ListStatus = ListStatus.OPEN
