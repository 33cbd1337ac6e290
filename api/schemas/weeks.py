"""The answer to 本周建议: what the weekly match proposes, community by community."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.common import Answer, Eligibility, HelperKind, PlaceRef, Ref, Score, WorkKind
from api.schemas.examples import WEEK, shown_as
from api.schemas.helpers import Part

Change = Literal["新增", "不变", "调整", "缺口"]
DecisionState = Literal["待定", "已采纳", "未采纳"]
DeclineReason = Literal["本人不便", "时间不合适", "距离太远", "专业不对口", "已有人承担", "情况已变化", "其他"]


class Fairness(Answer):
    """How a week is spread over communities, beside the week that counts scores alone, and what that costs."""

    sentence: str = Field(examples=["有需要的 213 个社区里 206 个本周有人去，只看总分是 201 个；为此让出总分的 0.04%"])
    on: bool = Field(description="有没有开启")
    returns: list[int] = Field(description="每个社区第一、第二……条建议另加的分", examples=[[300_000, 150_000, 50_000]])
    most_new: int = Field(description="同一个人一周最多几条新建议；0 表示只按本人上限")
    given_up: int = Field(description="为公平让出的总分", examples=[678_645])
    last: int = Field(description="其中最后一档让出的", examples=[148_009])
    worth: int = Field(description="只看总分时的总分", examples=[1_890_374_653])
    suggestions: int
    suggestions_without: int = Field(description="只看总分时有几条建议")
    asked: int = Field(description="有需要的社区", examples=[213])
    served: int = Field(description="其中本周至少有一条建议的", examples=[206])
    served_without: int = Field(description="只看总分时的", examples=[201])
    fewest: int = Field(description="得到最少的一成社区合计几条", examples=[15])
    fewest_without: int = Field(examples=[10])
    most: int = Field(description="得到最多的一个人有几条", examples=[3])
    most_without: int = Field(examples=[3])


class RunSummary(Answer):
    """One weekly run and the proof of its optimum."""

    id: str = Field(examples=["2026-W47:330106000000"])
    week: str = Field(examples=["2026-W47"])
    scope: str = Field(examples=["330106000000"])
    finished_at: datetime | None
    proved: bool = Field(
        description="全周一起派（资源按数量；团队、单位、资源和个人），在名额、上限和半天限制下的最优是否已证"
    )
    objective: int
    bound: int
    people: int
    posts: int
    pairs: int
    seconds: float
    fairness: Fairness | None = Field(default=None, description="社区之间的公平和它的代价；早先的批次没有算过")


class SuggestedWork(Answer):
    """The post or need a suggestion is for."""

    id: str
    kind: WorkKind
    kind_label: str = "岗位"
    title: str
    remaining: int = Field(description="此刻还缺多少，单位见 unit")
    unit: str = Field(default="人", description="还缺的单位，如 人、把", examples=["人"])


class SuggestedHelper(Answer):
    """Whom a suggestion names."""

    id: str
    name: str
    kind: HelperKind
    kind_label: str


class Suggestion(Answer):
    """One line of the week: a helper for a work, or a gap, with its cause."""

    id: str
    work: SuggestedWork
    helper: SuggestedHelper | None
    verdict: Eligibility | None = None
    slots: list[str] = Field(default_factory=list, description="定在哪个半天去", examples=[["周六上午"]])
    score: Score = 0
    parts: list[Part] = Field(default_factory=list)
    reasons: list[str] = Field(default_factory=list)
    change: Change
    cause: str = Field(default="", description="与上周不同的原因")
    settled: str | None = Field(
        default=None, description="由工作人员指定时：谁、何时、为什么", examples=["由工作人员指定：管理员，11月22日"]
    )
    decision: DecisionState = "待定"
    decided_by: str | None = None
    decided_at: datetime | None = None
    decline_reason: str | None = None
    why_not: str | None = Field(default=None, description="缺口的原因")


class CommunitySuggestions(Answer):
    """The week of one community."""

    place: PlaceRef
    suggestions: list[Suggestion]
    gaps: list[Suggestion] = Field(default_factory=list)


class WeekCounts(Answer):
    """How the week stands, over all communities asked for."""

    suggestions: int
    pending: int
    accepted: int
    declined: int
    eligible_pending: int = Field(default=0, description="资格全部符合而待定的")


class WeekChanges(Answer):
    """How the week differs from the last."""

    same: int
    new: int
    changed: int
    gaps: int


class Scarcity(Answer):
    """A kind of helper of which there are too few, and whom that blocks."""

    label: str = Field(examples=["持心理咨询师证的人"])
    have: int = Field(description="现在就能做的：证书在有效期、本人同意、在册；岗位只数个人")
    wanted: int = Field(description="空缺的名额")
    sentence: str = Field(examples=["现在只有 2 名，算上本周建议都已排满；还有 4 处缺口"])
    blocked: list[Ref] = Field(default_factory=list, description="卡住的社区，最多列几个")
    blocked_places: int = Field(default=0, description="一共卡住几个社区")


class WeekAnswer(Answer):
    """The suggestions of one week, a page of communities at a time."""

    model_config = shown_as(WEEK)

    week: str
    place: PlaceRef
    run: RunSummary | None = Field(description="这一周还没有运行时为空")
    communities: list[CommunitySuggestions]
    counts: WeekCounts
    changes: WeekChanges
    scarce: list[Scarcity] = Field(default_factory=list)
    next_cursor: str | None = None


class Decline(BaseModel):
    """What staff send when they decline."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"example": {"reason": "时间不合适", "note": ""}})

    reason: DeclineReason
    note: str = Field(default="", max_length=500, description="“其他”须写明")


class Decision(Answer):
    """What a decision left behind."""

    suggestion: Suggestion
    sentence: str = Field(examples=["已采纳：样例·陈志强 → 水电维修岗，还缺 1 人。"])
