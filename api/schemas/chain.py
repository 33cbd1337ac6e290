"""The answer to 组织链: coverage at each link, holes with who is nearest to fill them, and the tree."""

from datetime import date

from pydantic import Field

from api.schemas.common import Answer, PlaceRef
from api.schemas.targets import RowVerdict


class ChainLink(Answer):
    """How far one link of the chain reaches."""

    key: str = Field(examples=["joint_committee"])
    label: str = Field(examples=["社区大党委"])
    level_label: str = Field(examples=["社区"])
    met: int
    known: int = Field(description="说得准的有几处")
    unknown: int = Field(description="缺数据的有几处")
    share: float | None = Field(description="百分比；缺数据时为空")
    value_words: str = Field(description="覆盖，写成话；没有全覆盖时从不写成 100%", examples=["99.9%"])
    missing: str = Field(default="", description="缺数据时，要导入什么")


class ChainCandidate(Answer):
    """Somebody near who could fill a hole; a suggestion, no ranking of persons."""

    kind: str = Field(examples=["person"])
    id: str
    name: str
    reason: str = Field(examples=["党员，住在本社区，还没有联系楼道"])


class ChainHole(Answer):
    """A place where a link is broken."""

    link: str = Field(examples=["pairing"])
    link_label: str = Field(examples=["一村一社一机关"])
    place: str
    name: str
    note: str
    act: str = Field(description="该由谁来办")
    candidates: list[ChainCandidate]


class ChainNote(Answer):
    """What one link says of a place."""

    label: str
    verdict: RowVerdict
    note: str


class ChainPlace(Answer):
    """A place in the tree."""

    id: str
    name: str
    level_label: str
    notes: list[ChainNote]
    holes: int = Field(description="本处和下面一共几处空白")
    households: int | None = None
    below: int = Field(description="下一级有几处")
    parts: list["ChainPlace"] = Field(default_factory=list, description="下一级的各处；全区的树列到小区为止")


class DoubleRegistration(Answer):
    """党员双报到: of the party members who live here, how many reported at home and at work."""

    members: int
    at_home: int
    employed: int = Field(description="在职的党员")
    at_work: int = Field(description="在职党员里，在单位结对社区报到的")
    both: int = Field(description="在职党员里，两处都报到的")


class ChainAnswer(Answer):
    """The chain of a place."""

    place: PlaceRef
    as_of: date
    links: list[ChainLink]
    registration: DoubleRegistration | None = Field(description="没有登记党员时为空")
    offices: int | None = Field(description="在党组织和业委会、物业等单位都任职的有几人；没有任职台账时为空")
    items: list[ChainHole]
    total: int = Field(description="一共几处空白")
    tree: ChainPlace | None = Field(description="逐级的树，只在第一页；没有登记地方时也为空")
    next_cursor: str | None = None
