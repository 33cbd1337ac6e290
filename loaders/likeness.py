"""How much the name of a column is like the names a kind knows: looked up in an index, not compared one by one."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from loaders.english_names import chinese_column
from loaders.headers import MAX_HEADER_LENGTH, normal
from loaders.kinds.base import Column, LedgerKind

EXACT: Final = 1.0
UNDER_HEADING: Final = 0.95
"""A heading and the name under it say together what a kind knows: 业委会任职情况 over 职务 is 业委会职务."""
CHILD_EXACT: Final = 0.9
OTHER_WORDS: Final = 0.89
"""The same words but for those that mean the same: 党员总数 is 党员人数."""
CONTAINED_FROM, CONTAINED_BY_LENGTH, CONTAINING_LESS = 0.55, 0.35, 0.05
ACCEPTED: Final = 0.74
LEAST_IN_HEADER: Final = (ACCEPTED - CONTAINED_FROM) / CONTAINED_BY_LENGTH
"""Share of a header that a known name in it must have to be accepted."""
LEAST_IN_KNOWN: Final = (ACCEPTED - CONTAINED_FROM + CONTAINING_LESS) / CONTAINED_BY_LENGTH
SOMEBODY_ELSE: Final = re.compile(r"紧急联系|家属|配偶|监护|子女|亲属|介绍人")
SORTS: Final = re.compile(
    r"(?P<count>数量?|率|额|人次|次数)$|(?P<moment>时间|日期|时限|期限)$|(?P<party>党委|党总支|支部|党组织|党工委)$|(?P<phone>电话|手机|手机号)$"
)
"""How headers end that name a count, a day, a branch or a phone: no name of another sort is part of them."""
MEANING_THE_SAME: Final = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        (r"^(?:您|你|请)的?(?:填写|选择|输入)?(?=..)", ""),
        (r"^(?:主要|本人|个人|目前|现)(?=..)", ""),
        (r"所在|所处|归属|隶属于?", "所属"),
        (r"联系人员|联络人员|联络[人员]|对接人员?|接洽人", "联系人"),
        (r"责任人|牵头人", "负责人"),
        (r"(?:联系|联络)?(?:电话号码|手机号码|手机号|手机|电话|联系方式|联络方式|联系号码)$", "电话"),
        (r"(?<=[人员者长记任理])(?:的?姓名|名字)$", ""),
        (r"(?<=单位|部门|社区|小区|企业|队伍|团队|项目|岗位|支部)(?:名称|全称)$", ""),
        (r"姓名|名字|全称", "名称"),
        (r"类型|分类|种类|类目", "类别"),
        (r"(?<=.)(?:简介|概况|描述|详情|概述|简述|说明)$", "内容"),
        (r"(?<!服务)(?<!开放)(?<!使用)日期$", "时间"),
        (r"(?<=[员者])(?:总人数|人数|总数|数量|数)$", "数"),
        (r"(?:总数|数量|个数|总量|数)$", "数"),
        (r"举措|办法|对策", "措施"),
        (
            r"(?:要求|计划|预计|拟定?|应当?|限定|规定)(?:办结|完成|整改|解决|办理|完工|竣工|交付)(?:时间|日期)$",
            "完成时限",
        ),
        (r"(?:办结|整改|办理|化解|解决|攻坚)(?:时限|期限)$|完成期限$", "完成时限"),
        (r"(?<=牵头|责任|配合|协办|协助|参与|主办|承办|实施|应哨|报到)(?:部门|主体|方)", "单位"),
        (r"村居|居村|村社区?", "社区"),
        (r"乡镇街道|镇街|街镇|乡镇", "街道"),
        (r"家庭住址|居住地址|家庭地址|现?住址|现居地址|居住地$", "住址"),
    )
)
"""Words of headers that say the same thing, and those that say nothing."""
ABOUT: Final = re.compile(r"(?:的?(?:任职|基本|有关|相关)?(?:情况|信息|资料|安排))$")


@dataclass(frozen=True, slots=True)
class Named:
    """A column a header may mean: ``strength`` how surely, ``known`` the name it is known by, ``number`` its place."""

    column: Column
    number: int
    strength: float
    known: str


@dataclass(slots=True)
class _Index:
    """Names a kind knows, by themselves, by what they mean, and by the longer parts of each."""

    own: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    meant: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))
    parts: dict[str, list[tuple[int, str]]] = field(default_factory=lambda: defaultdict(list))


@lru_cache(maxsize=100)
def _index(kind: LedgerKind) -> _Index:
    found = _Index()
    for number, column in enumerate(kind.columns):
        for known in column.normal_names:
            found.own[known].append((number, known))
            found.meant[meaning(known)].append((number, known))
            for part in _parts(known, max(2, LEAST_IN_KNOWN * len(known))):
                found.parts[part].append((number, known))
    return found


@lru_cache(maxsize=20_000)
def _parts(words: str, least: float) -> frozenset[str]:
    """Parts of words that are at least so long, without the words themselves."""
    size = len(words)
    return frozenset(
        words[start : start + length]
        for length in range(size - 1, 0, -1)
        if length >= least
        for start in range(size - length + 1)
    )


@lru_cache(maxsize=50_000)
def meaning(plain: str) -> str:
    """Give a header in the words that stand for all that mean the same.

    >>> meaning("主要活动简介"), meaning("联络员手机号")
    ('活动内容', '联系人电话')
    """
    plain = chinese_column(plain) if plain.isascii() else plain
    for pattern, word in MEANING_THE_SAME:
        plain = pattern.sub(word, plain)
    return plain


@lru_cache(maxsize=20_000)
def under_headings(header: str) -> frozenset[str]:
    """Put together what the levels of a header say, each heading without words like 情况."""
    levels = [normal(part) for part in header.split("-")]
    pairs = pairwise(levels)
    return frozenset(f"{ABOUT.sub('', above)}{below}" for above, below in pairs if above and below)


@lru_cache(maxsize=100_000)
def names_like(kind: LedgerKind, header: str) -> tuple[Named, ...]:
    """Every known name of a kind that a header is like enough to, each column by its likest name, in their order."""
    best: dict[int, tuple[float, int, str]] = {}
    for number, strength, known in _found(_index(kind), header):
        if strength >= ACCEPTED and (strength, len(known)) > best.get(number, (0.0, 0, ""))[:2]:
            best[number] = (strength, len(known), known)
    return tuple(
        Named(kind.columns[number], number, strength, known) for number, (strength, _, known) in sorted(best.items())
    )


def _found(index: _Index, header: str) -> Iterator[tuple[int, float, str]]:
    """Every known name that a header has something of, and how much it is like it."""
    plain = normal(header)
    yield from ((number, EXACT, known) for number, known in index.own.get(plain, ()))
    if len(plain) > MAX_HEADER_LENGTH:
        return
    is_else = bool(SOMEBODY_ELSE.search(plain))
    for number, strength, known in _not_exact(index, header, plain):
        if not is_else or SOMEBODY_ELSE.search(known):
            yield number, strength, known


def _not_exact(index: _Index, header: str, plain: str) -> Iterator[tuple[int, float, str]]:
    if "-" in header:
        for words in under_headings(header):
            yield from ((number, UNDER_HEADING, known) for number, known in index.meant.get(meaning(words), ()))
        for words in {normal(part) for part in header.split("-")}:
            yield from ((number, CHILD_EXACT, known) for number, known in index.own.get(words, ()))
    yield from ((number, OTHER_WORDS, known) for number, known in index.meant.get(meaning(plain), ()))
    size, sort = len(plain), _sort(plain)
    for part in _parts(plain, max(2, LEAST_IN_HEADER * size)):
        if sort and _sort(part) != sort:
            continue
        for number, known in index.own.get(part, ()):
            yield number, CONTAINED_FROM + CONTAINED_BY_LENGTH * len(part) / size, known
    for number, known in index.parts.get(plain, ()):
        yield number, CONTAINED_FROM + CONTAINED_BY_LENGTH * size / len(known) - CONTAINING_LESS, known


@lru_cache(maxsize=50_000)
def _sort(plain: str) -> str | None:
    """Tell what sort of thing a header ends in that is never part of a name of another sort; None for all else."""
    found = SORTS.search(plain)
    return found.lastgroup if found else None
