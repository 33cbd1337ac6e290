"""Which helper and which work is meant: by id, by the id of a record since merged, or by a name only one has.

Where nobody has just this name, a part of a name will do that only one has: 罗诗雨 for 样例·罗诗雨.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from graph_model.person_merges import standing_id

MOST_NAMED: Final = 8
LEAST_PART: Final = 2
"""Characters a part of a name needs at least."""


@dataclass(frozen=True, slots=True)
class Meant:
    """One record that could be meant: its number among the columns, its id and name, and where it is at home."""

    number: int
    id: str
    name: str
    told: str


def helper_number(asked: Asking, helper: str, *, parts: bool = True) -> int:
    """Return the number of a helper within the reader's scope, by id, by name, or with `parts` by a part of it.

    Raises
    ------
    UnknownThing
        There is none of this id or name.
    BadQuestion
        Several have this name; the sentence lists them with their ids.
    """
    helpers, words = asked.view.helpers, helper.strip()
    number = helpers.index.get(words)
    if number is None and words:
        number = helpers.index.get(standing_id(asked.graph, words))
    if number is not None and asked.sees_helper(helpers.rows[number]):
        return number
    named = [
        Meant(number, row.id, row.name, asked.view.place_name(row.home or row.places[0].territory))
        for number, row in enumerate(helpers.rows)
        if words in row.name and asked.sees_helper(row)
    ]
    return _the_only(words, named, "人员、团队、单位或资源", parts=parts)


def work_number(asked: Asking, work: str, *, parts: bool = True) -> int:
    """Return the number of a work within the reader's scope, by id, by title, or with `parts` by a part of it.

    Raises
    ------
    UnknownThing
        There is none of this id or title.
    BadQuestion
        Several have this title; the sentence lists them with their ids.
    """
    works, words = asked.view.works, work.strip()
    number = works.index.get(words)
    if number is not None and asked.sees_work(works.demands[number].row):
        return number
    rows = ((number, demand.row) for number, demand in enumerate(works.demands))
    named = [
        Meant(number, row.id, row.title, asked.view.place_name(row.territory))
        for number, row in rows
        if words in row.title and asked.sees_work(row)
    ]
    return _the_only(words, named, "岗位或需求", parts=parts)


def _the_only(words: str, found: Sequence[Meant], kinds: str, *, parts: bool) -> int:
    """Take the one of just this name, else the one whose name has it in it."""
    named = [one for one in found if one.name == words] or (found if parts and len(words) >= LEAST_PART else [])
    if not named:
        told = (
            f"没有编号或名称是“{words}”的{kinds}，或不在您的管辖范围内。"
            "请先用搜索（页面顶上，或 gongjian search）找到它的编号。"
        )
        raise UnknownThing(told, id=words)
    if len(named) > 1:
        listed = "、".join(f"{one.name}（{one.told}，{one.id}）" for one in named[:MOST_NAMED])
        more = "等" if len(named) > MOST_NAMED else ""
        raise BadQuestion(f"叫“{words}”的{kinds}有 {len(named)} 个：{listed}{more}。请写其中一个的编号。", id=words)
    return named[0].number
