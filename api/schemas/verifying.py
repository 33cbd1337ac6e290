"""The answer to 待核实: what to find out first, and what each answer would allow."""

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref
from api.schemas.examples import TO_VERIFY, shown_as


class OpenFact(Answer):
    """One fact that is not known and alone stands in the way of matches."""

    rule: str = Field(description="哪条规则", examples=["certificate"])
    label: str = Field(examples=["持证且在有效期"])
    subject: Ref = Field(description="问谁：人、队伍、单位、资源，或岗位、需求自己")
    subject_kind: str = Field(examples=["person"])
    subject_label: str = Field(examples=["个人"])
    sentence: str = Field(description="还不知道什么", examples=["低压电工证在册，有效期未登记"])
    remedy: str = Field(description="要核实什么", examples=["登记低压电工证有效期"])
    fills: int = Field(description="核实后，本周没有人做的能补上几处", examples=[1])
    more: int = Field(default=0, description="前面的都问成了，这一条还能另外补上几处；0 是备着问的", examples=[1])
    matches: int = Field(description="核实后，一共能派几对", examples=[12])
    value: int = Field(description="其中派得下的几对的分数合计", examples=[812_345])
    works: list[Ref] = Field(description="能派的事，最合适的几件；没有人做的在前")
    helpers: list[Ref] = Field(default_factory=list, description="问的是岗位时，能派去的人，最合适的几位")


class RuleCount(Answer):
    """How many facts one rule asks for."""

    rule: str
    label: str
    facts: int


class VerifyAnswer(Answer):
    """What to find out first within a place."""

    model_config = shown_as(TO_VERIFY)

    place: PlaceRef
    week: str
    only_gaps: bool = Field(description="只列能补上本周缺口的")
    gaps: int = Field(description="本周没有派满的事有几件")
    places: int = Field(default=0, description="这些事一共缺几处（名额）")
    covering: int = Field(default=0, description="前面几条补的缺口互不重复；后面的是备着问的")
    covered: int = Field(default=0, description="前面这几条都问成了，一共补上几处")
    total: int
    counts: list[RuleCount]
    items: list[OpenFact]
    uninsured: list[OpenFact] = Field(
        default_factory=list,
        description="不用核实：登记的是没有投保的岗位，投了保就能派的，能补上缺口最多的在前，最多列 limit 个",
    )
    uninsured_total: int = Field(default=0, description="这样的岗位一共几个")
    next_cursor: str | None = None
