"""The answer to 学习与评估: what came of past weeks, how good the weights are, and which were proposed."""

from datetime import datetime

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref
from api.schemas.evaluation_example import EVALUATION
from api.schemas.examples import shown_as


class Figure(Answer):
    """A figure that is told only when it rests on enough."""

    value: float | None = Field(description="数值；依据不够时为空", examples=[0.72])
    low: float | None = Field(default=None, description="95% 区间的下限（比率用 Wilson 区间）")
    high: float | None = Field(default=None, description="95% 区间的上限")
    count: int = Field(description="依据多少条", examples=[240])
    least: int = Field(description="至少要多少条才说", examples=[30])
    missing: int = Field(description="还差多少条", examples=[0])


class Acceptance(Answer):
    """How many suggestions of a kind or a place were accepted."""

    id: str = Field(description="类别或镇街的编号；全部时为空")
    label: str = Field(examples=["水电维修"])
    accepted: int
    declined: int
    share: Figure


class ReasonCount(Answer):
    """How often a reason was given, and what of the fit it speaks of."""

    reason: str = Field(examples=["距离太远"])
    count: int
    speaks_of: list[str] = Field(
        description="这个理由说到哪几项特征；空的不用于学习", examples=[["就近", "双报到与结对"]]
    )


class Top(Answer):
    """Of the accepted, the share with fewer than k declined ones of their list above them."""

    k: int = Field(examples=[1])
    share: Figure
    by_chance: float | None = Field(description="随便排时的比例", examples=[0.12])


class ReliabilityRow(Answer):
    """How likely acceptance was said to be, and how often it came."""

    low: float
    high: float
    said: float | None = Field(description="说的把握，平均")
    came: Figure = Field(description="真的采纳的比例")


class Trial(Answer):
    """What weights did on the weeks kept from learning."""

    top: list[Top]
    pairs: Figure = Field(description="同一张单子里，采纳的排在未采纳的前面的比例")
    regret: Figure = Field(description="后悔值：每张单子取前面几个，比事后最好的排法少采纳的比例")
    brier: Figure = Field(description="Brier 分：把握与结果之差的平方的平均，越小越好")
    reliability: list[ReliabilityRow]


class WeightPoints(Answer):
    """The points of one feature."""

    key: str = Field(examples=["near"])
    label: str = Field(examples=["就近"])
    points: int = Field(examples=[140_000])
    documented: int = Field(description="写明的权重", examples=[140_000])


class ShadowSide(Answer):
    """One side of a shadow run."""

    suggestions: int
    gaps: int
    places: int = Field(description="有建议的地方数")
    proved: bool


class ShadowLine(Answer):
    """A suggestion only the other weights make."""

    work: str
    title: str
    helper: str
    helper_name: str


class ShadowRun(Answer):
    """The same week worked out by both weights; nothing of it was kept or shown as a suggestion."""

    week: str
    present: ShadowSide
    learnt: ShadowSide
    same: int = Field(description="两边都有的建议")
    other: int = Field(description="只有新权重才有的建议")
    examples: list[ShadowLine] = Field(description="只有新权重才有的，前几条")


class TrialBeside(Answer):
    """A proposal put to the test beside the weights in effect then."""

    learnt: Trial
    present: Trial
    lifted: int = Field(description="采纳的里头，排得更靠前的有几条")
    sunk: int = Field(description="排得更靠后的有几条")
    learnt_from: list[str] = Field(description="从哪几周学的")
    held_out: list[str] = Field(description="拿哪几周考的")
    shadow: ShadowRun


class WeightProposal(Answer):
    """Learnt weights under their number."""

    number: int
    made_at: datetime | None
    by: str | None
    decisions: int
    better: bool = Field(description="比试的时候用着的权重好，且好得不像是碰巧")
    usable: bool = Field(description="特征没有增减，还能用")
    in_effect: bool
    weights: list[WeightPoints]
    trial: TrialBeside | None = Field(description="试的结果；旧版本留下的读不出时为空")


class WeightsAnswer(Answer):
    """Which weights hold, and which were proposed."""

    number: int = Field(description="现在用的是几号；0 是写明的权重", examples=[0])
    adopted: list[int] = Field(description="先后采用过的，最后一个在用；退回就去掉最后一个")
    weights: list[WeightPoints]
    proposals: list[WeightProposal] = Field(description="新的在前")


class Enough(Answer):
    """What there is to learn from, and what it takes."""

    reached: bool
    weeks: int
    accepted: int
    declined: int = Field(description="因为不合适而未采纳的")
    least_weeks: int
    least_each: int = Field(description="采纳的和未采纳的，至少各要几条")
    missing_weeks: int
    missing_accepted: int
    missing_declined: int
    sentence: str


class SteadyWeeks(Answer):
    """How much of one week came again the next."""

    before: str
    week: str
    again: Figure


class SolverGap(Answer):
    """What a week's solve left below its proven bound, as a share of it; 0 is the optimum."""

    week: str
    share: float | None


class HelperRate(Answer):
    """How often what a unit or resource is suggested for is accepted, shrunken to the common rate; never a person."""

    helper: Ref
    kind: str = Field(examples=["organisation"])
    kind_label: str = Field(examples=["单位"])
    accepted: int
    decided: int
    rate: float
    low: float
    high: float


class EvaluationAnswer(Answer):
    """The honest account of past weeks."""

    model_config = shown_as(EVALUATION)

    place: PlaceRef
    week: str
    weeks: list[str] = Field(description="看了哪几周")
    suggestions: int
    enough: Enough
    acceptance: Acceptance
    by_category: list[Acceptance]
    by_subdistrict: list[Acceptance]
    reasons: list[ReasonCount]
    served: Figure = Field(description="至少有一条建议被采纳的社区的比例")
    load_gini: Figure = Field(description="采纳的事落在被建议的人和单位身上有多不均：0 一样多，近 1 都在一处")
    stability: list[SteadyWeeks]
    gaps: list[SolverGap]
    learnt_from: list[str]
    held_out: list[str]
    present: Trial
    rates: list[HelperRate] = Field(description="单位、团队和资源的采纳率；个人从不评分")
    weights: WeightsAnswer
