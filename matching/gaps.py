"""Why a work stays without anyone: what is scarce, and what keeps those away who could do it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from graph_model.entities.terms import Verdict
from matching import facets
from matching.arrays import Bools, Index
from matching.demand import Demand
from matching.eligibility import RULES
from matching.meant import LENT_OR_GIVEN as GIVEN
from matching.nearness import seen
from matching.problem import Inquiry, Problem
from matching.ranking import related
from matching.rules.ability import skill_label
from matching.rules.person import InsuranceRule
from matching.supply import PERSON, RESOURCE
from matching.verdict import NO

FEW: Final = 5
"""So many holders in the whole district or fewer make a talent scarce."""
OF_POSTS: Final = ":post"
"""How the keys of what posts need end."""
COUNT_WORDS: Final = {
    "slots": "时间对不上",
    "clash": "时间与已有任务冲突",
    "reach": "不在服务范围",
    "capacity": "本周已排满",
    "certificate": "证书过期",
    "category": "证书过期或不做这一类",
    "skill": "技能等级不够",
    "age": "年龄不符",
    "insurance": "未投保不能派",
    "consent": "本人不同意",
    "refusal": "谢绝过或已在做",
    "order": "工作人员定了不派",
    "status": "暂停或迁出",
    "do_not_assign": "标记“不派”",
    "window": "不在可用期",
}


@dataclass(frozen=True, slots=True)
class Talent:
    """What a work needs that few have: `key` groups works that need the same, `label` says who or what that is."""

    key: str
    label: str
    have: int
    free: int

    @property
    def counted_by(self) -> str:
        """The word they are counted by: people where posts need them, else people, teams, units and things alike."""
        return "名" if self.key.endswith(OF_POSTS) else "个"


def talent(problem: Problem, demand: Demand, today: date, spent: Bools, among: Bools | None = None) -> Talent:
    """Count who may do now what a work needs, and who of them still has room this week; posts are for people alone.

    Parameters
    ----------
    spent : array of bool, shape (helpers,)
        Who is fully taken by this week's suggestions.
    among : array of bool, shape (helpers,), optional
        Who counts at all; everyone when left out.
    """
    able = _able(problem, demand, today)
    able = able if among is None else np.logical_and(able, among)
    helpers = problem.helpers
    free = able & (helpers.load < helpers.capacity) & ~spent
    key, label = _named(problem, demand)
    return Talent(key, label, int(able.sum()), int(free.sum()))


def _able(problem: Problem, demand: Demand, today: date) -> Bools:
    """Mark who has the skill and valid papers and may be asked, wherever and whenever."""
    helpers = problem.helpers
    standing = helpers.alive & helpers.available & ~helpers.do_not_assign & (helpers.consent == Verdict.YES)
    if demand.row.kind == "post":
        standing = standing & (helpers.kind == PERSON)
    for requirement in demand.mandatory:
        skill, certificate = facets.required(problem, requirement, today)
        standing = standing & (np.minimum(skill, certificate) == Verdict.YES)
    if not demand.mandatory and demand.category is not None:
        standing = standing & (facets.standing_for(problem, demand, today) == Verdict.YES)
    return np.asarray(standing, np.bool_)


def _named(problem: Problem, demand: Demand) -> tuple[str, str]:
    """Give what groups works that need the same, and say who or what that is, so that a number may stand before it."""
    post, whose = demand.row.kind == "post", OF_POSTS if demand.row.kind == "post" else f":{demand.row.kind}"
    who = "的人" if post else "的"
    if demand.mandatory:
        first = demand.mandatory[0]
        can = f"持{first.certificate}" if first.certificate else f"会{skill_label(first.skill, problem.taxonomy)}"
        return f"{first.skill}{whose}", f"{can}{who}"
    if demand.category is None:
        return f"any{whose}", "愿意服务的人" if post else "能帮忙的"
    kind = problem.taxonomy.categories[demand.aside or demand.meant or demand.category]
    licensed = kind.licence and kind.id != demand.unlicensed
    given = problem.taxonomy.top_of(kind.id).id in GIVEN
    can = "能持证做" if licensed else "能做" if not given else "能管" if post else "能提供"
    return f"{demand.category}:{kind.id}{whose}", f"{can}{kind.label}{who}"


@dataclass(frozen=True, slots=True)
class Scarce:
    """A talent of which there is too little: `asked` places are open for it, `gaps` are the works that stay open."""

    talent: Talent
    asked: int
    gaps: tuple[int, ...]


def scarcities(problem: Problem, today: date, spent: Bools, gaps: Sequence[int], within: str) -> list[Scarce]:
    """List what the gaps lack for want of people or units and not of time or nearness, what blocks most first.

    Parameters
    ----------
    gaps : sequence of int
        Works that stay open.
    within : str
        Id of the territory whose helpers and open places are counted.

    Returns
    -------
    list of Scarce
        Talents of which more is asked than there is, or of which nobody is free.
    """
    groups: dict[str, list[int]] = {}
    for work in gaps:
        groups.setdefault(_named(problem, problem.works.demands[work])[0], []).append(work)
    tree, root = problem.territories, problem.territories.number(within)
    among, asked = seen(problem, root), Counter[str]()
    for demand in problem.works.demands:
        if demand.wanted and tree.contains(root, demand.territory):
            asked[_named(problem, demand)[0]] += demand.seats
    found = [
        Scarce(talent(problem, problem.works.demands[works[0]], today, spent, among), asked[key], tuple(works))
        for key, works in sorted(groups.items())
    ]
    short = (one for one in found if one.asked > one.talent.have or not one.talent.free)
    return sorted(short, key=lambda one: (-len(one.gaps), one.talent.key))


def why_open(  # noqa: PLR0913, PLR0917 (facts of one gap)
    problem: Problem, demand: Demand, today: date, spent: Bools, eligible: int, unsure: int
) -> str:
    """Say why nobody is left for a work.

    Parameters
    ----------
    eligible : int
        How many are eligible for it, whether or not they were needed more elsewhere.
    unsure : int
        How many would be eligible if something unknown were confirmed.
    """
    scarce = talent(problem, demand, today, spent)
    verify = f"；另有 {unsure} 个待核实，核实后可派" if unsure else ""
    if scarce.have == 0:
        return f"全区没有{scarce.label}{verify}"
    called = _called(problem, np.flatnonzero(_able(problem, demand, today)))
    only = f"全区只有 {scarce.have:,} {called.of_talent}{scarce.label}，"
    if scarce.free == 0:
        return f"{only}本周都已{called.spent}{verify}"
    few = only if scarce.have <= FEW else ""
    if eligible:
        return f"{few}符合的 {eligible:,} {called.each}本周都派往更需要的地方{verify}"
    return f"{few}{_hindered(problem, demand, today)}{verify}"


@dataclass(frozen=True, slots=True)
class Called:
    """How those who could help are called and counted."""

    all: str
    each: str
    of_talent: str
    spent: str = "排满"


PEOPLE: Final = Called("能做的人里", "人", "名")
THINGS: Final = Called("能提供的资源里", "项", "项", "派完")
BOTH: Final = Called("能做的当中", "个", "个")


def _called(problem: Problem, at: Index) -> Called:
    """Choose the words for helpers: people, things, or teams and units and all together."""
    kinds = set(problem.helpers.kind[at].tolist())
    return PEOPLE if kinds <= {PERSON} else THINGS if kinds == {RESOURCE} else BOTH


def _hindered(problem: Problem, demand: Demand, today: date) -> str:
    """Say of those who could which rules forbid it, with how many."""
    at = related(problem, demand, today, _counted(problem, demand))
    if _uninsured(problem, demand, today, at):
        return f"本岗位涉及{demand.row.hazards}，尚未投保人身意外险，谁也不能派：先为本岗位投保"
    called = _called(problem, at)
    words = COUNT_WORDS | {"capacity": f"本周已{called.spent}"}
    blocked = [(words[rule], number) for rule, number in _blocked(problem, demand, today, at) if rule in words]
    told = "、".join(f"{number} {called.each}{word}" for word, number in blocked)
    return f"{called.all}，{told}" if told else f"{called.all}没有符合的"


def _uninsured(problem: Problem, demand: Demand, today: date, at: Index) -> bool:
    """Tell whether want of insurance keeps everyone away who could do it: the post waits for that, not for people."""
    column = InsuranceRule().bulk(Inquiry(problem, demand, today, at))
    return column is not None and bool(len(at)) and bool((column == NO).all())


def _counted(problem: Problem, demand: Demand) -> Bools:
    """Mark who counts as somebody who could: posts are for people alone."""
    helpers = problem.helpers
    return np.asarray(helpers.alive & (helpers.kind == PERSON) if demand.row.kind == "post" else helpers.alive)


def _blocked(problem: Problem, demand: Demand, today: date, at: Index) -> Sequence[tuple[str, int]]:
    """Count, over who could do it, which rules forbid it; the most frequent first, at most two."""
    inquiry = Inquiry(problem, demand, today, at)
    counts: Counter[str] = Counter()
    for rule in RULES:
        column = rule.bulk(inquiry)
        if column is not None:
            counts[rule.key] = int((column == NO).sum())
    return [(rule, number) for rule, number in counts.most_common(2) if number]
