"""Networks as exported, read back by igraph (GPL: here only, never in the product) and beside what was written.

Run: `python -m tests.benchmarks.bench_exports`, where igraph is installed.
"""

import csv
import importlib.util
import random
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from api.reports.network_export import WRITERS
from api.schemas.alliances import AllianceAnswer, AllianceItem, AllianceMember, TieRow
from graph_model.network.measures import measure
from graph_model.network.network import network_of

MEMBERS, TIES = 500, 2_000
SMALL = 1e-9


def an_answer() -> AllianceAnswer:
    """Return as much of an answer as is exported: members with and without a 条线, some without ties."""
    drawn = random.Random(1)
    members = [
        AllianceMember(
            id=f"org-{at}",
            name=f"单位“{at}”&<{at}>",
            kind="party" if at % 7 == 0 else "organisation",
            system=f"条线{at % 5}" if at % 3 else None,
            ties=0,
        )
        for at in range(MEMBERS)
    ]
    pairs = sorted({tuple(sorted(drawn.sample(range(MEMBERS - 20), 2))) for _ in range(TIES)})
    ties = [
        TieRow(one=members[one].name, two=members[two].name, weight=(one + two) / 8, kinds=1 + one % 3, deeds=["一件"])
        for one, two in pairs
    ]
    item = AllianceItem.model_construct(name="样例联盟", id="alliance-1")
    day = date(2026, 9, 30)
    return AllianceAnswer.model_construct(alliance=item, quarter="2026Q3", as_of=day, members=members, ties=ties)


def read_back(folder: Path, answer: AllianceAnswer) -> dict[str, Any]:
    """Return the network as igraph reads each form that it knows, and the table."""
    import igraph  # noqa: PLC0415 where it is installed

    paths = {form: folder / f"network.{form}" for form in WRITERS}
    for form, path in paths.items():
        path.write_bytes(WRITERS[form](answer))
    with paths["csv"].open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    names = [{"name": one.name} for one in answer.members]
    edges = [
        {"source": row["source"], "target": row["target"], "weight": float(row["weight"])}
        for row in rows
        if row["target"]
    ]
    return {
        "graphml": igraph.Graph.Read_GraphML(str(paths["graphml"])),
        "csv": igraph.Graph.DictList(names, edges),
    }


def compare(form: str, graph: Any, answer: AllianceAnswer) -> None:
    """Stop where names, ties, weights or a measure differ from what was written."""
    ties = {frozenset((tie.one, tie.two)): tie.weight for tie in answer.ties}
    names = graph.vs["name"]
    read = {frozenset((names[edge.source], names[edge.target])): edge["weight"] for edge in graph.es}
    assert sorted(names) == sorted(one.name for one in answer.members), form
    assert read == ties, form
    own = network_of([tie.one for tie in answer.ties], [tie.two for tie in answer.ties], ids=names)
    pairs = (len(names) - 1) * (len(names) - 2) / 2
    theirs = dict(zip(names, graph.betweenness(), strict=True))
    ours = measure(own).values["betweenness"]
    assert max(abs(ours[name] - theirs[name] / pairs) for name in names) < SMALL, form
    print(f"{form}: igraph reads {graph.vcount()} members, {graph.ecount()} ties, weights and betweenness alike")  # noqa: T201


if __name__ == "__main__":
    if importlib.util.find_spec("igraph") is None:
        print("igraph is not installed: nothing read back")  # noqa: T201
    else:
        with tempfile.TemporaryDirectory() as made:
            written = an_answer()
            for name, found in read_back(Path(made), written).items():
                compare(name, found, written)
