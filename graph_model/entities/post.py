"""Posts 岗位 of the person–post pool."""

from datetime import date
from typing import Annotated

from pydantic import Field

from graph_model.entities.base import Entity, Name, Slots, Urgency
from graph_model.entities.terms import ListStatus


class Post(Entity):
    """A post to be filled by `headcount` persons."""

    node_label = "Post"
    prefix = "post-"

    title: Name
    description: str | None = None
    headcount: Annotated[int, Field(ge=0)] = 1
    slots: Slots | None = None
    hours_per_week: float | None = None
    hazards: str | None = None
    insured: bool | None = None
    min_age: int | None = None
    max_age: int | None = None
    beneficiaries: str | None = None
    urgency: Urgency = 3
    deadline: date | None = None
    status: ListStatus = ListStatus.OPEN
