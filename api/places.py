"""Places by code or by the names people use: 翠苑街道, 翠苑一区, 西湖区翠苑街道."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Final

from api.errors import BadQuestion, UnknownPlace
from api.schemas import PlaceRef, Ref
from graph_model.entities.terms import Level
from graph_model.labels import chinese
from matching.problem import Territories

SUFFIXES: Final = ("街道", "镇", "乡", "社区", "村", "区", "县", "市", "小区")
LEVEL_ORDER: Final = ("district", "subdistrict", "community", "compound", "grid", "building")
SUGGESTED: Final = 3


@dataclass(frozen=True)
class Places:
    """The territories with an index of their names."""

    territories: Territories

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self.territories.rows):
            found.setdefault(row.name, []).append(number)
            for suffix in SUFFIXES:
                if row.name.endswith(suffix) and len(row.name) > len(suffix) + 1:
                    found.setdefault(row.name.removesuffix(suffix), []).append(number)
        return found

    def number(self, text: str) -> int:
        """Return the number of the one place meant by a code or a name.

        Raises
        ------
        UnknownPlace
            No place is called so; the sentence names the nearest.
        BadQuestion
            Several are; the sentence says how to tell them apart.
        """
        words = text.strip()
        if words in self.territories.index:
            return self.territories.index[words]
        found = self._highest(self._by_name.get(words) or self._by_path(words))
        if len(found) == 1:
            return found[0]
        if found:
            paths = "、".join(self.path_text(number) for number in found[:SUGGESTED])
            raise BadQuestion(f"叫“{words}”的地方不止一个：{paths}。请写全，或用 12 位代码。", place=words)
        raise UnknownPlace(self._unknown(words), place=words)

    def _by_path(self, words: str) -> list[int]:
        """Find 西湖区翠苑街道 or 翠苑街道/翠苑一区: the name at the end, the names before it on the way."""
        joined = "".join(words.replace("/", " ").replace("›", " ").split())
        tails = [name for name in self._by_name if joined.endswith(name) and name != joined]
        return [number for name in tails for number in self._by_name[name] if self._leads(number, joined, name)]

    def _leads(self, number: int, joined: str, name: str) -> bool:
        before = "".join(ref.name for ref in self.path(number)[:-1])
        return before.endswith(joined.removesuffix(name))

    def _highest(self, numbers: Iterable[int]) -> list[int]:
        """Keep the places of the highest level: 翠苑 is the street before the community of that name."""
        known = sorted(set(numbers))
        ranks = [LEVEL_ORDER.index(self.territories.rows[number].level) for number in known]
        return [number for number, rank in zip(known, ranks, strict=True) if rank == min(ranks)]

    def _unknown(self, words: str) -> str:
        if not self.territories.rows:
            return "图里还没有任何地方。请先运行 gongjian demo 看样例，或导入区域台账。"
        near = get_close_matches(words, self._by_name, SUGGESTED, 0.5)
        hint = f"是不是：{'、'.join(near)}？" if near else ""
        return f"没有叫“{words}”的地方。{hint}可以写区、镇街、社区的名称，或 12 位代码。"

    def path(self, number: int) -> list[Ref]:
        """Return the names from the top down to a place, itself included."""
        rows = (self.territories.rows[one] for one in reversed(self.territories.ancestors(number)))
        return [Ref(id=row.id, name=row.name) for row in rows]

    def path_text(self, number: int) -> str:
        """Return the names from the top down as one text."""
        return " › ".join(ref.name for ref in self.path(number))

    def ref(self, number: int, requested: str | None = None) -> PlaceRef:
        """Return a place as answers show it; `requested` is told when an old code led here."""
        row = self.territories.rows[number]
        return PlaceRef(
            id=row.id,
            name=row.name,
            level=row.level,
            level_label=chinese(Level(row.level)),
            path=self.path(number),
            requested=requested if requested and requested.isdigit() and requested != row.id else None,
        )

    def short(self, territory: str | None) -> Ref | None:
        """Return a place's id and name, or nothing when it is not known."""
        number = self.territories.number(territory)
        if number < 0:
            return None
        row = self.territories.rows[number]
        return Ref(id=row.id, name=row.name)
