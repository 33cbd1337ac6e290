"""Compares the units of the graph with a new set: what is new, renamed, moved, merged, split or abolished."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph_model.entities.terms import Level
from loaders.codes.changes import Basis, Change, ChangeKind, Comparison
from loaders.codes.proposing import OTHERS, SAME_BASE_HERE, Ground, Guess, one_to_one
from loaders.codes.reading import CodeTable
from loaders.codes.units import LEVELS, Unit, base_name, district_of, is_same_name, level_of, plain_name

SURE: Final = 1.0
BY_WORDS: Final = 0.9
REUSED: Final = 0.3
SPLIT_BY_NAME: Final = 0.6
UNKNOWN_END: Final = 0.2
MOST_LOST: Final = 1 / 3
"""Share of a district's communities that may vanish without a trace before a file is taken for a part of a set."""
FEW: Final = 3
LINEAGE_WORDS: Final = re.compile(r"合并|并入|拆分|析出|划出|划入|更名|原|撤销|调整|改")


@dataclass
class Comparing:
    """One comparison under way, level by level from the top; `heirs` fills with what each gone code became."""

    old: Mapping[str, Unit]
    new: Mapping[str, Unit]
    said: Mapping[str, tuple[str, ...]]
    confirmed: Mapping[str, tuple[str, ...]]
    heirs: dict[str, tuple[str, ...]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)
    clashes: list[str] = field(default_factory=list)
    unchanged: int = 0

    def run(self) -> None:
        """Compare every level, those above first: a street's parts follow it."""
        for level in LEVELS:
            old = [unit for code, unit in sorted(self.old.items()) if unit.level is level]
            new = [unit for code, unit in sorted(self.new.items()) if unit.level is level]
            self._stay(old)
            gone = [unit for unit in old if unit.code not in self.new]
            fresh = [unit for unit in new if unit.code not in self.old]
            self._leave(gone, fresh, [unit for unit in new if unit.code in self.old])
            self._begin(fresh)

    def follows(self, parent: str | None) -> frozenset[str]:
        """Tell under which codes the parts of a parent of before are now."""
        return frozenset(self.heirs.get(parent, (parent,))) if parent else frozenset()

    def _stay(self, old: Iterable[Unit]) -> None:
        """Units whose code stays: renamed, put elsewhere, or as they were."""
        for before in old:
            after = self.new.get(before.code)
            if after is None:
                continue
            found = [*self._renamed(before, after), *self._put_elsewhere(before, after)]
            self.changes += found
            self.unchanged += not found

    def _renamed(self, before: Unit, after: Unit) -> Iterable[Change]:
        if is_same_name(before.name, after.name):
            return
        elsewhere, confirmed = self._elsewhere(before), self.confirmed.get(before.code, (before.code,))
        if confirmed != (before.code,):
            heirs = "、".join(confirmed) or "撤销"
            self.clashes.append(
                f"代码 {before.code} 原是“{before.name}”，确认的去向是 {heirs}，文件里却是“{after.name}”："
                "代码挪作他用，不能装入。请在文件里给它另用一个代码，或确认代码不变、只改名称。"
            )
        reason, basis, sure = f"代码不变，“{before.name}”改称“{after.name}”", Basis.FILE, SURE
        if elsewhere is not None and before.code not in self.confirmed:
            reason = f"代码原是“{before.name}”，现是“{after.name}”，"
            told = f"“{elsewhere.name}”另有" if is_same_name(elsewhere.name, before.name) else "文件写明它有"
            reason += f"而{told}新代码 {elsewhere.code}：像是旧代码挪作他用"
            basis, sure = Basis.PROPOSED, REUSED
        elif elsewhere is not None:
            basis = Basis.STAFF
        yield Change(ChangeKind.RENAMED, before.code, before, after, (before.code,), reason, sure, basis)

    def _elsewhere(self, before: Unit) -> Unit | None:
        """Find the other code a unit seems to have got: one that newly bears its name, else one the file says."""
        named = [one for one in self._of_name(before) if one.code != before.code and not self._was(one)]
        said = [self.new[heir] for heir in self.said.get(before.code, ()) if heir != before.code and heir in self.new]
        return next(iter([*named, *said]), None)

    def _was(self, one: Unit) -> bool:
        return one.code in self.old and is_same_name(self.old[one.code].name, one.name)

    def _of_name(self, unit: Unit) -> list[Unit]:
        return [one for one in self.new.values() if one.level is unit.level and is_same_name(one.name, unit.name)]

    def _put_elsewhere(self, before: Unit, after: Unit) -> Iterable[Change]:
        if after.parent == before.parent or after.parent is None:
            return
        reason = f"代码不变，上级由 {before.parent or '无'} 改为 {after.parent}"
        yield Change(ChangeKind.MOVED, before.code, before, after, (before.code,), reason, SURE, Basis.FILE)

    def _leave(self, gone: list[Unit], fresh: list[Unit], standing: list[Unit]) -> None:
        """Units whose code is gone: what the file says, then what staff confirmed, then what is likely."""
        settled = {unit.code: found for unit in gone if (found := self._settled(unit))}
        claimed = {heir for heirs, _, _ in settled.values() for heir in heirs}
        rest = [unit for unit in gone if unit.code not in settled]
        ground = Ground([one for one in fresh if one.code not in claimed], standing, self.follows)
        guessed = self._guessed(rest, ground)
        takers = _takers(settled, guessed)
        for unit in gone:
            self._add(unit, settled.get(unit.code), guessed.get(unit.code), takers)

    def _settled(self, unit: Unit) -> tuple[tuple[str, ...], Basis, str] | None:
        """Tell what the file says of a gone unit, else what staff confirmed."""
        said = tuple(heir for heir in self.said.get(unit.code, ()) if heir in self.new)
        if said:
            return said, Basis.FILE, "文件写明原代码"
        if unit.code in self.confirmed:
            return self.confirmed[unit.code], Basis.STAFF, "工作人员确认"
        return None

    def _guessed(self, rest: list[Unit], ground: Ground) -> dict[str, tuple[tuple[str, ...], list[Guess], str, float]]:
        """Give heirs, guesses, reason and confidence of each unit nobody has said anything of."""
        guesses = {unit.code: ground.guesses(unit) for unit in rest}
        said = {unit.code: heirs for unit in rest if (heirs := self._by_words(unit))}
        parts = {unit.code: _parts(ground, unit, guesses[unit.code]) for unit in rest if unit.code not in said}
        left = [unit for unit in rest if not said.get(unit.code) and not parts.get(unit.code)]
        taken = {heir for heirs in (*said.values(), *parts.values()) for heir in heirs}
        best = one_to_one(left, guesses, taken)
        found: dict[str, tuple[tuple[str, ...], list[Guess], str, float]] = {}
        for unit in rest:
            code, chosen = unit.code, best.get(unit.code)
            if code in said:
                found[code] = said[code], guesses[code], "变更说明里提到它", BY_WORDS
            elif parts[code]:
                found[code] = parts[code], guesses[code], "几个新设的都以它的名称开头", SPLIT_BY_NAME
            elif chosen is not None:
                found[code] = (chosen.heir.code,), guesses[code], chosen.reason, chosen.confidence
            else:
                found[code] = (), guesses[code], "新的一套里没有它，也没有看出并到哪里", UNKNOWN_END
        return found

    def _by_words(self, gone: Unit) -> tuple[str, ...]:
        """Find new units of the same district whose words name a gone one as what they came from."""
        name, base = plain_name(gone.name), base_name(gone.name)
        named = []
        for one in self.new.values():
            told = one.words and one.level is gone.level and one.district == gone.district
            if (
                told
                and LINEAGE_WORDS.search(one.words)
                and (name in one.words or (len(base) > 1 and base in one.words))
            ):
                named.append(one.code)
        return tuple(sorted(named))

    def _add(
        self,
        unit: Unit,
        settled: tuple[tuple[str, ...], Basis, str] | None,
        guessed: tuple[tuple[str, ...], list[Guess], str, float] | None,
        takers: Mapping[str, int],
    ) -> None:
        if settled is not None:
            heirs, basis, reason = settled
            others: tuple[str, ...] = ()
            sure = SURE
        else:
            assert guessed is not None
            heirs, guesses, reason, sure = guessed
            basis = Basis.PROPOSED
            others = tuple(one.heir.code for one in guesses if one.heir.code not in heirs)[:OTHERS]
        after = self.new.get(heirs[0]) if len(heirs) == 1 else None
        self.heirs[unit.code] = heirs
        kind = self._kind(unit, heirs, after, takers)
        self.changes.append(Change(kind, unit.code, unit, after, heirs, reason, sure, basis, others))

    def _kind(self, unit: Unit, heirs: tuple[str, ...], after: Unit | None, takers: Mapping[str, int]) -> ChangeKind:
        if not heirs:
            return ChangeKind.ENDED
        if after is None:
            return ChangeKind.SPLIT
        if after.code in self.old or takers[after.code] > 1:
            return ChangeKind.MERGED
        if after.parent not in self.follows(unit.parent) and unit.parent is not None:
            return ChangeKind.MOVED
        return ChangeKind.RECODED if is_same_name(unit.name, after.name) else ChangeKind.RENAMED

    def _begin(self, fresh: Iterable[Unit]) -> None:
        """Units nobody's code led to are new; the others are told of with what they came from."""
        heirs = {heir for found in self.heirs.values() for heir in found}
        for unit in fresh:
            if unit.code not in heirs:
                why = "新代码，文件写明由仍在的单位析出" if unit.former else "新代码，没有哪个旧代码变成它"
                self.changes.append(Change(ChangeKind.NEW, unit.code, None, unit, (unit.code,), why, SURE, Basis.FILE))


def _parts(ground: Ground, unit: Unit, guesses: Sequence[Guess]) -> tuple[str, ...]:
    """Give the units one was split into, by their names; none where a new one simply bears its name."""
    likeliest = max((guess.confidence for guess in guesses), default=0.0)
    return () if likeliest >= SAME_BASE_HERE else tuple(one.code for one in ground.parts(unit))


def _takers(
    settled: Mapping[str, tuple[tuple[str, ...], Basis, str]],
    guessed: Mapping[str, tuple[tuple[str, ...], list[Guess], str, float]],
) -> Mapping[str, int]:
    """Count how many gone units each new one took over."""
    found: defaultdict[str, int] = defaultdict(int)
    for heirs in (*(one[0] for one in settled.values()), *(one[0] for one in guessed.values())):
        for heir in heirs:
            found[heir] += 1
    return found


def said_lineage(table: CodeTable, new: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    """Give what the file says each old code became, by the column of old codes or by rows of abolished ones."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for unit in new.values():
        for old in unit.former:
            found[old].append(unit.code)
    for old, heirs in table.abolished.items():
        found[old] += [heir for heir in heirs if heir not in found[old]]
    return {old: tuple(sorted(dict.fromkeys(heirs))) for old, heirs in sorted(found.items())}


def compare(
    old: Mapping[str, Unit],
    table: CodeTable,
    districts: Iterable[str],
    confirmed: Mapping[str, tuple[str, ...]] | None = None,
) -> Comparison:
    """Compare the units that stand with those of a file, within districts.

    Parameters
    ----------
    old
        Standing units of the graph by code.
    table
        What the file says.
    districts
        12-digit codes of the districts that are compared; what the file says of others is passed over.
    confirmed
        By old code the heirs staff confirmed; they yield to what the file itself says.
    """
    wanted = frozenset(districts)
    new = {code: unit for code, unit in table.units.items() if unit.district in wanted}
    new |= _unlisted(old, new)
    work = Comparing(old, new, said_lineage(table, new), confirmed or {})
    work.run()
    order = {level: place for place, level in enumerate(LEVELS)}
    changes = sorted(work.changes, key=lambda one: (order[(one.before or one.after).level], one.code, one.kind))  # type: ignore[union-attr]
    lineage = (*_unknown_heirs(old, table), *_elsewhere_heirs(changes, wanted))
    return Comparison(tuple(changes), work.unchanged, (*work.clashes, *lineage, *_clashes(old, new, changes)))


def _unlisted(old: Mapping[str, Unit], new: Mapping[str, Unit]) -> dict[str, Unit]:
    """Give the units of levels above those a file lists: a list of communities alone abolishes no street."""
    listed = {(unit.district, unit.level) for unit in new.values()}
    with_communities = {district for district, level in listed if level is Level.COMMUNITY}
    return {
        code: unit
        for code, unit in old.items()
        if unit.district in with_communities and (unit.district, unit.level) not in listed
    }


def _unknown_heirs(old: Mapping[str, Unit], table: CodeTable) -> Iterable[str]:
    """Say which codes the file names as what became of an old one and has no row of."""
    for code, heirs in sorted(table.abolished.items()):
        unknown = [heir for heir in heirs if heir not in table.units]
        if code in old and unknown:
            yield f"{old[code].name}（{code}）的去向 {'、'.join(unknown)} 文件里没有：请补上它的一行，或改去向。"


def _elsewhere_heirs(changes: Iterable[Change], districts: frozenset[str]) -> Iterable[str]:
    """Say which heirs lie in districts that are not compared: nothing else of these is put into effect."""
    for one in changes:
        strange = [heir for heir in one.heirs if district_of(heir) not in districts]
        if strange:
            yield f"{one.name}（{one.code}）的去向 {'、'.join(strange)} 在没有比较的区县：请一并比较，或改去向。"


def _clashes(old: Mapping[str, Unit], new: Mapping[str, Unit], changes: Sequence[Change]) -> Iterable[str]:
    """Say what speaks against the file as a whole: parents nobody knows, a set that is only a part."""
    for unit in new.values():
        if unit.parent is not None and unit.parent not in new and unit.parent not in old:
            where = f"{unit.sheet} 第 {unit.row} 行" if unit.row else unit.sheet
            yield f"{where}“{unit.name}”的上级 {unit.parent} 文件里没有、图里也没有：请把它的上级补进文件。"
    yield from _across_levels(changes)
    lost: defaultdict[str, int] = defaultdict(int)
    for one in changes:
        if one.before is not None and one.kind is ChangeKind.ENDED and one.basis is Basis.PROPOSED:
            lost[one.before.district] += 1
    for district, number in sorted(lost.items()):
        there = sum(unit.district == district for unit in old.values())
        if number > FEW and number > MOST_LOST * there:
            yield (
                f"{old[district].name if district in old else district}的 {there} 个单位里有 {number} 个在文件里不见了"
                "也看不出去向：文件像是只有一部分。请用完整的一套，或只比较文件里有的区。"
            )


def _across_levels(changes: Iterable[Change]) -> Iterable[str]:
    """Say which units would give way to one of another level: the parts of a street would come to lie below itself."""
    for one in changes:
        wrong = [heir for heir in one.heirs if one.before is not None and level_of(heir) is not one.before.level]
        if wrong:
            yield f"{one.name}（{one.code}）的去向 {'、'.join(wrong)} 和它不是同一级：请核对。"
