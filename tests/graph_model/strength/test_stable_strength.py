"""The same facts give the same words whatever the hash seed: two processes, one answer."""

import hashlib
import os
import pickle
import subprocess
import sys
from pathlib import Path

from graph_model.driver import Graph
from graph_model.scope import Scope
from graph_model.strength.facts import read_strength
from tests.graph_model.strength.alliance_graph import DISTRICT, build_alliance, hold_office, join_in_project

ANALYSE = """
import pickle, sys
from datetime import date
from graph_model.strength.analysis import Analyst
from graph_model.strength.calendar import CalendarQuarter
from graph_model.strength.happenings import happenings_of
from graph_model.strength.record import Record
from graph_model.strength.subjects import Membership, subjects_of
facts = pickle.load(open(sys.argv[1], "rb"))
analyst = Analyst(Record(facts, happenings_of(facts, ())), Membership(facts), date(2026, 11, 22))
for subject in subjects_of(facts):
    found = analyst.analyse(subject, CalendarQuarter(2026, 4))
    print(subject, found.measured, found.verdict.sentences, found.drill, found.proposals, found.now.deeds)
"""


def told_with(seed: str, facts: Path) -> str:
    """Analyse all subjects in a process of its own."""
    environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, "-c", ANALYSE, facts], env=environment, capture_output=True, check=True)
    assert b"alliance-star" in done.stdout
    return hashlib.sha256(done.stdout).hexdigest()


def test_another_hash_seed_changes_no_byte(embedded_graph: Graph, tmp_path: Path) -> None:
    build_alliance(embedded_graph)
    join_in_project(embedded_graph)
    hold_office(embedded_graph)
    facts = tmp_path / "facts.pickle"
    facts.write_bytes(pickle.dumps(read_strength(embedded_graph, Scope("tests", DISTRICT))))
    assert told_with("1", facts) == told_with("2", facts)
