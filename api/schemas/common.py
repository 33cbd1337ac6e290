"""Shapes that every answer shares: places, pages and problems."""

from datetime import date
from typing import Annotated, Any, ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field

Item = TypeVar("Item")
Eligibility = Literal["符合", "待核实", "不符合"]
HelperKind = Literal["person", "team", "organisation", "resource"]
WorkKind = Literal["post", "need", "ask"]
Score = Annotated[int, Field(ge=0, le=1_000_000, description="契合程度，0 到 1,000,000 的整数")]


class Answer(BaseModel):
    """The base of all answers: immutable, and refuses a field it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ref(Answer):
    """A thing named by its id."""

    id: str = Field(examples=["330106008001"])
    name: str = Field(examples=["翠苑一区社区"])


class Succession(Answer):
    """What became of a territory that was merged or split."""

    code: str = Field(description="旧代码", examples=["330106008090"])
    name: str = Field(description="旧名", examples=["翠苑旧社区"])
    level: str = Field(examples=["community"])
    level_label: str = Field(examples=["社区"])
    on: date | None = Field(default=None, description="哪一天撤并的；台账没写就为空", examples=["2025-03-01"])
    heirs: list[Ref] = Field(description="现在归哪里；拆分时不止一处")
    sentence: str = Field(examples=["翠苑旧社区（330106008090）已于2025年3月1日并入翠苑一区社区（330106008001）。"])


class PlaceRef(Answer):
    """A territory with the names on the way to it, the district first."""

    id: str = Field(examples=["330106008001"])
    name: str = Field(examples=["翠苑一区社区"])
    level: str = Field(examples=["community"])
    level_label: str = Field(default="", examples=["社区"])
    path: list[Ref] = Field(default_factory=list, description="从区到本处，逐级")
    requested: str | None = Field(default=None, description="若问的是已合并的旧代码，这里是所问的代码")
    succession: Succession | None = Field(default=None, description="若问的是已撤并的旧代码或旧名，这里说明并到了哪里")


class Page(Answer, Generic[Item]):
    """One page of a list; `next_cursor` is absent on the last."""

    items: list[Item]
    next_cursor: str | None = None


class Problem(BaseModel):
    """An error as RFC 9457 problem details, with what to do about it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        json_schema_extra={
            "example": {
                "type": "/problems/capacity-taken",
                "title": "名额已满",
                "status": 409,
                "detail": "“水电维修岗”的最后一个名额刚刚被别人采纳。请刷新本页，另选人选。",
                "instance": "/api/v1/suggestions/x/accept",
            }
        },
    )

    type: str = Field(description="错误的种类，稳定不变，可供程序判断")
    title: str
    status: int
    detail: str = Field(description="出了什么事，接下来怎么办")
    instance: str | None = None
    facts: dict[str, Any] | None = Field(default=None, description="有关的事实")
