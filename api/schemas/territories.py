"""A territory, what became of it, and who belonged to it on a day."""

from datetime import date
from typing import ClassVar, Final, Literal

from pydantic import ConfigDict, Field

from api.schemas.common import Answer, Page, PlaceRef, Ref, Succession
from api.schemas.things import ThingAnswer

UNDATED: Final = "登记时没有写起止日期的，当作一直都算。"
WayKey = Literal["living", "reporting", "working", "filling", "team", "responsible"]


class TerritoryAnswer(ThingAnswer):
    """One territory with its facts and ties; asked by an old code, that which took its place, and a sentence on it."""

    succession: Succession | None = Field(default=None, description="若问的是已撤并的旧代码，这里说明并到了哪里、何时")
    heirs: list[PlaceRef] = Field(
        default_factory=list, description="旧代码现在归哪些地方；拆分成几处时，其余字段说的是第一处"
    )


class Belonging(Answer):
    """One way in which somebody belonged to a place."""

    way: WayKey
    label: str = Field(examples=["居住"])
    place: Ref
    through: Ref | None = Field(default=None, description="通过哪个单位、队伍、岗位或需求")
    kind: str = Field(default="", description="通过的是什么", examples=["organisation"])
    since: date | None = None
    until: date | None = None
    note: str = Field(default="", examples=["工作地报到"])


class PersonHere(Answer):
    """One person who belonged to a place on the day."""

    id: str = Field(examples=["person-1"])
    name: str = Field(examples=["样例·陈志强"])
    tags: list[str] = Field(default_factory=list, examples=[["党员"]])
    belongings: list[Belonging]


class WayCount(Answer):
    """How many people belonged to a place in one way."""

    way: WayKey
    label: str = Field(examples=["居住"])
    people: int


class PeopleOnADay(Page[PersonHere]):
    """Who belonged to a place on a day, by the divisions of that day."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "example": {
                "place": {
                    "id": "330106008001",
                    "name": "翠苑一区社区",
                    "level": "community",
                    "level_label": "社区",
                    "path": [
                        {"id": "330106000000", "name": "西湖区"},
                        {"id": "330106008000", "name": "翠苑街道"},
                        {"id": "330106008001", "name": "翠苑一区社区"},
                    ],
                    "requested": "330106008090",
                    "succession": {
                        "code": "330106008090",
                        "name": "翠苑旧社区",
                        "level": "community",
                        "level_label": "社区",
                        "on": "2025-03-01",
                        "heirs": [{"id": "330106008001", "name": "翠苑一区社区"}],
                        "sentence": "翠苑旧社区（330106008090）已于2025年3月1日并入翠苑一区社区（330106008001）。",
                    },
                },
                "as_of": "2025-06-01",
                "sentence": "截至2025年6月1日，翠苑一区社区有 1 人：居住 1 人，报到 1 人。",
                "note": UNDATED,
                "total": 1,
                "counts": [
                    {"way": "living", "label": "居住", "people": 1},
                    {"way": "reporting", "label": "报到", "people": 1},
                ],
                "items": [
                    {
                        "id": "person-1",
                        "name": "样例·陈志强",
                        "tags": ["党员"],
                        "belongings": [
                            {
                                "way": "living",
                                "label": "居住",
                                "place": {"id": "330106008001", "name": "翠苑一区社区"},
                                "since": "2020-01-01",
                            },
                            {
                                "way": "reporting",
                                "label": "报到",
                                "place": {"id": "330106008001", "name": "翠苑一区社区"},
                                "note": "居住地",
                            },
                        ],
                    }
                ],
                "next_cursor": None,
            }
        },
    )

    place: PlaceRef
    as_of: date = Field(examples=["2025-06-01"])
    sentence: str = Field(examples=["截至2025年6月1日，翠苑一区社区有 12 人。"])
    note: str = Field(default=UNDATED, description="没有日期的怎么算")
    total: int = Field(description="一共多少人；一人有几种身份只算一次")
    counts: list[WayCount]
