"""The chain 街道大工委 – 社区大党委 – 小区邻里汇 – 党员联楼道 – 户 as links with coverage, and its holes by place."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from graph_model.targets import chain_measures as measures
from graph_model.targets.facts import Facts
from graph_model.targets.live import Live, Row

LEVELS: Final = ("district", "subdistrict", "community", "compound", "building")


@dataclass(frozen=True, slots=True)
class LinkKind:
    """A link of the chain: its Chinese name, the level at which it is looked for, and what measures it."""

    key: str
    label: str
    level: str
    measure: Callable[[Facts], Live]


@dataclass(frozen=True, slots=True)
class Link:
    """A link as it stands within a scope."""

    kind: LinkKind
    live: Live

    def holes(self) -> Iterable[Row]:
        """Give the rows where the link is broken; where nothing is registered there is none to tell."""
        return (row for row in self.live.rows if row.met is False)


LINK_KINDS: Final = (
    LinkKind("work_committee", "街道大工委", "subdistrict", measures.work_committees),
    LinkKind("joint_committee", "社区大党委", "community", measures.joint_committees),
    LinkKind("pairing", "一村一社一机关", "community", measures.paired_communities),
    LinkKind("neighbour_hub", "小区邻里汇", "compound", measures.neighbour_hubs),
    LinkKind("ten_households", "党员—10户", "compound", measures.ten_households),
    LinkKind("stairway", "党员联楼道", "building", measures.party_stairways),
)


@dataclass(frozen=True, slots=True)
class ChainNode:
    """A place in the tree: what its links say, how many holes are at and below it, and its parts."""

    id: str
    name: str
    level: str
    notes: tuple[tuple[str, bool | None, str], ...]
    holes: int
    households: int | None
    parts: tuple["ChainNode", ...]


def links_of(facts: Facts) -> tuple[Link, ...]:
    """Measure every link."""
    return tuple(Link(kind, kind.measure(facts)) for kind in LINK_KINDS)


def tree_of(facts: Facts, links: Iterable[Link]) -> ChainNode | None:
    """Put the places of the scope into a tree, each with what its links say; None when the scope holds no place."""
    notes: dict[str, list[tuple[str, bool | None, str]]] = {}
    for link in links:
        for row in link.live.rows:
            notes.setdefault(row.id, []).append((link.kind.label, row.met, row.note))
    return _node(facts, facts.root, _parts(facts), notes) if facts.root in facts.place_by_id else None


def _parts(facts: Facts) -> dict[str, list[str]]:
    """List what hangs on each place of the tree; what lies in a grid, or in what stands no more, hangs on the next."""
    told = [place["id"] for level in LEVELS for place in facts.at_level(level) if place["id"] != facts.root]
    there = {facts.root, *told}
    parts: dict[str, list[str]] = {}
    for place in told:
        above = next(one for one in facts.chain_up(place)[1:] if one in there)
        parts.setdefault(above, []).append(place)
    return parts


def _node(
    facts: Facts, place: str, parts: dict[str, list[str]], notes: dict[str, list[tuple[str, bool | None, str]]]
) -> ChainNode:
    below = tuple(_node(facts, one, parts, notes) for one in parts.get(place, ()))
    own, row = tuple(notes.get(place, ())), facts.place_by_id[place]
    holes = sum(met is False for _, met, _ in own) + sum(part.holes for part in below)
    return ChainNode(place, row["name"], row["level"], own, holes, row["households"], below)
