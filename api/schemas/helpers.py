"""The answer to 谁能去哪服务 asked by place and work."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import ConfigDict, Field

from api.schemas.common import Answer, Eligibility, HelperKind, PlaceRef, Ref, Score


@dataclass(slots=True)
class Part:
    """What one feature added to a score; neither a model nor frozen, for an answer holds hundreds."""

    key: Annotated[str, Field(examples=["skill"])]
    label: Annotated[str, Field(examples=["专业"])]
    points: Annotated[int, Field(description="这一项的得分", examples=[420_000])]
    share: Annotated[float, Field(ge=0, le=1, description="占满分的份额，画条用", examples=[0.42])]


class Helper(Answer):
    """A person, team, organisation or resource that could serve, and why."""

    id: str = Field(examples=["person-1"])
    name: str = Field(examples=["样例·陈志强"])
    kind: HelperKind
    kind_label: str = Field(examples=["个人"])
    tags: list[str] = Field(default_factory=list, examples=[["党员", "住翠苑一区社区"]])
    eligibility: Eligibility
    score: Score
    parts: list[Part] = Field(default_factory=list)
    reasons: list[str] = Field(default_factory=list, examples=[["低压电工证，2028年3月到期", "家在本社区报到"]])
    advice: str | None = Field(default=None, description="最小改变：做了就符合")
    distance_steps: int | None = Field(default=None, description="地域层级上的步数，0 为就在当地")
    free_capacity: int = Field(description="本周还能接几件")
    waiting_suggestions: int = Field(default=0, description="本周建议里派给他、还没有定的件数", examples=[1])
    waiting_at: list[Ref] = Field(default_factory=list, description="这几件在哪些社区的本周建议里，由那里的人来定")
    waiting_sentence: str = Field(
        default="",
        description="提议派去哪几件、等谁来定；没有要定的为空",
        examples=["本周建议还提议派去“水电维修岗”（翠苑一区社区），等工作人员采纳或不采纳"],
    )
    capacity_sentence: str = Field(examples=["本周还能接 2 件"])
    home: Ref | None = None
    source: str | None = Field(default=None, description="出自哪份台账哪一行")


class Understanding(Answer):
    """One category the words were understood as."""

    category: str = Field(examples=["category-repair"])
    label: str = Field(examples=["物业维修"])
    share: float = Field(ge=0, le=1)
    why: str = Field(examples=["提到“电灯”“坏了”"])
    topic: str = Field(default="", description="这一类里具体说的是哪一部分；说不出就是空的", examples=["用水维修"])


class WhoCounts(Answer):
    """How many helpers stand under each verdict, before paging and before the verdict filter."""

    yes: int
    unknown: int
    no: int
    local: int = Field(default=0, description="符合的里面，家、单位或服务区就在所问地方（小区按其社区）的有几个")


class WhoAnswer(Answer):
    """Who can serve at a place."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra={
            "example": {
                "place": {
                    "id": "330106008000",
                    "name": "翠苑街道",
                    "level": "subdistrict",
                    "level_label": "镇街",
                    "path": [{"id": "330106000000", "name": "西湖区"}, {"id": "330106008000", "name": "翠苑街道"}],
                },
                "work": "电灯坏了没人修",
                "understood": [{"category": "category-repair", "label": "物业维修", "share": 0.8, "why": "提到“电灯”"}],
                "slots": ["周六上午"],
                "kinds": ["person"],
                "counts": {"yes": 9, "unknown": 4, "no": 31, "local": 3},
                "helpers": [
                    {
                        "id": "person-1",
                        "name": "样例·陈志强",
                        "kind": "person",
                        "kind_label": "个人",
                        "tags": ["党员"],
                        "eligibility": "符合",
                        "score": 812_345,
                        "parts": [{"key": "skill", "label": "专业", "points": 420_000, "share": 0.42}],
                        "reasons": ["低压电工证，2028年3月到期"],
                        "distance_steps": 0,
                        "free_capacity": 2,
                        "capacity_sentence": "本周还能接 2 件",
                    }
                ],
                "notice": None,
                "next_cursor": None,
                "week": "2026-W47",
            }
        },
    )

    place: PlaceRef
    work: str = Field(default="", description="所问的事，原话或类别")
    understood: list[Understanding] = Field(default_factory=list)
    slots: list[str] = Field(default_factory=list)
    kinds: list[HelperKind] = Field(default_factory=list)
    counts: WhoCounts
    helpers: list[Helper]
    notice: str | None = Field(
        default=None,
        description="一句话也没听懂时的说明；这时不列任何人，计数都是 0",
        examples=["没有听懂这句话：“量子纠缠”。请换一种说法，或直接选类别。"],
    )
    next_cursor: str | None = None
    week: str = Field(examples=["2026-W47"])
