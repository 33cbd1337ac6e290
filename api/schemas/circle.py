"""The answers about places: the service circle, and where the next station helps most."""

from datetime import date

from pydantic import Field

from api.schemas.common import Answer, PlaceRef, Ref


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
