"""Which set of division codes holds, and how old it is."""

from datetime import date, datetime

from pydantic import Field

from api.schemas.common import Answer, Ref


class CodesAnswer(Answer):
    """The set of division codes that holds."""

    own: bool = Field(description="是不是本地装入的；不是就用随产品带的那一套")
    name: str = Field(examples=["西湖区区划代码2026.xlsx"])
    on: date = Field(description="从哪一天起生效（随产品带的：截至哪一天）")
    age_months: int = Field(description="满几个月了", examples=[5])
    loaded_at: datetime | None = None
    by: str | None = None
    changes: dict[str, int] = Field(default_factory=dict, description="装入时各种变动几条")
    districts: int = Field(description="图里现有的区县")
    subdistricts: int = Field(description="图里现有的镇街")
    communities: int = Field(description="图里现有的社区和村")
    unlisted: int = Field(description="图里现有、随产品带的那一套里没有的代码；本地装入过就不比")
    sentence: str
    notes: list[str] = Field(default_factory=list)


class CodeChange(Answer):
    """What becomes of one unit with a new set, and what staff said of it."""

    label: str = Field(examples=["并入"])
    code: str
    name: str
    new_name: str = ""
    heirs: list[Ref] = Field(default_factory=list, description="去向；没有的是撤销或新设")
    others: list[Ref] = Field(default_factory=list, description="其他可能")
    reason: str
    confidence: float
    basis: str = Field(examples=["待确认"])
    stays: bool = Field(default=False, description="代码还在新的一套里")
    denied: bool = Field(default=False, description="说过不是这样")
    by: str = ""
    at: datetime | None = None


class NewCodesAnswer(Answer):
    """What a file of codes changes: what staff have to settle first, what they settled, and the rest."""

    upload: str
    file: str
    sentence: str
    problems: list[str] = Field(default_factory=list)
    districts: list[Ref] = Field(default_factory=list, description="要先选定的区县")
    clashes: list[str] = Field(default_factory=list)
    to_settle: list[CodeChange] = Field(default_factory=list)
    unconfirmed: int = 0
    settled: list[CodeChange] = Field(default_factory=list)
    changes: list[CodeChange] = Field(default_factory=list)
    total: int = 0
    ready: bool = Field(default=False, description="都定了，可以装入")
