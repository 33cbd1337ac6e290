"""`parts`: the graph cut by subdistrict and put together again is the optimum of the whole, at home or on a cluster."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from api.asking import Asking
from api.cli import exits
from api.cli.commands import gongjian
from api.cli.errors import Refused
from matching.bulk_rules import is_eligible, points
from matching.enrolment import enrol
from matching.metropolis import solve
from matching.part_folder import NoPartsError, clashes_in, solve_parts, write_parts
from matching.region import Placement, Region
from tests.benchmarks.assignment_peers import Instance, by_or_tools
from tests.benchmarks.region import generate
from tests.matching.clusters import QUIET, cluster_of_two


def run(*words: str) -> Any:
    return gongjian.main([*words], standalone_mode=False)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    people, openings = generate(4_000, 300)
    names = [f"person-{n}" for n in range(4_000)], [f"post-{n}" for n in range(300)]
    assert write_parts(tmp_path / "town", (people, openings), names) > 1
    return tmp_path / "town"


def test_parts_solved_from_a_folder_are_the_optimum_of_the_whole(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("parts", "solve", str(folder), "--json") is None
    told = json.loads(capsys.readouterr().out)
    whole = solve(Region.of(*generate(4_000, 300)))[1]
    assert (told["proved"], told["objective"], told["bound"]) == (True, whole.objective, whole.bound)
    assert len({(one["person"], one["post"]) for one in told["assignment"]}) == len(told["assignment"]) > 100


def test_a_district_cut_and_put_together_is_the_optimum_over_all_its_pairs(
    asked: Asking, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    problem = asked.view.problem
    people, openings, helpers, works = enrol(problem, asked.today)
    ids = [problem.helpers.rows[n].id for n in helpers], [problem.demand(n).row.id for n in works]
    write_parts(tmp_path, (people, openings), ids)
    run("parts", "solve", str(tmp_path), "--json")
    told = json.loads(capsys.readouterr().out)
    pairs = [
        (person, opening, points(people, openings, person, opening))
        for person in range(len(helpers))
        for opening in range(len(works))
        if is_eligible(people, openings, person, opening)
    ]
    columns = (np.array(column, np.int64) for column in (*zip(*pairs, strict=True), people.max_posts))
    best = by_or_tools(Instance(*columns, openings.headcount.astype(np.int64)))
    assert (told["proved"], told["objective"], told["bound"]) == (True, best, best)
    assert best > 0


def test_what_the_week_counts_beside_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("parts", "solve", str(folder), "--json")
    left_out = json.loads(capsys.readouterr().out)["left_out"]
    run("parts", "solve", str(folder))
    assert f"没有算进{'、'.join(left_out)}。" in capsys.readouterr().out
    assert left_out[0].startswith("同一人同一半天相撞（这里")
    assert "社区之间的公平（GONGJIAN_FAIRNESS）" in left_out


def test_half_days_that_clash_are_counted_and_not_those_with_a_choice() -> None:
    people, openings = generate(4, 4)
    both, one = np.uint32(3), np.uint32(1)
    region = Region.of(
        people._replace(slots=np.array([both, both, one, both], np.uint32)),
        openings._replace(slots=np.array([one, both, one, 0], np.uint32)),
    )
    held = [(0, 0), (0, 1), (1, 0), (1, 2), (2, 0), (2, 1), (3, 0), (3, 3)]
    person, opening = np.array(held, np.intp).T
    assert clashes_in(region, Placement(person, opening, np.zeros(4, np.int64), 0)) == 2


@pytest.mark.filterwarnings(*QUIET)
def test_parts_solved_on_the_workers_of_a_scheduler_are_the_optimum_of_the_whole(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with cluster_of_two(tmp_path) as cluster:
        run("parts", "solve", str(folder), "--scheduler", cluster.address, "--json")
        moved = cluster.client.run_on_scheduler(lambda dask_scheduler: dask_scheduler.transition_counter)
    there = json.loads(capsys.readouterr().out)
    run("parts", "solve", str(folder), "--json")
    assert there == json.loads(capsys.readouterr().out)
    assert there["proved"]
    assert moved > 0, "no task of it went through the scheduler"


def test_what_was_found_is_said_in_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run("parts", "solve", str(folder))
    assert "全部组合上最优已证" in capsys.readouterr().out


def test_cutting_again_leaves_no_part_of_before(folder: Path) -> None:
    people, openings = generate(500, 40)
    number = write_parts(folder, (people, openings), ([f"p{n}" for n in range(500)], [f"o{n}" for n in range(40)]))
    assert solve_parts(folder).parts == number == len(list(folder.glob("part-*.npz")))


def test_a_folder_without_parts_is_refused_in_chinese(tmp_path: Path) -> None:
    with pytest.raises(NoPartsError):
        solve_parts(tmp_path)
    with pytest.raises(Refused, match="先运行 gongjian parts cut") as refused:
        run("parts", "solve", str(tmp_path))
    assert refused.value.code == exits.WRONG_USE


def test_a_scheduler_that_is_not_there_is_told_in_chinese(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.cli.parting.CONNECT_SECONDS", 0.2)
    with pytest.raises(Refused, match="没有回答") as refused:
        run("parts", "solve", str(folder), "--scheduler", "tcp://127.0.0.1:9")
    assert refused.value.code == exits.FAILED
