"""The answer to 工作台: what waits for the reader this week."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref
from api.schemas.examples import DESK, shown_as
from api.schemas.overview import Overview
from api.schemas.weeks import RunSummary, Scarcity, WeekChanges, WeekCounts


class DueItem(Answer):
    """One thing that should be done soon."""

    kind: Literal["certificate", "verify", "need", "gap"]
    title: str = Field(examples=["样例·孙立 的调解员证明天到期"])
    sentence: str = Field(default="", examples=["不复审则下周 2 个岗位无人"])
    due: date | None = None
    days_left: int | None = Field(default=None, description="负数为已逾期的天数")
    subject: Ref
    unlocks: int = Field(default=0, description="办了之后能多办成几件")


class DeskAnswer(Answer):
    """What waits this week, and coverage at a glance."""

    model_config = shown_as(DESK)

    place: PlaceRef
    week: str
    today: date
    run: RunSummary | None
    counts: WeekCounts
    changes: WeekChanges
    due: list[DueItem] = Field(description="到期与待核实，最急的在前")
    certificates: list[DueItem] = Field(default_factory=list, description="30 天内到期的证书")
    to_verify: list[DueItem] = Field(default_factory=list, description="核实后能解最多的在前")
    overdue_needs: list[DueItem] = Field(default_factory=list, description="7 天内到期或已逾期的需求")
    gaps: list[DueItem] = Field(default_factory=list)
    scarce: list[Scarcity] = Field(default_factory=list)
    coverage: Overview
    totals: dict[str, int] = Field(default_factory=dict, description="人员、单位、社区、岗位、需求的数目")
