"""Reads a network file (GraphML, GEXF, a table of ties or a matrix as CSV) for the measures of alliance strength."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import ParseError

import networkx as nx
import numpy as np

from graph_model.network.network import BadNetwork, Network, clean, from_networkx, number_of
from graph_model.network.reach import Skills
from graph_model.network.survey import TRUST_ITEMS, VALUE_ITEMS, Survey
from loaders.files import TEXT_TABLES, UnreadableFile, read_sheets

SOURCE: Final = ("source", "from", "来源", "甲方", "单位一")
TARGET: Final = ("target", "to", "去向", "乙方", "单位二")
NODE: Final = ("id", "node", "name", "编号", "名称")
KIND: Final = ("kind", "layer", "type", "联系种类", "类型")
TYPE: Final = "type"
DIRECTIONS: Final = {"directed": True, "有向": True, "undirected": False, "无向": False}
WEIGHT: Final = "weight"
SKILLS: Final = "skills"
LEVEL: Final = "level"
COMMUNITY: Final = frozenset({"community", "社区"})
ADVICE: Final = "请用 Gephi、igraph 或 networkx 另存一份再试"
XML: Final[dict[str, Any]] = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}
Table = list[dict[str, str]]
AnyGraph = Any


@dataclass(frozen=True, eq=False)
class NetworkFile:
    """What a file holds: the network, a survey and skills if its attributes name them, and what was not used.

    Parameters
    ----------
    notes : tuple of str
        In Chinese.
    """

    network: Network
    survey: Survey | None
    skills: Skills | None
    notes: tuple[str, ...]


@dataclass(frozen=True)
class HowToRead:
    """How to take a file: which attribute is the weight and the kind of ties, directed or not, more on its members.

    Parameters
    ----------
    weight, kind : str, optional
        Attributes of ties; weights are 1 where none is named, kinds are found under the usual names.
    directed : bool, optional
        Overrides what the file says.
    members : Path, optional
        A table with attributes of members, for files of ties alone.
    """

    weight: str | None = None
    kind: str | None = None
    directed: bool | None = None
    members: Path | None = None


def read_network(path: Path, how: HowToRead | None = None) -> NetworkFile:
    """Read a network.

    Raises
    ------
    UnreadableFile
        It is not what its name says, or says something that makes no network.
    """
    how = how or HowToRead()
    graph = _graph(path)
    if how.directed is not None and how.directed != graph.is_directed():
        graph = nx.MultiDiGraph(graph) if how.directed else nx.MultiGraph(_without_key_clash(graph))
    if how.members is not None:
        _add_attributes(graph, how.members)
    named = {name for _, _, values in graph.edges(data=True) for name in values}
    kind = how.kind or next((name for name in KIND if name in named), None)
    try:
        network = from_networkx(graph, how.weight, kind)
        return NetworkFile(network, _survey(graph, network, named), _skills(network), tuple(_notes(how, named)))
    except BadNetwork as bad:
        raise UnreadableFile(path.name, bad.reason, "请改好再试") from bad


def _graph(path: Path) -> AnyGraph:
    suffix = path.suffix.lower()
    if suffix in TEXT_TABLES:
        return _of_rows(path.name, [[str(cell).strip() for cell in row] for row in next(read_sheets(path)).rows])
    if suffix not in XML:
        raise UnreadableFile(path.name, f"不认识的文件类型 {suffix or '（无扩展名）'}", "可以是 graphml、gexf 或 csv")
    try:
        return XML[suffix](path)
    except (nx.NetworkXException, ParseError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableFile(path.name, f"不是能读的 {suffix[1:]} 文件", ADVICE) from error
    except OSError as error:
        raise UnreadableFile(path.name, f"文件打不开（{error.strerror}）", "请检查文件是否存在") from error


def _without_key_clash(graph: AnyGraph) -> AnyGraph:
    """Let both directions of a pair stay two ties, to be merged with their weights added."""
    made: AnyGraph = nx.MultiDiGraph()
    made.add_nodes_from(graph.nodes(data=True))
    for place, (one, two, values) in enumerate(graph.edges(data=True)):
        made.add_edge(one, two, key=place)
        made.edges[one, two, place].update(values)
    return made


def _of_rows(file: str, rows: Sequence[list[str]]) -> AnyGraph:
    if not rows:
        raise UnreadableFile(file, "文件是空的", "请检查是否保存成功")
    head = rows[0]
    if len(head) > 1 and head[1:] == [row[0] for row in rows[1:] if row]:
        return _of_matrix(file, head[1:], rows[1:])
    lower = [name.lower() for name in head]
    source, target = (next((name for name in names if name in lower), None) for names in (SOURCE, TARGET))
    if source is None or target is None:
        raise UnreadableFile(file, "没有找到联系两头的列", "表头要有 source 和 target（或 来源 和 去向），也可以是矩阵")
    places = (lower.index(source), lower.index(target))
    return _of_table(head, places, [row + [""] * (len(head) - len(row)) for row in rows[1:] if any(row)])


def _of_table(head: list[str], places: tuple[int, int], rows: Sequence[list[str]]) -> AnyGraph:
    """Make a graph of a table of ties; a row without a target is a member without that tie.

    Columns become attributes after a tie or a member is made, for one may be called as networkx calls its parameters.
    """
    others = [(place, name) for place, name in enumerate(head) if place not in places and name]
    ends = [head[place] for place in places]
    kinds = {row[place].lower() for place, name in others if name.lower() == TYPE for row in rows}
    directed = bool(kinds) and all(DIRECTIONS.get(kind, False) for kind in kinds)
    says_direction = bool(kinds) and kinds <= DIRECTIONS.keys()
    graph: AnyGraph = nx.MultiDiGraph() if directed else nx.MultiGraph()
    for row in rows:
        one, two = (row[place] for place in places)
        values = {name: row[place] for place, name in others if row[place]}
        for end, member in zip(ends, (one, two), strict=True):
            if member:
                graph.add_node(member)
                graph.nodes[member].update(_of_end(values, end))
        if one and two:
            kept = {name: value for name, value in values.items() if not _is_of_end(name, ends)}
            said = {n: v for n, v in kept.items() if not (says_direction and n.lower() == TYPE)}
            graph.edges[one, two, graph.add_edge(one, two)].update(said)
    return graph


def _is_of_end(name: str, ends: Sequence[str]) -> bool:
    return any(name.startswith(f"{end}_") for end in ends)


def _of_end(values: dict[str, str], end: str) -> dict[str, str]:
    """Return what a row of ties says of one of its ends: source_条线 is the 条线 of the source."""
    return {name.removeprefix(f"{end}_"): value for name, value in values.items() if name.startswith(f"{end}_")}


def _of_matrix(file: str, names: list[str], rows: Sequence[list[str]]) -> AnyGraph:
    if len(set(names)) < len(names):
        raise UnreadableFile(file, "矩阵里有两个成员名称一样", "请改好再试")
    try:
        filled = [row[1 : len(names) + 1] for row in rows if row]
        cells = np.array([[number_of(cell or "0") for cell in row + [""] * (len(names) - len(row))] for row in filled])
    except BadNetwork as bad:
        raise UnreadableFile(file, bad.reason, "矩阵里只能有数") from bad
    graph: AnyGraph = nx.DiGraph() if (cells != cells.T).any() else nx.Graph()
    graph.add_nodes_from(names)
    one, two = np.nonzero(cells)
    for first, second in zip(one.tolist(), two.tolist(), strict=True):
        graph.add_edge(names[first], names[second], **{WEIGHT: cells[first, second]})
    return graph


def _add_attributes(graph: AnyGraph, path: Path) -> None:
    rows = [[str(cell).strip() for cell in row] for row in next(read_sheets(path)).rows]
    if not rows:
        raise UnreadableFile(path.name, "文件是空的", "请检查是否保存成功")
    lower = [name.lower() for name in rows[0]]
    found = next((name for name in NODE if name in lower), None)
    if found is None:
        raise UnreadableFile(path.name, "没有找到成员编号的列", f"表头要有 {'、'.join(NODE)} 之一")
    at = lower.index(found)
    for row in rows[1:]:
        if len(row) > at and row[at]:
            pairs = zip(rows[0], row, strict=False)
            graph.add_node(row[at])
            graph.nodes[row[at]].update({name: value for name, value in pairs if name and value})


def _survey(graph: AnyGraph, network: Network, named: set[str]) -> Survey | None:
    """Return what ties say of the items of a survey: the source rates the target, undirected ties both ends."""
    if not named & {*TRUST_ITEMS, *VALUE_ITEMS}:
        return None
    place = {name: at for at, name in enumerate(network.ids)}
    answers = [
        (place[str(rated)], values)
        for one, two, values in graph.edges(data=True)
        if named & values.keys() & {*TRUST_ITEMS, *VALUE_ITEMS} and one != two
        for rated in ((two,) if network.directed else (one, two))
    ]
    rated = np.array([at for at, _ in answers], np.int32)
    trust, value = (
        np.array([[_score(values.get(item)) for item in items] for _, values in answers]).reshape(-1, len(items))
        for items in (TRUST_ITEMS, VALUE_ITEMS)
    )
    return Survey(rated, trust, value)


def _score(answer: object) -> float:
    return number_of(answer) if clean(None if answer is None else str(answer)) is not None else float("nan")


def _skills(network: Network) -> Skills | None:
    if LEVEL not in network.attributes or SKILLS not in network.attributes:
        return None
    is_community = np.array([label in COMMUNITY for label in network.attributes[LEVEL]], np.bool_)
    held = [_split(label) for label in network.attributes[SKILLS]]
    names = sorted({name for one in held for name in one})
    return Skills(is_community, {name: np.array([name in one for one in held], np.bool_) for name in names})


def _split(label: str | None) -> set[str]:
    return {one.strip() for one in (label or "").replace("；", ";").replace("、", ";").split(";")} - {""}


def _notes(how: HowToRead, named: set[str]) -> Iterator[str]:
    if how.weight is None and WEIGHT in named:
        yield "文件里有 weight，没有用上（每条联系都算 1）；要用加 --weight weight"
    if how.weight is not None and how.weight not in named:
        yield f"联系上没有“{how.weight}”：每条联系都算 1"
