"""The answer to 谁能去哪服务 asked the other way: where one helper can serve."""

from datetime import date

from pydantic import Field

from api.schemas.common import Answer, Eligibility, HelperKind, PlaceRef, Ref, Score, WorkKind
from api.schemas.examples import WHERE, shown_as
from api.schemas.helpers import Part


class HelperHeader(Answer):
    """The helper whose places are asked for."""

    id: str
    name: str
    kind: HelperKind
    kind_label: str
    tags: list[str] = Field(default_factory=list)
    home: Ref | None = None
    slots: list[str] | None = Field(default=None, description="有空的半天；未登记时为空")
    free_capacity: int
    waiting_suggestions: int = Field(default=0, description="本周建议里派给他、还没有定的件数", examples=[1])
    waiting_at: list[Ref] = Field(default_factory=list, description="这几件在哪些社区的本周建议里，由那里的人来定")
    waiting_sentence: str = Field(
        default="",
        description="提议派去哪几件、等谁来定；没有要定的为空",
        examples=["本周建议还提议派去“水电维修岗”（翠苑一区社区），等工作人员采纳或不采纳"],
    )
    capacity_sentence: str


class WorkOffer(Answer):
    """A post or need the helper could serve, and why."""

    id: str
    kind: WorkKind
    kind_label: str = Field(examples=["岗位"])
    title: str
    place: Ref
    category: str | None = Field(default=None, description="类别名称")
    eligibility: Eligibility
    score: Score
    parts: list[Part] = Field(default_factory=list)
    reasons: list[str] = Field(default_factory=list)
    advice: str | None = None
    remaining: int = Field(description="还缺多少，单位见 unit")
    unit: str = Field(default="人", description="还缺的单位，如 人、把", examples=["人"])
    slots: list[str] = Field(default_factory=list)
    deadline: date | None = None
    distance_steps: int | None = None


class WorkCounts(Answer):
    """How many open works of the place stand under each verdict: all of them, before paging and the verdict filter."""

    yes: int
    unknown: int
    no: int


class WhereAnswer(Answer):
    """Where one helper can serve, best first."""

    model_config = shown_as(WHERE)

    helper: HelperHeader
    place: PlaceRef = Field(description="在哪里找；没有指定就是全部管辖范围")
    counts: WorkCounts
    works: list[WorkOffer]
    next_cursor: str | None = None
    week: str
