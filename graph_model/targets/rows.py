"""Rows about places, with the committee that must act on each."""

from graph_model.targets.facts import Facts
from graph_model.targets.live import Row


def leader(facts: Facts, place: str) -> str:
    """Name the committee that answers for a place: its own, or the nearest above."""
    found = next((facts.committees[one] for one in facts.chain_up(place) if one in facts.committees), None)
    return found or f"{facts.path(place)}（还没有牵头的党组织）"


def territory_row(facts: Facts, place: str, met: bool | None, note: str) -> Row:  # noqa: FBT001 a field of the row
    """Make the row of a place."""
    return Row("territory", place, facts.path(place), met, note, place, leader(facts, place))
