"""Of whom a file tells: one person, those of a unit or team, or those who took part in activities of a place."""

from typing import Final

from api.answers.named import helper_number
from api.asking import Asking
from api.errors import BadQuestion
from graph_model.service_records import members_of, serving_at

MOST_PERSONS: Final = 2_000


def persons_meant(asked: Asking, who: str | None, place: str) -> tuple[str, list[str]]:
    """Return the name of the place, unit or team, nothing for one person, and the ids of its persons.

    Raises
    ------
    UnknownThing
        There is nobody of this id or name.
    BadQuestion
        `who` is no person, unit or team, or these are too many persons.
    """
    if who is None:
        return place, _few(serving_at(asked.graph, asked.scope))
    found = asked.view.helpers.rows[helper_number(asked, who)]
    if found.kind == "person":
        return "", [found.id]
    if found.kind not in {"organisation", "team"}:
        raise BadQuestion(f"“{found.name}”不是人、单位或队伍。", id=who)
    return found.name, _few(members_of(asked.graph, asked.scope, found.kind, found.id))


def _few(ids: list[str]) -> list[str]:
    if len(ids) > MOST_PERSONS:
        told = f"这里有 {len(ids)} 人，一次至多 {MOST_PERSONS} 人。请写明是哪个单位、队伍或社区。"
        raise BadQuestion(told, field="who")
    return ids
