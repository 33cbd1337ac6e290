"""Wishes 微心愿: needs of kind wish; their ties are those of `needs`."""

from typing import Final

from graph_model.entities.wish import Wish
from graph_model.needs import SAVE_NEEDS_CYPHER
from graph_model.nodes import ScopedNodes
from graph_model.scope import THING_WITHIN_CLAUSE

FIND_WISHES_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Need {id: id}) WHERE n.kind = 'wish' AND " + THING_WITHIN_CLAUSE + " RETURN n"
)

WISHES: Final = ScopedNodes(Wish, SAVE_NEEDS_CYPHER, FIND_WISHES_CYPHER)
