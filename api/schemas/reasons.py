"""The answer to 为什么不是他: every finding about one person and one post."""

from pydantic import Field

from api.schemas.common import Answer, Eligibility, Ref, Score
from api.schemas.examples import WHY_NOT, shown_as
from api.schemas.helpers import Part


class Finding(Answer):
    """What one rule says, on which facts."""

    rule: str = Field(examples=["certificate"])
    label: str = Field(default="", examples=["证书"])
    verdict: Eligibility
    sentence: str = Field(examples=["要求持有低压电工证，他的证 2026年4月已过期"])
    source: str | None = Field(default=None, description="出自哪条规定", examples=["《志愿服务条例》第十六条"])


class WeekStanding(Answer):
    """How a pair that fits all rules stands in this week's proven plan."""

    suggested: bool
    missing: int | None = Field(
        ge=0,
        description="按证明最优的价格还差几分：定要派他，全区至少少得这么多分；他这周先要去紧急的那一件时为空，那不是分数",
    )
    by_seat: bool = Field(description="这一件再加 1 个名额，是否就可以是他")
    sentence: str


class Supposition(Answer):
    """One supposed fact, as `what-if` takes it, that alone would make a helper fit a work."""

    what: str = Field(description="名额、上限、加证、有空", examples=["有空"])
    helper: str
    work: str
    value: str = Field(examples=["周六上午"])
    sentence: str = Field(examples=["假如周六上午有空"])


class WhyNotAnswer(Answer):
    """Why a person is, or is not, suggested for a post."""

    model_config = shown_as(WHY_NOT)

    person: Ref
    post: Ref
    eligibility: Eligibility
    score: Score
    sentence: str
    findings: list[Finding]
    parts: list[Part] = Field(default_factory=list)
    missing: list[str] = Field(default_factory=list, description="还没有登记、登记了就能判断的事")
    smallest_change: str | None = None
    what_if: list[Supposition] = Field(default_factory=list, description="假如只改这一件就符合：可以照这样试算")
    this_week: WeekStanding | None = Field(
        default=None, description="各项规则都符合的，在本周的派法里差多少、怎样就轮到他；没有本周建议时没有"
    )
