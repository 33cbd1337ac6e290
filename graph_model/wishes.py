"""Wishes 微心愿: needs of kind wish; their ties are those of `needs`."""

from typing import Final

from graph_model.entities.wish import Wish
from graph_model.needs import SAVE_NEEDS_CYPHER
from graph_model.nodes import ScopedNodes

FIND_WISHES_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Need {id: id})
    WHERE n.kind = 'wish' AND EXISTS { MATCH (n)-[at:IN]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                                       WHERE (at.until IS NULL OR at.until >= $today)
                                         AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN n
"""

WISHES: Final = ScopedNodes(Wish, SAVE_NEEDS_CYPHER, FIND_WISHES_CYPHER)
