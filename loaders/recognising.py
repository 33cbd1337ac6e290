"""Decides what kind of ledger a sheet is and what each column means, each with a confidence."""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from loaders.columns import NUMBERING, Match, match_columns
from loaders.contents import looks_like
from loaders.english_names import with_chinese
from loaders.files import Cell, Sheet
from loaders.headers import Layout, find_layout, normal
from loaders.headless import headless_layout
from loaders.kinds import BY_KEY, KINDS
from loaders.kinds.base import Column, LedgerKind
from loaders.likeness import EXACT
from loaders.naming import best_named

SAMPLE_CELLS: Final = 40
EVERYDAY_WEIGHT: Final = 1.0
CONTENT_WEIGHT: Final = 0.4
HEAD_BONUS: Final = 1.5
LEAST_SAID: Final = "residents"
"""Kind of persons of whom nothing is said."""
SUMMED: Final = "statistics"
"""Kind of sheets of figures that others added up."""
SERVING: Final = "volunteers"
"""Kind of persons who offer what they can do."""
OFFERED: Final = (frozenset({"skills", "wanted"}), frozenset({"slots", "hours_per_week"}))
"""Fields that tell of an offer: what somebody can do, and when."""
NEVER_GUESSED: Final = "party_members"
"""Kind of persons of whom something is said that must not be guessed: names with phones make no party member."""
PLAIN: Final = frozenset(
    {"number", "name", "id_number", "phone", "gender", "birth_year", "lives_in", "street", "remark", "sample"}
)
"""Fields that any list of people has."""
ASKED_OF_MEMBERS: Final = frozenset({"skills", "wanted", "works_for"})
TITLE_BONUS: Final = 4.0
JOINT_BONUS: Final = 2.0
"""What a title that names several kinds (需求和岗位) says for each of them, the same whatever their words."""
TITLE_FLOOR: Final = 2.0
TITLE_SHARE: Final = 0.5
"""A title says no more for a kind than this share of what the headers say, or than the floor: headers outweigh it."""
BESIDE_SHARE: Final = 0.5
"""A word of a title that is not its last known one, 居民 in 居民议事会问题收集, says half of what it would alone."""
JOINING: Final = re.compile(r"以及|[、，,;；/／&＆+＋和与及跟暨]")
DOUBTFUL: Final = 0.75
"""A second kind with this share of the best score leaves doubt: right readings of real forms have less, all but one."""
NEAR_TIE: Final = 0.93
"""A second kind with this share of the best score is as likely: no real form reaches it, the nearest has 0.91."""
FAR_SHARE: Final = 0.5
"""What the name of the file says, of what the same words above the columns would: it is kept over years and copies."""
UNKNOWN_PENALTY: Final = 0.25
MISSING_FACTOR: Final = 0.5
MISSING_BUT_NAMED: Final = 0.7
"""A title that names the kind outweighs columns that are not there."""
KIND_THRESHOLD: Final = 2.0


@dataclass(frozen=True, slots=True)
class Titles:
    """Words that may name the kind: what stands ``above`` the columns, and what ``near`` them, the sheet's name too.

    ``far`` is the name of the file, where nothing nearer names a kind.
    """

    above: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    far: tuple[str, ...] = ()

    @property
    def all(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.near, *self.far)


@dataclass(frozen=True, slots=True)
class Recognition:
    """A sheet as it was understood; ``kind`` None when undetermined, ``missing`` the needed fields not found.

    ``rival`` is the second best kind where it leaves doubt, ``is_tie`` that it is about as likely as the best.
    """

    layout: Layout | None
    kind: LedgerKind | None
    confidence: float
    matches: tuple[Match, ...]
    missing: tuple[str, ...] = ()
    rival: LedgerKind | None = None
    is_tie: bool = False


def recognise(sheet: Sheet, file_title: str = "") -> Recognition:
    """Find header, kind and columns of a sheet."""
    layout = find_layout(sheet, vocabulary(), may_head_a_column) or headless_layout(sheet)
    if layout is None:
        return Recognition(None, None, 0.0, ())
    titles = _titles(sheet, layout, file_title)
    contents = [looks_like(_sample(layout, sheet, place)) for place in range(len(layout.names))]
    preferred = _preferred(layout.names)
    ranked = sorted((_rank(kind, layout.names, titles, contents, preferred) for kind in KINDS), reverse=True)
    (best, *_, key), (second, *_, other) = ranked[0], ranked[1]
    kind = BY_KEY[key]
    matches = tuple(
        match_columns(kind, layout.names, contents if _named(kind, titles.all) else _without_subjects(contents))
    )
    if _is_of_figures(kind, matches, titles):
        summed = BY_KEY[SUMMED]
        return Recognition(layout, summed, DOUBTFUL, tuple(match_columns(summed, layout.names, contents)))
    missing = _missing(kind, matches, title_of(sheet, layout))
    if best < KIND_THRESHOLD and (missing or not _are_all_named(matches)):
        return Recognition(layout, None, 0.0, tuple(Match(one.header, one.place, None, 0.0) for one in matches))
    found = Recognition(layout, kind, round(best / (best + max(second, 0.0)), 2), matches, missing)
    rival = BY_KEY[other]
    by_columns = [_score(one, layout.names, Titles(), contents) for one in (kind, rival)]
    if by_columns[0] >= by_columns[1] and _is_told(found, rival, titles):
        return found
    if _is_guess(found, titles):
        return replace(found, rival=rival)
    return _doubted(found, rival, second / best)


def _is_of_figures(kind: LedgerKind, matches: Sequence[Match], titles: Titles) -> bool:
    """Whether the titles name nothing but statistics, and half the columns are none of the kind that fits best."""
    if kind.key == SUMMED or names_other_than(SUMMED, titles.all):
        return False
    return _named(BY_KEY[SUMMED], titles.all) and 2 * sum(one.column is None for one in matches) >= len(matches)


def names_other_than(key: str, titles: Iterable[str]) -> bool:
    """Whether one of these titles names a kind other than a given one."""
    return any(_named(kind, tuple(titles)) for kind in KINDS if kind.key != key)


def _are_all_named(matches: Iterable[Match]) -> bool:
    """Whether every column bears a name the kind knows."""
    return all(one.column is not None and one.confidence == EXACT for one in matches)


def _is_told(found: Recognition, rival: LedgerKind, titles: Titles) -> bool:
    """Whether the titles name the kind and not its rival, and may."""
    assert found.kind is not None
    return _named(found.kind, titles.all) and not _named(rival, titles.all) and not _is_guess(found, titles)


def _is_guess(found: Recognition, titles: Titles) -> bool:
    """Whether the name of the sheet alone makes party members of a plain list, or that of the file of another."""
    kind = found.kind
    if kind is None or kind.key != NEVER_GUESSED or _named(kind, titles.above):
        return False
    told = {one.column.field for one in found.matches if one.column}
    return told <= PLAIN or (_named(kind, titles.far) and not told & _of_the_party())


@lru_cache(maxsize=1)
def _of_the_party() -> frozenset[str]:
    """Fields that tell of the party: those of its members that not every resident has."""
    told, anybody = (frozenset(column.field for column in BY_KEY[key].columns) for key in (NEVER_GUESSED, LEAST_SAID))
    return told - anybody


def _may_be_of_the_party(told: Collection[str]) -> bool:
    """Whether columns tell of the party, or ask what it asks of its members: without, no name of a file makes one."""
    return bool(_of_the_party().intersection(told)) or len(ASKED_OF_MEMBERS.intersection(told)) > 1


def _titles(sheet: Sheet, layout: Layout, file_title: str) -> Titles:
    """Words that may name the kind, the nearest that do: title and name of the sheet, else the name of the file.

    Of several ledgers on a sheet each goes by the title above it.
    """
    own = tuple(map(with_chinese, layout.preamble))
    if sheet.shared and names_a_kind(own):
        return Titles(own, own)
    near = own if sheet.name == file_title else (*own, with_chinese(sheet.name))
    return Titles(own, near, () if names_a_kind(near) else (with_chinese(file_title),))


def names_a_kind(titles: Iterable[str]) -> bool:
    """Whether one of these titles names a kind of ledger."""
    return any(_heads(normal(title)) for title in titles)


def _doubted(found: Recognition, rival: LedgerKind, share: float) -> Recognition:
    """Name the kind that scores nearly as much; kinds of persons are no tie, unless the best tells of the party."""
    assert found.kind is not None
    if share < DOUBTFUL:
        return found
    is_same = rival.label == found.kind.label and found.kind.key != NEVER_GUESSED
    return replace(found, rival=rival, is_tie=share >= NEAR_TIE and not is_same)


def read_as(sheet: Sheet, layout: Layout, kind: LedgerKind, matches: tuple[Match, ...] | None = None) -> Recognition:
    """Read a sheet as a ledger of a given kind, its columns as given or as they are understood."""
    if matches is None:
        contents = [looks_like(_sample(layout, sheet, place)) for place in range(len(layout.names))]
        matches = tuple(match_columns(kind, layout.names, contents))
    return Recognition(layout, kind, 1.0, matches, _missing(kind, matches, title_of(sheet, layout)))


def title_of(sheet: Sheet, layout: Layout) -> str:
    """Give all that stands above the columns, and the names of sheet and file."""
    return " ".join((*layout.preamble, sheet.name, sheet.file))


def _missing(kind: LedgerKind, matches: Iterable[Match], title: str) -> tuple[str, ...]:
    fields = {match.column.field for match in matches if match.column}
    if kind.titled and kind.titled(title):
        fields.add("name")
    return tuple(kind.column(group[0]).names[0] for group in kind.needs if not fields & set(group))


@lru_cache(maxsize=1)
def vocabulary() -> frozenset[str]:
    """Every column name any kind knows, as headers are compared."""
    return frozenset(name for kind in KINDS for column in kind.columns for name in column.normal_names) | {"序号"}


@lru_cache(maxsize=1)
def _rarity() -> dict[str, float]:
    """Weight of a column name: the fewer kinds know it, the more it says."""
    kinds = Counter(name for kind in KINDS for name in {one for column in kind.columns for one in column.normal_names})
    return {
        name: EVERYDAY_WEIGHT if name.isascii() else 0.3 + math.log(len(KINDS) / count) for name, count in kinds.items()
    }


def _rank(
    kind: LedgerKind,
    names: Sequence[str],
    titles: Titles,
    contents: Sequence[frozenset[str]],
    preferred: Sequence[str],
) -> tuple[float, int, int, str]:
    """How well a kind fits; of two that fit alike the preferred one, then the one loaded first."""
    preference = preferred.index(kind.key) if kind.key in preferred else len(preferred)
    return round(_score(kind, names, titles, contents), 6), -preference, -kind.order, kind.key


def _preferred(names: Sequence[str]) -> tuple[str, ...]:
    """Kinds of persons in the order in which they are chosen where they fit alike.

    Whoever says what they can do and when offers to serve; of whom only one of these is said, nobody knows that.
    """
    told = {column.field for name in names if name and (column := best_named(BY_KEY[LEAST_SAID], name)[0])}
    offered = [bool(told & fields) for fields in OFFERED]
    if all(offered):
        return SERVING, LEAST_SAID
    return (LEAST_SAID, SERVING) if any(offered) else (LEAST_SAID,)


@lru_cache(maxsize=20_000)
def may_head_a_column(words: str) -> bool:
    """Whether words name a column of some kind, in everyday words too."""
    return any(best_named(kind, words)[0] is not None for kind in KINDS)


def _without_subjects(contents: Sequence[frozenset[str]]) -> Sequence[frozenset[str]]:
    """Contents but for words of their own, which say nothing unless the title tells what they are about."""
    return [found - {"subject"} for found in contents]


def _score(kind: LedgerKind, names: Sequence[str], titles: Titles, contents: Sequence[frozenset[str]]) -> float:
    taken: dict[str, float] = {}
    unknown = []
    for place, name in enumerate(names):
        if not name or NUMBERING.match(normal(name)):
            continue
        column, confidence, known = best_named(kind, name)
        if column is None:
            unknown.append(contents[place])
        else:
            weight = (
                0.0 if column.kept and column.field == "remark" else _rarity().get(known, EVERYDAY_WEIGHT) * confidence
            )
            taken[column.field] = max(taken.get(column.field, 0.0), weight)
    named = _named(kind, titles.all)
    for found in unknown if named else _without_subjects(unknown):
        column = _of_content(kind, found, taken)
        if column:
            taken[column.field] = CONTENT_WEIGHT
    covered = sum(bool(taken.keys() & set(group)) for group in kind.needs)
    headed = _title_bonus(kind, [name for name in names if "是否" not in name]) / 2
    score = sum(taken.values()) + headed - UNKNOWN_PENALTY * len(unknown)
    bound = max(TITLE_FLOOR, TITLE_SHARE * score)
    score += min(_said_above(kind, titles.near), bound)
    if kind.key != NEVER_GUESSED or _may_be_of_the_party(taken.keys()):
        score += FAR_SHARE * min(_said_above(kind, titles.far), bound)
    factor = MISSING_BUT_NAMED if named else MISSING_FACTOR
    return score * float(factor ** (len(kind.needs) - covered))


def _title_bonus(kind: LedgerKind, titles: Iterable[str]) -> float:
    said = [normal(title) for title in titles if title]
    longest = max((len(word) for word in kind.titles for title in said if normal(word) in title), default=0)
    return TITLE_BONUS * min(longest, 4) / 4


def _named(kind: LedgerKind, titles: Sequence[str]) -> bool:
    return _title_bonus(kind, titles) > 0


def _said_above(kind: LedgerKind, titles: Sequence[str]) -> float:
    """Weigh what the titles say for a kind; one that names several kinds says the same for each of them."""
    alone = [title for title in titles if not _joint(title)]
    joint = JOINT_BONUS + HEAD_BONUS if any(kind.key in _joint(title) for title in titles) else 0.0
    head = _head_bonus(kind, alone)
    return max(_title_bonus(kind, alone) * (1 if head else BESIDE_SHARE) + head, joint)


@lru_cache(maxsize=2_000)
def _joint(title: str) -> frozenset[str]:
    """Kinds that a title names side by side (需求和岗位), none when it names but one."""
    heads = {found for part in JOINING.split(title) if part and (found := _heads(normal(part)))}
    return frozenset().union(*heads) if len(heads) > 1 else frozenset()


def _head_bonus(kind: LedgerKind, titles: Iterable[str]) -> float:
    """Weigh the last of the known words in a title: 居民需求收集表 is about needs, not about residents."""
    return HEAD_BONUS if any(kind.key in _heads(normal(title)) for title in titles if title) else 0.0


@lru_cache(maxsize=2_000)
def _heads(title: str) -> frozenset[str]:
    """Kinds whose title word ends last in a title, the longest of these words."""
    ends = [
        (title.rfind(word) + len(word), len(word), kind.key)
        for kind in KINDS
        for word in map(normal, kind.titles)
        if word in title
    ]
    last = max((one[:2] for one in ends), default=(0, 0))
    return frozenset(key for end, length, key in ends if (end, length) == last)


def _of_content(kind: LedgerKind, contents: frozenset[str], taken: Collection[str]) -> Column | None:
    """First column of a kind that nobody has taken and whose cells look like these."""
    return next((one for one in kind.columns if one.content in contents and one.field not in taken), None)


def _sample(layout: Layout, sheet: Sheet, place: int) -> list[Cell]:
    start, end = layout.body
    rows = sheet.rows[start : min(end, start + SAMPLE_CELLS)]
    return [row[place] for row in rows if place < len(row) and row[place] != ""]
