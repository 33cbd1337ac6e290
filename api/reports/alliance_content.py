"""What a report on an alliance says: short sentences from the numbers, none without one, and the tables behind them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from api.answers.alliance import UNDEFINED
from api.reports.alliance_past import past_section, step_sentence
from api.reports.content import Content, Section, Table, figure, with_numbers
from api.reports.measures_in_brief import brief, by_member
from api.schemas import AllianceAnswer
from api.schemas.alliances import (
    AllianceDrill,
    ChanceRow,
    GroupRow,
    LayerMeasure,
    LayerRow,
    LossRow,
    MeasureRow,
    ProposalRow,
)
from graph_model.network.verdict import CHANCE_SAYS, FAR
from graph_model.strength.subjects import WHOLE

MOST_LOSSES: Final = 20
PICTURE_TITLE: Final = "成员和来往"
LOSS_HEAD: Final = ("谁退出", "碎裂度", "距离碎裂度", "连不上其余的", "少的服务", "谁能顶上")
NOTHING: Final = {"–", "0 项"}
AMONG_MEMBERS: Final = "全部单位都在这 1 个网络里，所以谁能顶上问的是留下的单位自己。"


def content_of(answer: AllianceAnswer) -> Content:
    """Return what the report on an alliance says; equal answers say the same."""
    item = answer.alliance
    counts = f"{item.members} 家成员，{item.ties} 对有来往，{item.dormant} 对休眠"
    return Content(
        f"{item.name}：强度报告",
        f"{answer.quarter}，截至 {answer.as_of.isoformat()}；{counts}",
        answer.as_of,
        (
            Section(
                "结论", with_numbers([f"现在有 {counts}。", _leaning(item.leaning), *_form(answer), *in_short(answer)])
            ),
            proposals_section(answer.proposals, answer.reasons),
            drill_section(answer.drill, answer.reasons, [AMONG_MEMBERS] if item.kind == WHOLE else []),
            past_section(answer.past),
            chance_section(answer.chance, answer.samples, answer.chance_reasons),
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


def _form(answer: AllianceAnswer) -> list[str]:
    """Return the findings on the declared form, or the sentence after the leaning: why there is none."""
    return [one.sentence for one in answer.form] or answer.sentences[1:2]


def _leaning(words: str) -> str:
    """Say what is undefined, where it is."""
    return f"挂不挂在一家身上：{words}" if words.startswith(UNDEFINED) else words


def in_short(answer: AllianceAnswer) -> list[str]:
    """Say what to know before the tables: what is unlike chance, what moved, the worst loss, what to do."""
    drill, proposals = answer.drill, answer.proposals or []
    return [
        *unlike_chance(answer.chance, answer.samples),
        *[step_sentence(one) for one in answer.past[:1]],
        *(drill.sentences[:1] + drill.sentences[-1:] if drill else []),
        *[f"可以先做：{one.sentence}" for one in proposals[:1]],
    ]


def unlike_chance(beside: Sequence[ChanceRow], samples: int) -> list[str]:
    """Say in words what is farther from random networks than chance alone would have it."""
    return [
        f"{one.name} {figure(one.observed)}，{samples:,} 个度数相同的随机网络平均 {figure(one.mean)}："
        f"{meaning_of(one)}。"
        for one in beside
        if _is_far(one)
    ]


def chance_section(beside: Sequence[ChanceRow], samples: int, reasons: Mapping[str, str]) -> Section:
    """Set each measure beside random networks of the same degrees, or say why none can be."""
    title = "与碰巧比"
    if not beside:
        whys = "；".join(f"{why}（{'、'.join(names)}）" for why, names in _by_reason(reasons).items())
        return Section(title, (f"没有一项能与 {samples:,} 个度数相同的随机网络比：{whys}。",))
    rows = tuple(_chance_row(one) for one in beside)
    told = f"下表是 {samples:,} 个度数相同的随机网络；z 是离它们的平均几个标准差，{FAR:g} 以上才说与碰巧的不一样。"
    return Section(title, (told,), (Table(("哪一项", "现在", "随机平均", "标准差", "z", "p", "怎么看"), rows),))


def _chance_row(one: ChanceRow) -> tuple[str, ...]:
    figures = (
        figure(one.observed),
        figure(one.mean),
        figure(one.spread),
        f"{round(one.z, 1) + 0.0:+.1f}",
        figure(one.p),
    )
    return one.name, *figures, meaning_of(one)


def _is_far(one: ChanceRow) -> bool:
    return abs(one.z) >= FAR and one.key in CHANCE_SAYS


def meaning_of(one: ChanceRow) -> str:
    """Say what it means that a measure is unlike chance, or that it is not."""
    above, below = CHANCE_SAYS.get(one.key, ("", ""))
    return (above if one.z > 0 else below) if _is_far(one) else "与碰巧的差不多"


def _by_reason(reasons: Mapping[str, str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, why in reasons.items():
        found.setdefault(why, []).append(name)
    return found


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
    sentences = with_numbers([f"第 {at} 条，{one.kind_label}：{one.sentence}" for at, one in enumerate(proposals, 1)])
    return Section("可以做的", sentences, tuple(_promised(proposals)))


def _promised(proposals: Sequence[ProposalRow]) -> Iterator[Table]:
    """Give each measure as it is and as each proposal alone would make it."""
    now = {change.name: change.before for one in proposals for change in one.changes}
    after = [{change.name: change.after for change in one.changes} for one in proposals]
    if now:
        head = ("哪一项", "现在", *(f"做第 {at} 条" for at in range(1, len(proposals) + 1)))
        rows = ((name, figure(old), *(figure(one.get(name, old)) for one in after)) for name, old in now.items())
        yield Table(head, tuple(rows))


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
