"""Places by code or by the names people use: 翠苑街道, 翠苑一区, 西湖区翠苑街道."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from itertools import groupby
from typing import Final

from api.errors import BadQuestion, NoPlaces, UnknownPlace
from api.schemas import PlaceRef, Ref, Succession
from graph_model.entities.candidates import TerritoryRow
from graph_model.entities.terms import Level
from graph_model.labels import chinese
from graph_model.successions import Step, Successions
from matching.problem import Territories

SUFFIXES: Final = ("街道", "镇", "乡", "社区", "村", "区", "县", "市", "小区")
LEVEL_ORDER: Final = ("district", "subdistrict", "community", "compound", "grid", "building")
SUGGESTED: Final = 3
CODE_LENGTH: Final = 12
SHORT_CODES: Final = (6, 9)
NO_CHANGES: Final = Successions()
EMPTY: Final = (
    "图里还没有任何地方。先装入区划代码（区县、镇街、社区），再导入台账；只想看看是什么样子，请运行 gongjian demo。"
)


@dataclass(frozen=True)
class Places:
    """The territories with an index of their names, and what took the place of what by `day`."""

    territories: Territories
    successions: Successions = NO_CHANGES
    day: date = date.max

    @cached_property
    def _by_name(self) -> dict[str, list[int]]:
        """Numbers by name of those that stand; one that ended without an heir, or a name of before, answers if free."""
        rows = list(enumerate(self.territories.rows))
        found = self._named_by([number for number, row in rows if self.stands(row)])
        left = [number for number, row in rows if not self.stands(row) and not self.successions.taken(row.id, self.day)]
        renamed = _numbered((name, number) for number, row in rows if self.stands(row) for name in row.former_names)
        return renamed | self._named_by(left) | found

    def _named_by(self, numbers: Iterable[int]) -> dict[str, list[int]]:
        return _numbered((self.territories.rows[number].name, number) for number in numbers)

    @cached_property
    def _old_names(self) -> dict[str, set[str]]:
        """Codes that gave way by the names they had, unless a living place is called so."""
        found: dict[str, set[str]] = {}
        for step in self.successions.steps:
            for name in _forms(step.name) if step.taken(self.day) else ():
                found.setdefault(name, set()).add(step.code)
        return {name: codes for name, codes in found.items() if name not in self._by_name}

    def stands(self, row: TerritoryRow) -> bool:
        """Whether a territory stands on the day: nothing took its place yet, and its last day is not over."""
        ended = row.valid_until is not None and row.valid_until < self.day
        return not ended and not self.successions.taken(row.id, self.day)

    def number(self, text: str) -> int:
        """Return the number of the one place meant by a code or a name.

        Raises
        ------
        UnknownPlace
            No place is called so; the sentence names the nearest.
        BadQuestion
            Several are; the sentence says how to tell them apart.
        """
        words = _full_code(text.strip())
        known = self._by_code(self.old_code(words) or words)
        if known is not None:
            return known
        found = self._highest(self._by_name.get(words) or self._by_path(words))
        if len(found) == 1:
            return found[0]
        if found:
            paths = "、".join(self.path_text(number) for number in found[:SUGGESTED])
            raise BadQuestion(f"叫“{words}”的地方不止一个：{paths}。请写全，或用 12 位代码。", place=words)
        if not self.territories.rows:
            raise NoPlaces(EMPTY, place=words)
        raise UnknownPlace(self._unknown(words), place=words)

    def _by_code(self, code: str) -> int | None:
        """Find the place a code stands for today: the first of its heirs when it was split."""
        index = self.territories.index
        return next((index[heir] for heir in self.successions.heirs(code, self.day) if heir in index), None)

    def old_code(self, words: str) -> str | None:
        """Return the code that gave way which is meant by a code or a name; nothing when none or several are."""
        if self.successions.taken(words, self.day):
            return words
        codes = self._old_names.get(words, set())
        return next(iter(codes)) if len(codes) == 1 else None

    def succession(self, text: str | None) -> Succession | None:
        """Say what became of the place meant by an old code or name; nothing of one that stands today."""
        code = self.old_code(_full_code(text.strip())) if text else None
        return self._told(self.successions.trail(code, self.day)) if code else None

    def _told(self, trail: Sequence[Sequence[Step]]) -> Succession:
        first = trail[0][0]
        heirs = [self._named(code) for code in self.successions.heirs(first.code, self.day)]
        return Succession(
            code=first.code,
            name=first.name,
            level=first.level,
            level_label=chinese(Level(first.level)),
            on=first.on,
            heirs=heirs,
            sentence="，".join(_change(steps) for steps in trail) + "。",
        )

    def _named(self, code: str) -> Ref:
        names = (step.heir_name for step in self.successions.steps if step.heir == code)
        return Ref(id=code, name=next(names, code))

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
        near = get_close_matches(words, self._by_name, SUGGESTED, 0.5)
        hint = f"是不是：{'、'.join(near)}？" if near else ""
        return f"没有叫“{words}”的地方。{hint}可以写区、镇街、社区的名称，或 6、9、12 位代码。"

    def path(self, number: int) -> list[Ref]:
        """Return the names from the top down to a place, itself included."""
        rows = (self.territories.rows[one] for one in reversed(self.territories.ancestors(number)))
        return [Ref(id=row.id, name=row.name) for row in rows]

    def path_text(self, number: int) -> str:
        """Return the names from the top down as one text."""
        return " › ".join(ref.name for ref in self.path(number))

    def ref(self, number: int, requested: str | None = None) -> PlaceRef:
        """Return a place as answers show it; `requested` is told when an old code or an old name led here."""
        row, succession = self.territories.rows[number], self.succession(requested)
        return PlaceRef(
            id=row.id,
            name=row.name,
            level=row.level,
            level_label=chinese(Level(row.level)),
            path=self.path(number),
            requested=succession.code if succession else None,
            succession=succession,
        )

    def short(self, territory: str | None) -> Ref | None:
        """Return a place's id and name, or nothing when it is not known."""
        number = self.territories.number(territory)
        if number < 0:
            return None
        row = self.territories.rows[number]
        return Ref(id=row.id, name=row.name)


def _numbered(named: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Put numbers together by the forms of the names they go with."""
    found: dict[str, list[int]] = {}
    for name, number in named:
        for form in _forms(name):
            found.setdefault(form, []).append(number)
    return found


def _full_code(words: str) -> str:
    """Give the 12 digits of a district's 6 or a street's 9, anything else as it is."""
    short = words.isascii() and words.isdigit() and len(words) in SHORT_CODES
    return words.ljust(CODE_LENGTH, "0") if short else words


def _forms(name: str) -> Iterable[str]:
    """Give a name as it stands, and without what kind of place it is."""
    yield name
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            yield name.removesuffix(suffix)


def _change(steps: Sequence[Step]) -> str:
    """Say when an old place itself went where; a split that took several days is told day by day."""
    old, became = steps[0], "并入" if len(steps) == 1 else "拆分为"
    in_time = sorted(steps, key=lambda step: step.on or date.min)
    parts = (f"{_when(on)}{became}{_heirs(group)}" for on, group in groupby(in_time, key=lambda step: step.on))
    return f"{old.name}（{old.code}）已{'、'.join(parts)}"


def _when(on: date | None) -> str:
    return f"于{on.year}年{on.month}月{on.day}日" if on else ""


def _heirs(steps: Iterable[Step]) -> str:
    return "、".join(f"{step.heir_name}（{step.heir}）" for step in steps)
