"""Who is nearest to a hole of the chain: by steps of territory, then by how much they carry already."""

from collections.abc import Iterator
from functools import cached_property
from heapq import nsmallest
from typing import Any, Final

from api.schemas.chain import ChainCandidate
from api.snapshot import View
from graph_model.entities.candidates import HelperRow
from graph_model.entities.terms import Role
from graph_model.place_tree import grouped
from graph_model.targets.facts import Facts

MOST: Final = 3
NEAR_WORDS: Final = {"compound": "本小区", "community": "本社区", "subdistrict": "本镇街", "district": "本区"}
MEMBER_LINKS: Final = frozenset({"stairway", "ten_households"})


class Nearby:
    """Party members, agencies and branches by place, within what the reader may see."""

    def __init__(self, facts: Facts, view: View) -> None:
        self._facts = facts
        self._view = view

    def for_hole(self, link: str, place: str) -> list[ChainCandidate]:
        """List the nearest who could fill a hole at a place, at most three, each with why."""
        if link in MEMBER_LINKS:
            return self._members(place)
        return self._agencies(place) if link == "pairing" else self._branches(place)

    def members_within(self, territory: str) -> list[HelperRow]:
        """List the party members who live within a territory."""
        return [row for home, row in self._homes if territory in self._facts.chain_up(home)]

    @cached_property
    def _homes(self) -> list[tuple[str, HelperRow]]:
        rows = (self._view.helpers.rows[number] for number in self._view.helpers.index.values())
        people = sorted((row for row in rows if row.kind == "person"), key=lambda row: row.id)
        members = [row for row in people if Role.PARTY_MEMBER.value in row.roles]
        homes = [(next((one.territory for one in row.places if one.why == "lives"), ""), row) for row in members]
        return [(home, row) for home, row in homes if home in self._facts.place_by_id]

    @cached_property
    def _free_members(self) -> dict[str, list[HelperRow]]:
        """Members who may be asked to take a stairway, by every place up from home.

        Those who agreed come before those nobody asked, of them those who have taken on least.
        """
        bound = {row["id"] for row in self._facts.stairway_people}
        free = [(home, row) for home, row in self._homes if row.id not in bound and _may_be_asked(row)]
        found: dict[str, list[HelperRow]] = {}
        for home, row in sorted(free, key=lambda one: (not one[1].consent, one[1].load, one[1].id)):
            for place in self._facts.chain_up(home):
                found.setdefault(place, []).append(row)
        return found

    def _widening(self, place: str) -> Iterator[tuple[str, str]]:
        """Give the places around, the nearest first, with the word for how near."""
        for one in self._facts.chain_up(place):
            level = self._facts.place_by_id[one]["level"]
            if level in NEAR_WORDS:
                yield one, NEAR_WORDS[level]

    def _members(self, place: str) -> list[ChainCandidate]:
        found: dict[str, ChainCandidate] = {}
        for around, word in self._widening(place):
            for row in self._free_members.get(around, ())[:MOST]:
                told = ChainCandidate(kind="person", id=row.id, name=row.name, reason=_member_words(row, word))
                found.setdefault(row.id, told)
            if len(found) >= MOST:
                break
        return list(found.values())[:MOST]

    @cached_property
    def _pairings(self) -> dict[str, int]:
        return {unit: len(rows) for unit, rows in grouped(self._facts.paired, "id").items()}

    @cached_property
    def _known_agencies(self) -> list[dict[str, Any]]:
        return list({row["id"]: row for row in self._facts.agencies}.values())

    def _agencies(self, place: str) -> list[ChainCandidate]:
        near = nsmallest(MOST, self._known_agencies, lambda row: self._distance(place, row["place"], row["id"]))
        return [
            ChainCandidate(
                kind="organisation",
                id=row["id"],
                name=row["name"],
                reason=self._agency_words(place, row),
            )
            for row in near
        ]

    def _agency_words(self, place: str, row: dict[str, Any]) -> str:
        number = self._pairings.get(row["id"], 0)
        paired = f"现在结对{number}个村、社区" if number else "还没有结对"
        return f"机关，在{self._common(place, row['place'])}，{paired}"

    def _distance(self, place: str, other: str, unit: str) -> tuple[int, int, str]:
        """Order by pairings beyond one, then by steps: a far agency with none is asked before a near one with two."""
        others = set(self._facts.chain_up(other))
        steps = next((step for step, one in enumerate(self._facts.chain_up(place)) if one in others), len(others))
        return max(self._pairings.get(unit, 0) - 1, 0), steps, unit

    def _common(self, place: str, other: str) -> str:
        others = set(self._facts.chain_up(other))
        return next((word for one, word in self._widening(place) if one in others), "别处")

    @cached_property
    def _party(self) -> dict[str, list[dict[str, object]]]:
        return grouped(row for row in self._facts.party if row["form"] in {"branch", "group"})

    def _branches(self, place: str) -> list[ChainCandidate]:
        found: dict[str, ChainCandidate] = {}
        for around, word in self._widening(place):
            for row in self._party.get(around, ()):
                id_, name, reason = str(row["id"]), str(row["name"]), f"覆盖{word}的党支部，可以牵头"
                found.setdefault(id_, ChainCandidate(kind="party", id=id_, name=name, reason=reason))
        return list(found.values())[:MOST]


def _may_be_asked(row: HelperRow) -> bool:
    """Whether somebody is there, has room left, and has not said no."""
    willing = row.consent is not False and not row.do_not_assign
    return willing and row.status == "active" and row.load < row.capacity


def _member_words(row: HelperRow, word: str) -> str:
    load = f"，手上{row.load}件" if row.load else ""
    unasked = "" if row.consent else "；没有登记本人是否愿意，先问过本人"
    return f"党员，住在{word}，还没有联系楼道{load}{unasked}"
