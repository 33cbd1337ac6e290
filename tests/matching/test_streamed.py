from pathlib import Path

import numpy as np
import pytest

from matching import metropolis, streamed
from matching.metropolis import solve
from matching.parts import chosen, cut, store
from matching.parts import read as read_part
from matching.population import Openings, Population
from matching.region import Region
from matching.streamed import solve_stream
from tests.benchmarks.region import generate, generate_parts
from tests.matching.test_parts import by_subdistrict

Town = tuple[Population, Openings]


def in_files(town: Town, folder: Path) -> list[Path]:
    """Those who reach beyond a part in the first file, then a file for each part."""
    people, openings = town
    parts, beyond = cut(people, openings, by_subdistrict(openings))
    far = parts[0]._replace(
        people=chosen(people, beyond.astype(np.intp)), openings=openings, who=beyond.astype(np.intp)
    )
    paths = [folder / f"{number}.npz" for number in range(len(parts) + 1)]
    for part, path in zip([far, *parts], paths, strict=True):
        store(part, path)
    return paths


@pytest.fixture(scope="module")
def town() -> Town:
    return generate(10_000, 700)


def test_part_after_part_reaches_the_optimum_of_the_whole(town: Town, tmp_path: Path) -> None:
    _, proof = solve_stream(in_files(town, tmp_path))
    _, whole = solve(Region.of(*town))
    assert proof == whole
    assert proof.proved


def test_few_kept_pairs_still_give_a_bound_that_holds(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamed, "KEPT", 2)
    monkeypatch.setattr(streamed, "MOST_FALLS", 1)
    _, proof = solve_stream(in_files(town, tmp_path))
    _, whole = solve(Region.of(*town))
    assert proof.is_allowed
    assert proof.objective <= whole.objective <= proof.bound


def test_what_few_kept_pairs_leave_open_is_closed_by_looking_again(
    town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = in_files(town, tmp_path)
    monkeypatch.setattr(streamed, "KEPT", 6)
    assert solve_stream(paths)[1].proved
    monkeypatch.setattr(metropolis, "MOST_REFINED", 1)
    assert not solve_stream(paths)[1].proved


def test_narrow_windows_cost_nothing_but_work(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streamed, "WINDOW", 50)
    _, proof = solve_stream(in_files(town, tmp_path))
    assert proof.proved


def test_a_generated_stream_has_everybody_once(tmp_path: Path) -> None:
    parts = [read_part(path) for path in generate_parts(tmp_path, 30_000, 1_500)]
    assert sum(len(part.people.slots) for part in parts) == 30_000
    assert sum(len(part.openings.slots) for part in parts[1:]) == len(parts[0].openings.slots) == 1_500
