"""What things a work asks for and what helpers say they have: words both sides share, told apart from small talk."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

import numpy as np

from graph_model.taxonomy import Taxonomy, load_taxonomy
from matching.arrays import Bools, Index
from matching.demand import Demand
from matching.duties import SPOKEN
from matching.meant import LENT_OR_GIVEN, NEED
from matching.problem import Inquiry, Problem
from matching.skills_apart import skills_named
from matching.supply import RESOURCE
from matching.text import understand
from matching.text.acts import Act, act_of, answers
from matching.text.wishes import MEASURES, asks_for_thing, clause_of_wish

BREAKS: Final = re.compile(f"[^\\w]+|[一两几][{MEASURES}]|想要|想有|想借|没有|缺少?|需要|希望|[的和或与及给了]")
PAIR: Final = 2
QUALITIES: Final = "旧新大小厚好"
SMALL_TALK: Final = frozenset(
    {"社区", "小区", "居民", "街道", "老人", "孩子", "家里", "爱心", "捐赠", "物资", "资金", "服务", "提供"}
    | {"开放", "共享", "免费", "周末", "发放", "地方", "困难", "样例", "公司", "中心", "安全", "上门"}
)
"""Words that say who, where or how, and not what."""


@lru_cache(maxsize=4096)
def words_of(text: str) -> frozenset[str]:
    """List the words of a text by which a thing may be known: pairs of characters, and names of one character.

    >>> sorted(words_of("想要一袋米和一个电饭煲"))
    ['电饭', '米', '饭煲']
    """
    pieces = (piece.lstrip(QUALITIES) or piece for piece in BREAKS.split(text) if piece)
    found = {word for piece in pieces for word in (_pairs(piece) if len(piece) > 1 else {piece})}
    return frozenset(found - SMALL_TALK)


def _pairs(piece: str) -> set[str]:
    return {piece[n : n + 2] for n in range(len(piece) - 1)}


def offers(text: str, wanted: frozenset[str]) -> bool:
    """Tell whether what a helper says of itself names one of the words wanted."""
    return not wanted.isdisjoint(words_of(text)) or any(letter in text for letter in _letters(wanted))


@lru_cache(maxsize=4096)
def _letters(words: frozenset[str]) -> tuple[str, ...]:
    """List the words that are no pairs of characters, which are looked for within others."""
    return tuple(sorted(word for word in words if len(word) != PAIR))


def wanted_words(demand: Demand, taxonomy: Taxonomy) -> frozenset[str]:
    """List the words of the thing a work asks for; none where it asks for no thing, or for a whole kind of things."""
    row = demand.row
    if row.kind == "post" or taxonomy.find_category(row.title):
        return frozenset()
    if not asks_for_thing(row.title):
        about = demand.category is not None and taxonomy.top_of(demand.category).id in LENT_OR_GIVEN
        return words_of(row.title) if about and act_of(row.title) is Act.OTHER else frozenset()
    named = {demand.part.label} if demand.part and demand.part.thing else set[str]()
    return words_of(clause_of_wish(row.title)) | named


def having(problem: Problem, wanted: frozenset[str]) -> Bools:
    """Mark the teams, organisations and resources that name one of the words wanted; shape (helpers,)."""

    def make() -> Bools:
        index, texts = problem.helpers.index, problem.described.texts
        mask = np.zeros(len(problem.helpers), np.bool_)
        mask[[index[id_] for id_, text in texts.items() if id_ in index and offers(text, wanted)]] = True
        return mask

    return problem.derived.get(("having", wanted), make)


@lru_cache(maxsize=4096)
def special_kinds(words: str, top: str) -> Mapping[str, str]:
    """Map the narrower kinds of work below a top category that words speak of to what of each: 便民服务 to 理发."""
    taxonomy = load_taxonomy()
    meant = [meaning for meaning in understand(words) if meaning.share >= SPOKEN]
    return {one.category: one.topic for one in meant if one.category != top and taxonomy.top_of(one.category).id == top}


def speaks_of(text: str, title: str, top: str) -> bool:
    """Tell whether a resource names what a need's title names: a word of it, or a narrower kind of work.

    Within one kind a haircut is no mending and dancing no singing, where both sides say which; nor does the room that
    leaks mend its leak, a discount serve the meals that hands are wanted for, or a flat tell how to apply for one.
    """
    if not answers(act_of(title), text):
        return False
    if offers(text, words_of(title)):
        return True
    given, asked = special_kinds(text, top), special_kinds(title, top)
    return any(_is_alike(text, title, kind, {given[kind], asked[kind]} - {""}) for kind in given.keys() & asked.keys())


def _is_alike(text: str, title: str, kind: str, topics: set[str]) -> bool:
    given, asked = skills_named(text, kind), skills_named(title, kind)
    return len(topics) <= 1 and (not given or not asked or not given.isdisjoint(asked))


def top_wanted(demand: Demand, taxonomy: Taxonomy) -> str | None:
    """Name the top category of a need; None where it is no need, or asks for a whole kind."""
    row = demand.row
    asked = row.kind == NEED and demand.category is not None and not taxonomy.find_category(row.title)
    return taxonomy.top_of(demand.category or "").id if asked else None


def silent(inquiry: Inquiry, top: str) -> Index:
    """Find the places, among those asked about, of the resources that name nothing of what a need's title names."""
    helpers, texts, title = inquiry.problem.helpers, inquiry.problem.described.texts, inquiry.demand.row.title
    places = np.flatnonzero(helpers.kind[inquiry.at] == RESOURCE)
    told = [texts.get(helpers.rows[number].id, "") for number in inquiry.numbers[places].tolist()]
    return places[[not speaks_of(text, title, top) for text in told]] if told else places
