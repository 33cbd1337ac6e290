"""A region in a folder, cut by territory: a file a part for whoever solves it, and what puts the answers together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from matching.arrays import READING, Index
from matching.clashes import own_half_days
from matching.parts import Part, cut, read, repair, solve_files, store
from matching.population import Openings, Population
from matching.region import Placement, Proof, Region

WHOLE: Final = "region.npz"
NAMES: Final = "names.npz"
PARTS: Final = "part-*.npz"


class NoPartsError(ValueError):
    """A folder holds no region cut into parts; carries the folder."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder))
        self.folder = folder


@dataclass(frozen=True)
class Told:
    """The answer over the whole region, by id, and its proof over all eligible pairs.

    `clashes` counts what would find no half-day of its own beside what else the person got: the region's model does not
    keep these apart, as the weekly one does.
    """

    pairs: tuple[tuple[str, str], ...]
    proof: Proof
    parts: int
    clashes: int


def write_parts(folder: Path, columns: tuple[Population, Openings], names: tuple[Sequence[str], Sequence[str]]) -> int:
    """Cut a region wherever the subdistrict of its openings changes, and return into how many parts.

    Parameters
    ----------
    names : two sequences of str
        Ids of the people and of the openings, by row.
    """
    people, openings = columns
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(PARTS):
        path.unlink()
    ends = [*(np.flatnonzero(np.diff(openings.subdistrict)) + 1).tolist(), len(openings.subdistrict)]
    parts, beyond = cut(people, openings, ends)
    for number, part in enumerate(parts):
        store(part, folder / f"part-{number:05}.npz")
    store(Part(people, openings, np.arange(len(people.slots)), 0), folder / WHOLE)
    np.savez(folder / NAMES, beyond=beyond, people=np.array(names[0], np.str_), openings=np.array(names[1], np.str_))
    return len(parts)


def solve_parts(folder: Path) -> Told:
    """Solve the parts of a folder wherever joblib is told to, and put the answers together: the optimum of the whole.

    Raises
    ------
    NoPartsError
        There are no parts in the folder.
    """
    paths = sorted(folder.glob(PARTS))
    if not paths or not (folder / WHOLE).exists() or not (folder / NAMES).exists():
        raise NoPartsError(folder)
    whole = read(folder / WHOLE)
    region = Region.of(whole.people, whole.openings)
    with READING, np.load(folder / NAMES, allow_pickle=False) as file:
        beyond, people, openings = file["beyond"], file["people"], file["openings"]
    placement, proof = repair(region, solve_files(paths, region.scale), beyond)
    named = _named(people, openings, placement.person, placement.opening)
    return Told(named, proof, len(paths), clashes_in(region, placement))


def clashes_in(region: Region, placement: Placement) -> int:
    """Count the pairs of a placement left without a half-day of their own; where no time is set or known, none is."""
    common = region.people.slots[placement.person] & region.openings.slots[placement.opening]
    masks: dict[int, list[int]] = {}
    for person, mask in zip(placement.person.tolist(), common.tolist(), strict=True):
        masks.setdefault(person, []).extend([mask] * bool(mask))
    return sum(len(own_half_days(one)[1]) for one in masks.values() if len(one) > 1)


def _named(people: Index, openings: Index, person: Index, opening: Index) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(zip(people[person].tolist(), openings[opening].tolist(), strict=True)))
