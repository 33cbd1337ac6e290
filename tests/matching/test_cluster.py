"""Parts solved on a real cluster, of which a worker is killed."""

import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import joblib
import numpy as np
import pytest

from matching.metropolis import solve
from matching.parts import Answer, cut, repair, solve_files, store
from matching.region import Region
from tests.benchmarks.region import generate
from tests.matching.clusters import PATIENCE, QUIET, Cluster, cluster_of_two, wait_until
from tests.matching.test_parts import by_subdistrict

pytestmark = [pytest.mark.filterwarnings(one) for one in QUIET]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    with cluster_of_two(tmp_path) as found:
        yield found


def test_a_real_cluster_solves_the_parts_and_survives_a_killed_worker(cluster: Cluster, tmp_path: Path) -> None:
    client, workers = cluster.client, cluster.workers
    people, openings = generate(30_000, 2_000)
    region = Region.of(people, openings)
    parts, beyond = cut(people, openings, by_subdistrict(openings))
    paths = [tmp_path / f"part-{number}.npz" for number in range(len(parts))]
    for part, path in zip(parts, paths, strict=True):
        store(part, path)
    answers: list[Answer] = []

    def ask() -> None:
        with joblib.parallel_config("dask"):
            answers.extend(solve_files(paths, region.scale))

    asking = threading.Thread(target=ask)
    asking.start()
    wait_until(lambda: all(client.processing().values()) and len(client.processing()) == 2)
    workers[0].send_signal(signal.SIGKILL)
    asking.join(PATIENCE)
    assert len(answers) == len(parts)
    assert len(client.scheduler_info()["workers"]) == 1
    assert all(np.asarray(column).size < 40_000 for answer in answers for column in answer)
    _, proof = repair(region, answers, beyond)
    assert proof.proved
    assert proof.objective == solve(region)[1].objective
