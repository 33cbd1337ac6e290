"""Weights of the score that were learnt from decisions, numbered, with what was found when they were tried."""

from typing import Annotated

from pydantic import Field

from graph_model.entities.base import Entity


class WeightSet(Entity):
    """A proposal of weights; it changes nothing until it is adopted.

    `weights` is the JSON text of points by feature, `beside` that of the weights it was tried beside; `evaluation` is
    the JSON text of the trial. `decisions` counts those it was learnt from, of the weeks `first_week` to `last_week`
    of `territory`; `better` says whether it told later decisions apart better than the weights beside it.
    """

    node_label = "WeightSet"
    prefix = "weights-"

    number: Annotated[int, Field(ge=1)]
    territory: str
    by: str | None = None
    weights: str
    beside: str
    evaluation: str = "{}"
    decisions: Annotated[int, Field(ge=0)] = 0
    first_week: str | None = None
    last_week: str | None = None
    better: bool = False
