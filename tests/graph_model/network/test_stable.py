"""The same network gives the same words whatever the hash seed: verdict, drill and proposals in two processes."""

import os
import subprocess
import sys

SCRIPT = """
from tests.graph_model.network.networks import of, random_graph
from graph_model.network.quarters import Quarter
from graph_model.network.verdict import Asking, verdict
from graph_model.network.drill import drill
from graph_model.network.proposals import propose
from graph_model.network.services import Services

now, then = of(random_graph(8)), of(random_graph(10))
print(verdict([Quarter("前", then), Quarter("今", now)], Asking(form="shared", group="条线", samples=40)))
print(drill(now, Services(now.ids, ["一社"] * len(now), [f"服务{place % 9}" for place in range(len(now))])))
print(propose(now, group="条线"))
"""


def said(hash_seed: str) -> bytes:
    surroundings = {**os.environ, "PYTHONHASHSEED": hash_seed, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-c", SCRIPT], env=surroundings, capture_output=True, check=True).stdout


def test_no_hash_seed_changes_a_word() -> None:
    first = said("1")
    assert "标准差" in first.decode()
    assert said("2") == first
