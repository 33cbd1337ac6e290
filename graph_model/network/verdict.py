"""What to say of an alliance: beside the form it declares, beside chance and beside its own past, in short sentences.

No sentence is without a number; none calls density good or bad, and none ranks alliances.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph_model.network.chance import SAMPLES, Beside, Compared, compare_with_chance
from graph_model.network.definitions import BY_KEY, Undefined
from graph_model.network.governance import Bounds, Finding, judge_form
from graph_model.network.quarters import Quarter, Step, TieChange, steps_of

NAMES: Final = {key: one.name for key, one in BY_KEY.items()}
FAR: Final = 2.0
"""Standard deviations from which a network differs from chance."""
CHANCE_SAYS: Final = {
    "ei_index": ("跨组的联系比碰巧的多", "联系比碰巧的更守在组内"),
    "betweenness_centralization": ("路径比碰巧的更集中在一家", "路径比碰巧的更分散"),
    "fragmentation": ("比碰巧的更碎", "比碰巧的更连得上"),
    "distance_weighted_fragmentation": ("彼此离得比碰巧的远", "彼此离得比碰巧的近"),
    "core_periphery_fit": ("核心—外围比碰巧的分明", "核心—外围比碰巧的模糊"),
    "reciprocity": ("互相确认的比碰巧的多", "互相确认的比碰巧的少"),
}
TOLD: Final = 0.0005
"""Changes smaller than this are told as none."""
DEEDS_NAMED: Final = 2
NO_DEEDS: Final = "没有登记的事"


@dataclass(frozen=True)
class Asking:
    """What an alliance declares, and what to compare it by.

    Parameters
    ----------
    form, lead : str, optional
        As of `governance.judge_form`.
    group : str, optional
        As of the E–I index.
    bounds : Bounds, optional
    samples, seed : int
        Of the random networks.
    threads : int, optional
        Changes no word.
    """

    form: str | None = None
    lead: str | None = None
    group: str | None = None
    bounds: Bounds | None = None
    samples: int = SAMPLES
    seed: int = 0
    threads: int | None = None


@dataclass(frozen=True)
class Verdict:
    """Findings on the form, measures beside chance, steps of the past, and all of it as sentences."""

    form: tuple[Finding, ...]
    chance: Compared
    past: tuple[Step, ...]
    sentences: tuple[str, ...]


def verdict(quarters: Sequence[Quarter], asking: Asking | None = None) -> Verdict:
    """Judge an alliance.

    Parameters
    ----------
    quarters : sequence of Quarter
        The oldest first, the present last; at least one.
    """
    asking, now = asking or Asking(), quarters[-1].network
    chance = compare_with_chance(now, asking.group, samples=asking.samples, seed=asking.seed, threads=asking.threads)
    past = steps_of(quarters, asking.group)
    form, why_not = _form(quarters[-1], asking)
    sentences = [*(one.sentence for one in form), *why_not, *chance_sentences(chance), *past_sentences(past)]
    return Verdict(tuple(form), chance, tuple(past), tuple(sentences))


def _form(now: Quarter, asking: Asking) -> tuple[list[Finding], list[str]]:
    if asking.form is None:
        return [], [f"{len(now.network)} 个成员，没有写明治理形式，不按形式评判。"]
    try:
        return judge_form(now.network, asking.form, asking.lead, asking.bounds), []
    except Undefined as undefined:
        return [], [f"{len(now.network)} 个成员，不按形式评判：{undefined.reason}。"]


def chance_sentences(chance: Compared) -> list[str]:
    """Say where a network differs from random ones of the same degrees, the farthest first."""
    far = sorted(
        (-abs(found.z), key, found)
        for key, found in chance.beside.items()
        if abs(found.z) >= FAR and key in CHANCE_SAYS
    )
    if not far and chance.beside:
        return [f"与 {chance.samples:,} 个度数相同的随机网络比，{len(chance.beside)} 项都在 {FAR:g} 个标准差以内。"]
    return [_beside_sentence(key, found, chance.samples) for _, key, found in far]


def _beside_sentence(key: str, found: Beside, samples: int) -> str:
    above, below = CHANCE_SAYS[key]
    way = "高" if found.z > 0 else "低"
    return (
        f"{BY_KEY[key].name} {found.observed:.2f}，{samples:,} 个度数相同的随机网络平均 {found.mean:.2f}，"
        f"{way} {abs(found.z):.1f} 个标准差：{above if found.z > 0 else below}。"
    )


def past_sentences(past: Sequence[Step]) -> list[str]:
    """Say what moved between quarters, with the deeds behind it, the latest first."""
    return [sentence for step in reversed(past) for sentence in _step_sentences(step)]


def _step_sentences(step: Step) -> list[str]:
    came = sum(tie.came for tie in step.ties)
    counts = {
        "新增联系": came,
        "断了联系": len(step.ties) - came,
        "加入成员": len(step.joined),
        "退出成员": len(step.left),
    }
    told = "、".join(f"{name} {count}" for name, count in counts.items() if count) or "成员和联系变动 0"
    head = f"{step.before} 到 {step.after}：{told}。"
    return [head, *(_change_sentence(*change) for change in _moved(step))]


def _moved(step: Step) -> list[tuple[str, float, float, tuple[TieChange, ...]]]:
    return [
        (one.key, one.before, one.after, one.ties)
        for one in step.changes
        if one.before is not None and one.after is not None and abs(one.after - one.before) >= TOLD
    ]


def _change_sentence(key: str, before: float, after: float, ties: Sequence[TieChange]) -> str:
    behind = f"，主要是{_tie(ties[0], key)}" if ties else ""
    return f"{BY_KEY[key].name} {before:.3f} → {after:.3f}{behind}。"


def _tie(tie: TieChange, key: str) -> str:
    deeds = "、".join(tie.deeds[:DEEDS_NAMED]) or NO_DEEDS
    return f"{tie.one}—{tie.two}{'有了联系' if tie.came else '断了联系'}（{deeds}；{tie.effects[key]:+.3f}）"


def effects_told(
    before: Mapping[str, float | None], after: Mapping[str, float | None], names: Mapping[str, str] = NAMES
) -> list[str]:
    """Say what measures would become, those that would change, each by its name."""
    pairs = ((key, before[key], after[key]) for key in before)
    return [
        f"{names[key]} {old:.3f} → {new:.3f}"
        for key, old, new in pairs
        if old is not None and new is not None and abs(new - old) >= TOLD
    ]
