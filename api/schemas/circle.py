"""The answers about places: the service circle, and where the next station helps most."""

from datetime import date

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref
from api.schemas.targets import RowVerdict


class WalkRule(Answer):
    """How distance on foot is told."""

    minutes: float = Field(examples=[10])
    metres: float = Field(description="这么多分钟走多少米", examples=[800])
    detour: float = Field(description="没有路网时，步行的路是直线的几倍", examples=[1.3])
    listed: int = Field(description="照本地路网的路程表算的有几对", examples=[0])
    sentences: list[str] = Field(description="怎样算，写成话")


class CircleShare(Answer):
    """Households within a walk of a station, beyond one, and those of which it is not known."""

    households: int | None = Field(description="知道的户数合计；没有登记户数时为空，从不写成 0")
    within: int
    beyond: int
    unknown: int = Field(description="登记了户数、说不准走不走得到的")
    share: float | None = Field(description="走得到的占说得准的，百分比；缺数据时为空")
    share_words: str = Field(examples=["42.3%"])
    people: int | None = Field(description="走得到的居民约多少人，按各社区人口和户数折算；没有登记人口时为空")
    without_households: int = Field(description="没有登记户数的社区有几个")


class CirclePlace(Answer):
    """One part of the place asked for."""

    place: Ref
    level_label: str = Field(examples=["镇街"])
    circle: CircleShare
    stations: int = Field(description="登记在这里的阵地有几处", examples=[3])
    nearest: Ref | None = Field(default=None, description="离它登记的位置最近的阵地；只对小区、社区")
    metres: int | None = Field(default=None, description="步行约多少米")
    note: str = Field(default="", examples=["没有登记位置"])


class CircleAnswer(Answer):
    """10分钟服务圈 of a place and its parts."""

    place: PlaceRef
    as_of: date
    rule: WalkRule
    whole: CircleShare
    stations: int = Field(description="登记了位置的阵地有几处，别处的也算：走得到就算")
    unplaced: list[Ref] = Field(description="没有登记位置、没有算进去的阵地")
    level: str = Field(description="逐个列的是哪一级", examples=["subdistrict"])
    items: list[CirclePlace]
    total: int
    next_cursor: str | None = None


class SitedStation(Answer):
    """One station more, by the greedy rule."""

    number: int = Field(examples=[1])
    place: Ref
    gain: int = Field(description="多走得到几户")
    total: int = Field(description="到这一处为止，一共多走得到几户")
    share_words: str = Field(description="到这一处为止，走得到的占说得准的", examples=["45.0%"])
    bound: int = Field(description="同样几处，不管怎样选，最多能多走得到几户")
    best: int | None = Field(description="精确求出的最好能多走得到几户；候选太多没有求时为空")
    proven: bool | None = Field(description="最好的是不是已证；没有求时为空")
    best_places: list[Ref] = Field(description="精确求出的设在哪里")
    ratio: float | None = Field(description="逐处挑的占最好的（没证的占上界），百分比")


class NextStationAnswer(Answer):
    """下一处设在哪里: maximum coverage of the households beyond every station."""

    place: PlaceRef
    as_of: date
    rule: WalkRule
    whole: CircleShare
    sites: int = Field(description="候选：没有阵地、登记了位置的社区有几个")
    unplaced: int = Field(description="没有阵地、也没有登记位置的社区，选不了")
    coverable: int = Field(description="每个候选都设，最多能多走得到几户")
    guarantee: float = Field(description="逐处挑的至少是最好的百分之几（Nemhauser 等 1978）", examples=[63.2])
    sentence: str
    items: list[SitedStation]


class FacilityStandard(Answer):
    """A number a document sets for the premises of communities, and how many meet it here."""

    id: str = Field(examples=["s1-area-per-hundred"])
    name: str
    document: Ref
    section: str
    wording: str = Field(description="原文")
    met: int | None = Field(description="达到的社区；没有数据能说明时为空")
    short: int | None
    unknown: int | None
    missing: str = Field(default="", description="缺什么数据")


class CommunityPremises(Answer):
    """What a community has against the standards."""

    place: Ref
    households: int | None
    stations: int
    unmeasured: int = Field(description="没有登记面积的阵地有几处")
    area: float | None = Field(description="登记的面积合计，平方米；没有登记时为空")
    per_hundred: float | None = Field(description="每百户平方米")
    wanted: float | None = Field(description="按每百户的标准要多少平方米")
    per_hundred_verdict: RowVerdict
    floor_verdict: RowVerdict
    gap: float | None = Field(description="两条标准都达到还差多少平方米；说不准时为空")
    note: str


class StandardAnswer(Answer):
    """设施标准: the premises of each community of a place against what the documents set."""

    place: PlaceRef
    as_of: date
    standards: list[FacilityStandard]
    items: list[CommunityPremises]
    total: int
    next_cursor: str | None = None


class KindCount(Answer):
    """One of the seven kinds of community."""

    kind: str = Field(examples=["old"])
    label: str = Field(examples=["老旧小区型"])
    communities: int
    models: list[Ref] = Field(description="这一类里的试点、示范社区")


class ModelCommunity(Answer):
    """A model community beside another, with what is alike and what is not."""

    place: Ref
    model_label: str = Field(examples=["分类试点"])
    kind_label: str | None
    same_kind: bool = Field(description="社区类型相同")
    closeness: float = Field(description="相近多少，百分比：100 是各项都一样")
    alike: list[str] = Field(description="哪些相近", examples=[["户数相近：2,525 户，它 2,490 户"]])
    differ: list[str] = Field(description="哪些不同")
    unknown: list[str] = Field(description="有一方没有登记、没有比的")


class CommunityModels(Answer):
    """A community with the model communities nearest to it."""

    place: Ref
    kind_label: str | None = Field(description="社区类型；没有登记时为空")
    model_label: str = Field(default="", description="它自己是不是试点、示范")
    models: list[ModelCommunity]


class ModelsAnswer(Answer):
    """社区类型和样板社区: the kinds, and for each community of a place the nearest models of all the reader may see."""

    place: PlaceRef
    as_of: date
    kinds: list[KindCount] = Field(description="本处各类型有几个社区")
    unknown_kind: int = Field(description="没有登记类型的社区")
    models: int = Field(description="登记了的试点、示范社区有几个")
    missing: str = Field(default="", description="一个也没有登记时，要导入什么")
    sentences: list[str] = Field(description="怎样比")
    items: list[CommunityModels]
    total: int
    next_cursor: str | None = None
