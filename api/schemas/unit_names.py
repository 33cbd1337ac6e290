"""The answers on what units are called: words of ledgers, the unit they most likely mean, and staff's word."""

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.common import Answer, Ref


class LikelyUnit(Answer):
    """A registered unit that words may mean."""

    unit: Ref
    score: float = Field(description="0 到 1", examples=[0.95])
    reason: str = Field(examples=["通行的简称或旧称"])


class UnknownUnit(Answer):
    """Words ledgers gave as a unit that nobody registered under that name."""

    words: str = Field(examples=["区法院"])
    persons: int = Field(description="管辖范围内多少人写了这个单位", examples=[12])
    likely: list[LikelyUnit]


class UnitNamesAnswer(Answer):
    """All such words within the reader's scope, the commonest first."""

    total: int
    items: list[UnknownUnit]


class UnitNameAnswer(Answer):
    """What telling, or taking back, what a unit is called left behind."""

    sentence: str = Field(examples=["记下了：“区法院”就是样例区人民法院，12 人的工作单位连上了。"])
    persons: int


class NameUnit(BaseModel):
    """What staff send: the unit, and what it is called."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"unit": "org-1", "words": "区法院"}})

    unit: str = Field(max_length=200, description="单位编号")
    words: str = Field(min_length=1, max_length=200, description="简称、旧称或别的叫法")
    take_back: bool = Field(default=False, description="收回：不再这样叫")
