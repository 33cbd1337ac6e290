"""Puts a set of codes into effect in one transaction: all of it, or a list of what staff must confirm first."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_model import code_sets
from graph_model.code_sets import BegunLater, CodeSet, CodeSteps
from graph_model.driver import Graph
from graph_model.entities.terms import Level
from graph_model.entities.territory import Territory
from graph_model.roots import roots_within
from graph_model.scope import Scope
from loaders.codes.changes import Change, Comparison
from loaders.codes.comparing import compare
from loaders.codes.reading import CodeTable
from loaders.codes.units import Unit, district_of, is_same_name, level_of

TOO_SMALL: Final = "装入区划代码要管整个区县的权限：只看一个镇街或社区，别处的隶属就改不全。"


class Unconfirmed(Exception):
    """Some changes rest on proposals alone; nothing was written."""

    def __init__(self, changes: Sequence[Change]) -> None:
        super().__init__(f"{len(changes)} changes")
        self.changes = tuple(changes)


class CodesClash(Exception):
    """The file as a whole cannot be put into effect; nothing was written."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(f"{len(sentences)} clashes")
        self.sentences = tuple(sentences)


class NoDistrict(Exception):
    """Nothing tells which districts of a file are meant, or some that were named (`strange`) are not in it."""

    def __init__(self, districts: Sequence[Unit], strange: Sequence[str] = ()) -> None:
        super().__init__(f"{len(districts)} districts")
        self.districts = tuple(districts)
        self.strange = tuple(strange)


@dataclass(frozen=True)
class Known:
    """What the graph holds: rows of territories by code."""

    rows: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def standing(self, day: date) -> dict[str, Unit]:
        """Give the units that stand on a day, by code."""
        return {code: _unit(row) for code, row in self.rows.items() if self.stands(code, day)}

    def stands(self, code: str, day: date) -> bool:
        """Whether a unit neither gave way nor ended before a day."""
        row = self.rows[code]
        return not row["heirs"] and (row["valid_until"] is None or row["valid_until"] >= day)

    def gave_way(self, code: str) -> bool:
        """Whether others stand for a code."""
        return code in self.rows and bool(self.rows[code]["heirs"])


def _unit(row: Mapping[str, Any]) -> Unit:
    point = (row["longitude"], row["latitude"])
    located = None if None in point else (float(point[0]), float(point[1]))
    return Unit(row["code"], row["name"], Level(row["level"]), min(row["parents"], default=None), located=located)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be put into effect: the file's table, the day, the districts named, what staff confirmed."""

    table: CodeTable
    digest: str
    on: date
    districts: tuple[str, ...] = ()
    confirmed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of it; `written` is False when the graph was so already, `left` parts of split units nobody placed."""

    comparison: Comparison
    written: bool
    left: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()
    """Codes of which staff confirmed something and that do not change."""


def digest_of(path: Path) -> str:
    """Hash the contents of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def compare_with_graph(graph: Graph, scopes: Sequence[Scope], wanted: Wanted, today: date) -> Comparison:
    """Compare a file with what stands in the graph within the scopes; nothing is written.

    Raises
    ------
    NoDistrict
        None of the file's districts is in the graph, and none was named.
    """
    return graph.read(partial(_compared, scopes=scopes, wanted=wanted, today=today))[1]


def load_codes(graph: Graph, scopes: Sequence[Scope], wanted: Wanted, today: date) -> Loaded:
    """Put a set into effect in one transaction; the same again changes nothing; the scopes hold whole districts.

    Raises
    ------
    Unconfirmed, CodesClash, NoDistrict
        Nothing is written until these are settled.
    """
    return graph.write(partial(_load, scopes=scopes, wanted=wanted, today=today))


def _compared(tx: ManagedTransaction, scopes: Sequence[Scope], wanted: Wanted, today: date) -> tuple[Known, Comparison]:
    known = _known(tx, scopes, today)
    standing = known.standing(today)
    districts = chosen_districts(standing, wanted)
    within = {code: unit for code, unit in standing.items() if unit.district in districts}
    return known, compare(within, wanted.table, districts, wanted.confirmed)


def chosen_districts(standing: Mapping[str, Unit], wanted: Wanted) -> frozenset[str]:
    """Choose the districts to compare: those named, else those of the graph the file has, else its only one.

    A district whose own code the file says changed is compared with its new code.

    Raises
    ------
    NoDistrict
        A district named is not in the file, or nothing tells which is meant.
    """
    listed = {unit.district for unit in wanted.table.units.values()}
    if wanted.districts:
        return frozenset(wanted.districts) if listed.issuperset(wanted.districts) else _none(wanted)
    there = {unit.district for unit in standing.values()}
    if not there:
        return frozenset(listed) if len(listed) == 1 else _none(wanted)
    joined = {code for pair in _recoded_districts(wanted.table) if pair[0] in there for code in pair}
    return frozenset((there & listed) | joined) or _none(wanted)


def _recoded_districts(table: CodeTable) -> Iterable[tuple[str, str]]:
    """Give the old and the new code of each district whose own code the file says changed."""
    for unit in table.units.values():
        yield from ((old, unit.code) for old in unit.former if level_of(old) is unit.level is Level.DISTRICT)
    for old, heirs in table.abolished.items():
        yield from ((old, heir) for heir in heirs if heir in table.units and level_of(old) is Level.DISTRICT)


def _none(wanted: Wanted) -> frozenset[str]:
    listed = {unit.district for unit in wanted.table.units.values()}
    strange = [code for code in wanted.districts if code not in listed]
    raise NoDistrict([unit for unit in wanted.table.units.values() if unit.level is Level.DISTRICT], strange)


def _load(tx: ManagedTransaction, scopes: Sequence[Scope], wanted: Wanted, today: date) -> Loaded:
    tops = roots_within(tx) or [""]
    if any(scope.territory not in tops and scope.territory != district_of(scope.territory) for scope in scopes):
        raise CodesClash([TOO_SMALL])
    known, comparison = _compared(tx, scopes, wanted, today)
    latest = code_sets.latest_codes_within(tx)
    clashes = [*comparison.clashes, *_come_back(known, comparison), *too_early(known, comparison, latest, wanted.on)]
    if clashes:
        raise CodesClash(clashes)
    if comparison.unconfirmed:
        raise Unconfirmed(comparison.unconfirmed)
    unused = tuple(sorted(set(wanted.confirmed) - {one.code for one in comparison.changes}))
    if not comparison.changes and latest is not None and latest.digest == wanted.digest:
        return Loaded(comparison, written=False, unused=unused)
    user = scopes[0].user
    left = _put(tx, known, comparison, wanted)
    counts = {kind.value: number for kind, number in comparison.counts().items()}
    subjects = sorted({one.code for one in comparison.changes} | {h for one in comparison.changes for h in one.heirs})
    code_sets.tell(tx, CodeSet(wanted.table.file, wanted.digest, wanted.on, "", user, counts), subjects)
    return Loaded(comparison, written=True, left=left, unused=unused)


def _come_back(known: Known, comparison: Comparison) -> Iterable[str]:
    """Say which codes of the file gave way long ago: such a file is older than what the graph knows."""
    for code in sorted({heir for one in comparison.changes for heir in one.heirs if known.gave_way(heir)}):
        heirs = "、".join(known.rows[code]["heirs"])
        name = known.rows[code]["name"]
        yield f"代码 {code}（{name}）在图里早已并入 {heirs}，文件里又有了：请核对文件是不是旧的一套。"


def too_early(known: Known, comparison: Comparison, latest: CodeSet | None, on: date) -> Iterable[str]:
    """Say that a set would change, from a day before the set in force, a district the graph has already."""
    there = {district_of(code) for code in known.rows}
    if latest is not None and on < latest.on and any(district_of(one.code) in there for one in comparison.changes):
        yield f"图里的一套 {latest.on} 起生效，比 {on} 晚：请核对文件和生效日期。"


def _put(tx: ManagedTransaction, known: Known, comparison: Comparison, wanted: Wanted) -> tuple[str, ...]:
    """Write all changes; gives the parts of split units that went to the first heir for want of knowing better."""
    steps = CodeSteps(wanted.on)
    for one in comparison.changes:
        _add_change(steps, one, known, wanted.table)
    gone = {code: heirs for code, heirs in steps.heirs.items() if heirs}
    held = {code: [*row["parents"]] for code, row in known.rows.items()}
    left = []
    for row in code_sets.parts_of(tx, sorted(gone)):
        held.setdefault(row["part"], []).append(row["above"])
        if row["part"] not in steps.above and row["part"] not in steps.heirs:
            steps.above[row["part"]] = gone[row["above"]][0]
            left += [row["part"]] if len(gone[row["above"]]) > 1 and row["valid_until"] is None else []
    try:
        code_sets.put_codes(tx, steps, held)
    except BegunLater as later:
        told = [f"{part} 从 {since} 起才在 {above} 之下，比 {wanted.on} 晚" for part, above, since in later.ties]
        raise CodesClash([f"{one}：请核对生效日期。" for one in told]) from later
    return tuple(left)


def _add_change(steps: CodeSteps, one: Change, known: Known, table: CodeTable) -> None:
    """Add what one change writes: heirs first, so that a unit of which nothing is left hangs on what took its place."""
    for code in one.heirs:
        if code != one.code:
            _add_unit(steps, table.units[code], known, table)
    if one.leaves:
        assert one.before is not None
        steps.saved.append(
            Territory(
                id=one.code, name=one.before.name, level=one.before.level, valid_until=steps.on - timedelta(days=1)
            )
        )
        steps.heirs[one.code] = one.heirs
        if one.heirs:
            steps.above[one.code] = one.heirs[0]
    elif one.after is not None:
        _add_unit(steps, one.after, known, table)


def _add_unit(steps: CodeSteps, unit: Unit, known: Known, table: CodeTable) -> None:
    """Save a unit that stands from the day on, with its parent; one that stands already keeps what it is."""
    before = known.rows.get(unit.code)
    first = not any(district_of(code) == unit.district for code in known.rows) and not unit.former
    facts: dict[str, Any] = {"id": unit.code, "name": unit.name, "level": unit.level, "code": unit.code}
    if unit.located is not None:
        facts["longitude"], facts["latitude"] = unit.located
    if before is None:
        facts |= {"source": f"{table.file}#{unit.sheet}!{unit.row}"} | ({} if first else {"valid_since": steps.on})
        steps.began |= {unit.code} if first else set()
    else:
        name = before["name"] if is_same_name(before["name"], unit.name) else unit.name
        facts |= {"name": name, "valid_until": None, "former_names": _former_names(before, name)}
    steps.saved.append(Territory(**facts))
    if unit.parent is not None:
        steps.above[unit.code] = unit.parent


def _former_names(before: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """Give the names a unit had before, the one it bears now left out."""
    return tuple(dict.fromkeys(one for one in (*before["former_names"], before["name"]) if one != name))


def standing_codes(graph: Graph, scopes: Sequence[Scope], day: date) -> dict[str, Unit]:
    """Give the units that stand on a day within the scopes, by code."""
    return graph.read(partial(_known, scopes=scopes, day=day)).standing(day)


def _known(tx: ManagedTransaction, scopes: Sequence[Scope], day: date) -> Known:
    return Known({row["code"]: row for scope in scopes for row in code_sets.coded_territories(tx, scope, day)})


def levels_of(codes: Iterable[str]) -> dict[Level, int]:
    """Count codes by level."""
    found = dict.fromkeys((Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY), 0)
    for code in codes:
        found[level_of(code)] += 1
    return found
