from datetime import date
from pathlib import Path

import pytest

from loaders.demo.folder import SEED, make_world, write_ledgers
from loaders.demo.world import World
from loaders.files import Sheet, read_sheets

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def district() -> World:
    world = World(SEED, TODAY, 5000)
    make_world(world)
    return world


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A small sample district: 500 persons, with every place and unit."""
    return write_ledgers(tmp_path_factory.mktemp("ledgers"), today=TODAY, persons=500)


@pytest.fixture(scope="session")
def sheets(ledgers: list[Path]) -> list[Sheet]:
    return [sheet for path in ledgers for sheet in read_sheets(path)]
