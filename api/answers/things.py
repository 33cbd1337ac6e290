"""One record as staff read it: its facts in their words, and what it is tied to."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from api.asking import Asking
from api.errors import UnknownThing
from api.schemas import Fact, PlaceRef, Ref, ThingAnswer, Tie
from graph_model import needs, organisations, persons, posts, problems, projects, resources, teams, wishes
from graph_model.entities.base import Entity
from graph_model.entities.terms import RegistrationCapacity, SkillLevel
from graph_model.errors import NotFound
from graph_model.labels import NODES, TIES, chinese, parse
from graph_model.neighbours import MOST, Neighbour, find_neighbours
from graph_model.nodes import Nodes, ScopedNodes
from graph_model.person_merges import standing_id
from graph_model.territories import TERRITORIES
from loaders.spoken import text_of

FINDERS: Final[Mapping[str, Nodes[Any] | ScopedNodes[Any]]] = {
    "person": persons.PERSONS,
    "organisation": organisations.ORGANISATIONS,
    "team": teams.TEAMS,
    "resource": resources.RESOURCES,
    "post": posts.POSTS,
    "need": needs.NEEDS,
    "wish": wishes.WISHES,
    "problem": problems.PROBLEMS,
    "project": projects.PROJECTS,
    "territory": TERRITORIES,
}
KINDS: Final = {label: label.lower() for label in NODES} | {"PartyOrganisation": "party_organisation"}
LABELS: Final[Mapping[str, str]] = {
    "kind": "类型",
    "level": "层级",
    "uscc": "统一社会信用代码",
    "system": "条线",
    "address": "地址",
    "gender": "性别",
    "birth_year": "出生年",
    "employment": "从业状况",
    "occupation": "职业",
    "education": "学历",
    "hours_per_week": "每周可服务小时",
    "max_posts": "最多承担岗位",
    "slots": "有空的半天",
    "reach": "服务范围",
    "status": "状态",
    "consent": "同意安排",
    "consent_until": "同意到期",
    "description": "说明",
    "headcount": "名额",
    "hazards": "风险",
    "insured": "已投保",
    "min_age": "最小年龄",
    "max_age": "最大年龄",
    "beneficiaries": "服务对象",
    "urgency": "紧急程度",
    "deadline": "期限",
    "quantity": "数量",
    "capacity": "能力",
    "unit": "单位",
    "window_from": "可用自",
    "window_until": "可用至",
    "origin": "来源",
    "topic": "行动",
    "measure": "举措",
    "target": "指标",
    "budget": "预算",
    "households": "户数",
    "population": "人口",
    "note": "备注",
}
HAS_SKILL: Final = "HAS_SKILL"
QUANTITY: Final = "quantity"
INWARD: Final = {
    "PART_OF": "下级",
    "SUCCEEDED_BY": "由哪里并来",
    "WORKS_FOR": "员工",
    "MEMBER_OF": "成员",
    "OFFERS": "由谁提供",
    "RAISES": "由谁提出",
    "FILLS": "谁在承担",
    "ASSIGNED_TO": "谁在办",
    "LOCATED_IN": "驻在单位",
    "SERVES": "服务队伍",
    "PAIRED_WITH": "结对单位",
    "SUPPORTS": "配合单位",
    "RESPONSIBLE_FOR": "责任人或单位",
}


def thing_answer(asked: Asking, kind: str, id: str) -> ThingAnswer:  # noqa: A002 - the property's own name
    """Return one record within the reader's scope; phone and ID number are never among the facts.

    Raises
    ------
    UnknownThing
        There is no such kind of record.
    NotFound
        There is no such record within the scope.
    """
    entity = _found(asked, kind, id)
    known = asked.view.helpers.index.get(entity.id)
    if known is not None and not asked.sees_helper(asked.view.helpers.rows[known]):
        raise NotFound(type(entity).node_label, entity.id)
    found = find_neighbours(asked.graph, asked.scope, kind, entity.id, limit=MOST + 1)
    return ThingAnswer(
        id=entity.id,
        kind=kind,
        kind_label=NODES[type(entity).node_label],
        name=_name(entity),
        place=_place(asked, kind, entity),
        tags=_tags(entity),
        facts=_facts(entity),
        ties=[_tie(one) for one in found[:MOST]],
        ties_note=f"关联较多，只显示前 {MOST} 条。" if len(found) > MOST else None,
        source=entity.source,
    )


def _found(asked: Asking, kind: str, id: str) -> Entity:  # noqa: A002 - the property's own name
    finder = FINDERS.get(kind)
    if finder is None:
        raise UnknownThing(f"没有“{kind}”这种记录。", kind=kind)
    if kind == "territory":
        number = asked.view.find_place(id, asked.scope)
        id = asked.view.territories.rows[number].id  # noqa: A001 an old code leads to what took its place
    if kind == "person" and persons.PERSONS.find(asked.graph, asked.scope, id) is None:
        id = standing_id(asked.graph, id)  # noqa: A001 what was merged leads to what stayed
    found = finder.get(asked.graph, asked.scope, id) if isinstance(finder, ScopedNodes) else finder.get(asked.graph, id)
    return _as_entity(found)


def _as_entity(found: object) -> Entity:
    if not isinstance(found, Entity):
        raise TypeError(found)
    return found


def _name(entity: Entity) -> str:
    return str(getattr(entity, "name", None) or getattr(entity, "title", entity.id))


def _place(asked: Asking, kind: str, entity: Entity) -> PlaceRef | None:
    view = asked.view
    if kind == "territory":
        return view.place_ref(view.territories.number(entity.id))
    known = view.helpers.index.get(entity.id)
    where = view.helpers.rows[known].home if known is not None else _work_place(asked, entity.id)
    number = view.territories.number(where)
    return view.place_ref(number) if number >= 0 else None


def _work_place(asked: Asking, id: str) -> str | None:  # noqa: A002 - the property's own name
    known = asked.view.works.index.get(id)
    return None if known is None else asked.view.works.demands[known].row.territory


def _tags(entity: Entity) -> list[str]:
    roles = [chinese(role) for role in getattr(entity, "roles", ())]
    return [*roles, *(["样例"] if entity.sample else [])]


def _facts(entity: Entity) -> list[Fact]:
    told = _told_by_quantity(entity)
    known = ((LABELS[name], getattr(entity, name, None), name) for name in LABELS if name not in told)
    unit = getattr(entity, "unit", None) or ""
    return [
        Fact(label=label, text=f"{text_of(value, name)} {unit if name == QUANTITY else ''}".strip())
        for label, value, name in known
        if value not in (None, "", ())
    ]


def _told_by_quantity(entity: Entity) -> frozenset[str]:
    """Return what a quantity says already: its unit, and for a need how many are wanted."""
    return frozenset() if getattr(entity, QUANTITY, None) is None else frozenset({"unit", "headcount"})


def _tie(one: Neighbour) -> Tie:
    label = TIES.get(one.type, one.type) if one.outward else INWARD.get(one.type, TIES.get(one.type, one.type))
    kind = next((KINDS[word] for word in one.labels if word in KINDS), "")
    return Tie(
        label=label,
        to=Ref(id=str(one.other["id"]), name=_other_name(one)),
        kind=kind,
        since=one.facts.get("since") or one.facts.get("on") or one.other.get("on"),
        until=one.facts.get("until"),
        note=_note(one),
    )


def _other_name(one: Neighbour) -> str:
    """Return what the other side is called; a skill with how well it is held, as the reasons of an answer say it."""
    level = one.facts.get("level") if one.type == HAS_SKILL else None
    return one.name if level is None else f"{one.name}（{chinese(SkillLevel(level))}）"


NOTES: Final[Mapping[str, Callable[[Any], str]]] = {
    "role": str,
    "title": str,
    "certificate": str,
    "valid_until": lambda day: f"有效期至 {day}",
    "capacity": lambda word: chinese(found) if (found := parse(RegistrationCapacity, str(word))) else str(word),
    "hours": lambda hours: f"{hours:g} 小时",
    "quantity": lambda amount: f"{amount:g}",
}


def _note(one: Neighbour) -> str:
    said = [write(one.facts[name]) for name, write in NOTES.items() if one.facts.get(name) is not None]
    return "，".join(said)
