"""What a few words find: persons, units, teams, resources, posts, needs and places by name."""

from collections.abc import Iterator
from typing import Final

from api.answers.labels import HELPER_NOUNS, WORK_LABELS
from api.asking import Asking
from api.schemas import Hit, SearchAnswer
from graph_model.entities.candidates import HelperRow, WorkRow

SHORTEST_TEXT: Final = 1
MOST_HITS: Final = 50


def search(asked: Asking, text: str, limit: int = 20) -> SearchAnswer:
    """Return what has the words in its name: the same name first, then names that begin so, then the rest."""
    words = text.strip()
    if len(words) < SHORTEST_TEXT:
        return SearchAnswer(text=words, hits=[])
    ranked = sorted(_found(asked, words), key=lambda hit: (_rank(hit.name, words), hit.kind, hit.name, hit.id))
    return SearchAnswer(text=words, hits=ranked[: min(limit, MOST_HITS)])


def _rank(name: str, words: str) -> int:
    if name == words:
        return 0
    return 1 if name.startswith(words) else 2


def _found(asked: Asking, words: str) -> Iterator[Hit]:
    view = asked.view
    for number, row in enumerate(view.territories.rows):
        if words in row.name or words == row.id:
            yield Hit(
                id=row.id, kind="territory", kind_label="区域", name=row.name, place=view.places.path_text(number)
            )
    for helper in (view.helpers.rows[number] for number in view.helpers.index.values()):
        if words in helper.name or words == helper.id:
            yield _helper(asked, helper)
    for demand in view.works.demands:
        if words in demand.row.title or words == demand.row.id:
            yield _work(asked, demand.row)


def _helper(asked: Asking, row: HelperRow) -> Hit:
    return Hit(
        id=row.id,
        kind=row.kind,
        kind_label=HELPER_NOUNS[row.kind],
        name=row.name,
        place=asked.view.place_name(row.home) if row.home else "",
        sentence=row.organisation_name or "",
    )


def _work(asked: Asking, row: WorkRow) -> Hit:
    place = asked.view.place_name(row.territory)
    return Hit(id=row.id, kind=row.kind, kind_label=WORK_LABELS[row.kind], name=row.title, place=place)
