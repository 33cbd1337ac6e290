import gc
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from matching import bulk_auction
from matching.metropolis import solve
from matching.parts import cut, join, read, repair, solve_file, solve_part, store
from matching.population import Openings, Population
from matching.region import Region
from tests.benchmarks.region import generate
from tests.matching.bulk_columns import alike


def by_subdistrict(openings: Openings) -> list[int]:
    changes = np.flatnonzero(openings.subdistrict[1:] != openings.subdistrict[:-1]) + 1
    return [*changes.tolist(), len(openings.subdistrict)]


@pytest.fixture(scope="module")
def town() -> tuple[Population, Openings]:
    return generate(30_000, 2_000)


def test_parts_solved_alone_and_repaired_equal_the_optimum_of_the_whole(town: tuple[Population, Openings]) -> None:
    people, openings = town
    region = Region.of(people, openings)
    parts, beyond = cut(people, openings, by_subdistrict(openings))
    assert len(parts) > 2
    assert len(beyond) > 1_000
    _, proof = repair(region, [solve_part(part, region.scale) for part in parts], beyond)
    assert proof.proved
    assert proof.objective == solve(region)[1].objective


def test_people_who_are_all_alike_are_cut_and_put_together_to_the_proved_optimum(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk_auction, "LEAST_BIDS", 1_000)
    people, openings = alike(3_000, 40)
    region = Region.of(people, openings)
    parts, beyond = cut(people, openings, by_subdistrict(openings))
    _, proof = repair(region, [solve_part(part, region.scale) for part in parts], beyond)
    assert proof.proved
    assert proof.objective == solve(region)[1].objective


def test_one_part_is_the_whole(town: tuple[Population, Openings]) -> None:
    people, openings = town
    region = Region.of(people, openings)
    (part,), beyond = cut(people, openings, [len(openings.slots)])
    assert len(beyond) == 0
    _, proof = repair(region, [solve_part(part, region.scale)], beyond)
    assert proof.proved


def test_everybody_who_reaches_anything_is_in_one_part_or_beyond_all(town: tuple[Population, Openings]) -> None:
    people, openings = town
    parts, beyond = cut(people, openings, by_subdistrict(openings))
    everybody = np.sort(np.concatenate([beyond, *(part.who for part in parts)]))
    assert len(everybody) == len(np.unique(everybody))
    assert set(everybody.tolist()) == set(np.flatnonzero(people.reach_from < people.reach_to).tolist())


def test_a_part_read_from_a_file_is_solved_as_the_one_written(
    town: tuple[Population, Openings], tmp_path: Path
) -> None:
    people, openings = town
    part = cut(people, openings, by_subdistrict(openings))[0][1]
    store(part, tmp_path / "part.npz")
    assert read(tmp_path / "part.npz").first == part.first
    from_file, direct = solve_file(tmp_path / "part.npz", 1000), solve_part(part, 1000)
    assert all(np.array_equal(a, b) for a, b in zip(from_file, direct, strict=True))


@pytest.fixture
def interrupted() -> Iterator[None]:
    """Let another thread run whenever garbage is collected, and collect it all the time."""

    def interrupt(_phase: str, _info: dict[str, int]) -> None:
        time.sleep(0)

    often = gc.get_threshold()
    gc.callbacks.append(interrupt)
    gc.set_threshold(5)
    yield
    gc.set_threshold(*often)
    gc.callbacks.remove(interrupt)


@pytest.mark.usefixtures("interrupted")
def test_several_threads_read_parts_at_once(town: tuple[Population, Openings], tmp_path: Path) -> None:
    store(cut(*town, by_subdistrict(town[1]))[0][0], tmp_path / "part.npz")
    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(read, [tmp_path / "part.npz"] * 50))) == 50


def test_an_answer_is_small_beside_the_pairs_it_stands_for(town: tuple[Population, Openings]) -> None:
    people, openings = town
    part = cut(people, openings, by_subdistrict(openings))[0][0]
    answer = solve_part(part, 1000)
    seats = int(part.openings.headcount.sum())
    assert sum(np.asarray(column).size for column in answer) <= 4 * seats + len(part.openings.slots) + 1


def test_books_joined_hold_what_the_parts_held(town: tuple[Population, Openings]) -> None:
    people, openings = town
    region = Region.of(people, openings)
    parts, _ = cut(people, openings, by_subdistrict(openings))
    answers = [solve_part(part, region.scale) for part in parts]
    books = region.books()
    join(books, answers)
    assert int(books.taken.sum()) == int(books.filled.sum()) == sum(len(answer.person) for answer in answers)
