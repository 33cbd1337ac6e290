"""Measures in few words: what is said of each member, or in long lists, is told by how far it goes and how many."""

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any, Final

from api.answers.alliance import words_of
from api.schemas.alliances import MeasureRow
from graph_model.network.mixing import ROLE_NAMES

MOST_WORDS: Final = 12
"""Longer lists, and more members, are told in brief."""
FIRST: Final = 5
CIRCLES: Final = "communities_of_practice"
EACH: Final = frozenset(
    ("betweenness", "brokerage_roles", "constraint", "effective_size", "core_numbers", "relative_connectivity")
)
"""What is said of each member; other measures in parts are told by skills or roles."""
CHOSEN: Final = {"core", "articulation_points"}
"""What is a list of members."""

Columns = list[tuple[str, Mapping[str, str]]]


def brief(row: MeasureRow) -> str:
    """Write the value of a measure in few words."""
    value = row.value
    if row.key == CIRCLES and value and sum(map(len, value)) > MOST_WORDS:
        return _sizes(value)
    if row.key in EACH and value and len(value) > MOST_WORDS:
        return _spread(value)
    if not isinstance(value, list) or len(value) <= MOST_WORDS:
        return row.words
    shown = "、".join("—".join(one) if isinstance(one, list) else str(one) for one in value[:FIRST])
    return f"{shown}等 {len(value)} {'条' if isinstance(value[0], list) else '家'}"


def by_member(measures: Iterable[MeasureRow]) -> tuple[list[str], Columns]:
    """Return the names of the members, and by column what each measure says of each."""
    columns: Columns = []
    for row in measures:
        if row.key == CIRCLES and row.value:
            columns.append((row.name, {one: f"第 {at} 群" for at, names in enumerate(row.value, 1) for one in names}))
        elif row.key in CHOSEN and row.value:
            columns.append((row.name, dict.fromkeys(row.value, "是")))
        elif row.key in EACH and row.value:
            columns += _columns(row.name, row.value)
    return sorted({name for _, column in columns for name in column}), columns


def _columns(head: str, value: Mapping[str, Any]) -> Columns:
    """Return one column, or one for each role."""
    if all(isinstance(one, Mapping) for one in value.values()):
        return [
            (f"{head}：{words}", {name: str(one[role]) for name, one in value.items()})
            for role, words in ROLE_NAMES.items()
        ]
    return [(head, {name: words_of(one) for name, one in value.items()})]


def _spread(value: Mapping[str, Any]) -> str:
    """Say from where to where a measure goes; nobody is named, nor put before others."""
    sizes = sorted(_size(one) for one in value.values() if one is not None)
    if not sizes:
        return f"{len(value)} 家都没有"
    least, middle, most = (_words(one) for one in (sizes[0], median(sizes), sizes[-1]))
    return f"{len(sizes)} 家，从 {least} 到 {most}，中位 {middle}"


def _words(size: float) -> str:
    return f"{size:g}" if size.is_integer() else words_of(size)


def _size(one: Any) -> float:  # noqa: ANN401 a number, or the roles of a member
    return float(sum(one.values())) if isinstance(one, Mapping) else float(one)


def _sizes(circles: Sequence[Sequence[str]]) -> str:
    sizes = sorted((len(one) for one in circles), reverse=True)
    alone = sum(size == 1 for size in sizes)
    shown = "、".join(str(size) for size in sizes[:FIRST])
    more = f"，其中 {alone} 群只有一家" if alone else ""
    return f"{len(sizes)} 群，大的各 {shown} 家{more}"
