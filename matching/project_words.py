"""Proposed projects in the words of staff: a title, why these works belong together, what each part lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from matching.blocking import Blocking
from matching.bundles import Bundle, Part, PartKey
from matching.demand import Demand
from matching.problem import Problem
from matching.projects import FUNDING
from matching.territories import NOWHERE

PART_WORDS: Final[dict[PartKey, str]] = {"place": "场地", "money": "资金物资", "people": "人手", "skill": "专业"}
UNIT_WORDS: Final[dict[PartKey, str]] = {"place": "处", "money": "件", "people": "个名额", "skill": "个名额"}
AT_HAND, TO_VERIFY, LACKING = "已有", "待核实", "缺"
NAMED: Final = 3


def title_of(problem: Problem, bundle: Bundle) -> str:
    """Call a project by its area and kind, and by what is asked for where titles decided."""
    project = bundle.project
    name = f"{problem.territories.name(project.area)}·{problem.taxonomy.categories[project.kind].label}"
    return f"{name}：{project.shared}" if project.shared else name


def reasons_of(problem: Problem, bundle: Bundle) -> list[str]:
    """Say why these works are one project: what they are, where they are, that nobody is left for them."""
    works = [problem.works.demands[work] for work in bundle.project.works]
    return [_same_kind(problem, bundle, works), _near(problem, bundle, works), _unserved(works)]


def _same_kind(problem: Problem, bundle: Bundle, works: Sequence[Demand]) -> str:
    project, label = bundle.project, problem.taxonomy.categories[bundle.project.kind].label
    if project.shared:
        return f"{len(works)} 件说的是同一样：“{project.shared}”"
    wishes = [one.row.title for one in works if project.kind == FUNDING and one.category != FUNDING]
    among = f"等 {len(wishes)} 件" if len(wishes) > 1 else ""
    filed = f"（“{wishes[0]}”{among}登记在别的类，写的是想要东西）" if wishes else ""
    return f"{_counted(works)}，都是“{label}”{filed}"


def _counted(works: Sequence[Demand]) -> str:
    needs = sum(one.row.kind == "need" for one in works)
    told = [f"{needs} 件需求" if needs else "", f"{len(works) - needs} 个岗位" if needs < len(works) else ""]
    return "、".join(one for one in told if one)


def _near(problem: Problem, bundle: Bundle, works: Sequence[Demand]) -> str:
    tree, area = problem.territories, bundle.project.area
    communities = communities_of(problem, bundle)
    named = "、".join(tree.name(one) for one in communities[:NAMED])
    where = named if len(communities) <= NAMED else f"{named}等 {len(communities)} 个社区"
    if tree.rows[area].level == "subdistrict":
        return f"都在{tree.name(area)}：{where}"
    streets = {tree.at_level(one.territory, "subdistrict") for one in works} - {NOWHERE}
    return f"在 {len(streets)} 个镇街各自凑不成一个项目，合到{tree.name(area)}一起办：{where}"


def communities_of(problem: Problem, bundle: Bundle) -> list[int]:
    """List the communities of a project, in the order of the tree."""
    works = (problem.works.demands[work] for work in bundle.project.works)
    return sorted({problem.territories.community_of(one.territory) for one in works} - {NOWHERE})


def _unserved(works: Sequence[Demand]) -> str:
    urgent = max(works, key=lambda one: (one.row.urgency, one.row.id))
    return f"本周建议里都没有派满；最急的是“{urgent.row.title}”（紧急程度 {urgent.row.urgency}）"


def state_of(part: Part) -> str:
    """Tell how a part stands: there, to be verified, lacking."""
    if not part.short:
        return AT_HAND
    return LACKING if part.missing else TO_VERIFY


def sentence_of(part: Part, *, main: bool) -> str:
    """Say what is needed of a part, what is there, and what is still missing."""
    unit = UNIT_WORDS[part.part]
    if not main:
        there = {AT_HAND: "附近有登记可用的", TO_VERIFY: "附近有，要先核实", LACKING: "附近没有登记可用的"}
        return there[state_of(part)]
    if not part.ready and not part.unverified:
        return f"要 {part.needed} {unit}，登记里一{unit[0]}也没有{_turn_to(part)}"
    verify = f"，核实后再有 {part.unverified} {unit}" if part.unverified else ""
    missing = f"，还缺 {part.missing} {unit}" if part.missing else ""
    return f"要 {part.needed} {unit}，现在能派 {part.ready} {unit}{verify}{missing}"


def _turn_to(part: Part) -> str:
    return "；附近有钱款，能否用于购买要核对" if part.leads else ""


def blocking_sentence(one: Blocking) -> str:
    """Say what would come of having what blocks."""
    unit = UNIT_WORDS[one.part]
    works = "、".join(
        told
        for told in (f"{one.needs} 件需求" if one.needs else "", f"{one.posts} 个岗位" if one.posts else "")
        if told
    )
    alone = f"，其中 {one.alone} 个只差这一样" if one.alone else ""
    verify = one.short - one.missing
    after = f"；有 {verify} {unit}核实一件事就能补上" if verify > 0 else ""
    concerned = f"关系到 {one.communities} 个社区的 {works}"
    return f"{len(one.bundles)} 个项目卡在这里{alone}：差 {one.short} {unit}，{concerned}{after}"
