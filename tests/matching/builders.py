"""Builders of small worlds: a tree of places, helpers and works, with only what a test is about spelled out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from graph_model.entities.candidates import (
    Deed,
    HeldSkill,
    HelperRow,
    Place,
    RequiredSkill,
    TerritoryRow,
    TieToPlace,
    WorkRow,
)
from graph_model.labels import parse_slots
from matching.problem import Problem

TODAY = date(2026, 11, 22)
DISTRICT, WEST, EAST = "330106000000", "330106008000", "330106009000"
FIRST, SECOND, FAR = "330106008001", "330106008002", "330106009001"
"""Two communities of one street, and one of another."""

TERRITORIES = (
    TerritoryRow(DISTRICT, "样例区", "district"),
    TerritoryRow(WEST, "西街道", "subdistrict", DISTRICT),
    TerritoryRow(EAST, "东街道", "subdistrict", DISTRICT),
    TerritoryRow(FIRST, "一社区", "community", WEST),
    TerritoryRow(SECOND, "二社区", "community", WEST),
    TerritoryRow(FAR, "远社区", "community", EAST),
    TerritoryRow(f"{FIRST}-1", "一小区", "compound", FIRST),
)


def slots(words: str) -> int:
    mask = parse_slots(words)
    assert mask is not None, f"no time in {words}"
    return mask


def a_skill(
    skill: str, level: int = 2, certificate: str | None = None, until: date | None = None, verified: date | None = None
) -> HeldSkill:
    return HeldSkill(skill, level, certificate, until, verified)


def an_electrician_licence(until: date | None = date(2028, 3, 31)) -> HeldSkill:
    return a_skill("低压电工", 2, "低压电工证", until)


def at(territory: str, *ties: TieToPlace) -> tuple[Place, ...]:
    return tuple(Place(territory, tie) for tie in ties or ("lives",))


def a_helper(id_: str, **changes: Any) -> HelperRow:
    skills = tuple(s if isinstance(s, HeldSkill) else a_skill(s) for s in changes.pop("skills", ()))
    row = HelperRow(
        id=id_,
        kind="person",
        name=changes.pop("name", f"样例{id_}"),
        home=FIRST,
        places=at(FIRST),
        skills=skills,
        capacity=2,
        birth_year=1985,
        consent=True,
    )
    return replace(row, **changes)


def a_person(id_: str = "person-1", **changes: Any) -> HelperRow:
    return a_helper(id_, **changes)


def a_team(id_: str = "team-1", **changes: Any) -> HelperRow:
    return a_helper(
        id_, **({"kind": "team", "consent": None, "birth_year": None, "places": at(FIRST, "serves")} | changes)
    )


def an_organisation(id_: str = "org-1", **changes: Any) -> HelperRow:
    given = {"kind": "organisation", "consent": None, "birth_year": None, "places": at(FIRST, "located")}
    return a_helper(id_, **(given | changes))


def a_resource(id_: str = "resource-1", **changes: Any) -> HelperRow:
    given = {"kind": "resource", "consent": None, "birth_year": None, "places": at(FIRST, "offers"), "capacity": 1}
    return a_helper(id_, **(given | changes))


def a_post(id_: str = "post-1", **changes: Any) -> WorkRow:
    skills = tuple(
        s if isinstance(s, RequiredSkill) else RequiredSkill(s, 1, mandatory=True) for s in changes.pop("skills", ())
    )
    return replace(WorkRow(id_, "post", f"样例岗位{id_}", FIRST, skills=skills), **changes)


def a_need(id_: str = "need-1", **changes: Any) -> WorkRow:
    """A need whose words are about the kind it is listed under, unless a title is given."""
    titled = {"title": f"{changes['category']}方面的事"} if changes.get("category") else {}
    return replace(a_post(id_, **titled | changes), kind="need")


def an_ask(words: str, **changes: Any) -> WorkRow:
    return replace(WorkRow("ask", "ask", words, FIRST), **changes)


def a_deed(times: int = 3, on: date = date(2026, 9, 1), category: str = "助老", territory: str = FIRST) -> Deed:
    return Deed(territory, category, times, times * 2.0, on)


def a_problem(helpers: Sequence[HelperRow] = (), works: Sequence[WorkRow] = ()) -> Problem:
    return Problem.from_rows(TERRITORIES, helpers, works)
