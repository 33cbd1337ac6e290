"""Finds the territory people mean: a code, a name, a short name, or a whole address from the district down."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from loaders.checking import nearest_name
from loaders.headers import normal

SUFFIXES: Final = re.compile(
    r"(?:社区居民委员会|社区居委会|村民委员会|居委会|村委会|社区|街道办事处|街道|镇|乡|村|小区|网格|区|县|市)$"
)
OFFICES: Final = re.compile(
    r"(?:党群服务中心|便民服务中心|居民委员会|村民委员会|居委会|村委会|办事处|党工委|大党委|党委|党总支)$"
)
ABOVE_DISTRICT: Final = re.compile(r"^(?:[^省]{2,7}(?:省|自治区))?(?:[^市]{2,6}市)?")
CODE: Final = re.compile(r"\d{6}(?:\d{3})?(?:\d{3})?", re.ASCII)
COMMUNITY: Final = re.compile(r"\d{9}(?!000)\d{3}", re.ASCII)
STREET: Final = re.compile(r"\d{6}(?!000)\d{3}000", re.ASCII)
DISTRICT: Final = re.compile(r"\d{4}(?!00)\d{2}000000", re.ASCII)
NOT_THEIRS: Final = "(?<!结对)(?<!包联)(?<!报送)(?<!联系)(?<!走进)(?<!服务)"
ANOTHERS: Final = "(?!卫生|(?:办事处)?机关|商会|学校|小学|中学|幼儿园|支行|医院|派出所|司法所|养老院)"
"""What stands before or behind the name of a place where a title speaks of somebody else's ledger."""
MIN_NAME: Final = 2


@dataclass(frozen=True, slots=True)
class Place:
    """What was found: the territory, what of the words is left over, and the nearest name when nothing was found."""

    id: str | None
    rest: str = ""
    nearest: str | None = None


class Places:
    """All territories by code and name, with their parents."""

    def __init__(self, rows: Iterable[Mapping[str, Any]]) -> None:
        self._name: dict[str, str] = {}
        self._parent: dict[str, str] = {}
        self._ended: set[str] = set()
        self._full: dict[str, list[str]] = {}
        self._short: dict[str, list[str]] = {}
        self._former: list[tuple[str, str]] = []
        self._heirs: dict[str, list[str]] = {}
        self.find = lru_cache(maxsize=50_000)(self._find)
        for row in rows:
            self.add(row["id"], row["name"], row["parent"], ended=row["valid_until"] is not None)
            self._former += [(name, row["id"]) for name in row.get("former_names", ())]
            if row.get("heirs"):
                self._heirs[row["id"]] = sorted(row["heirs"])
        self._know_former()

    def add(self, territory: str, name: str, parent: str | None, *, ended: bool = False) -> None:
        """Know one more territory."""
        (self._ended.add if ended else self._ended.discard)(territory)
        if parent:
            self._parent[territory] = parent
        if self._name.get(territory) != name:
            self._name[territory] = name
            full = normal(name)
            self._full.setdefault(full, []).append(territory)
            self._short.setdefault(SUFFIXES.sub("", full), []).append(territory)
        self.find.cache_clear()

    def _know_former(self) -> None:
        """Let names of before answer that no place bears today."""
        for name, territory in self._former:
            full = normal(name)
            for table, key in ((self._full, full), (self._short, SUFFIXES.sub("", full))):
                bearers = table.setdefault(key, [])
                if all(one in {former for called, former in self._former if called == name} for one in bearers):
                    bearers.append(territory)

    def heir_of(self, territory: str) -> str:
        """Tell what stands for a territory that gave way: the first of its heirs, and so on; itself while it stands."""
        walked = [territory]
        while (heirs := self._heirs.get(walked[-1])) and heirs[0] not in walked:
            walked.append(heirs[0])
        return walked[-1]

    def name_of(self, territory: str) -> str:
        """Name of a territory, its code when it has none."""
        return self._name.get(territory, territory)

    def whose(self, told: Iterable[str]) -> str | None:
        """Community, else street, else district, that the first of some titles and notices to name one names alone."""
        for words in told:
            for level in (COMMUNITY, STREET, DISTRICT):
                named = {one: name for one, name in self._name.items() if level.fullmatch(one) and name in words}
                said = _said_whole(set(named.values()), words)
                if found := self._only_one([one for one, name in named.items() if name in said], words):
                    return found
        return None

    def _only_one(self, named: Sequence[str], words: str) -> str | None:
        """Give the one of some territories of one level that are meant; of namesakes that under the street named."""
        known = [one for one in named if one not in self._ended]
        if len(known) > 1:
            known = [one for one in known if self._name.get(self._parent.get(one, ""), " ") in words]
        return known[0] if len(known) == 1 else None

    def __contains__(self, territory: str) -> bool:
        return territory in self._name

    def _find(self, words: str, within: str | None = None) -> Place:
        code = words.strip()
        if code in self._name:
            return Place(code)
        if CODE.fullmatch(code):
            padded = code.ljust(12, "0")
            return Place(padded if padded in self._name else None)
        plain = OFFICES.sub("", normal(words)) or normal(words)
        return self._by_name(plain, within) or self._below_known(plain, within) or self._unknown(plain)

    def _by_name(self, plain: str, within: str | None) -> Place | None:
        for table, key in ((self._full, plain), (self._short, plain), (self._short, SUFFIXES.sub("", plain))):
            found = self._chosen(table.get(key, ()), within)
            if found:
                return Place(found)
        return None

    def _chosen(self, candidates: Iterable[str], within: str | None) -> str | None:
        known = [one for one in candidates if one not in self._ended] or list(candidates)
        if within is not None:
            known = [one for one in known if self.is_under(one, within)] or known
        return known[0] if len(known) == 1 else None

    def is_under(self, territory: str, ancestor: str) -> bool:
        """Whether a territory is this one or lies in it, however many steps below."""
        walked: str | None = territory
        while walked is not None and walked != ancestor:
            walked = self._parent.get(walked)
        return walked == ancestor

    def _below_known(self, plain: str, within: str | None) -> Place | None:
        """Read an address: the longest known name in front, then the rest below it."""
        bare = ABOVE_DISTRICT.sub("", plain)
        for words in dict.fromkeys((plain, bare)):
            for end in range(len(words), MIN_NAME - 1, -1):
                front = self._chosen(self._full.get(words[:end], ()), within)
                if front:
                    return self._rest_below(front, words[end:])
        return None

    def _rest_below(self, front: str, rest: str) -> Place:
        if not rest:
            return Place(front)
        found = self._by_name_under(rest, front)
        if found:
            return Place(found)
        for end in range(len(rest) - 1, MIN_NAME - 1, -1):
            below = self._by_name_under(rest[:end], front)
            if below:
                return self._rest_below(below, rest[end:])
        return Place(front, rest)

    def _by_name_under(self, plain: str, ancestor: str) -> str | None:
        for table in (self._full, self._short):
            found = [one for one in table.get(plain, ()) if self.is_under(one, ancestor) and one not in self._ended]
            if len(found) == 1:
                return found[0]
        return None

    def _unknown(self, plain: str) -> Place:
        same = self._full.get(plain) or self._short.get(plain) or ()
        if len(same) > 1:
            return Place(None, nearest="、".join(self._with_parent(one) for one in same[:3]))
        return Place(None, nearest=nearest_name(plain, self._full))

    def _with_parent(self, territory: str) -> str:
        parent = self._parent.get(territory)
        return f"{self._name.get(parent, '') if parent else ''}{self._name[territory]}"


def _said_whole(names: Iterable[str], words: str) -> set[str]:
    """Give the names that words say other than as part of a longer one: not 求是社区 where 浙大求是社区 stands."""
    left, said = words, set[str]()
    for name in sorted(names, key=len, reverse=True):
        if name in left:
            if re.search(f"{NOT_THEIRS}{re.escape(name)}{ANOTHERS}", left):
                said.add(name)
            left = left.replace(name, " ")
    return said
