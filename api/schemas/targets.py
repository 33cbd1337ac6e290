"""The answers to 目标看板: every number the documents set, its live value, and the rows behind it."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref

TargetVerdict = Literal["达到", "没达到", "待补数据", "缺数据", "不按本区比"]
RowVerdict = Literal["算数", "不算", "缺数据"]


class TargetItem(Answer):
    """One number a document sets, beside what the graph holds."""

    id: str = Field(examples=["s0-upper-alliances"])
    name: str = Field(examples=["区、镇街级党建联盟"])
    document: Ref = Field(description="出自哪份文件")
    section: str = Field(description="哪一节", examples=["一、1.区域化党建联盟建设行动"])
    wording: str = Field(description="原文", examples=["全区打造区、镇街级党建联盟不少于20个"])
    number: float = Field(description="要达到多少", examples=[20])
    unit: str = Field(examples=["个"])
    asks: str = Field(description="要求，写成话", examples=["不少于 20 个"])
    deadline: date | None = Field(default=None, description="期限；原文没写就为空")
    responsible: list[str] = Field(description="责任单位，照原文")
    supporting: list[str] = Field(description="配合单位，照原文")
    reading: str = Field(description="我们怎样数")
    value: float | None = Field(description="现在是多少；缺数据时为空，从不写成 0", examples=[23])
    value_words: str = Field(examples=["23 个"])
    met: int = Field(description="算数的有几条", examples=[23])
    rows: int = Field(description="一共看了几条", examples=[23])
    unknown: int = Field(description="缺数据、说不准的几条", examples=[0])
    verdict: TargetVerdict
    missing: str = Field(default="", description="缺数据时，要导入什么")
    before: float | None = Field(default=None, description="以往最近一周的值；没有就为空")
    before_week: str = Field(default="", examples=["2026-W46"])


class TargetCounts(Answer):
    """How many targets there are of each verdict."""

    reached: int
    short: int
    pending: int
    missing: int
    apart: int


class TargetsAnswer(Answer):
    """All targets for a place."""

    place: PlaceRef
    as_of: date
    week: str = Field(examples=["2026-W47"])
    counts: TargetCounts
    items: list[TargetItem]


class TargetRow(Answer):
    """One row behind a number."""

    kind: str = Field(examples=["territory"])
    id: str
    name: str
    verdict: RowVerdict
    note: str = Field(examples=["没有登记"])
    place: Ref | None = None
    act: str = Field(default="", description="该由谁来办（所在地方的牵头党组织，或单位自己）")


class TargetWeek(Answer):
    """What a value was in a week."""

    week: str
    on: date
    value: float | None
    value_words: str = Field(examples=["99.9%"])
    met: int
    rows: int
    unknown: int


class TargetAnswer(Answer):
    """A target with one page of its rows, and its weeks."""

    place: PlaceRef
    target: TargetItem
    items: list[TargetRow]
    total: int
    history: list[TargetWeek]
    next_cursor: str | None = None
