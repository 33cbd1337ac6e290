"""Query parameters that several routes share, described once."""

from typing import Annotated

from fastapi import Header, Query

Place = Annotated[
    str | None,
    Query(max_length=100, description="地方：12 位代码或名称，任何一级；不写就是全区", examples=["翠苑街道"]),
]
Work = Annotated[
    str, Query(max_length=2000, description="要做什么：类别、技能，或居民的原话", examples=["电灯坏了没人修"])
]
SlotWords = Annotated[list[str] | None, Query(description="半天，可写多个", examples=[["周六上午"]])]
KindWords = Annotated[
    list[str] | None, Query(description="找谁：person team organisation resource，或 个人 团队 单位 资源")
]
VerdictWords = Annotated[list[str] | None, Query(description="资格：符合 待核实 不符合；不写就是前两种")]
Cursor = Annotated[str | None, Query(max_length=200, description="上一页的 next_cursor")]
Limit = Annotated[int | None, Query(ge=1, le=200, description="一页几条")]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        min_length=1,
        max_length=200,
        description="幂等键：重发只做一次，回答一样；换了内容回 422",
    ),
]
