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
