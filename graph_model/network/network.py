"""A network as arrays: members sorted by id, ties in CSR form, whatever order they came in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    import networkx as nx

Ints = npt.NDArray[np.int64]
Nodes = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
Labels = tuple[str | None, ...]
MISSING: Final = frozenset({"", "None", "nan", "NaN"})


class BadNetwork(Exception):
    """Columns that make no network; `reason` is what to tell the person who gave them."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, eq=False)
class Csr:
    """Ties by their first end: those of node i are at start[i] … start[i + 1] - 1, sorted by the other end."""

    start: Ints
    neighbour: Nodes
    weight: Floats

    @property
    def degree(self) -> Ints:
        """How many ties each node has."""
        return np.diff(self.start)

    @property
    def owner(self) -> Nodes:
        """The first end of each tie."""
        return np.repeat(np.arange(len(self.start) - 1, dtype=np.int32), self.degree)


@dataclass(frozen=True, eq=False)
class Network:
    """Members and their ties: at most one tie between two (or one each way), none from a member to itself.

    Parameters
    ----------
    ids : tuple of str
        Members in the order of their ids.
    out : Csr
        Ties out of each member; of an undirected network, each tie from both its ends.
    both : Csr
        Pairs tied either way, from both ends; the weight is that of the tie, or of both ties of a directed pair added.
    kinds : array of int64 or None
        For each arc of `both`, how many distinct kinds of ties join the pair.
    self_ties, repeated : int
        What was left out, and what was merged into a tie already there.
    """

    ids: tuple[str, ...]
    directed: bool
    out: Csr
    both: Csr
    kinds: Ints | None = None
    attributes: Mapping[str, Labels] = field(default_factory=dict)
    self_ties: int = 0
    repeated: int = 0

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def ties(self) -> int:
        """How many ties: arcs of a directed network, pairs of an undirected one."""
        return len(self.out.neighbour) if self.directed else len(self.both.neighbour) // 2

    def pairs(self) -> tuple[Nodes, Nodes]:
        """Return both ends of each tie; of an undirected one, the smaller first."""
        owner, neighbour = self.out.owner, self.out.neighbour
        kept = slice(None) if self.directed else owner < neighbour
        return owner[kept], neighbour[kept]

    def groups(self, attribute: str) -> tuple[Nodes, tuple[str, ...]]:
        """Return the group of each member by an attribute (-1 where it has none) and the groups, sorted."""
        labels = self.attributes.get(attribute, (None,) * len(self))
        names = tuple(sorted({label for label in labels if label is not None}))
        number = {name: place for place, name in enumerate(names)}
        return np.array([-1 if label is None else number[label] for label in labels], np.int32), names


def network_of(  # noqa: PLR0913 a network has that many columns
    source: Sequence[str],
    target: Sequence[str],
    *,
    ids: Iterable[str] = (),
    weight: Sequence[float] | Floats | None = None,
    kind: Sequence[str] | None = None,
    directed: bool = False,
    attributes: Mapping[str, Mapping[str, str | None]] | None = None,
) -> Network:
    """Make a network of columns of ties.

    Parameters
    ----------
    source, target : sequences of str
        The two ends of each tie; self-ties are left out and counted, repeated ties merged (weights added) and counted.
    ids : iterable of str
        Members, those without ties too; the ends of ties are members in any case.
    weight : sequence of float, optional
        One a tie, 1 where not given.
    kind : sequence of str, optional
        What joins the two, for multiplexity; "" where it is not known, which counts only where nothing is known.
    attributes : mapping of str to mapping of id to value
        By name; a member without a value has none.

    Raises
    ------
    BadNetwork
        Columns of different lengths, or a weight that is negative or not a number.
    """
    weights = np.ones(len(source)) if weight is None else np.asarray(weight, np.float64)
    if not len(source) == len(target) == len(weights) == len(source if kind is None else kind):
        raise BadNetwork("各列长短不一")
    if not (np.isfinite(weights) & (weights >= 0)).all():
        raise BadNetwork("权重要是不小于 0 的数")
    members = tuple(sorted({*ids, *source, *target}))
    place = {name: at for at, name in enumerate(members)}
    one = np.array([place[name] for name in source], np.int64)
    two = np.array([place[name] for name in target], np.int64)
    apart = one != two
    kinds = None if kind is None else _numbered(kind)
    columns = (one[apart], two[apart], weights[apart])
    out, both, repeated = _csrs(len(members), columns, directed=directed)
    return Network(
        members,
        directed,
        out,
        both,
        None if kinds is None else _kinds_per_pair(both, columns, kinds[apart]),
        {name: tuple(clean(given.get(one)) for one in members) for name, given in sorted((attributes or {}).items())},
        int((~apart).sum()),
        repeated,
    )


def from_networkx(graph: nx.Graph[Any], weight: str | None = None, kind: str | None = None) -> Network:
    """Make a network of a networkx graph of any class.

    Parameters
    ----------
    weight, kind : str, optional
        Attributes of ties with their weight (1 where a tie has none) and kind.

    Raises
    ------
    BadNetwork
        Two nodes are written alike, or a weight is not a number that is not negative.
    """
    names = {node: str(node) for node in graph}
    if len(set(names.values())) < len(names):
        raise BadNetwork("有两个成员的编号写出来一样")
    edges = list(graph.edges(data=True))
    given = sorted({name for _, values in graph.nodes(data=True) for name in values})
    return network_of(
        [names[one] for one, _, _ in edges],
        [names[two] for _, two, _ in edges],
        ids=names.values(),
        weight=None if weight is None else [number_of(values.get(weight, 1.0)) for _, _, values in edges],
        kind=None if kind is None else [str(values.get(kind, "")) for _, _, values in edges],
        directed=graph.is_directed(),
        attributes={name: {names[node]: _text(value) for node, value in graph.nodes(data=name)} for name in given},
    )


def number_of(value: object) -> float:
    """Return a weight as a number.

    Raises
    ------
    BadNetwork
        It is none.
    """
    try:
        return float(str(value))
    except ValueError:
        raise BadNetwork(f"权重“{value}”不是数") from None


def clean(value: str | None) -> str | None:
    """Return a label without blanks around it, nothing where it says nothing."""
    stripped = "" if value is None else value.strip()
    return None if stripped in MISSING else stripped


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _numbered(kind: Sequence[str]) -> Ints:
    number = {name: place for place, name in enumerate(sorted({*kind} - {""}))}
    return np.array([number.get(name, -1) for name in kind], np.int64)


def _csrs(size: int, columns: tuple[Ints, Ints, Floats], *, directed: bool) -> tuple[Csr, Csr, int]:
    one, two, weight = columns
    there = _csr(size, np.minimum(one, two), np.maximum(one, two), weight)
    both = _csr(size, *_mirrored(there))
    if not directed:
        return both, both, len(one) - len(there.neighbour)
    out = _csr(size, one, two, weight)
    return out, both, len(one) - len(out.neighbour)


def _mirrored(there: Csr) -> tuple[Ints, Ints, Floats]:
    one, two = there.owner.astype(np.int64), there.neighbour.astype(np.int64)
    return np.concatenate([one, two]), np.concatenate([two, one]), np.concatenate([there.weight, there.weight])


def _csr(size: int, one: Ints, two: Ints, weight: Floats) -> Csr:
    """Merge ties with the same ends; weights are added smallest first, so that no order of rows changes a sum."""
    order = np.lexsort((weight, two, one))
    one, two, weight = one[order], two[order], weight[order]
    fresh = np.flatnonzero(np.r_[True, (np.diff(one) != 0) | (np.diff(two) != 0)][: len(one)])
    merged = np.add.reduceat(weight, fresh) if len(fresh) else np.zeros(0)
    start = np.searchsorted(one[fresh], np.arange(size + 1)).astype(np.int64)
    return Csr(start, two[fresh].astype(np.int32), merged)


def _kinds_per_pair(both: Csr, columns: tuple[Ints, Ints, Floats], kinds: Ints) -> Ints:
    one, two, _ = columns
    size = len(both.start) - 1
    pair = np.minimum(one, two) * size + np.maximum(one, two)
    told = np.unique(np.stack([pair[kinds >= 0], kinds[kinds >= 0]], axis=1), axis=0)[:, 0]
    found, count = np.unique(np.concatenate([told, np.setdiff1d(pair, told)]), return_counts=True)
    owner, neighbour = both.owner.astype(np.int64), both.neighbour.astype(np.int64)
    keys = np.minimum(owner, neighbour) * size + np.maximum(owner, neighbour)
    return count[np.searchsorted(found, keys)].astype(np.int64)
