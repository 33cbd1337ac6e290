"""Residents 居民: persons of whom nothing is said but who they are and where they live."""

from collections.abc import Iterable
from typing import Final

from loaders.entry import Entry
from loaders.kinds import abilities, everyday, people, strangers
from loaders.kinds.base import LedgerKind, col
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give a resident with home and unit."""
    roles = ("PartyMember",) if people.is_party_member(entry) else ()
    resident = people.person(entry, *roles)
    if resident is None:
        return ()
    people.tie_places(entry, resident)
    abilities.tie_abilities(entry, resident)
    return (resident,)


KIND: Final = LedgerKind(
    key="residents",
    name="居民登记",
    order=54,
    label="Person",
    titles=("居民", "住户", "人口", "楼道长", "楼长", "网格员", "老人", "独居", "空巢", "残疾人", "重点人群"),
    columns=tuple(
        one
        for one in people.columns(col("politics", "政治面貌", "政治身份"), people.PERSON_CLASS)
        if one.field not in {"employment_yes", "mobile_yes"}
    ),
    needs=people.KNOWN_PERSON,
    same=people.SAME_PERSON,
    weak_key=strangers.weak_key,
    records=records,
    everyday=everyday.PERSON,
)
