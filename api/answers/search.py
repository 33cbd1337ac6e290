"""What a few words find: persons, units, teams, list items and places within the reader's scope."""

from typing import Final

from api.asking import Asking
from api.schemas import Hit, SearchAnswer
from graph_model.labels import NODES
from graph_model.search import Found, find_by_name

MOST_HITS: Final = 50
TEAM: Final = "Team"
NAMED: Final = 3
"""Places named of a thing that has several."""


def search(asked: Asking, text: str, limit: int = 20) -> SearchAnswer:
    """Return what has the words in its name: the same name first, then names that begin so, then the rest."""
    words, most = text.strip(), min(limit, MOST_HITS)
    hits = [_hit(asked, one) for one in find_by_name(asked.graph, asked.scope, words, most)]
    ranked = sorted(hits, key=lambda hit: (_rank(hit, words), hit.kind, hit.name, hit.id))
    return SearchAnswer(text=words, hits=ranked[:most])


def _rank(hit: Hit, words: str) -> int:
    if words in {hit.name, hit.id}:
        return 0
    return 1 if hit.name.startswith(words) else 2


def _hit(asked: Asking, found: Found) -> Hit:
    number = asked.view.territories.number(found.id)
    place = asked.view.places.path_text(number) if number >= 0 else _places(found)
    return Hit(id=found.id, kind=found.label.lower(), kind_label=NODES[found.label], name=found.name, place=place)


def _places(found: Found) -> str:
    """Name the places of a thing; a team that serves several is at home in none of them alone."""
    named = "、".join(found.places[:NAMED])
    many = len(found.places)
    told = f"{named}等 {many} 处" if many > NAMED else named
    return f"服务 {told}" if told and found.label == TEAM else told
