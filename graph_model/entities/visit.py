"""Visits 走访."""

from datetime import date

from graph_model.entities.base import Entity


class Visit(Entity):
    """A visit to residents or a unit, and what was heard."""

    node_label = "Visit"
    prefix = "visit-"

    on: date
    purpose: str | None = None
    summary: str | None = None
