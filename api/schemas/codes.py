"""Which set of division codes holds, and how old it is."""

from datetime import date, datetime

from pydantic import Field

from api.schemas.common import Answer


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
