"""Everything there is to say of one alliance, as staff read it: sentences first, then the numbers behind them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from api.answers.alliances import item_asked
from api.answers.strength import analysis_of, analyst_of, period_of_words, subject_asked
from api.asking import Asking
from api.schemas import alliances as told
from graph_model.network.chance import Compared
from graph_model.network.deeds import KIND_NAMES, Decay
from graph_model.network.definitions import BY_KEY, DEFINITIONS
from graph_model.network.drill import Drill, Loss, drill_sentences
from graph_model.network.measures import Measured, plain
from graph_model.network.mixing import ROLE_NAMES, Mixing
from graph_model.network.proposals import INVITE, LOSS_NAMES, TOGETHER, WAKE, Proposal
from graph_model.network.quarters import Step, TieChange
from graph_model.strength.analysis import Analysis
from graph_model.strength.calendar import quarter_of, week_of

PROPOSAL_LABELS: Final = {INVITE: "请谁加入", WAKE: "叫醒哪条联系", TOGETHER: "让哪两家一起办事"}
QUARTERS_SHOWN: Final = 8
WEEKS_SHOWN: Final = 4
UNDEFINED: Final = "无定义"
TOLD: Final = 0.0005
DIGITS: Final = 3


def alliance_answer(asked: Asking, id: str, quarter: str | None = None) -> told.AllianceAnswer:  # noqa: A002
    """Return everything there is to say of an alliance, a 大党委 or the district.

    Raises
    ------
    UnknownThing, BadQuestion
        There is no such alliance or quarter.
    """
    subject, chosen = subject_asked(asked, id), period_of_words(asked, quarter)
    key = ("alliance", asked.scope.territory, asked.today, subject.id, chosen.name)

    def make() -> told.AllianceAnswer:
        found = analysis_of(asked, subject, chosen)
        return _answer(asked, found, item_asked(asked, subject, chosen))

    return asked.view.kept(key, make)


def _answer(asked: Asking, found: Analysis, item: told.AllianceItem) -> told.AllianceAnswer:
    now, decay = found.now, analyst_of(asked).decay
    present = quarter_of(asked.today)
    return told.AllianceAnswer(
        alliance=item,
        as_of=now.day,
        quarter=now.quarter.name,
        quarters=[present.shifted(-back).name for back in range(QUARTERS_SHOWN)],
        weeks=[week_of(asked.today).shifted(-back).name for back in range(WEEKS_SHOWN)],
        sentences=[item.leaning, *found.verdict.sentences],
        form=[told.AllianceFinding(key=one.key, holds=one.holds, sentence=one.sentence) for one in found.verdict.form],
        chance=chance_rows(found.verdict.chance),
        samples=found.verdict.chance.samples,
        chance_reasons=chance_reasons(found.verdict.chance),
        past=[_step(one) for one in reversed(found.verdict.past)],
        measures=measure_rows(found.measured),
        notes=list(found.measured.notes.values()),
        layers=[_layer(kind, one, found) for kind, one in found.layers.items()],
        groups=[_group(name, one, found.ungrouped.get(name, "")) for name, one in found.groups.items()],
        members=_members(asked, found),
        ties=_ties(found),
        dormant=[told.DormantRow(one=one.one, two=one.two, last=one.last, deed=one.deed) for one in now.tied.dormant],
        drill=None if found.drill is None else drill_row(found.drill),
        proposals=None if found.proposals is None else [proposal_row(one) for one in found.proposals],
        reasons=dict(found.reasons),
        **_decay(decay),
    )


def _decay(decay: Decay) -> dict[str, Any]:
    weights = {KIND_NAMES[kind]: weight for kind, weight in decay.weights.items()}
    return {"half_life": decay.half_life, "window": decay.window, "weights": weights}


def chance_rows(compared: Compared) -> list[told.ChanceRow]:
    """Return each measure beside chance."""
    return [
        told.ChanceRow(
            key=key, name=BY_KEY[key].name, observed=one.observed, mean=one.mean, spread=one.spread, z=one.z, p=one.p
        )
        for key, one in compared.beside.items()
    ]


def chance_reasons(compared: Compared) -> dict[str, str]:
    """Return why measures are not set beside chance, by their names."""
    return {BY_KEY[key].name: why for key, why in compared.reasons.items()}


def _step(step: Step) -> told.AllianceStep:
    came = sum(tie.came for tie in step.ties)
    return told.AllianceStep(
        before=step.before,
        after=step.after,
        joined=list(step.joined),
        left=list(step.left),
        came=came,
        went=len(step.ties) - came,
        ties=[_tie_change(tie) for tie in step.ties],
        changes=[
            told.MeasureChange(
                key=one.key,
                name=BY_KEY[one.key].name,
                before=one.before,
                after=one.after,
                ties=[_tie_change(tie, one.key) for tie in one.ties],
            )
            for one in step.changes
        ],
    )


def _tie_change(tie: TieChange, key: str = "") -> told.TieChangeRow:
    return told.TieChangeRow(
        one=tie.one, two=tie.two, came=tie.came, deeds=list(tie.deeds), effect=tie.effects.get(key)
    )


def measure_rows(measured: Measured) -> list[told.MeasureRow]:
    """Return every measure with its definition, in words; what is undefined says why."""
    return [
        told.MeasureRow(
            key=one.key,
            name=one.name,
            definition=one.text,
            source=one.source,
            value=measured.values[one.key],
            words=words_of(measured.values[one.key]),
            reason=measured.reasons.get(one.key, ""),
        )
        for one in DEFINITIONS
    ]


def words_of(value: Any) -> str:  # noqa: ANN401 a value of any measure
    """Write the value of a measure; never a number that is none.

    >>> words_of(None), words_of(0.5), words_of([["a", "b"]]), words_of({"甲": 1})
    ('无定义', '0.500', 'a—b', '甲 1')
    """
    if value is None:
        return UNDEFINED
    if isinstance(value, Mapping):
        mark = "、" if value.keys() <= ROLE_NAMES.keys() else "；"
        return mark.join(f"{ROLE_NAMES.get(name, name)} {words_of(one)}" for name, one in value.items()) or "没有"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "、".join("—".join(one) if isinstance(one, list) else str(one) for one in value) or "没有"
    return f"{value:.{DIGITS}f}" if isinstance(value, float) else str(value)


def _layer(kind: str, one: Measured, found: Analysis) -> told.LayerRow:
    keys = ("density", "degree_centralization", "fragmentation")
    ties = found.now.tied.layers[kind].ties
    measures = [
        told.LayerMeasure(
            key=each.key, name=each.name, value=one.values[each.key], reason=one.reasons.get(each.key, "")
        )
        for each in DEFINITIONS
        if one.values[each.key] is None or isinstance(one.values[each.key], int | float)
    ]
    figures = {key: one.values[key] for key in keys}
    return told.LayerRow(kind=kind, name=KIND_NAMES[kind], ties=ties, measures=measures, **figures)


def _group(name: str, one: Mixing | None, reason: str) -> told.GroupRow:
    if one is None:
        return told.GroupRow(name=name, index=None, expected=None, p=None, reason=reason)
    return told.GroupRow(name=name, index=plain(one.index), expected=plain(one.expected), p=plain(one.p))


def _members(asked: Asking, found: Analysis) -> list[told.AllianceMember]:
    analyst, network = analyst_of(asked), found.now.tied.together
    facts, roles = analyst.record.facts, analyst.membership.roles_on(found.subject, found.now.day)
    degrees = dict(zip(network.ids, network.both.degree.tolist(), strict=True))
    return [
        told.AllianceMember(
            id=id_,
            name=facts.names[id_],
            kind="organisation" if id_ in facts.unit_by_id else "party",
            system=facts.unit_by_id[id_]["system"] if id_ in facts.unit_by_id else None,
            role=roles.get(id_, ""),
            ties=degrees[facts.names[id_]],
        )
        for id_ in found.now.members
    ]


def _ties(found: Analysis) -> list[told.TieRow]:
    network, deeds = found.now.tied.together, found.now.tied.deeds
    ends = zip(network.both.owner.tolist(), network.both.neighbour.tolist(), strict=True)
    kinds = network.kinds if network.kinds is not None else [1] * len(network.both.neighbour)
    rows = [
        (network.ids[one], network.ids[two], weight, int(kind))
        for (one, two), weight, kind in zip(ends, network.both.weight.tolist(), kinds, strict=True)
        if one < two
    ]
    return [
        told.TieRow(one=one, two=two, weight=round(weight, DIGITS), kinds=kind, deeds=list(deeds.get((one, two), ())))
        for one, two, weight, kind in rows
    ]


def drill_row(drilled: Drill) -> told.AllianceDrill:
    """Return the loss drill as it is told."""
    return told.AllianceDrill(
        fragmentation=float(drilled.fragmentation),
        distance_weighted_fragmentation=float(drilled.distance_weighted_fragmentation),
        losses=[_loss(one) for one in drilled.losses],
        worst=_loss(drilled.worst),
        worst_pair=_loss(drilled.worst_pair),
        sentences=drill_sentences(drilled),
        notes=list(drilled.reasons.values()),
    )


def _loss(loss: Loss) -> told.LossRow:
    by_place: dict[str, list[str]] = {}
    for one in loss.services:
        by_place.setdefault(one.community, []).append(one.service)
    far = loss.distance_weighted_fragmentation
    return told.LossRow(
        members=list(loss.members),
        fragmentation=float(loss.fragmentation),
        distance_weighted_fragmentation=None if far is None else float(far),
        cut_off=loss.cut_off,
        services=len(loss.services),
        lost=[told.LostServices(community=place, services=kinds) for place, kinds in by_place.items()],
        candidates=[told.StepIn(name=one.id, weeks=one.weeks, reason=one.reason) for one in loss.candidates],
        weeks=loss.weeks,
    )


def proposal_row(one: Proposal) -> told.ProposalRow:
    """Return a proposal with the measures it would change."""
    names = LOSS_NAMES | {key: BY_KEY[key].name for key in one.before if key in BY_KEY}
    return told.ProposalRow(
        kind=one.kind,
        kind_label=PROPOSAL_LABELS[one.kind],
        members=list(one.members),
        sentence=one.sentence,
        changes=[
            told.ProposalChange(key=key, name=names[key], before=old, after=one.after[key])
            for key, old in one.before.items()
            if moved(old, one.after[key])
        ],
    )


def moved(old: float | None, new: float | None) -> bool:
    """Tell whether a measure changes by as much as is told.

    >>> moved(None, None), moved(None, 0.5), moved(0.5, 0.5001)
    (False, True, False)
    """
    if old is None or new is None:
        return old is not new
    return abs(new - old) >= TOLD
