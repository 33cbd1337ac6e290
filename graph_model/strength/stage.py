"""Where the units of a scope stand in its picture: by their homes and all they ever did, alike in every quarter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from graph_model.network.deeds import KIND_WEIGHTS, Pair
from graph_model.network.discs import Disc, discs_of
from graph_model.network.laying_out import laid_out, spacing_of
from graph_model.network.network import Network, network_of
from graph_model.place_tree import grouped
from graph_model.strength.facts import StrengthFacts
from graph_model.strength.happenings import happenings_of
from graph_model.strength.record import Record
from graph_model.strength.subjects import Membership, Subject, holding

DRAWN: Final = ("district", "subdistrict", "community")
"""Levels of places that have a disc, beside the root of the scope."""
STRETCH: Final = 1.6
"""The picture is wider than high, as screens are."""


@dataclass(frozen=True)
class Stage:
    """Where everything stands.

    Parameters
    ----------
    discs : mapping of str to Disc
        By the id of a place; in radii of a leaf, a community.
    spots : mapping of str to pair of int
        By the id of a unit or committee; in thousandths of such a radius.
    homes : mapping of str to str
        The place of the disc each stands in, by id.
    spacing : float
        How far apart members stand, in radii of a leaf.
    """

    discs: Mapping[str, Disc]
    spots: Mapping[str, tuple[int, int]]
    homes: Mapping[str, str]
    spacing: float


def stage_of(facts: StrengthFacts, whole: Subject, today: date) -> Stage:
    """Return where units and committees stand; what is decided later on moves none of them."""
    discs = discs_of(parts_of(facts), facts.root, STRETCH)
    homes = homes_of(facts, discs, today)
    network = ever_tied(facts, whole, today)
    committees = frozenset(row["id"] for row in facts.committees)
    spots = laid_out(network, [homes[id_] for id_ in network.ids], discs, committees)
    leaves = sum(disc.radius == 1.0 for disc in discs.values())
    return Stage(
        discs,
        {id_: (x, y) for id_, (x, y) in zip(network.ids, spots.tolist(), strict=True)},
        homes,
        spacing_of(len(network), leaves),
    )


def parts_of(facts: StrengthFacts) -> dict[str, list[str]]:
    """Return the drawn parts of each place; what another place took over is no part."""
    drawn = {
        row["id"]
        for row in facts.places
        if row["id"] == facts.root or (row["level"] in DRAWN and facts.at(row["id"], row["level"]) == row["id"])
    }
    parts: dict[str, list[str]] = {}
    for id_ in sorted(drawn - {facts.root}):
        above = next((one for one in facts.chain_up(id_)[1:] if one in drawn), None)
        if above:
            parts.setdefault(above, []).append(id_)
    return parts


def homes_of(facts: StrengthFacts, discs: Mapping[str, Disc], today: date) -> dict[str, str]:
    """Return the drawn place of each unit and committee: its own, else that it is paired with, else the root."""
    sites = grouped((*facts.committees, *({"id": row["unit"]} | row for row in facts.sites)), "id")
    paired = grouped(facts.pairings, "unit")
    return {
        id_: next(
            (
                found
                for rows in (sites.get(id_, ()), paired.get(id_, ()))
                if (found := _home(facts, rows, discs, today))
            ),
            facts.root,
        )
        for id_ in facts.names
    }


def _home(facts: StrengthFacts, rows: Iterable[dict[str, Any]], discs: Mapping[str, Disc], today: date) -> str | None:
    """Return the drawn place of the tie that holds, else of the one that held last; of several, the first place."""
    rows = [row for row in rows if row["place"] in facts.place_by_id]
    last = max((row["until"] for row in rows if row["until"]), default=None)
    chosen = holding(rows, today) or [row for row in rows if row["until"] == last]
    places = sorted({row["place"] for row in chosen})
    return next((one for place in places for one in facts.chain_up(place) if one in discs), None)


def ever_tied(facts: StrengthFacts, whole: Subject, today: date) -> Network:
    """Tie everybody of a scope by how many kinds of deeds they ever did together."""
    committees = Membership(facts).committees_on(whole, today)
    deeds = Record(facts, happenings_of(facts, ())).among([*facts.names], committees)
    ids = {name: id_ for id_, name in facts.names.items()}
    kinds: dict[Pair, set[str]] = {}
    for one in deeds:
        if KIND_WEIGHTS[one.happening.kind] and one.begins <= today:
            kinds.setdefault((ids[one.one], ids[one.two]), set()).add(one.happening.kind)
    pairs = sorted(kinds)
    weight = [float(len(kinds[pair])) for pair in pairs]
    return network_of([one for one, _ in pairs], [two for _, two in pairs], ids=ids.values(), weight=weight)
