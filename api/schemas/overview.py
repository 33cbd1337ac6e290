"""The answer to 全区一览: territories × kinds of work."""

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref
from api.schemas.examples import OVERVIEW, shown_as


class CategoryColumn(Answer):
    """One kind of work."""

    id: str
    label: str


class OverviewCell(Answer):
    """One community and one kind of work."""

    can: int = Field(description="能做的")
    free: int = Field(description="能做且本周有空的")
    asked: int = Field(description="本周要多少人")
    hole: bool = Field(description="有需求而无人")


class OverviewRow(Answer):
    """One territory; cells stand in the order of the categories."""

    place: Ref
    cells: list[OverviewCell]


class Overview(Answer):
    """Who can serve where, at a glance."""

    model_config = shown_as(OVERVIEW)

    place: PlaceRef
    categories: list[CategoryColumn]
    rows: list[OverviewRow]
    holes: int
    week: str
