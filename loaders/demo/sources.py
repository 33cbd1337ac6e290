"""Reads the small tables the sample district is made of, and gives every part its own seeded chance."""

import csv
import random
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "sources"

Row = dict[str, str]


@cache
def read(table: str) -> tuple[Row, ...]:
    """Rows of ``sources/<table>.csv`` in file order."""
    with (FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


def real_items(list_name: str) -> list[Row]:
    """Real list items of one kind (资源, 需求, 项目, 微心愿, 服务岗位, 志愿服务项目), titles as published."""
    return [row for row in read("list_items") if row["list"] == list_name]


def chance(seed: int, part: str) -> random.Random:
    """Random source of one part, so that a change in one part leaves the others as they were."""
    return random.Random(f"{seed}:{part}")  # noqa: S311 - a repeatable sample, not a secret


@cache
def names(part: str, which: str = "", gender: str = "") -> tuple[str, ...]:
    """Parts of invented names: surnames, given names by gender and age, compounds, teams."""
    rows = (row for row in read("names") if (row["part"], row["which"], row["gender"]) == (part, which, gender))
    return tuple(name for row in rows for name in row["names"].split())


def likely(dice: random.Random, share: float) -> bool:
    """Whether it happens this time, given how often it does."""
    return dice.random() < share


def weighted(text: str) -> tuple[list[str], list[int]]:
    """Names and weights of ``急救:4 护理:5``."""
    pairs = [token.split(":") for token in text.split()]
    return [pair[0] for pair in pairs], [int(pair[1]) for pair in pairs]
