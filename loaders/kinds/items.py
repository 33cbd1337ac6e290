"""What every list shares: the id of an item, its place, its category, its words for status and urgency."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

import re
from collections.abc import Sequence
from datetime import date
from typing import Final

from graph_model.entities.terms import ListStatus
from loaders import cleaning, keys
from loaders.bounds import ONE_ASSUMED
from loaders.entry import Entry
from loaders.files import Cell
from loaders.findings import CellProblem, Severity
from loaders.headers import normal
from loaders.kinds.base import SLOTS, YES_NO, Column, col, contact, remark, sample, term, worded
from loaders.links import LinkKind
from loaders.records import Record

PLAIN_NUMBER: Final = re.compile(r"\d{1,4}")
STATUSES: Final = {
    "已认领": ListStatus.IN_PROGRESS, "已对接": ListStatus.IN_PROGRESS,
    "取消": ListStatus.CANCELLED, "撤": ListStatus.CANCELLED, "驳回": ListStatus.CANCELLED, "停": ListStatus.PAUSED, "隐藏": ListStatus.PAUSED,
    "搁置": ListStatus.PAUSED, "不再需要": ListStatus.CANCELLED, "一半": ListStatus.IN_PROGRESS, "落实责任": ListStatus.IN_PROGRESS,
    "受理": ListStatus.IN_PROGRESS, "已转": ListStatus.IN_PROGRESS, "圆梦": ListStatus.DONE, "送达": ListStatus.DONE, "无人": ListStatus.OPEN,
    "待": ListStatus.OPEN, "未": ListStatus.OPEN, "无法": ListStatus.OPEN, "不能": ListStatus.OPEN, "没有": ListStatus.OPEN, "征集": ListStatus.OPEN,
    "招募": ListStatus.OPEN, "可用": ListStatus.OPEN, "空闲": ListStatus.OPEN, "有效": ListStatus.OPEN, "显示": ListStatus.OPEN, "开放": ListStatus.OPEN,
    "部分": ListStatus.IN_PROGRESS, "基本": ListStatus.IN_PROGRESS, "准备": ListStatus.IN_PROGRESS, "筹": ListStatus.IN_PROGRESS,
    "启动": ListStatus.IN_PROGRESS, "开展": ListStatus.IN_PROGRESS, "开班": ListStatus.IN_PROGRESS, "100%": ListStatus.DONE, "%": ListStatus.IN_PROGRESS,
    "在": ListStatus.IN_PROGRESS, "中": ListStatus.IN_PROGRESS, "推进": ListStatus.IN_PROGRESS, "实施": ListStatus.IN_PROGRESS,
    "完成": ListStatus.DONE, "办结": ListStatus.DONE, "解决": ListStatus.DONE, "实现": ListStatus.DONE, "落实": ListStatus.DONE, "√": ListStatus.DONE,
    "满": ListStatus.DONE, "结束": ListStatus.DONE,
}  # fmt: skip
URGENCIES: Final = {
    "特": 5,
    "紧急": 4,
    "较急": 3,
    "急": 4,
    "高": 4,
    "中": 3,
    "一般": 2,
    "普通": 2,
    "低": 1,
    "不急": 1,
    "常规": 2,
}
URGENCY_STEPS: Final = 5
BESIDE_STATUS: Final = re.compile(r"[（(][^（()）]*[)）]|(?:20\d{2}[年./-])?\d{1,2}[月./-]\d{1,2}[日号]?")
"""What is written around a status: a remark in brackets, a day."""
TOLD_MORE: Final = re.compile(r"[，,；;。]")
LONGEST_STATUS: Final = 10
"""Characters of a word for how far something has come; longer ones tell a story."""


def _urgency(words: str) -> int:
    if words.isdigit() and 1 <= int(words) <= URGENCY_STEPS:
        return int(words)
    exact = {"不急": 1, "一般": 2, "较急": 3, "紧急": 4, "特急": 5}.get(words)
    found = exact or next((value for key, value in URGENCIES.items() if key in words), None)
    if found is None:
        raise CellProblem("看不出缓急", "可填 1–5，或：不急、一般、较急、紧急、特急")
    return found


URGENCY = worded(_urgency)
_status_named = term(ListStatus, STATUSES)


def _status(words: str) -> ListStatus:
    """Read how far something has come; a whole report of it is for the note."""
    words = BESIDE_STATUS.sub("", words)
    if len(words) > LONGEST_STATUS or TOLD_MORE.search(words):
        raise CellProblem(
            "没有从这段话里猜办到了哪一步，已记在备注里", "要登记状态，请写：待对接、进行中、已完成", Severity.NOTE
        )
    found: ListStatus = _status_named(words)
    return found


STATUS = worded(_status)


NO_LAST_DAY: Final = re.compile(
    r"(?:越快越好|(?:请|要|需|尽|越)?(?:尽快|早日?|立即|马上)(?:解决|办理|完成|落实|安排)?|长期(?:有效|需要|坚持|整改|推进|性)?|常年|全年|常态化|持续(?:推进|整改|进行)?|待定|不限|不定期|随时|视情况(?:而定)?|无期限|没有期限|即时|立即|马上|日常)"
)
"""What stands for a last day where there is none."""


AGES_BUT: Final = re.compile(r"除外|左右|不宜|不适合|优先")
"""Words by which an age is no bound, or the other one."""
RANGE: Final = re.compile(r"(\d+)\s*[-—–~～至到]\s*(\d+)\s*[人名个]?")
OF_BOTH: Final = re.compile(r"(\d+)[名个]?男(?:性|士)?[、，,和]?\s*(\d+)[名个]?女(?:性|士)?")


def headcount(cell: Cell) -> int:
    """Give how many persons are asked for; what is no such number is as wrong as one below or beyond all bounds."""
    words = cleaning.text(cell)
    if both := OF_BOTH.fullmatch(words):
        return int(both[1]) + int(both[2])
    if found := RANGE.fullmatch(words):
        told = "请写明至少要几人"
        raise CellProblem(f"写的是 {found[1]} 到 {found[2]} 人，按 {found[1]} 人记", told, value=int(found[1]))
    try:
        return cleaning.count(cell)
    except CellProblem as problem:
        assumed = ONE_ASSUMED["headcount"]
        raise CellProblem(
            problem.reason, problem.advice, Severity.ERROR, loaded_but=assumed, mended=problem.mended
        ) from problem


def _age(cell: Cell) -> tuple[int | None, int | None]:
    found = [int(one) for one in re.findall(r"\d{1,3}", cleaning.text(cell))]
    words = cleaning.text(cell)
    if AGES_BUT.search(words):
        raise CellProblem("看不出年龄要求", "请写成“18–60 周岁”")
    if not found:
        if "不限" in words:
            return None, None
        raise CellProblem("看不出年龄要求", "请写成“18–60 周岁”")
    if len(found) > 1:
        return min(found), max(found)
    return (None, found[0]) if re.search(r"以下|以内|不超过|不大于", words) else (found[0], None)


AGES = worded(_age)


def item_columns(noun: str, *titles: str) -> tuple[Column, ...]:
    """Columns every list has; ``noun`` is what an item is called in headers, such as 需求."""
    return (
        col("number", "编号", f"{noun}编号", f"{noun}id", "清单编号", f"{noun}序号", "id"),
        col("title", f"{noun}名称", f"{noun}标题", "标题", "名称", f"{noun}事项", f"{noun}", *titles, fill_down=True, read=cleaning.title, content="subject"),
        col("description", f"{noun}内容", "内容", "具体内容", "描述", "详情", f"{noun}描述", f"{noun}说明", f"{noun}详情", f"{noun}职责", "职责", "岗位要求", "具体描述", "情况描述", "详细说明"),
        col("category", "类别", f"{noun}类别", f"{noun}类型", "类型", "分类", f"{noun}分类", "服务类别", "领域"),
        col("street", "所属街道", "街道", "镇街", "所属镇街"),
        col("place", "所属社区", "社区", "所在社区", "所属区域", "村社", "所在村社", "所属村社", "岗位所在社区", "需求社区", "所在地", "区域", "上报社区", "所在地域", "地域", "位置", "所属地域", "社区名称", "所属网格", "网格", content="place"),
        col("status", "状态", f"{noun}状态", "办理状态", "进展", "进度", "当前状态", "对接状态", "认领状态", "办结情况", "办结状态", "完成情况", "完成状态", "实现情况", "解决情况", "落实情况", "办理情况", "办理结果", read=STATUS),
        col("is_done", "是否完成", "是否已完成", "是否实现", "是否已实现", "是否办结", "是否解决", "是否销号", "是否闭环", "是否整改到位", read=YES_NO),
        *contact(),
        remark(),
        sample(),
    )  # fmt: skip


def _deadline(cell: Cell) -> date:
    words = cleaning.text(cell)
    if NO_LAST_DAY.fullmatch(words):
        raise CellProblem(f"“{words}”不是哪一天，没有记截止日期，已记在备注里", "有期限的请写日期", Severity.NOTE)
    return cleaning.day(cell)


def timing_columns() -> tuple[Column, ...]:
    """Columns of what has an urgency, a last day and times of the week."""
    return (
        col("urgency", "紧急程度", "缓急", "紧急度", "优先级", "急迫程度", "紧迫程度", "轻重缓急", read=URGENCY),
        col("deadline", "截止日期", "截止时间", "完成时限", "期望完成时间", "办结时限", "完成时间", "期限", "时限", "希望完成时间", "希望解决时间", "期望解决时间", "期望完成日期", "领取截止时间", "需求截止日期", read=_deadline, of_the_year=True),
        col("slots", "服务时间", "服务时段", "时间", "时段", "需要时间", "岗位时间", "时间要求", "上岗时间", "可用时间", "开放时间", "可服务时间", "期望时间", "希望时间", read=SLOTS, content="slots"),
    )  # fmt: skip


def item_id(entry: Entry, label: str, place: str | None, *parts: object) -> str:
    """Id of a list item: the one that stands as its number, its own number, else its title with its place."""
    if entry.own_id and entry.own_id.startswith(keys.PREFIX_OF[label]):
        return entry.own_id
    if (known := entry.numbered_by_id(label)) is not None:
        return known
    number = str(entry.get("number") or "")
    if number and not PLAIN_NUMBER.fullmatch(number):
        return keys.numbered_id(label, number)
    return keys.node_id(label, entry.get("title"), place, number or None, *parts)


def start(entry: Entry, label: str, *names: str, **props: object) -> tuple[Record, str | None] | None:
    """Start the record of a list item and find its place; None (with a finding) when it has no title."""
    if not entry.get("title"):
        if not entry.get("description"):
            said = "title" if "title" in entry.job.headers else "description"
            entry.finding(Severity.ERROR, said, "没有名称", "请补上名称，或删去这一行")
            return None
        entry.values["title"] = str(entry.values["description"])[:40]
    if "is_done" in entry.values:
        entry.values.setdefault("status", ListStatus.DONE if entry.values["is_done"] else ListStatus.OPEN)
    place = entry.place("place", "raised_by", "led_by")
    record = entry.record(
        label, item_id(entry, label, place), "number", "title", "description", "status", "contact", *names, **props
    )
    return record, place


def tie_category(entry: Entry, record: Record, kind: LinkKind) -> None:
    """Tie an item to its category: the word in its column, else a category its title names."""
    found = entry.category("category")
    if found is None and "category" not in entry.values:
        found = _named_in(entry, str(entry.get("title", "")))
    record.tie(kind, found)


def _named_in(entry: Entry, title: str) -> str | None:
    plain = normal(title)
    taxonomy = entry.job.taxonomy
    return next((one.id for one in taxonomy.categories.values() if one.label in plain), None)


def tie_named(entry: Entry, record: Record, words: str, kinds: Sequence[LinkKind]) -> list[str]:
    """Tie a record to whom a cell names, each by the first kind whose nouns bear the name; give the names nobody bears.

    Several stand in it where no one has the whole for a name.
    """
    if not words or _tie_one(entry, record, words, kinds):
        return []
    return [one for one in cleaning.split(words) if not _tie_one(entry, record, one, kinds)]


def _tie_one(entry: Entry, record: Record, name: str, kinds: Sequence[LinkKind]) -> bool:
    for kind in kinds:
        node = entry.job.references.find(kind.start, name)
        if node:
            record.tie(kind, node)
            return True
    return False


def keep_unknown(entry: Entry, record: Record, label: str, name: str) -> bool:
    """Note those a field names whom nobody knows; where there are such, the column does not say all."""
    unknown = [words for words in entry.get(name, ()) if entry.job.references.find(label, words) is None]
    if unknown:
        said = f"{entry.job.column_of(name)}：{cleaning.masked('、'.join(unknown))}"
        record.props["note"] = "；".join(filter(None, (record.props.get("note"), said)))
    return bool(unknown)


def raise_by(  # noqa: PLR0913, PLR0917 - one kind of relationship for each who may raise it
    entry: Entry, record: Record, place: str | None, territory: LinkKind, unit: LinkKind, person: LinkKind | None = None
) -> None:
    """Tie an item to whoever raised it: a unit, a territory, else a person; else its own place."""
    words = entry.get("raised_by")
    if not words:
        record.tie(territory, place)
        return
    found_unit = entry.job.references.find("Organisation", str(words))
    found_place = None if found_unit else entry.job.references.territory(str(words), place)
    if found_unit:
        record.tie(unit, found_unit)
    elif found_place and found_place.id and not found_place.rest:
        record.tie(territory, found_place.id)
    elif person and (found := entry.job.references.find("Person", str(words))):
        record.tie(person, found)
    else:
        record.tie(territory, place)
        record.props["raised_by"] = str(words)
