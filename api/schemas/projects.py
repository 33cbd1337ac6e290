"""The answers to 拟建项目: what this week's gaps could become together, and what they wait for."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas.common import Answer, Eligibility, PlaceRef, Ref
from api.schemas.examples import shown_as
from api.schemas.examples_of_projects import BLOCKING, PROPOSED

PartKey = Literal["place", "money", "people", "skill"]
PartState = Literal["已有", "待核实", "缺"]


class ProjectWork(Answer):
    """A need or post within a proposed project."""

    id: str
    kind: Literal["need", "post"]
    kind_label: str = Field(examples=["需求"])
    title: str = Field(examples=["想要一个电饭煲"])
    place: Ref | None = Field(description="在哪个社区")
    lacking: int = Field(description="还缺多少", examples=[2])
    unit: str = Field(examples=["件"])
    urgency: int = Field(examples=[3])
    deadline: date | None = None
    beneficiaries: str = Field(default="", examples=["困难家庭"])
    problems: list[Ref] = Field(default_factory=list, description="从问题清单的哪一条来")


class PartHolder(Answer):
    """Who holds a part of a bundle."""

    id: str
    kind: str = Field(examples=["resource"])
    kind_label: str = Field(examples=["资源"])
    name: str = Field(examples=["样例·机关会议室"])
    owner: str = Field(default="", description="资源是谁家的", examples=["样例区税务局"])
    units: int = Field(description="能出多少；0 是没法数", examples=[1])
    offered: str = Field(default="", description="登记的数量", examples=["9000 元"])
    eligibility: Eligibility


class ProjectPart(Answer):
    """One part of the bundle: place, money, people or skill."""

    part: PartKey
    part_label: str = Field(examples=["专业"])
    label: str = Field(description="具体要什么", examples=["持心理咨询师证的人"])
    main: bool = Field(description="这个项目本身要的；false 是配套要的")
    state: PartState
    needed: int
    ready: int = Field(description="现在就能派的")
    unverified: int = Field(description="核实一件事后能派的")
    missing: int = Field(description="谁也没有的")
    sentence: str
    holders: list[PartHolder] = Field(description="在谁手上，最多的在前")


class ProposedProject(Answer):
    """Works nobody is left for, put together as one project."""

    id: str
    title: str = Field(examples=["转塘街道·心理疏导"])
    category: str = Field(examples=["心理疏导"])
    area: PlaceRef
    needs: int
    posts: int
    people: int = Field(description="需求写明的人数或户数之和；没写的每件算 1")
    communities: int
    grammar: Literal["问题/需求/项目", "资源/需求/项目"] = Field(description="有需求从问题清单来的是前一种")
    reasons: list[str] = Field(description="为什么放在一起，逐条可核对")
    works: list[ProjectWork]
    parts: list[ProjectPart]
    blocked_by: str | None = Field(description="卡在哪一样上；都齐了就为空", examples=["持心理咨询师证的人"])
    standing: list[Ref] = Field(default_factory=list, description="同一片、同一类、已在办的项目，可以并进去")


class ProposedAnswer(Answer):
    """Proposed projects within a place."""

    model_config = shown_as(PROPOSED)

    place: PlaceRef
    week: str
    worked_out: bool = Field(description="本周建议算过没有；没算过就没有缺口可看")
    gaps: int = Field(description="本周没有派满的事有几件")
    taken_up: int = Field(description="其中已写进在办项目的")
    single: int = Field(description="其中凑不成项目的")
    total: int
    lacking: str | None = None
    proved: bool = Field(description="手头的人和物在各项目间的分法，有没有更好的：证明没有为 true")
    items: list[ProposedProject]
    next_cursor: str | None = None


class DraftAnswer(Answer):
    """A proposed project as it was drafted."""

    project: Ref
    status: str = Field(examples=["草拟"])
    sentence: str = Field(description="做了什么，接下来做什么")


class BlockingResource(Answer):
    """A resource that several proposed projects wait for."""

    part: PartKey
    part_label: str
    label: str = Field(examples=["持心理咨询师证的人"])
    projects: int
    alone: int = Field(description="只差这一样的项目")
    short: int = Field(description="差多少")
    unverified: int = Field(description="其中核实一件事就能补上的")
    needs: int
    posts: int
    people: int = Field(description="需求写明的人数或户数之和；没写的每件算 1")
    communities: int
    value: int = Field(description="补上后，按本周建议的算法值多少分：每件 500,000 加 100,000 × 紧急程度")
    sentence: str
    examples: list[Ref] = Field(description="卡住的项目，大的在前")


class BlockingAnswer(Answer):
    """Over all proposed projects of a place: what unblocks most, first."""

    model_config = shown_as(BLOCKING)

    place: PlaceRef
    week: str
    worked_out: bool
    projects: int
    ready: int = Field(description="什么都不缺、现在就能办的项目")
    items: list[BlockingResource]
