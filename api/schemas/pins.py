"""The answers to 指定和不派: what staff settled about persons and posts."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.common import Answer, PlaceRef, Ref

PinWord = Literal["指定", "不派"]


class Pin(Answer):
    """A helper fixed on a work or barred from it, by whom, when and why, and whether the week keeps it."""

    id: str = Field(examples=["pin-post-1:person-1"])
    kind: PinWord
    post: Ref = Field(description="岗位或需求")
    person: Ref = Field(description="人；需求也可以是队伍、单位、资源")
    listed: bool = Field(default=True, description="本人还在名单里；不在的，不再占名额")
    place: Ref | None = Field(default=None, description="岗位或需求现在所在的社区")
    why: str = Field(default="", examples=["居民点名请他"])
    by: str = Field(examples=["管理员"])
    at: datetime
    holds: bool = Field(description="还作数；撤销了就不作数")
    sentence: str = Field(examples=["由工作人员指定：管理员，11月22日，居民点名请他"])
    kept: str = Field(description="本周照办了没有，没有照办是因为什么", examples=["本周建议已照办"])


class PinsAnswer(Answer):
    """All that staff settled within a place and that holds."""

    place: PlaceRef
    week: str
    pins: list[Pin]


class PinAnswer(Answer):
    """What settling or lifting left behind."""

    pin: Pin
    sentence: str = Field(examples=["已指定：样例·陈志强 → 水电维修岗。从下一次生成的本周建议起照办。"])


class Settle(BaseModel):
    """What staff send when they fix a helper on a work or bar them."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"post": "post-1", "person": "person-1", "kind": "指定", "why": "居民点名请他"}},
    )

    post: str = Field(max_length=200, description="岗位或需求编号")
    person: str = Field(max_length=200, description="人员编号；需求也可以写队伍、单位、资源的编号")
    kind: PinWord = Field(default="指定", description="指定，或不派")
    why: str = Field(default="", max_length=200, description="理由")
