"""The answers on 联盟强度: what alliances there are, and everything there is to say of one; no person is in them."""

from datetime import date
from typing import Any, Literal

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref

AllianceKind = Literal["alliance", "committee", "whole"]


class AllianceItem(Answer):
    """An alliance, a 大党委 with its 1+N or the whole district, described; never ranked."""

    id: str = Field(examples=["alliance-01d3c3064fe54e13"])
    name: str
    kind: AllianceKind
    kind_label: str = Field(examples=["党建联盟"])
    level: str = Field(examples=["community"])
    level_label: str = Field(examples=["社区"])
    places: list[Ref] = Field(description="覆盖哪里")
    form_label: str = Field(description="声明的治理形式；没写为空", examples=["牵头单位型"])
    founded: date | None = None
    leader: str = Field(default="", description="牵头的党组织")
    members: int
    ties: int = Field(description="近 365 天有来往的成员对")
    dormant: int = Field(description="休眠的成员对")
    hangs: bool | None = Field(description="是不是挂在一家身上；无定义时为空")
    leaning: str = Field(description="挂没挂在一家身上，一句话，带数")


class AlliancesAnswer(Answer):
    """A page of alliances, by level, place and name."""

    place: PlaceRef
    as_of: date
    quarter: str = Field(examples=["2026Q4"])
    levels: dict[str, int] = Field(description="各层级几个")
    items: list[AllianceItem]
    total: int
    next_cursor: str | None = None


class AllianceMember(Answer):
    """A member."""

    id: str
    name: str
    kind: str = Field(examples=["organisation"])
    system: str | None = Field(description="条线")
    role: str = ""
    ties: int = Field(description="和几家有来往")


class AllianceFinding(Answer):
    """One expectation of the declared form, and whether it holds."""

    key: str
    holds: bool
    sentence: str


class ChanceRow(Answer):
    """A measure beside random networks of the same degrees."""

    key: str
    name: str
    observed: float
    mean: float
    spread: float = Field(description="随机网络的标准差")
    z: float
    p: float


class TieChangeRow(Answer):
    """A tie that came or went, with its deeds."""

    one: str
    two: str
    came: bool
    deeds: list[str]
    effect: float | None = Field(default=None, description="假如只有它没变，这一项差多少")


class MeasureChange(Answer):
    """A measure from one quarter to the next, with the ties that moved it most."""

    key: str
    name: str
    before: float | None
    after: float | None
    ties: list[TieChangeRow]


class AllianceStep(Answer):
    """From one quarter to the next."""

    before: str
    after: str
    joined: list[str]
    left: list[str]
    came: int
    went: int
    ties: list[TieChangeRow]
    changes: list[MeasureChange]


class MeasureRow(Answer):
    """A measure with its definition, source and value; None where undefined, with the reason."""

    key: str
    name: str
    definition: str
    source: str
    value: Any = None
    words: str
    reason: str = ""


class LayerMeasure(Answer):
    """One figure of one kind of ties alone; None where undefined, with the reason."""

    key: str
    name: str
    value: float | None
    reason: str = ""


class LayerRow(Answer):
    """One kind of ties alone."""

    kind: str
    name: str
    ties: int
    density: float | None
    degree_centralization: float | None
    fragmentation: float | None
    measures: list[LayerMeasure] = Field(description="这一种联系单独成网的各项度量，逐家的和名单不在其中")


class GroupRow(Answer):
    """The E–I index by one attribute of members, beside labels shuffled; None where undefined, with the reason."""

    name: str = Field(examples=["镇街"])
    index: float | None
    expected: float | None = Field(description="组别打乱后的平均值")
    p: float | None
    reason: str = ""


class TieRow(Answer):
    """A tie that is awake."""

    one: str
    two: str
    weight: float
    kinds: int
    deeds: list[str] = Field(description="近 365 天的事，最近的在前")


class DormantRow(Answer):
    """A tie whose last deed lies before the window."""

    one: str
    two: str
    last: date
    deed: str


class LostServices(Answer):
    """What a community loses."""

    community: str
    services: list[str]


class StepIn(Answer):
    """Who could step in, as the matching engine answers."""

    name: str
    weeks: float
    reason: str


class LossRow(Answer):
    """What the others are left with when one or two members leave."""

    members: list[str]
    fragmentation: float
    distance_weighted_fragmentation: float | None
    cut_off: int = Field(description="几家连不上其余的")
    services: int = Field(description="少几项服务")
    lost: list[LostServices]
    candidates: list[StepIn]
    weeks: float | None = Field(default=None, description="最快几周有人顶上")


class AllianceDrill(Answer):
    """The loss drill."""

    fragmentation: float
    distance_weighted_fragmentation: float
    losses: list[LossRow] = Field(description="按成员名称")
    worst: LossRow
    worst_pair: LossRow
    sentences: list[str]
    notes: list[str]


class ProposalChange(Answer):
    """What a proposal would do to a measure."""

    key: str
    name: str
    before: float | None
    after: float | None


class ProposalRow(Answer):
    """One thing to do."""

    kind: str
    kind_label: str = Field(examples=["请谁加入"])
    members: list[str]
    sentence: str
    changes: list[ProposalChange]


class AllianceAnswer(Answer):
    """Everything there is to say of one alliance in one quarter, or one week."""

    alliance: AllianceItem
    as_of: date
    quarter: str
    quarters: list[str] = Field(description="可以看的季度")
    weeks: list[str] = Field(description="可以看的周，如 2026-W47")
    sentences: list[str] = Field(description="结论，每句带数")
    form: list[AllianceFinding]
    chance: list[ChanceRow]
    samples: int = Field(description="几个随机网络")
    chance_reasons: dict[str, str]
    past: list[AllianceStep]
    measures: list[MeasureRow]
    notes: list[str]
    layers: list[LayerRow]
    groups: list[GroupRow] = Field(description="内外联系指数，按条线、镇街、类型")
    members: list[AllianceMember]
    ties: list[TieRow]
    dormant: list[DormantRow]
    drill: AllianceDrill | None = Field(description="退出演练；无定义时为空")
    proposals: list[ProposalRow] | None = Field(description="三条建议；无定义时为空")
    reasons: dict[str, str] = Field(description="哪一部分无定义，为什么")
    half_life: float = Field(description="半衰期（天）")
    window: int = Field(description="多少天没有事就算休眠")
    weights: dict[str, float] = Field(description="各种联系的权重")
