"""Reviews: what those who were served say of the outcome."""

from datetime import date
from typing import Annotated

from pydantic import Field

from graph_model.entities.base import Entity


class Review(Entity):
    """A judgement of an outcome by those it served, 1 (不满意) to 5 (很满意); never of a person."""

    node_label = "Review"
    prefix = "review-"

    on: date
    satisfaction: Annotated[int, Field(ge=1, le=5)]
    comment: str | None = None
