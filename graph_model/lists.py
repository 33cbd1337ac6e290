"""The lists staff keep, a page at a time: resources, needs, projects, problems, posts and wishes of a scope."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from graph_model.driver import Graph
from graph_model.entities.terms import ListKind, ListStatus
from graph_model.scope import Scope

LIST_PAGE_CYPHER: Final = """
    MATCH (:Territory {id: $root})<-[:PART_OF*0..6]-(t:Territory)
    WHERE EXISTS { (t)-[:PART_OF*0..6]->(:Territory {id: $place}) }
    MATCH (t)<-[:IN]-(n)
    WHERE n.id > $after AND $label IN labels(n)
      AND ($kind IS NULL OR n.kind = $kind)
      AND ($status IS NULL OR n.status = $status)
      AND ($text = '' OR toLower(n.title) CONTAINS toLower($text)
           OR toLower(coalesce(n.description, '')) CONTAINS toLower($text))
      AND ($category IS NULL OR EXISTS {
            (n)-[:ABOUT]->(:Category)-[:BROADER*0..3]->(:Category {id: $category}) })
    WITH DISTINCT n ORDER BY n.id LIMIT $limit
    RETURN n, [(n)-[:IN]->(p:Territory) | [p.id, p.name]] AS places,
        [(n)-[:ABOUT]->(c:Category) | c.label] AS categories,
        [(n)<-[:OFFERS|RAISES|RESPONSIBLE_FOR]-(o:Organisation) | o.name]
        + [(n)<-[:OFFERS|RAISES]-(o:Team) | o.name]
        + [(n)<-[:RAISES]-(o:Territory) | o.name] AS owners,
        [(n)<-[r:FILLS|ASSIGNED_TO]-() WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
            | r.quantity] AS taken,
        [(n)-[r:ASSIGNED_TO]->() WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
            | r.quantity] AS given
    ORDER BY n.id
"""
LIST_TOTAL_CYPHER: Final = """
    MATCH (:Territory {id: $root})<-[:PART_OF*0..6]-(t:Territory)
    WHERE EXISTS { (t)-[:PART_OF*0..6]->(:Territory {id: $place}) }
    MATCH (t)<-[:IN]-(n)
    WHERE $label IN labels(n)
      AND ($kind IS NULL OR n.kind = $kind)
      AND ($status IS NULL OR n.status = $status)
      AND ($text = '' OR toLower(n.title) CONTAINS toLower($text)
           OR toLower(coalesce(n.description, '')) CONTAINS toLower($text))
      AND ($category IS NULL OR EXISTS {
            (n)-[:ABOUT]->(:Category)-[:BROADER*0..3]->(:Category {id: $category}) })
    RETURN count(DISTINCT n) AS total
"""

LABELS: Final[Mapping[ListKind, str]] = MappingProxyType(
    {
        ListKind.RESOURCE: "Resource",
        ListKind.NEED: "Need",
        ListKind.WISH: "Need",
        ListKind.PROJECT: "Project",
        ListKind.PROBLEM: "Problem",
        ListKind.POST: "Post",
    }
)
NEED_KINDS: Final[Mapping[ListKind, str]] = MappingProxyType({ListKind.NEED: "need", ListKind.WISH: "wish"})


@dataclass(frozen=True, slots=True)
class ListQuestion:
    """What to list: a kind, and what narrows it; `place` is a territory, `text` is looked for in title and words."""

    kind: ListKind
    place: str | None = None
    category: str | None = None
    status: ListStatus | None = None
    text: str = ""
    after: str = ""
    limit: int = 50


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of a list with what stands around it.

    `taken` counts who fills or is assigned to it now, `met` sums what they bring in its unit, `given` what a resource
    gives away now.
    """

    id: str
    kind: ListKind
    title: str
    properties: Mapping[str, Any]
    place: str | None
    place_name: str | None
    categories: tuple[str, ...]
    owners: tuple[str, ...]
    taken: int
    met: float
    given: float


def read_page(graph: Graph, scope: Scope, question: ListQuestion, day: date) -> list[ListLine]:
    """List one page by id; the last id is the cursor `after` of the next."""
    rows = graph.rows(
        LIST_PAGE_CYPHER, after=question.after, limit=question.limit, day=day, **parameters(scope, question)
    )
    return [line_of(question.kind, row) for row in rows]


def count(graph: Graph, scope: Scope, question: ListQuestion) -> int:
    """Count all lines the question asks for, over all pages."""
    total: int = graph.rows(LIST_TOTAL_CYPHER, **parameters(scope, question))[0]["total"]
    return total


def parameters(scope: Scope, question: ListQuestion) -> dict[str, Any]:
    """Give the question as the texts name it."""
    return {
        "root": scope.territory,
        "place": question.place or scope.territory,
        "label": LABELS[question.kind],
        "kind": NEED_KINDS.get(question.kind),
        "status": question.status.value if question.status else None,
        "text": question.text.strip(),
        "category": question.category,
    }


def line_of(kind: ListKind, row: Mapping[str, Any]) -> ListLine:
    """Make a line of its row."""
    place, place_name = min(row["places"], default=(None, None))
    return ListLine(
        id=row["n"]["id"],
        kind=kind,
        title=row["n"]["title"],
        properties=row["n"],
        place=place,
        place_name=place_name,
        categories=tuple(sorted(row["categories"])),
        owners=tuple(sorted(row["owners"])),
        taken=len(row["taken"]),
        met=sum(quantity or 0.0 for quantity in row["taken"]),
        given=sum(1.0 if quantity is None else quantity for quantity in row["given"]),
    )
