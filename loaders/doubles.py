"""Finds records of the graph that may be of one person, and keeps what is found for staff to confirm."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

import orjson

from graph_model import person_doubles
from graph_model.driver import Graph
from graph_model.entities.person_double import PersonDouble
from graph_model.entities.terms import DoubleState
from graph_model.errors import SealBroken
from graph_model.person_doubles import Pair
from graph_model.person_merges import merged_persons
from graph_model.persons_to_compare import ids_to_compare, read_to_compare
from graph_model.scope import Scope
from graph_model.sealing import Sealer
from loaders.digests import ledgers_of
from loaders.identity.linking import Candidate, Outcome, find_doubles
from loaders.identity.persons import PersonRecord

PROVING: Final = frozenset({"phone", "identity"})
AGREED: Final = "相同"
READ, COMPARED, KEPT = "读各人登记的内容", "逐项比对", "存下请人看的"
TOLD_EVERY: Final = 1_000
"""Persons after which is told how many were read."""
SAMPLE_PREFIX: Final = "样例·"
"""What stands before every name of the sample district, and is no part of it."""


class Found(NamedTuple):
    """What looking for doubles came to: persons compared, pairs waiting for staff, those among them that are sure."""

    persons: int
    waiting: int
    certain: int


class Comparing(NamedTuple):
    """How far looking for doubles is: persons read and all there are, and what is being done."""

    done: int
    total: int
    doing: str


Watch = Callable[[Comparing], None]


def find_and_keep(graph: Graph, scope: Scope, *, sealer: Sealer, day: date, watch: Watch = lambda _: None) -> Found:
    """Compare everybody within a scope with everybody else, and keep the pairs that staff have not judged.

    What staff said is not one person stays apart, also when one of the two was merged with a third since. ``watch`` is
    told how far it is; what it raises ends it before anything is kept.
    """
    ledgers: dict[str, frozenset[str]] = {}
    ids = ids_to_compare(graph, scope, day)
    rows = _watched(read_to_compare(graph, ids, day), len(ids), watch)
    records = list(_records(rows, sealer, ledgers))
    watch(Comparing(len(ids), len(ids), COMPARED))
    apart = _apart(graph)
    alike = (one for one in find_doubles(records).candidates() if _is_worth_asking(one, ledgers))
    found = {one.id: one for one in map(_double, alike) if (one.one, one.other) not in apart}
    here = {record.id for record in records}
    waiting = [pair for pair in person_doubles.pairs_of(graph) if {pair.one, pair.other} <= here]
    gone = {pair.id for pair in waiting if pair.state == DoubleState.PENDING} - found.keys()
    watch(Comparing(len(ids), len(ids), KEPT))
    person_doubles.keep(graph, list(found.values()), gone)
    return Found(len(records), len(found), sum(one.is_certain for one in found.values()))


def _watched(rows: Iterable[Mapping[str, Any]], total: int, watch: Watch) -> Iterator[Mapping[str, Any]]:
    """Give rows, telling now and then how many were read."""
    for done, row in enumerate(rows):
        if done % TOLD_EVERY == 0:
            watch(Comparing(done, total, READ))
        yield row


def _records(
    rows: Iterable[Mapping[str, Any]], sealer: Sealer, ledgers: dict[str, frozenset[str]]
) -> Iterator[PersonRecord]:
    """Turn rows into records to compare; a phone becomes a keyed digest here, and is known nowhere else."""
    for row in rows:
        ledgers[row["id"]] = ledgers_of(row["digest"])
        unit = min((unit for unit, _ in row["units"]), default=row["employer"])
        yield PersonRecord(
            id=row["id"],
            name=row["name"].removeprefix(SAMPLE_PREFIX),
            phone=phone_digest(sealer, row["phone"]),
            identity=row["identity"],
            birth_year=row["birth_year"],
            gender=None if row["gender"] is None else str(row["gender"]),
            home=min((home for home, _ in row["homes"]), default=None),
            street=min(row["streets"], default=None),
            unit=unit,
            skills=tuple(sorted(skill for skill, _ in row["skills"])),
        )


def phone_digest(sealer: Sealer, sealed: str | None) -> str | None:
    """Give the keyed digest of a sealed phone; None for none, and for one that was sealed with another key."""
    if sealed is None:
        return None
    try:
        return sealer.identity_key(f"电话|{sealer.unseal(sealed)}")
    except SealBroken:
        return None


def _is_worth_asking(one: Candidate, ledgers: Mapping[str, frozenset[str]]) -> bool:
    """Two rows of one ledger are two persons, unless they share an ID number or a phone."""
    if not ledgers[one.one] & ledgers[one.other]:
        return True
    return any(reason.field in PROVING and reason.said == AGREED for reason in one.reasons)


def _double(one: Candidate) -> PersonDouble:
    first, second = sorted((one.one, one.other))
    reasons = [reason._asdict() for reason in one.reasons]
    return PersonDouble(
        id=person_doubles.id_of(first, second),
        one=first,
        other=second,
        weight=one.weight,
        is_certain=one.outcome is Outcome.SAME,
        reasons=orjson.dumps(reasons).decode(),
    )


def _apart(graph: Graph) -> set[tuple[str, str]]:
    """Pairs staff said are two persons, by the records that answer for them now; and those merged already."""
    judged: list[Pair] = person_doubles.pairs_of(graph, (DoubleState.APART,))
    into = merged_persons(graph)
    ends = (sorted((into.get(pair.one, pair.one), into.get(pair.other, pair.other))) for pair in judged)
    return {(first, second) for first, second in ends}
