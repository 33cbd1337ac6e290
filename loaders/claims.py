"""What a column may mean once its cells and its neighbours are heard as well as its name."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from loaders.asides import aside_of
from loaders.headers import normal
from loaders.kinds.base import Column, LedgerKind
from loaders.kinds.everyday import NOT_OWN
from loaders.likeness import ACCEPTED, CHILD_EXACT, EXACT, SOMEBODY_ELSE, names_like
from loaders.naming import EVERYDAY, SPOKEN, Claim, named

BY_CONTENT: Final = 0.7
SECOND_CHOICE: Final = 0.15
"""How much less surely than its best field a header may name another that nobody else claims."""
CONFIRMED: Final = 0.1
SUREST: Final = 0.99
"""What a name that is not the column's own says at most, whatever its cells look like."""
DENIED: Final = 0.4
TELLING: Final = frozenset({"id_number", "phone", "uscc", "gender"})
"""Contents whose absence says that a header does not mean what its name says."""
BARE: Final = frozenset({"姓名", "电话", "联系电话", "联系方式", "手机", "手机号码", "身份证号", "单位", "工作单位"})
TO_CALL: Final = re.compile(r"联系|联络|对接|负责|责任|书记|领导|经理|队长|站长|会长|主任|代表")
"""Words of whom to call in a ledger about something else: names and numbers under them are nobody a row is about."""
OF_THE_CALLED: Final = frozenset({"职务", "职称", "身份", "性别", "年龄", "民族", "单位职务", "现任职务"})
"""Headers that right of whom to call tell of that person."""
OTHER_DAY: Final = re.compile(r".(?:日期|时间|年月|年份|年度)$|入党|党组织|加入|转正|入团|入伍|参加工作|退休")
"""Headers that say what day it is: unless of a birth, days long ago under them are none."""
COUNT: Final = re.compile(r"数量?$")
NAMING: Final = re.compile(r"..(?:名称|全称|标题|主题|题目)$")
"""How headers end that name what the rows are about, whatever it is called: 空间名称, 哨单主题."""
CALLING: Final = re.compile(r"(?:电话|手机|手机号|手机号码|电话号码|联系方式|号码)$")
NOT_ONES_OWN: Final = re.compile(NOT_OWN)
NAME: Final = "姓名"
TWO_IN_ONE: Final = (
    ("called", ("contact", "contact_phone"), "一格里写着姓名和电话"),
    ("period", ("period", "since", "until"), "一格里写着从哪天到哪天"),
    ("period", ("window", "window_from", "window_until"), "一格里写着从哪天到哪天"),
)
"""What the cells of a column look like, the field it is then, and those its name may tell of."""
NAMED_LAST: Final = "列名说的是一样东西的名称"
SUBJECTS: Final = frozenset({"title", "description"})
WHOSE: Final = "旁边另有“姓名”一列，分不清是不是每一条的联系人"
"""Why names and phones that stand by themselves in a ledger of things are not surely those of whom to call."""


def claims_of(kind: LedgerKind, names: Sequence[str], contents: Sequence[frozenset[str]], place: int) -> list[Claim]:
    """Fields a column may mean: what its neighbours settle, else what its name says, else what its cells look like."""
    name, found = names[place], contents[place]
    if place and _is_about_the_left(kind, normal(name), normal(names[place - 1])):
        return []
    told = _told(kind, name, found)
    settled = _settled(kind, names, place) or _two_in_one(kind, told, found)
    if settled is not None:
        return [settled]
    aside, sure = aside_of(name)
    if aside and sure == EXACT and all(claim.why.startswith(SPOKEN) for claim in told):
        return [claim for claim in told if claim.column.kept]
    if not told and NAMING.search(normal(name)):
        told = [Claim(one, EVERYDAY, NAMED_LAST, -0.01) for one in kind.columns if _is_its_name(kind, one)]
    return told if told or (aside and sure > BY_CONTENT) else _alike(kind, names, name, found)


def _told(kind: LedgerKind, name: str, found: frozenset[str]) -> list[Claim]:
    """Fields the name of a column may mean, weighed with its cells, those left out that another outweighs by far."""
    told = [_weighed(claim, found) for claim in named(kind, name) if not _is_called(claim, name, found)]
    told = [claim for claim in told if claim.strength >= ACCEPTED]
    best = max((claim.strength for claim in told), default=0.0)
    return [claim for claim in told if claim.strength >= best - SECOND_CHOICE]


def _settled(kind: LedgerKind, names: Sequence[str], place: int) -> Claim | None:
    """Give what the other columns settle of one whose name says too little."""
    if (whose := _whose(kind, names, names[place])) is not None:
        return Claim(whose, EVERYDAY, WHOSE)
    counted = _counted_in(kind, names, place)
    return Claim(counted, EXACT, "左边是数量，这是计量单位") if counted else None


def _alike(kind: LedgerKind, names: Sequence[str], name: str, found: frozenset[str]) -> list[Claim]:
    """Fields whose cells look like those of a column that no name tells of."""
    order = {column.field: -1e-3 * number for number, column in enumerate(kind.columns)}
    alike = (column for column in kind.columns if column.content in _seen(kind, names, name, found))
    return [Claim(one, BY_CONTENT, f"列名认不出，内容像“{one.names[0]}”", order[one.field]) for one in alike]


def _two_in_one(kind: LedgerKind, told: Sequence[Claim], found: frozenset[str]) -> Claim | None:
    """Give the field of cells that say two things at once, where the name tells of one of them or of none."""
    for content, fields, why in TWO_IN_ONE:
        column = next((one for one in kind.columns if one.field == fields[0]), None)
        if content in found and column and all(claim.column.kept or claim.column.field in fields for claim in told):
            return Claim(column, CHILD_EXACT, why)
    return None


def _is_its_name(kind: LedgerKind, column: Column) -> bool:
    """Whether a column is the name of what the rows are about, without which none can be read."""
    needed = any(group[0] == column.field for group in kind.needs)
    return needed and column.field in {"name", "title"} and column.content != "person"


def _is_about_the_left(kind: LedgerKind, plain: str, left: str) -> bool:
    """Whether a bare name tells of whom the column left of it names, who is not what the rows are about."""
    if plain in BARE and SOMEBODY_ELSE.search(left):
        return True
    is_of_things = all(column.content != "person" for column in kind.columns)
    return is_of_things and plain in OF_THE_CALLED and (left == NAME or bool(TO_CALL.search(left)))


def _seen(kind: LedgerKind, names: Sequence[str], name: str, found: frozenset[str]) -> frozenset[str]:
    """Leave out of what the cells of a column look like what its header and the others say it is not."""
    plain, unsaid = normal(name), set()
    if OTHER_DAY.search(plain):
        unsaid.add("birthday")
    if NOT_ONES_OWN.search(plain):
        unsaid |= {"person", "phone", "id_number"}
    if TO_CALL.search(plain) and any(column.content == "person" for column in kind.columns):
        unsaid |= {"person", "phone"}
    if "subject" in found and any(one.column.field in SUBJECTS for other in names for one in names_like(kind, other)):
        unsaid.add("subject")
    return found - unsaid


def _whose(kind: LedgerKind, names: Sequence[str], name: str) -> Column | None:
    """Give the column of contacts that a bare name or phone may mean in a ledger of things; None where it is plain."""
    plain, known = normal(name), {column.field: column for column in kind.columns}
    if plain not in BARE or "name" in known or "contact" not in known or NAME not in map(normal, names):
        return None
    if {*map(normal, names)} & {*known["contact"].normal_names}:
        return None
    if plain == NAME:
        return known["contact"]
    return known["contact_phone"] if plain in known["contact_phone"].normal_names else None


def _counted_in(kind: LedgerKind, names: Sequence[str], place: int) -> Column | None:
    """Give the column of units of measure that 单位 right of a count is, where a kind has one."""
    if not place or normal(names[place]) != "单位" or not COUNT.search(normal(names[place - 1])):
        return None
    return next((column for column in kind.columns if column.field == "unit" and not column.kept), None)


def _is_called(claim: Claim, name: str, found: frozenset[str]) -> bool:
    """Whether a column of phones would be read as whom they call: 认领人电话 is nobody who claims."""
    known = claim.column.normal_names
    if claim.column.kept or claim.strength >= EXACT or any(map(CALLING.search, known)):
        return False
    return bool(CALLING.search(normal(name))) or "phone" in found


def _weighed(claim: Claim, found: frozenset[str]) -> Claim:
    """Weigh what the name says with what the cells say."""
    content = claim.column.content
    if content is None or not found or claim.strength >= EXACT:
        return claim
    if content in found and content != "subject":
        return replace(claim, strength=min(claim.strength + CONFIRMED, SUREST), why=f"{claim.why}，内容也像")
    if content in TELLING:
        return replace(claim, strength=claim.strength - DENIED)
    return claim
