"""Reasons in the words of staff: facts that can be checked against the record, and the smallest change that helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph_model.entities.terms import Verdict
from graph_model.labels import ALL_SLOTS
from matching.rules.ability import month_of
from matching.rules.time_place import half_days
from matching.territories import NOWHERE, SAME_COMMUNITY
from matching.verdict import NOTHING_HELPS, Finding, Pair

TIE_WORDS: Final = {
    "registered_residence": "家在{here}报到",
    "lives": "家在{here}",
    "registered_workplace": "单位在{here}报到",
    "works": "在{here}上班",
    "paired": "单位与{here}结对",
    "serves": "就服务{here}",
    "responsible": "联系{here}",
    "located": "就在{here}",
    "offers": "由{here}的单位提供",
}
UNIT_WORDS: Final = {"paired": "与{here}结对", "located": "就在{here}"}
HERE_WORDS: Final = {"district": "本区", "subdistrict": "本镇街"}
NEAR_WORDS: Final = {1: "同一镇街", 2: "同区"}
IMPLIED: Final = {"lives": "registered_residence", "works": "registered_workplace"}
"""Who is registered somewhere need not be told to live or work there as well."""
MOST_TIES: Final = 2


def reasons(pair: Pair, findings: Sequence[Finding]) -> list[str]:
    """Say why this helper: first what speaks against or is open, then trade, place, time and load, past deeds."""
    by_rule = {finding.rule: finding for finding in findings}
    against = [f.sentence for f in findings if f.verdict is Verdict.NO]
    unsure = [f"待核实：{f.sentence}" for f in findings if f.verdict is Verdict.UNKNOWN]
    speaking = [_trade(by_rule), _place(pair), _time_and_load(pair, by_rule), _deeds(pair)]
    return [*against, *unsure, *(sentence for sentence in speaking if sentence)]


def _trade(by_rule: dict[str, Finding]) -> str | None:
    """Tell the certificate, else the skill, else what shows that the kind of work can be done."""
    rules = ("certificate", "skill", "category")
    found = (by_rule[rule] for rule in rules if by_rule[rule].facts and by_rule[rule].verdict is Verdict.YES)
    return next((finding.sentence for finding in found), None)


def _place(pair: Pair) -> str | None:
    """Tell the ties to the very place; else how far away the nearest place is."""
    tree, to = pair.problem.territories, pair.demand.territory
    if to == NOWHERE or not pair.helper.places:
        return None
    words = TIE_WORDS if pair.helper.kind == "person" else TIE_WORDS | UNIT_WORDS
    here = {place.why for place, steps in zip(pair.helper.places, pair.steps, strict=True) if steps == SAME_COMMUNITY}
    told = [why for why in words if why in here and IMPLIED.get(why) not in here]
    if told:
        name = _here_word(pair)
        return "，".join(words[why].format(here=name) for why in told[:MOST_TIES])
    if pair.distance not in NEAR_WORDS:
        return None
    nearest = pair.helper.places[pair.steps.index(pair.distance)]
    return f"{NEAR_WORDS[pair.distance]}（{tree.name(tree.number(nearest.territory))}）"


def _here_word(pair: Pair) -> str:
    level = pair.problem.territories.rows[pair.demand.territory].level
    return HERE_WORDS.get(level, "本社区")


def _time_and_load(pair: Pair, by_rule: dict[str, Finding]) -> str | None:
    row, helper = pair.demand.row, pair.helper
    told = []
    if row.slots is not None and by_rule["slots"].verdict is Verdict.YES and by_rule["clash"].verdict is Verdict.YES:
        told.append(f"{half_days(row.slots & (ALL_SLOTS if helper.slots is None else helper.slots))}有空")
    if by_rule["capacity"].verdict is Verdict.YES:
        told.append(capacity_sentence(pair))
    return "；".join(told) or None


def capacity_sentence(pair: Pair) -> str:
    """Say how much of the helper is taken; of a counted resource how much there is."""
    helper = pair.helper
    if helper.kind == "resource" and helper.quantity is not None:
        return f"可提供 {helper.quantity:g} {helper.unit or '件'}"
    return f"本周已承担 {helper.load} 件，上限 {helper.capacity} 件"


def _deeds(pair: Pair) -> str | None:
    """Count past deeds of the kind, those for this place first."""
    taxonomy, tree = pair.problem.taxonomy, pair.problem.territories
    if not pair.helper.deeds or pair.demand.category is None:
        return None
    family = taxonomy.with_narrower(pair.demand.category)
    alike = [deed for deed in pair.helper.deeds if taxonomy.category_ids.get(deed.category) in family]
    centre = tree.community_of(pair.demand.territory)
    local = [deed for deed in alike if tree.contains(centre, tree.number(deed.territory))]
    told = local or alike
    if not told:
        return None
    times, last = sum(deed.times for deed in told), max(deed.last_on for deed in told)
    where = f"为{_here_word(pair)}" if local else ""
    return f"{where}做过同类服务 {times} 次，最近 {month_of(last)}"


def smallest_change(findings: Sequence[Finding]) -> str | None:
    """Say the least that would have to change; None where nobody can change it."""
    against = [f for f in findings if f.verdict is Verdict.NO]
    open_ = [f for f in findings if f.verdict is Verdict.UNKNOWN]
    if any(finding.cost >= NOTHING_HELPS for finding in against):
        return None
    steps = [f.remedy for f in sorted([*against, *open_], key=lambda f: (-f.verdict, f.cost)) if f.remedy]
    return "，并".join(dict.fromkeys(steps)) or None


def advice(verdict: Verdict, findings: Sequence[Finding]) -> str | None:
    """Say what to do next about a helper who is not simply eligible."""
    change = smallest_change(findings)
    if verdict is Verdict.YES:
        return None
    if verdict is Verdict.UNKNOWN:
        return f"{change}后即符合" if change else None
    if change:
        return f"最小改变：{change}"
    blocking = next(f.sentence for f in findings if f.verdict is Verdict.NO and f.cost >= NOTHING_HELPS)
    return f"没有可行的改变：{blocking}"


def _late(pair: Pair) -> str:
    """Say that the day by which a work was to be done is over."""
    due = pair.demand.row.deadline
    return f"（期限 {due.year}年{due.month}月{due.day}日已过，请先确认还需要）" if due and due < pair.today else ""


def why_not_sentence(pair: Pair, verdict: Verdict, findings: Sequence[Finding]) -> str:
    """Answer in one sentence why this helper is not sent to this work."""
    name, title = pair.helper.name, pair.demand.row.title
    if any(work == pair.demand.row.id for work, _ in pair.helper.commitments):
        return f"{name}已经在承担“{title}”，不用再派。"
    if verdict is Verdict.YES:
        return f"{name}可以承担“{title}”，各项规则都符合{_late(pair)}。"
    told = [f.sentence for f in findings if f.verdict is verdict]
    opening = "暂不能承担" if verdict is Verdict.NO else "还需核实能否承担"
    return f"{name}{opening}“{title}”：{'；'.join(told)}。"
