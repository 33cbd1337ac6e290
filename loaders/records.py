"""What one ledger row becomes: a node with its relationships, ready to be compared with the graph and written."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from loaders.links import LinkKind

JOINED: Final = frozenset({"measure", "description", "note"})


class Link(NamedTuple):
    """One relationship of a record; ``props`` holds neither provenance nor validity, which the writer adds."""

    kind: LinkKind
    start: str
    end: str
    props: dict[str, Any]

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes two relationships the same one."""
        return self.kind.type, self.start, self.end, self.kind.ties.key_of(self.props)


@dataclass(slots=True)
class Record:
    """A node and its relationships out of one row (or several rows about the same thing).

    ``sealed`` holds plain values that are sealed on the way to the graph; ``labels`` the labels beside ``label``;
    ``guessed`` what a new node starts with where the row says nothing, so that no known fact is guessed over.
    ``returned`` tells of a row of a form of ours that came back, by column, whether its cell says something.
    ``known_as`` is the id the row leads to by itself, where that was merged into ``id`` since.
    ``unheard_of`` tells that neither the graph nor an earlier row knew the id when the import came to it.
    A record with ``only_links`` adds relationships to a node that must already exist.
    """

    label: str
    id: str
    row: int
    props: dict[str, Any] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    links: list[Link] = field(default_factory=list)
    sealed: dict[str, str] = field(default_factory=dict)
    guessed: dict[str, Any] = field(default_factory=dict)
    returned: dict[str, bool] = field(default_factory=dict)
    only_links: bool = False
    digest: str = ""
    known_as: str = ""
    unheard_of: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        """What makes two records speak of the same thing."""
        return self.label, self.id, self.only_links

    def tie(self, kind: LinkKind, other: str | None, **props: Any) -> None:  # noqa: ANN401 - any graph value
        """Add a relationship between this node and ``other``; nothing happens without an ``other``."""
        if other is None:
            return
        given = {name: value for name, value in props.items() if value is not None} if props else props
        start, end = (self.id, other) if kind.subject == "start" else (other, self.id)
        self.links.append(Link(kind, start, end, given))

    def content(self) -> tuple[Any, ...]:
        """Everything the row says, in a fixed order, without provenance; equal content needs no writing."""
        props = [(name, value) for name, value in self.props.items() if name != "source"]
        own = {self.id: self.known_as or self.id}  # a merge alone makes no row another
        ends = [(own.get(link.start, link.start), own.get(link.end, link.end)) for link in self.links]
        links = [(link.kind.name, *both, link.props) for link, both in zip(self.links, ends, strict=True)]
        return (self.label, self.labels, props, self.sealed, links)


def merged(first: Record, second: Record) -> Record:
    """Join two rows about the same thing: the first row's values win, long texts are joined, relationships united."""
    for name, value in second.props.items():
        mine = first.props.get(name)
        if mine is None:
            first.props[name] = value
        elif name in JOINED and value and value not in mine:
            first.props[name] = f"{mine}；{value}"
    first.sealed = second.sealed | first.sealed
    first.guessed = second.guessed | first.guessed
    names = first.returned | second.returned
    first.returned = {name: first.returned.get(name, False) or second.returned.get(name, False) for name in names}
    first.labels = first.labels or second.labels
    first.links = distinct((*first.links, *second.links))
    return first


def joined(first: Record, second: Record) -> Record:
    """Join two rows about the same thing; of a person into whom another was merged the row of their own leads.

    Of what a person has one at a time, as a home, the row that leads says which: the merge ended the other's.
    """
    if not any(one.known_as and one.known_as != one.id for one in (first, second)):
        return merged(first, second)
    leads, other = (second, first) if second.known_as == second.id else (first, second)
    said = {(link.kind.name, link.props.get("capacity")) for link in leads.links if link.kind.holds == "one"}
    other.links = [link for link in other.links if (link.kind.name, link.props.get("capacity")) not in said]
    return merged(leads, other)


def distinct(links: Iterable[Link]) -> list[Link]:
    """Each relationship once: the first mention wins, what it does not say is filled from later ones."""
    found: dict[tuple[str, str, str, str], Link] = {}
    for link in links:
        key = link.key
        first = found.get(key)
        found[key] = link if first is None else first._replace(props=_filled(first.props, link.props))
    return list(found.values())


def _filled(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    """Properties of both; of a level said twice the higher one, since an empty cell stands for the lowest."""
    levels = [one["level"] for one in (first, second) if "level" in one]
    return second | first | ({"level": max(levels)} if levels else {})
