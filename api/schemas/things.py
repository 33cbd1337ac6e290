"""Single records and lists of them: persons, organisations, posts, needs, territories, and what a search finds."""

from datetime import date

from pydantic import Field

from api.schemas.common import Answer, Page, PlaceRef, Ref


class Fact(Answer):
    """One fact of a record, in staff's words."""

    label: str = Field(examples=["有空"])
    text: str = Field(examples=["周六上午、周日上午"])


class Tie(Answer):
    """One tie of a record to another."""

    label: str = Field(examples=["居住地"])
    to: Ref
    kind: str = Field(description="对方是什么", examples=["territory"])
    since: date | None = None
    until: date | None = None
    note: str = ""


class ThingAnswer(Answer):
    """One record with its facts and ties."""

    id: str
    kind: str = Field(examples=["person"])
    kind_label: str = Field(examples=["人员"])
    name: str
    place: PlaceRef | None = None
    tags: list[str] = Field(default_factory=list)
    facts: list[Fact] = Field(default_factory=list)
    ties: list[Tie] = Field(default_factory=list)
    ties_note: str | None = Field(
        default=None, description="关联太多、没有全部列出时的说明", examples=["关联较多，只显示前 300 条。"]
    )
    source: str | None = Field(default=None, description="出自哪份台账哪一行", examples=["党员.xlsx#党员!17"])


class ListItem(Answer):
    """One line of a list."""

    id: str
    kind: str
    kind_label: str
    title: str
    place: Ref | None = None
    category: str | None = None
    status: str = Field(default="", examples=["待对接"])
    quantity: str = Field(default="", description="数量或名额", examples=["缺 2 人"])
    due: date | None = None
    owner: str | None = Field(default=None, description="谁提供、谁提出")
    note: str = ""


class ListAnswer(Page[ListItem]):
    """One page of one of the lists."""

    kind: str
    kind_label: str
    total: int
    place: PlaceRef | None = None


class Hit(Answer):
    """One thing a search found."""

    id: str
    kind: str
    kind_label: str
    name: str
    place: str = ""
    sentence: str = ""


class SearchAnswer(Answer):
    """What a search found, best first."""

    text: str
    hits: list[Hit]
