"""组织链: how far each link reaches for a place, where it is broken, and who is near."""

from dataclasses import replace
from itertools import islice
from typing import Final

from api.answers.chain_candidates import Nearby
from api.answers.target_facts import facts_of
from api.answers.targets import PERCENT, ROW_VERDICTS, words_of
from api.asking import Asking
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion
from api.questions import ChainQuestion, size_of
from api.schemas.chain import ChainAnswer, ChainHole, ChainLink, ChainNote, ChainPlace, DoubleRegistration
from graph_model.entities.candidates import HelperRow
from graph_model.entities.terms import Level
from graph_model.labels import chinese
from graph_model.targets.chain import LINK_KINDS, ChainNode, Link, links_of, tree_of
from graph_model.targets.facts import Facts
from graph_model.targets.live import Row

EMPLOYED: Final = "employed"
LEAVES: Final = {"district": "compound"}
"""How far down the tree of a level is told; others are told whole."""
Hole = tuple[Link, Row]


def chain_answer(asked: Asking, question: ChainQuestion) -> ChainAnswer:
    """Return the chain of a place with one page of its holes, each with who is near; the first brings the tree.

    Help may come from next door: who is near is looked for within all the reader may see.

    Raises
    ------
    UnknownPlace, BadQuestion
        There is no such place, link or cursor.
    """
    number = asked.view.find_place(question.place, asked.scope)
    territory = asked.view.territories.rows[number].id
    at = replace(asked, scope=replace(asked.scope, territory=territory))
    facts, seen = (facts_of(one.graph, one.view, one.scope, one.today) for one in (at, asked))
    links, tree = at.view.worked_out(("chain", territory, at.today), lambda: _chain(facts))
    holes = _holes(links, question.link)
    size, start = size_of(question.limit, asked.page_size), offset_of(question.cursor)
    nearby = at.view.worked_out(("nearby", asked.scope.territory, at.today), lambda: Nearby(seen, at.view))
    return ChainAnswer(
        place=at.view.place_ref(number, question.place),
        as_of=at.today,
        links=[_link(one) for one in links],
        registration=_registration(nearby.members_within(territory)),
        offices=len({row["id"] for row in facts.offices}) or None,
        items=[_hole(nearby, hole) for hole in islice(holes, start, start + size)],
        total=len(holes),
        tree=None if start else tree,
        next_cursor=next_cursor(start, size, len(holes)),
    )


def _chain(facts: Facts) -> tuple[tuple[Link, ...], ChainPlace | None]:
    links = links_of(facts)
    tree = tree_of(facts, links)
    if tree is None:
        return links, None
    return links, _place(tree, LEAVES.get(tree.level))


def _holes(links: tuple[Link, ...], key: str | None) -> list[Hole]:
    if key and key not in {kind.key for kind in LINK_KINDS}:
        raise BadQuestion(f"没有“{key}”这一环。可以写：{'、'.join(kind.key for kind in LINK_KINDS)}。", link=key)
    return [(link, row) for link in links for row in link.holes() if not key or link.kind.key == key]


def _hole(nearby: Nearby, hole: Hole) -> ChainHole:
    link, row = hole
    return ChainHole(
        link=link.kind.key,
        link_label=link.kind.label,
        place=row.id,
        name=row.name,
        note=row.note,
        act=row.act,
        candidates=nearby.for_hole(link.kind.key, row.id),
    )


def _link(link: Link) -> ChainLink:
    live = link.live
    return ChainLink(
        key=link.kind.key,
        label=link.kind.label,
        level_label=chinese(Level(link.kind.level)),
        met=live.met,
        known=len(live.rows) - live.unknown,
        unknown=live.unknown,
        share=live.value,
        value_words=words_of(live.value, PERCENT),
        missing=live.missing,
    )


def _place(node: ChainNode, leaves: str | None) -> ChainPlace:
    """Tell a place with what is below it, down to the level of the leaves."""
    return ChainPlace(
        id=node.id,
        name=node.name,
        level_label=chinese(Level(node.level)),
        notes=[ChainNote(label=label, verdict=ROW_VERDICTS[met], note=note) for label, met, note in node.notes],
        holes=node.holes,
        households=node.households,
        below=len(node.parts),
        parts=[] if node.level == leaves else [_place(part, leaves) for part in node.parts],
    )


def _registration(members: list[HelperRow]) -> DoubleRegistration | None:
    if not members:
        return None
    employed = [row for row in members if row.employment == EMPLOYED]
    home, work = ({row.id for row in members if _ties(row, why)} for why in ("residence", "workplace"))
    return DoubleRegistration(
        members=len(members),
        at_home=len(home),
        employed=len(employed),
        at_work=sum(row.id in work for row in employed),
        both=sum(row.id in home & work for row in employed),
    )


def _ties(row: HelperRow, capacity: str) -> bool:
    return any(place.why == f"registered_{capacity}" for place in row.places)
