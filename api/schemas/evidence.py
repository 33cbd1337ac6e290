"""The answer to 依据: why this week may be trusted, with the commands that check it."""

from pydantic import Field

from api.schemas.common import Answer, PlaceRef
from api.schemas.weeks import RunSummary


class StepProof(Answer):
    """One step of the week and its proof, checked anew from what is kept."""

    step: str = Field(examples=["全周一起派"])
    helpers: int = Field(description="至少有一个符合组合的人、队伍、单位、资源")
    works: int = Field(description="至少有一个符合组合的岗位和需求")
    pairs: int = Field(description="轮到这一步的符合的组合", examples=[123_135])
    told: str = Field(description="这一步数的是谁、哪些事", examples=["2,210 名个人，640 件事：都至少有一个符合的组合"])
    suggested: int = Field(description="派出几条")
    settled: bool = Field(description="由工作人员指定的一步：照办的记录，不是求出来的最优")
    objective: int = Field(description="得到的总分；社区间的公平也算在内")
    bound: int = Field(description="按价格算出的上界：任何派法都超不过")
    gap: int = Field(examples=[0])
    proved: bool = Field(description="上界等于得到的，且复核通过：最优已证")
    faults: list[str] = Field(default_factory=list, description="复核不通过时，错在哪里")


class Cause(Answer):
    """A kind of cause of what differs from last week."""

    kind: str = Field(examples=["上周的人没有被采纳"])
    count: int
    example: str


class Stability(Answer):
    """How this week differs from the last, and why."""

    same: int
    new: int
    changed: int
    gaps: int
    share: float | None = Field(description="和上周一样的占全部建议几成；没有建议、没有上周可比时为空")
    incumbent: int = Field(description="上周的人选多算几分，没有缘故不换人", examples=[30_000])
    causes: list[Cause] = Field(description="每一种原因几条，多的在前")


class Check(Answer):
    """A command that verifies a part of this."""

    command: str = Field(examples=["gongjian verify-run 2026-W47:330106000000"])
    meaning: str


class EvidenceAnswer(Answer):
    """The proof of each step, fairness, stability and the last evaluation."""

    place: PlaceRef
    week: str
    run: RunSummary | None
    steps: list[StepProof] = Field(
        description="工作人员指定的一步（照办的记录），和全周一起派的证明；没有留下可读的证明时为空"
    )
    pairs_told: str = Field(default="", description="全周的符合的组合有几个，其中进了证明的几个，其余的为什么没有进")
    proved: bool = Field(description="刚刚复核的结果：最优已证，批次上写的总分、上界和每条建议都与证明一致")
    faults: list[str] = Field(default_factory=list, description="整批复核不通过时，错在哪里；每一步的错写在那一步")
    digest: str = Field(
        default="",
        description="证明的摘要（SHA-256）：生成时也记在变更记录里；抄在纸上，以后可以对。没有可读的证明时为空",
        examples=["f123614b574d004363355fb0fd3b7405f0baac4dcf99fa18d5b4f9048c24bd0d"],
    )
    settled: int = Field(description="由工作人员指定的建议")
    stability: Stability | None
    evaluation: list[str] = Field(description="以往的建议办得怎样，几句话")
    checks: list[Check]
