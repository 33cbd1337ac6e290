"""The answers to 疑似同一人: two records side by side, what each field weighs, and what staff said."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.common import Answer, Ref

DoubleWord = Literal["是同一人", "不是", "以后再说"]


class DoubleFact(Answer):
    """One line of two records side by side; phone and ID number are told as given or not, never in digits."""

    label: str = Field(examples=["姓名"])
    one: str = Field(examples=["王建国"])
    other: str = Field(examples=["王建果"])
    said: str = Field(default="", description="比下来怎样；哪一边没有写就不算", examples=["读音相同"])
    weight: float | None = Field(default=None, description="分量（比特），负的是反证", examples=[12.4])


class PersonDouble(Answer):
    """Two records that may be of one person."""

    id: str = Field(examples=["double-person-1:person-2"])
    one: Ref
    other: Ref
    weight: float = Field(description="各项分量之和减去先验：10 约是一千比一，0 是一半对一半", examples=[13.2])
    chance: str = Field(examples=["99.9%"])
    certain: bool = Field(description="单凭证据就够：身份证号，或电话加姓名，没有反证")
    state: str = Field(description="待定，或以后再说", examples=["待定"])
    facts: list[DoubleFact]


class MergedPerson(Answer):
    """A merge that holds and can be undone."""

    id: str = Field(examples=["merge-person-2:person-1"])
    stays: Ref
    gone: str = Field(description="并掉的那条记录的编号，照样查得到", examples=["person-2"])
    by: str = Field(examples=["张三"])
    at: datetime


class DoublesAnswer(Answer):
    """The pairs that wait for staff, the surest first, and the latest merges."""

    total: int
    certain: int
    items: list[PersonDouble]
    next_cursor: str | None = Field(default=None, description="下一页从这里起；没有就是最后一页")
    left: int = Field(default=0, description="这一页以后还有几对")
    merges: list[MergedPerson]


class DoubleAnswer(Answer):
    """What judging a pair, or taking a merge back, left behind."""

    sentence: str = Field(examples=["已合并：王建果 并入 王建国。两个编号都查得到，随时可以撤销。"])
    merge: str | None = Field(default=None, description="合并的编号，撤销时用", examples=["merge-person-2:person-1"])
    stays: Ref | None = None
    kept: list[str] = Field(default_factory=list, description="撤销时没有改回的：后来又改过")


class FoundDoubles(Answer):
    """What looking for pairs came to."""

    persons: int
    waiting: int
    certain: int
    sentence: str = Field(examples=["比了 5,000 人：12 对像是同一人，其中 3 对证据很足。"])


class JudgeDouble(BaseModel):
    """What staff send of a pair, found or not."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"example": {"one": "person-1", "other": "person-2", "verdict": "是同一人"}},
    )

    one: str = Field(max_length=200, description="一条记录的编号")
    other: str = Field(max_length=200, description="另一条记录的编号")
    verdict: DoubleWord = Field(description="是同一人、不是，或以后再说")
