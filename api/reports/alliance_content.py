"""What a report on an alliance says: short sentences from the numbers, none without one, and the tables behind them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from api.answers.alliance import UNDEFINED
from api.reports.measures_in_brief import brief, by_member
from api.schemas import AllianceAnswer
from api.schemas.alliances import (
    AllianceDrill,
    AllianceStep,
    ChanceRow,
    GroupRow,
    LayerMeasure,
    LayerRow,
    LossRow,
    MeasureRow,
    ProposalRow,
    TieChangeRow,
)
from graph_model.network.definitions import DEFINITIONS
from graph_model.strength.subjects import WHOLE

NUMBER: Final = re.compile(r"\d")
MOST_LOSSES: Final = 20
DEFINED: Final = {one.name: one.key for one in DEFINITIONS}
# A name of one character (桥) is linked where it stands alone: within a sentence it is part of the names of units.
LONG_NAMES: Final = sorted((name for name in DEFINED if len(name) > 1), key=lambda one: (-len(one), one))
NAMES: Final = re.compile("(" + "|".join(map(re.escape, LONG_NAMES)) + ")")
PICTURE_TITLE: Final = "成员和来往"
LOSS_HEAD: Final = ("谁退出", "碎裂度", "距离碎裂度", "连不上其余的", "少的服务", "谁能顶上")
NOTHING: Final = {"–", "0 项"}
AMONG_MEMBERS: Final = "全部单位都在这 1 个网络里，所以谁能顶上问的是留下的单位自己。"


@dataclass(frozen=True)
class Table:
    """A table; a cell that is the name of a measure is linked to its definition."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Section:
    """A heading with sentences and tables."""

    title: str
    sentences: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True)
class Content:
    """A report: what it is about, its sections, and the definitions its figures are linked to.

    `sheets` are the long tables that a workbook alone has room for, by name; `day` is the one it tells of.
    """

    title: str
    subtitle: str
    day: date
    sections: tuple[Section, ...]
    sheets: tuple[tuple[str, Table], ...]
    definitions: tuple[tuple[str, str, str, str], ...] = field(
        default=tuple((one.key, one.name, one.text, one.source) for one in DEFINITIONS)
    )


def content_of(answer: AllianceAnswer) -> Content:
    """Return what the report on an alliance says; equal answers say the same."""
    item = answer.alliance
    counts = f"{item.members} 家成员，{item.ties} 对有来往，{item.dormant} 对休眠"
    return Content(
        f"{item.name}：强度报告",
        f"{answer.quarter}，截至 {answer.as_of.isoformat()}；{counts}",
        answer.as_of,
        (
            Section("结论", with_numbers([f"现在有 {counts}。", item.leaning, *_form(answer), *_chance(answer)])),
            Section("与自己的过去比", with_numbers(_past(answer.past)), tuple(_changes(answer.past))),
            drill_section(answer.drill, answer.reasons, [AMONG_MEMBERS] if item.kind == WHOLE else []),
            proposals_section(answer.proposals, answer.reasons),
            *_layers(answer.layers),
            *_groups(answer.groups),
            measures_section(answer.measures),
            Section("怎样算的", with_numbers(_how(answer))),
        ),
        (
            ("逐家的数", by_member_table(answer.measures)),
            *_layers_sheet(answer.layers),
            *losses_sheet(answer.drill),
            ("有来往的", _ties(answer)),
        ),
    )


def with_numbers(sentences: Sequence[str]) -> tuple[str, ...]:
    """Keep the sentences that have a number."""
    return tuple(one for one in sentences if NUMBER.search(one))


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Cut a text at the names of measures: each part with the key it is linked to, empty where it is plain."""
    for part in [text] if text in DEFINED else NAMES.split(text):
        if part:
            yield part, DEFINED.get(part, "")


def figure(value: float | None) -> str:
    """Write a figure.

    >>> figure(None), figure(0.25)
    ('无定义', '0.250')
    """
    return UNDEFINED if value is None else f"{value:.3f}"


def _form(answer: AllianceAnswer) -> list[str]:
    return [one.sentence for one in answer.form] or [f"{answer.alliance.members} 个成员，不按治理形式评判。"]


def _chance(answer: AllianceAnswer) -> list[str]:
    return chance_sentences(answer.chance, answer.samples, answer.chance_reasons)


def chance_sentences(beside: Sequence[ChanceRow], samples: int, reasons: Mapping[str, str]) -> list[str]:
    """Say what each measure is beside chance, or why none can be set beside it."""
    if not beside:
        whys = "；".join(f"{why}（{'、'.join(names)}）" for why, names in _by_reason(reasons).items())
        return [f"没有一项能与 {samples:,} 个度数相同的随机网络比：{whys}。"]
    return [
        f"{one.name} {figure(one.observed)}，{samples:,} 个度数相同的随机网络平均 {figure(one.mean)}，"
        f"z = {one.z:+.1f}。"
        for one in beside
    ]


def _by_reason(reasons: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, why in reasons.items():
        found.setdefault(why, []).append(name)
    return found


def _past(steps: Sequence[AllianceStep]) -> list[str]:
    return [
        f"{one.before} 到 {one.after}：新增联系 {one.came} 条，断了 {one.went} 条，"
        f"加入 {len(one.joined)} 家，退出 {len(one.left)} 家。"
        for one in steps
    ]


def _changes(steps: Sequence[AllianceStep]) -> Iterator[Table]:
    for step in steps:
        rows = tuple(
            (one.name, figure(one.before), figure(one.after), _because(one.ties[:2]))
            for one in step.changes
            if one.before != one.after
        )
        if any(row[-1] for row in rows):
            yield Table(("哪一项", step.before, step.after, "主要因为"), rows)
        elif rows:
            yield Table(("哪一项", step.before, step.after), tuple(row[:-1] for row in rows))


def _because(ties: Sequence[TieChangeRow]) -> str:
    return "；".join(
        f"{one.one}—{one.two}{'有了联系' if one.came else '断了联系'}（{'、'.join(one.deeds[:2]) or '没有登记的事'}）"
        for one in ties
    )


def drill_section(drill: AllianceDrill | None, reasons: Mapping[str, str], also: Sequence[str] = ()) -> Section:
    """Return the losses worst first, with what else there is to say; columns with nothing for anybody are left out."""
    if drill is None:
        return Section(f"退出演练：无定义，{reasons['drill']}")
    losses = worst_first(drill.losses)[:MOST_LOSSES]
    table = _losses([drill.worst_pair, *losses])
    now = f"现在碎裂度 {figure(drill.fragmentation)}，距离碎裂度 {figure(drill.distance_weighted_fragmentation)}。"
    more = f"下表列断得最多的一对和 {len(losses)} 家，共演练了 {len(drill.losses)} 家。"
    return Section("退出演练", with_numbers([now, *drill.sentences, *also, more]), (table,))


def _losses(losses: Sequence[LossRow]) -> Table:
    rows = [_loss(one) for one in losses]
    used = [at for at, words in enumerate(zip(*rows, strict=True)) if {*words} - NOTHING]
    return Table(tuple(LOSS_HEAD[at] for at in used), tuple(tuple(row[at] for at in used) for row in rows))


def losses_sheet(drill: AllianceDrill | None) -> Iterator[tuple[str, Table]]:
    """Return the loss of every member, where there was a drill."""
    if drill:
        yield "逐家退出", _losses(worst_first(drill.losses))


def worst_first(losses: Sequence[LossRow]) -> list[LossRow]:
    """Return the losses, those first that leave most apart; this orders cases of a drill, not members by merit."""
    return sorted(
        losses,
        key=lambda one: (-one.fragmentation, -one.services, -(one.distance_weighted_fragmentation or 0.0), one.members),
    )


def _loss(one: LossRow) -> tuple[str, ...]:
    lost = "；".join(f"{place.community}：{'、'.join(place.services)}" for place in one.lost)
    help_ = "；".join(f"{help_.name}（{help_.reason}，约 {help_.weeks:g} 周）" for help_ in one.candidates)
    return (
        "和".join(one.members),
        figure(one.fragmentation),
        figure(one.distance_weighted_fragmentation),
        f"{one.cut_off} 家",
        f"{one.services} 项{'：' + lost if lost else ''}",
        help_ or "–",
    )


def proposals_section(proposals: Sequence[ProposalRow] | None, reasons: Mapping[str, str]) -> Section:
    """Return what to do, with what each would change."""
    if proposals is None:
        return Section(f"可以做的：无定义，{reasons['proposals']}")
    rows = tuple(
        (f"{one.kind_label}：{'、'.join(one.members)}", change.name, figure(change.before), figure(change.after))
        for one in proposals
        for change in one.changes
    )
    sentences = with_numbers([one.sentence for one in proposals])
    return Section("可以做的", sentences, (Table(("做什么", "哪一项", "现在", "会变成"), rows),) if rows else ())


def _layers(layers: Sequence[LayerRow]) -> Iterator[Section]:
    rows = tuple(
        (one.name, f"{one.ties} 对", figure(one.density), figure(one.degree_centralization), figure(one.fragmentation))
        for one in layers
    )
    if rows:
        yield Section("分层看", tables=(Table(("只看哪一种", "有来往", "密度", "度数集中度", "碎裂度"), rows),))


def _layers_sheet(layers: Sequence[LayerRow]) -> Iterator[tuple[str, Table]]:
    """Give every figure of each kind of ties alone, a measure a row; what has one in no layer is left out."""
    told = [{one.key: one for one in layer.measures} for layer in layers]
    names = {one.key: one.name for layer in layers for one in layer.measures if one.value is not None}
    rows = tuple((name, *(_of_layer(one.get(key)) for one in told)) for key, name in names.items())
    if rows:
        yield "分层度量", Table(("哪一项", *(one.name for one in layers)), rows)


def _of_layer(one: LayerMeasure | None) -> str:
    return UNDEFINED if one is None or one.value is None else f"{one.value:g}"


def _groups(groups: Sequence[GroupRow]) -> Iterator[Section]:
    rows = tuple((one.name, figure(one.index), figure(one.expected), figure(one.p), one.reason) for one in groups)
    if rows:
        head = ("按什么分组", "内外联系指数", "内外联系指数的随机值", "内外联系指数的 p 值", "说明")
        yield Section("组内和组外", tables=(Table(head, rows),))


def measures_section(measures: Sequence[MeasureRow]) -> Section:
    """Return every measure in few words, or why it has no value."""
    rows = tuple((one.name, brief(one), one.reason) for one in measures)
    return Section("全部度量", tables=(Table(("哪一项", "现在", "说明"), rows),))


def by_member_table(measures: Sequence[MeasureRow]) -> Table:
    """Return what measures say of each member, a member a row."""
    names, columns = by_member(measures)
    rows = tuple((name, *(column.get(name, "") for _, column in columns)) for name in names)
    return Table(("成员", *(head for head, _ in columns)), rows)


def _ties(answer: AllianceAnswer) -> Table:
    rows = tuple((one.one, one.two, str(one.weight), str(one.kinds), "、".join(one.deeds[:5])) for one in answer.ties)
    return Table(("一家", "另一家", "权重", "几种", "近来的事"), rows)


def _how(answer: AllianceAnswer) -> list[str]:
    weights = "、".join(f"{name} {weight:g}" for name, weight in answer.weights.items())
    return [
        f"一条联系的权重是各件事的种类权重乘以 2 的（−天数 / {answer.half_life:g}）次方再相加。",
        f"近 {answer.window} 天没有一件事就算休眠，不算进网络。",
        f"种类权重：{weights}。",
    ]
