"""Which set of division codes holds, how old it is, and what the graph has of it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from api.schemas.codes import CodesAnswer
from graph_model.code_sets import CodeSet, latest_codes
from graph_model.driver import Graph
from graph_model.entities.terms import Level, Purpose
from graph_model.roots import find_roots
from graph_model.scope import Scope
from graph_model.successions import read_successions
from loaders.codes import shipped
from loaders.codes.changes import CHANGE_LABELS, ChangeKind
from loaders.codes.loading import levels_of, standing_codes

MONTHS: Final = 12
OLD_MONTHS: Final = 12
"""Months after which a set is told to be old: the codes change every year."""


def scopes_of(graph: Graph, user: str, territory: str | None, day: date) -> list[Scope]:
    """Give the scopes that together are all `user` may see on a day: the territory named, else everything."""
    if territory:
        return [Scope(user, read_successions(graph).first_heir(territory, day), Purpose.LISTS)]
    roots = find_roots(graph) or [""]
    return [Scope(user, root, Purpose.LISTS) for root in roots]


def codes_answer(graph: Graph, scopes: Sequence[Scope], today: date) -> CodesAnswer:
    """Return which set holds, its age, and how many units of each level stand within the scopes."""
    latest, standing = latest_codes(graph), standing_codes(graph, scopes, today)
    on = latest.on if latest else shipped.AS_OF
    age, levels = months_between(on, today), levels_of(standing)
    unlisted = 0 if latest else len(set(standing) - set(shipped.shipped_units()))
    return CodesAnswer(
        own=latest is not None,
        name=latest.file if latest else shipped.NAME,
        on=on,
        age_months=age,
        loaded_at=datetime.fromisoformat(latest.loaded_at) if latest else None,
        by=latest.by if latest else None,
        changes=dict(latest.counts) if latest else {},
        districts=levels[Level.DISTRICT],
        subdistricts=levels[Level.SUBDISTRICT],
        communities=levels[Level.COMMUNITY],
        unlisted=unlisted,
        sentence=_sentence(latest, on, age, begun=bool(standing)),
        notes=_notes(levels, latest.counts if latest else {}, age, unlisted),
    )


def months_between(on: date, today: date) -> int:
    """Count the full months from one day to a later one."""
    return (today.year - on.year) * MONTHS + today.month - on.month - (today.day < on.day)


def age_text(months: int) -> str:
    """Say an age in years and months."""
    years, rest = divmod(max(months, 0), MONTHS)
    words = "".join([f"{years} 年" if years else "", f" {rest} 个月" if rest else ""]).strip()
    return words or "不到 1 个月"


def _spaced(age: int) -> str:
    """Say an age behind a word: a blank stands before a figure only."""
    words = age_text(age)
    return f" {words}" if words[0].isdecimal() else words


def _sentence(latest: CodeSet | None, on: date, age: int, *, begun: bool) -> str:
    day = f"{on.year}年{on.month}月{on.day}日"
    if not begun:
        return f"图里还没有装入区划代码。可以装入{shipped.NAME}，截至{day}，已有{_spaced(age)}；也可以装入自己的一套。"
    if latest is None:
        return f"本地还没有装入过区划代码，用的是{shipped.NAME}，截至{day}，已有{_spaced(age)}。"
    return f"用的是本地装入的“{latest.file}”，{day}起生效，已有{_spaced(age)}；{latest.by}装入。"


def _notes(levels: Mapping[Level, int], changes: Mapping[str, int], age: int, unlisted: int) -> list[str]:
    there = [levels[level] for level in (Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY)]
    notes = ["图里现有 {} 个区县、{} 个镇街、{} 个社区和村。".format(*there)]
    changed = [f"{CHANGE_LABELS[ChangeKind(kind)]} {number}" for kind, number in changes.items() if number]
    if changed:
        notes.append(f"装入时的变动：{'，'.join(changed)}。")
    if unlisted:
        notes.append(f"其中 {unlisted} 个代码不在随产品带的那一套里。")
    if age >= OLD_MONTHS:
        notes.append("代码每年变动，这一套旧了：请向统计部门要最新一套，装入前先看变了什么。")
    return notes
