"""谁能去 on 100,000 persons, 5,000 posts, 500 communities on the embedded server, beside the bare queries it needs.

An answer comes from the columns in memory: at most it asks the graph for the number of the newest event. The bare
queries, through the official driver alone, are what an answer without the columns needs at the very least: that number,
and the records of the helpers shown, though judging and ranking everybody would need the records of all.

Run: `python -m tests.benchmarks.bench_who`.
"""

import itertools
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from neo4j import Driver, GraphDatabase

from api.answers.who import who_answer
from api.asking import Asking
from api.questions import WhoQuestion
from api.snapshot import Snapshot
from graph_model.data_folder import DATABASE, DataFolder
from graph_model.driver import Graph
from graph_model.events import LATEST_SEQ_CYPHER
from graph_model.labels import SLOTS
from graph_model.opening import EMBEDDED_USER, open_embedded
from graph_model.person_rows import PERSONS_BY_ID_CYPHER
from tests.benchmarks import district
from tests.benchmarks.stored import store

PERSONS, POSTS, COMMUNITIES = 100_000, 5_000, 500
QUESTIONS = 400
P99_MS = 50.0
TIMES_BARE = 2.0
WORDS = (
    "电灯坏了没人修",
    "老人想有人陪着去医院",
    "楼上楼下因为漏水吵架",
    "孩子放学没人接",
    "想咨询劳动合同的事",
    "下水道堵了",
    "",
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("who") / "graph"


@pytest.fixture(scope="module")
def graph(folder: Path) -> Iterator[Graph]:
    with open_embedded(folder, "2g") as opened:
        places = district.territories(COMMUNITIES)
        homes = [row.id for row in places if row.level == "community"]
        store(opened, places, district.persons(PERSONS, homes), district.posts(POSTS, homes))
        yield opened


@pytest.fixture(scope="module")
def driver(folder: Path, graph: Graph) -> Iterator[Driver]:
    """The official driver with nothing of ours around it."""
    data = DataFolder(folder)
    server = data.find_address()
    assert graph.server == "embedded"
    assert server
    with GraphDatabase.driver(f"bolt://127.0.0.1:{server.port}", auth=(EMBEDDED_USER, data.password())) as opened:
        yield opened


def questions(places: list[str]) -> Iterator[WhoQuestion]:
    """Ask at every level, in residents' words and by kind of work, with and without a time."""
    rng = random.Random(7)
    asked = [*WORDS, *(category.label for category in district.TAXONOMY.categories.values())]
    for _ in range(QUESTIONS):
        slots = (rng.choice(SLOTS),) if rng.random() < 0.5 else ()
        yield WhoQuestion(rng.choice(places), rng.choice(asked), slots)


def milliseconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def told(name: str, values: list[float]) -> str:
    p50, p90, p99 = np.percentile(values, [50, 90, 99])
    return f"{name}: p50 {p50:.1f} ms, p90 {p90:.1f} ms, p99 {p99:.1f} ms"


def test_who_is_quick_and_near_the_bare_queries(graph: Graph, driver: Driver) -> None:
    snapshot = Snapshot(graph)
    loading = milliseconds(snapshot.current)
    view = snapshot.current()

    def ask(question: WhoQuestion) -> list[str]:
        now = snapshot.current()
        now.derived.clear()  # every question is worked out anew; none is answered from memory
        asking = Asking(graph, now, now.scope("benchmark"), district.TODAY)
        return [helper.id for helper in who_answer(asking, question).helpers]

    asked = list(questions([row.id for row in view.territories.rows]))
    shown = [ask(question) for question in asked]  # the first round also warms what is derived once

    day = district.TODAY

    def news() -> None:
        with driver.session(database=DATABASE) as session:
            session.run(LATEST_SEQ_CYPHER).data()

    def records(ids: list[str]) -> None:
        with driver.session(database=DATABASE) as session:
            session.run(PERSONS_BY_ID_CYPHER, ids=ids, root=view.root, day=day, today=day).data()

    ours, alone, read = [], [], []
    for question, ids in itertools.islice(zip(asked, shown, strict=True), QUESTIONS):
        alone.append(milliseconds(news))
        read.append(alone[-1] + milliseconds(lambda: records(ids)))  # noqa: B023 called at once
        ours.append(milliseconds(lambda: ask(question)))  # noqa: B023 called at once
    ratio = float(np.median(ours) / np.median(read))
    print(f"\n{len(view.helpers):,} persons, {len(view.works):,} posts, {len(view.territories):,} territories")  # noqa: T201
    print(f"reading the columns: {loading / 1000:.1f} s")  # noqa: T201
    print(told("who", ours))  # noqa: T201
    print(told("bare: the newest event and the records shown", read), f"ratio of medians {ratio:.2f}", sep="\n")  # noqa: T201
    print(told("bare: the newest event alone, all that is asked of the graph", alone))  # noqa: T201
    assert float(np.percentile(ours, 99)) < P99_MS
    assert ratio <= TIMES_BARE, ratio


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-s", "-p", "no:cacheprovider", __file__]))
