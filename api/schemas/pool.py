"""The answers to 人岗匹配库: posts, who does them, who is proposed, who else could, and what a change would do."""

from typing import Literal

from pydantic import Field

from api.schemas.common import Answer, Eligibility, PlaceRef, Ref, Score
from api.schemas.examples import POOL, POOL_POST, WHAT_IF, shown_as
from api.schemas.pins import Pin
from api.schemas.reasons import Supposition, WeekStanding
from api.schemas.weeks import Scarcity


class Seat(Answer):
    """What one more seat of a post would be worth this week: its shadow price."""

    worth: int | None = Field(
        description="影子价格：再加 1 个名额，全区总分最多多得多少；没有价格时为空", examples=[620_000]
    )
    short: Literal["–", "没有人", "先投保", "缺人", "正好", "可加", "值得加"]
    sentence: str = Field(examples=["名额太少：再加 1 个就有人来，全区最多多得 620,000 分，相当于多办一件"])


class Talent(Answer):
    """How many can do what a post asks for, wherever and whenever, and how many of them still have room."""

    label: str = Field(examples=["持低压电工证的人"])
    have: int = Field(examples=[2])
    free: int = Field(description="算上本周建议还有空的", examples=[0])
    few: bool = Field(description="少到要提醒")
    sentence: str = Field(examples=["全区只有 2 名持低压电工证的人，算上本周建议都已排满"])


class PoolPost(Answer):
    """One post or need of the pool."""

    work: Ref
    kind: str = Field(examples=["post"])
    kind_label: str = Field(examples=["岗位"])
    place: Ref | None
    category: str | None = Field(default=None, examples=["物业维修"])
    seats: int = Field(description="名额", examples=[2])
    filled: int = Field(description="已在岗几人", examples=[1])
    doing: list[Ref] = Field(description="已在岗的")
    proposed: list[Ref] = Field(description="本周建议的，还没定的在内")
    fixed: list[str] = Field(default_factory=list, description="其中由工作人员指定的，编号")
    short: int = Field(description="本周建议全部采纳后还缺几人", examples=[0])
    able: int = Field(description="资格符合的有几位", examples=[9])
    unsure: int = Field(description="待核实的有几位", examples=[4])
    seat: Seat | None = Field(default=None, description="再加一个名额值多少")


class PoolAnswer(Answer):
    """The pool within a place, a page at a time."""

    model_config = shown_as(POOL)

    place: PlaceRef
    week: str
    total: int
    short: int = Field(description="还缺人的有几个")
    posts: list[PoolPost]
    scarce: list[Scarcity] = Field(default_factory=list, description="岗位缺口里稀缺的专业")
    next_cursor: str | None = None


class Alternative(Answer):
    """One who could do a post, and what stands in the way of sending this one this week."""

    helper: Ref
    helper_kind: str = Field(default="person", description="person；需求还有 team、organisation、resource")
    eligibility: Eligibility
    score: Score
    reasons: list[str]
    standing: Literal["本周建议", "另有安排", "有空"]
    elsewhere: Ref | None = Field(default=None, description="本周建议去的别处")
    advice: str | None = Field(default=None, description="最小改变：做了就符合")
    what_if: list[Supposition] = Field(default_factory=list, description="假如只改这一件就符合：可以照这样试算")
    this_week: WeekStanding | None = Field(
        default=None, description="符合的人在本周建议里差多少；还没有本周建议、证明没有保存的为空"
    )


class PoolPostAnswer(Answer):
    """One post with its alternatives, the best first."""

    model_config = shown_as(POOL_POST)

    post: PoolPost
    place: PlaceRef
    week: str
    slots: list[str] = Field(description="要的半天")
    why_short: str | None = Field(
        default=None, description="本周还缺人的缘故", examples=["全区只有 2 名持低压电工证的人，本周都已排满"]
    )
    requires: list[str] = Field(description="必备的技能和证书", examples=[["低压电工（初级以上）", "低压电工证"]])
    talent: Talent | None = Field(default=None, description="全区能做这件的有几名")
    alternatives: list[Alternative]
    pins: list[Pin] = Field(default_factory=list, description="工作人员指定的、定为不派的")


class Move(Answer):
    """A pair that a supposed change would bring into the week, or take out of it."""

    work: Ref
    helper: Ref | None
    reasons: list[str] = Field(default_factory=list)


class WhatIfAnswer(Answer):
    """What would be different this week; nothing is changed by asking."""

    model_config = shown_as(WHAT_IF)

    supposed: list[str] = Field(description="假设了什么", examples=[["“水电维修岗”的名额由 1 改为 2"]])
    sentence: str = Field(examples=["会新派 1 件，补上 1 处缺口。各条分数合计多 612,300 分。"])
    score: int = Field(default=0, description="全周各条建议的分数合计比原来多多少，少的为负")
    gained: list[Move] = Field(description="会新派的")
    lost: list[Move] = Field(description="不再派的")
    filled: list[Move] = Field(description="补上的缺口")
    opened: list[Move] = Field(description="新出现的缺口")
    proved: bool = Field(description="假设之下，派法是否已证最优")
