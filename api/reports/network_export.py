"""The network of an alliance as GraphML, GEXF or CSV, for Gephi, igraph, networkx or a spreadsheet."""

import csv
import re
from collections.abc import Callable, Mapping
from io import BytesIO, StringIO
from typing import Final

import networkx as nx

from api.schemas import AllianceAnswer

MEDIA: Final = {
    "graphml": "application/graphml+xml",
    "gexf": "application/gexf+xml",
    "csv": "text/csv; charset=utf-8",
}
STAMP: Final = re.compile(rb'lastmodifieddate="[^"]*"')
SYSTEM: Final = "条线"
KIND: Final = "类型"
KIND_WORDS: Final = {"organisation": "单位", "party": "大党委"}
NUMBER: Final = "编号"
"""Not `id`: igraph keeps that word for the names of the nodes, and GEXF for its own."""
COLUMNS: Final = ("source", "target", "weight", "kinds", "deeds", f"source_{SYSTEM}", f"target_{SYSTEM}")


def graph_of(answer: AllianceAnswer) -> "nx.Graph[str]":
    """Return members by name and their ties with weight, kinds and how many deeds; empty values are left out.

    The name stands as `label` too, where Gephi looks for it, and as `name`, where igraph does.
    """
    graph: nx.Graph[str] = nx.Graph(name=f"{answer.alliance.name} {answer.quarter}")
    for one in sorted(answer.members, key=lambda member: member.name):
        named = {"label": one.name, "name": one.name, NUMBER: one.id}
        told = named | {SYSTEM: one.system or "", KIND: KIND_WORDS[one.kind], "role": one.role}
        graph.add_node(one.name, **{key: value for key, value in told.items() if value})
    for tie in answer.ties:
        graph.add_edge(tie.one, tie.two, weight=tie.weight, kinds=tie.kinds, deeds=len(tie.deeds))
    return graph


def _graphml(answer: AllianceAnswer) -> bytes:
    stream = BytesIO()
    nx.write_graphml_xml(graph_of(answer), stream)
    return stream.getvalue()


def _gexf(answer: AllianceAnswer) -> bytes:
    stream = BytesIO()
    nx.write_gexf(graph_of(answer), stream)
    return STAMP.sub(f'lastmodifieddate="{answer.as_of.isoformat()}"'.encode(), stream.getvalue())


def _csv(answer: AllianceAnswer) -> bytes:
    systems = {one.name: one.system or "" for one in answer.members}
    tied = {name for tie in answer.ties for name in (tie.one, tie.two)}
    stream = StringIO()
    writer = csv.writer(stream)
    writer.writerow(COLUMNS)
    for tie in answer.ties:
        own = (tie.one, tie.two, tie.weight, tie.kinds, len(tie.deeds), systems[tie.one], systems[tie.two])
        writer.writerow(own)
    for name in sorted({*systems} - tied):
        writer.writerow((name, "", "", "", "", systems[name], ""))
    return stream.getvalue().encode("utf-8-sig")


WRITERS: Final[Mapping[str, Callable[[AllianceAnswer], bytes]]] = {"graphml": _graphml, "gexf": _gexf, "csv": _csv}
