"""志愿服务记录: what is on record of the service of persons, in the five parts the rules name, to print and sign.

The parts are those of article 4 of 《志愿服务记录与证明出具办法（试行）》 (Ministry of Civil Affairs, order 67, 2020):
the person, the service, trainings, awards, evaluations. Awards are kept nowhere in the graph, and an evaluation is of
an activity, never of a person: what is not on record is left to be written by hand.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from api.answers.consented import Told, Unseal, told_of
from api.answers.persons_meant import persons_meant
from api.answers.record_forms import day_words, place_words
from api.asking import Asking
from graph_model.entities.terms import Gender
from graph_model.labels import chinese
from graph_model.service_records import deeds_on_record, persons_on_record
from loaders.cleaning import masked
from loaders.form_sheets import FormColumn, FormSheet, Value

SERVICE_FORM: Final = "志愿服务记录"
RULES: Final = "依据《志愿服务记录与证明出具办法（试行）》（民政部令第67号）第四条"
NOT_AGREED: Final = "没有登记本人同意，个人信息不导出，只列服务情况"
TRAINING: Final = "培训"
YES_NO: Final = {True: "是", False: "否"}
SATISFACTION: Final = ("不满意", "不太满意", "一般", "满意", "很满意")
WHO: Final = (FormColumn("序号", 6), FormColumn("姓名", 10))
"""What stands first in every part; the number tells namesakes and masked names apart, and is the same in all parts."""
CHOICE: Final = ("是", "否")
Rows = list[tuple[str, Sequence[Value]]]


@dataclass(frozen=True, slots=True)
class Server:
    """One person on record: what may be told of them, their row, and what they took part in."""

    told: Told
    row: Mapping[str, Any]
    deeds: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five parts: its name, its columns behind the name, and what of a person stands in it."""

    name: str
    columns: tuple[FormColumn, ...]
    lines: Callable[[Asking, Server, Unseal], list[tuple[Value, ...]]]
    note: str = ""


def service_sheets(
    asked: Asking, who: str | None, place: str, unseal: Unseal, *, by_hand: bool
) -> tuple[str, list[FormSheet], list[str]]:
    """Return whom the record tells of, in words, its five sheets, and the ids of the persons named in full.

    With `by_hand`, whoever has nothing on record in a part gets an empty line there, to be filled by hand.

    Raises
    ------
    UnknownThing
        There is nobody of this id or name.
    BadQuestion
        `who` is no person, unit or team, or the record would tell of too many persons.
    """
    name, ids = persons_meant(asked, who, place)
    servers = _servers(asked, ids)
    whom = name or "".join(one.told.name for one in servers)
    notice = f"导出日期：{day_words(asked.today)}　{RULES}　共 {len(servers)} 人"
    sheets = [
        FormSheet(
            part.name,
            f"{whom}{SERVICE_FORM}　{part.name}",
            notice + part.note,
            (*WHO, *part.columns),
            _rows(asked, part, servers, unseal, by_hand=by_hand),
            signed=True,
        )
        for part in PARTS
    ]
    return whom, sheets, [one.row["person"]["id"] for one in servers if one.told.named]


def _servers(asked: Asking, ids: Sequence[str]) -> list[Server]:
    deeds: defaultdict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in deeds_on_record(asked.graph, asked.scope, ids):
        deeds[row["person"]].append(row)
    people = persons_on_record(asked.graph, asked.scope, ids)
    return [
        Server(told_of(row["person"], asked.scope.purpose, asked.today), row, deeds[row["person"]["id"]])
        for row in people
    ]


def _rows(asked: Asking, part: Part, servers: Sequence[Server], unseal: Unseal, *, by_hand: bool) -> Rows:
    empty = [("",) * len(part.columns)] if by_hand else []
    return [
        (one.row["person"]["id"], (number, one.told.name, *line))
        for number, one in enumerate(servers, 1)
        for line in part.lines(asked, one, unseal) or empty
    ]


def _person(asked: Asking, one: Server, unseal: Unseal) -> list[tuple[Value, ...]]:
    if not one.told.more:
        return [("",) * 7 + (NOT_AGREED, "")]
    person = one.row["person"]
    phone = unseal(person["phone"]) if one.told.contact and person.get("phone") else ""
    gender = chinese(Gender(person["gender"])) if person.get("gender") else ""
    return [
        (
            gender,
            person.get("birth_year"),
            "、".join(sorted(place_words(asked, home) for home in one.row["homes"])),
            "、".join(sorted(one.row["units"])),
            phone,
            "、".join(sorted(f"{label}（{proof}）" if proof else label for label, proof in one.row["skills"])),
            "、".join(sorted(one.row["categories"])),
            "",
            "",
        )
    ]


def _served(asked: Asking, one: Server, unseal: Unseal) -> list[tuple[Value, ...]]:  # noqa: ARG001 - as every part
    return [
        (
            masked(deed["item"]["title"]),
            deed["item"].get("on"),
            "、".join(sorted(place_words(asked, place) for place in deed["places"])),
            "、".join(sorted(deed["categories"])) or deed["item"].get("kind") or "",
            _hours(deed),
            "、".join(sorted(deed["units"])),
            YES_NO.get(deed["part"].get("confirmed_by_organiser"), ""),
            YES_NO.get(deed["part"].get("confirmed_by_beneficiary"), ""),
            "",
        )
        for deed in one.deeds
        if not _is_training(deed)
    ]


def _trained(asked: Asking, one: Server, unseal: Unseal) -> list[tuple[Value, ...]]:  # noqa: ARG001 - as every part
    return [
        (masked(deed["item"]["title"]), deed["item"].get("on"), _hours(deed), "、".join(sorted(deed["units"])), "")
        for deed in one.deeds
        if _is_training(deed)
    ]


def _honoured(asked: Asking, one: Server, unseal: Unseal) -> list[tuple[Value, ...]]:  # noqa: ARG001 - as every part
    return []


def _judged(asked: Asking, one: Server, unseal: Unseal) -> list[tuple[Value, ...]]:  # noqa: ARG001 - as every part
    return [
        (masked(deed["item"]["title"]), on, SATISFACTION[satisfaction - 1], masked(comment or ""), "")
        for deed in one.deeds
        for on, satisfaction, comment in sorted(deed["reviews"], key=str)
    ]


def _is_training(deed: Mapping[str, Any]) -> bool:
    """Whether an activity is kept as a training: by its kind, not by its title, which may tell of training others."""
    return TRAINING in str(deed["item"].get("kind") or "")


def _hours(deed: Mapping[str, Any]) -> Value:
    own = deed["part"].get("hours")
    whole: float | None = deed["item"].get("hours")
    return whole if own is None else own


PARTS: Final = (
    Part(
        "个人基本信息",
        (
            FormColumn("性别", 7),
            FormColumn("出生年份", 9),
            FormColumn("居住区域", 24),
            FormColumn("工作单位", 22),
            FormColumn("联系方式", 14),
            FormColumn("专业技能", 28),
            FormColumn("服务类别", 20),
            FormColumn("备注", 14),
            FormColumn("本人签字", 14),
        ),
        _person,
    ),
    Part(
        "志愿服务情况",
        (
            FormColumn("活动名称", 32),
            FormColumn("日期", 12),
            FormColumn("地点", 24),
            FormColumn("服务类别", 14),
            FormColumn("时长（小时）", 9),
            FormColumn("组织和参加单位", 28),
            FormColumn("组织方确认", 9, CHOICE),
            FormColumn("服务对象确认", 9, CHOICE),
            FormColumn("记录人签字", 14),
        ),
        _served,
    ),
    Part(
        "培训情况",
        (
            FormColumn("培训名称和内容", 40),
            FormColumn("日期", 12),
            FormColumn("学习时长（小时）", 10),
            FormColumn("举办单位", 30),
            FormColumn("记录人签字", 14),
        ),
        _trained,
        "；没有登记的由记录人填写",
    ),
    Part(
        "表彰奖励情况",
        (
            FormColumn("表彰奖励名称", 40),
            FormColumn("日期", 12),
            FormColumn("授予单位", 34),
            FormColumn("记录人签字", 14),
        ),
        _honoured,
        "；图谱不登记表彰奖励，由记录人填写",
    ),
    Part(
        "评价情况",
        (
            FormColumn("活动名称", 36),
            FormColumn("评价日期", 12),
            FormColumn("服务对象满意度", 14, SATISFACTION),
            FormColumn("评价意见", 40),
            FormColumn("记录人签字", 14),
        ),
        _judged,
        "；评价的是所参加的活动，不给个人打分；没有登记的由记录人填写",
    ),
)
