"""Turns the rows of a recognised sheet into records, merged where several rows speak of the same thing."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, repeat, zip_longest
from typing import Any, Final

from loaders import cleaning
from loaders.columns import Match
from loaders.entry import PRIVATE, Entry
from loaders.files import Cell, Sheet
from loaders.findings import Finding, Severity
from loaders.headers import TOTAL_ROW, normal
from loaders.kinds.base import LedgerKind
from loaders.meanings import EMPTY, Doubtful, KnownColumn, known_columns
from loaders.merged_cells import merged_down
from loaders.notes import Notes, leave_masked
from loaders.periods import part
from loaders.recognising import Recognition
from loaders.records import Record, joined
from loaders.returning import Returned
from loaders.sheet_job import SheetJob
from loaders.titles import year_told

REPEATED_HEADER_SHARE: Final = 0.8
READ_AT_ONCE: Final = 500
"""Rows whose cells are read column by column before the first of them becomes a record."""
GONE: Final[list[Cell]] = []
"""What stands in a sheet for a row that was dealt with, so that its cells need no room."""
SUMS: Final = frozenset("合总小共平")
ONE_A_ROW: Final = frozenset({"Person", "Resource", "Need", "Problem"})
"""Labels of which a ledger lists each once: who counts its rows is asked about the second."""
HEARD_OF: Final = frozenset({"Post"})
"""Labels of which it matters, to the later rows of an import, whether a row says what the graph already has."""
COUNTS: Final = (cleaning.number, cleaning.count)
"""Readers of how many there are."""
ISSUE: Final = re.compile(r"20\d{2}(?:[-年._]?\d{1,2})?(?:[-月._]?\d{1,2})?日?|[(（]\d+[)）]|副本|最新版?|终稿|v\d+")


class Transformer:
    """The rows of one sheet as records.

    ``as_they_were`` lists the records of rows of a form of ours that came back as they went out; ``refused`` counts the
    rows not loaded, ``lost`` those of them whose subject no other row stands for, ``merged`` the
    rows that went into an earlier one about the same thing.
    """

    def __init__(self, job: SheetJob, sheet: Sheet, recognition: Recognition) -> None:
        assert recognition.layout is not None
        assert recognition.kind is not None
        self._job = job
        self._sheet = sheet
        self._kind: LedgerKind = recognition.kind
        self._layout = recognition.layout
        known = [match for match in recognition.matches if match.column and not match.column.kept]
        year = year_told((*self._layout.preamble, sheet.name, sheet.file))
        self._columns = known_columns(recognition.matches, sheet, year)
        self._notes = Notes(job, self._layout.names, recognition.matches)
        self._places = {one.column.field: one.place for one in known if one.column}
        self._fill = _fill_places(known)
        self._titled = self._kind.titled(job.title) if self._kind.titled and "name" not in self._places else None
        self._telling = [one.place for one in recognition.matches]
        self._returned = Returned(self._layout.names, job.digest_key)
        self.as_they_were: list[str] = []
        self.rows = 0
        self.refused = 0
        self.merged = 0
        self.lost = 0
        job.headers.update({one.column.field: one.header for one in known if one.column})
        job.names.update({column.field: column.names[0] for column in reversed(self._kind.columns)})
        job.places.update(self._places)

    def records(self) -> Iterator[Record]:
        """Every record of the sheet; rows about the same thing come last, as one record each."""
        rows = list(self._body())
        repeated = self._repeated(rows)
        together: dict[tuple[str, str, bool], Record] = {}
        seen: dict[tuple[str, str, bool], int] = {}
        stands_for_others = self._job.references.stands_for_others
        for entry, same in zip(self._entries(_spent(rows)), repeated, strict=True):
            self.rows += 1
            found = self._transformed(entry)
            self._count_merged(found, together)
            for record in found:
                key = record.key
                if same or record.only_links or key in together or stands_for_others(record.id):
                    together[key] = joined(together[key], record) if key in together else record
                elif key in seen:
                    self._report_twice(record, seen[key])
                else:
                    seen[key] = record.row
                    yield self._finished(record)
        for record in together.values():
            yield self._finished(record)

    def _count_merged(self, found: Sequence[Record], together: Mapping[tuple[str, str, bool], Record]) -> None:
        """Count a row that only adds to earlier ones, and tell of it where a ledger should list everything once."""
        if not found or not together or not all(record.key in together for record in found):
            return
        self.merged += 1
        first = together[found[-1].key]
        if self._kind.continued or first.only_links:
            return
        severity = Severity.WARNING if first.label in ONE_A_ROW else Severity.NOTE
        who = "同一个人" if first.label == "Person" else "同一件事"
        reason, advice = (
            f"与第{first.row}行说的是{who}，已并入第{first.row}行",
            "空着的格子不改另一行写的；如不是，请核对",
        )
        self._job.report(Finding(severity, self._job.file, self._job.sheet, found[-1].row, None, "", reason, advice))

    def _finished(self, record: Record) -> Record:
        if not self._job.dry_run or record.label in HEARD_OF:
            record.digest = self._job.digest(record)
        self._job.references.adopt(record, self._job.ledger)
        return record

    def _body(self) -> Iterator[tuple[int, list[Cell]]]:
        """Rows with their numbers; an empty cell repeats the one above only where both are one merged cell."""
        start, end = self._layout.body
        below = merged_down(self._sheet, start, self._fill)
        above: dict[int, Cell] = {}
        places = sorted({place for _, place in below})
        for index in range(start, end):
            row = self._sheet.rows[index]
            if not any(row) or self._is_header_again(row) or self._is_subtotal(index, row):
                continue
            for place in places:
                if place >= len(row):
                    continue
                if row[place] != "":
                    above[place] = row[place]
                elif place in above and (index, place) in below:
                    row[place] = above[place]
            if self._returned.is_as_it_was(row):
                self.rows += 1
                self.as_they_were.append(self._returned.own_id(row) or "")
                continue
            yield index + 1, row
            self._sheet.rows[index] = GONE

    def _is_subtotal(self, index: int, row: list[Cell]) -> bool:
        """Whether a row adds up those above it, which is told."""
        filled = [cell for cell in row[:4] if cell != ""][:2]
        if not any(isinstance(cell, str) and cell[:1] in SUMS and TOTAL_ROW.match(cell) for cell in filled):
            return False
        words, reason = " ".join(map(cleaning.text, filled)), "不是明细，未导入：小计或合计"
        place = (self._job.file, self._job.sheet, index + 1)
        self._job.report(Finding(Severity.NOTE, *place, None, words, reason, "无需处理"))
        return True

    def _is_header_again(self, row: list[Cell]) -> bool:
        names = self._layout.names
        if len(names) < 2 or (row[0] != names[0] and (len(row) < 2 or row[1] != names[1])):  # noqa: PLR2004 - two columns
            return False
        same = sum(cell != "" and cell == name for cell, name in zip(row, names, strict=False))
        return same >= max(2, REPEATED_HEADER_SHARE * sum(bool(name) for name in names))

    def _entries(self, rows: Iterable[tuple[int, list[Cell]]]) -> Iterator[Entry]:
        """Give each row with what its cells mean, read column by column, some rows at a time."""
        rows = iter(rows)
        while part := list(islice(rows, READ_AT_ONCE)):
            for (number, row), said in zip(part, self._meanings([row for _, row in part]), strict=True):
                entry = Entry(self._job, number, {}, {}, row, own_id=self._returned.own_id(row))
                self._read(entry, said)
                if self._titled:
                    entry.values["name"] = self._titled
                yield entry

    def _meanings(self, rows: Sequence[list[Cell]]) -> Iterator[tuple[Any, ...]]:
        """Give what the cells of each row mean in the columns that were understood."""
        cells = list(zip_longest(*rows, fillvalue=""))
        beyond = ("",) * len(rows)
        columns = (cells[one.place] if one.place < len(cells) else beyond for one in self._columns)
        found = [one.meanings.of_each(column) for one, column in zip(self._columns, columns, strict=True)]
        return zip(*found, strict=True) if found else repeat((), len(rows))

    def _transformed(self, entry: Entry) -> tuple[Record, ...]:
        self._refuse_other_name(entry)
        records = () if entry.refused else tuple(self._kind.records(entry))
        entry.tell(records)
        if not entry.refused and records:
            self._job.references.know_identity(entry)
        if entry.refused or not records:
            self.refused += 1
            self.lost += 1
            return ()
        return records

    def _refuse_other_name(self, entry: Entry) -> None:
        """Refuse a person whose ID number an earlier row of this import, or number one of this sheet, gives another."""
        for field, noun, first in self._job.references.same_numbered(entry):
            if normal(first.name) == normal(entry.values["name"]):
                continue
            here = (first.file, first.sheet) == (self._job.file, self._job.sheet)
            where = "" if here else f"“{first.file} · {first.sheet}”"
            entry.finding(Severity.ERROR, field, f"与{where}第{first.row}行{noun}相同、姓名不同", "请核对")

    def _read(self, entry: Entry, said: Iterable[Any]) -> None:
        values = entry.values
        for column, found in zip(self._columns, said, strict=True):
            if found.__class__ is not Doubtful:
                values[column.field] = found
            elif found is not EMPTY:
                self._read_doubtful(entry, column, found)
            elif self._sheet.formulas:
                self._report_formula(entry, column)
        part(values)
        self._notes.keep(entry)
        if "remark" in values:
            values["remark"] = cleaning.masked(values["remark"])
        leave_masked(entry)

    def _read_doubtful(self, entry: Entry, column: KnownColumn, found: Doubtful) -> None:
        if found.is_cut:
            entry.tell_cut(column.field, cleaning.MAX_TEXT)
        if found.problem is None:
            entry.values[column.field] = found.value
            return
        entry.tell_problem(column.field, found.problem)
        if found.value is not None:
            entry.values[column.field] = found.value
        elif column.field not in PRIVATE:
            entry.keep(column.field, cleaning.text(entry.cells[column.place]))

    def _report_formula(self, entry: Entry, column: KnownColumn) -> None:
        """Tell of a formula without a result where an empty cell holds one."""
        formula = self._sheet.formulas.get((entry.row - 1, column.place))
        if formula is None:
            return
        severity = Severity.ERROR if column.field in {"name", "title"} else Severity.WARNING
        advice = "请把公式换成它的结果（复制后“选择性粘贴—数值”）再导入"
        entry.finding(severity, column.field, "是没有结果的公式，读不到内容", advice, f"={formula}")

    def _report_twice(self, record: Record, first: int) -> None:
        column = self._job.column_of("number") if record.props.get("number") else None
        by = "编号" if column else "名称、地方"
        reason = f"{by}与第 {first} 行相同，这一行没有导入"
        advice = f"是同一条，请合并成一行；不是，请把{by}写得不同"
        said = str(record.props.get("number", ""))
        place = (self._job.file, self._job.sheet, record.row, column)
        self._job.report(Finding(Severity.ERROR, *place, said, reason, advice))
        self.refused += 1

    def _repeated(self, rows: Sequence[tuple[int, list[Cell]]]) -> list[bool]:
        """Tell of each row whether others tell of the same: by its subject, else, where nobody is named, by its words.

        Rows of which nothing surely tells the subject may be `alike`; those are noted on the way.
        """
        subjects = [self._subject(row) for _, row in rows]
        if self._kind.weak_key is not None:
            untold = [row for (_, row), subject in zip(rows, subjects, strict=True) if not subject]
            self._job.alike.update(self._alike(untold))
            said = map(self._said, untold)
            subjects = [subject or next(said) for subject in subjects]
        counts = Counter(subjects)
        return [bool(subject) and counts[subject] > 1 for subject in subjects]

    def _subject(self, row: list[Cell]) -> tuple[str, ...]:
        """Give what surely tells this row's subject from others, as written; empty when the row does not say."""
        if self._titled:
            return "name", self._titled
        for group in self._kind.same:
            places = [self._places.get(field) for field in group]
            found = tuple(_compared(row[place]) if place is not None and place < len(row) else "" for place in places)
            if found[0]:
                return (group[0], *found)
        return ()

    def _said(self, row: list[Cell]) -> tuple[str, ...]:
        """Give all that a row says, as written, but for its running number; empty when it says nothing."""
        said = tuple(_compared(row[place]) if place < len(row) else "" for place in self._telling)
        return said if any(said) else ()

    def _alike(self, untold: Iterable[list[Cell]]) -> set[str]:
        """Weak keys that several rows which name no subject share although they do not say the same."""
        assert self._kind.weak_key is not None
        said: dict[str, set[tuple[str, ...]]] = {}
        for row in untold:
            entry = Entry(self._job, 0, {}, {}, row)
            self._read(entry, next(self._meanings([row])))
            said.setdefault(self._kind.weak_key(entry) or "", set()).add(self._said(row))
        return {key for key, ways in said.items() if key and len(ways) > 1}


def _spent(rows: list[tuple[int, list[Cell]]]) -> Iterator[tuple[int, list[Cell]]]:
    """Give each row and let go of it: what is learnt from rows takes the room their cells had."""
    rows.reverse()
    while rows:
        yield rows.pop()


def _compared(cell: Cell) -> str:
    return cleaning.text(cell).lstrip(cleaning.TEXT_MARKS).upper()


def _fill_places(matches: Iterable[Match]) -> tuple[int, ...]:
    """Columns whose merged cells hold for every row; a merged count may be the sum of all of them."""
    return tuple(match.place for match in matches if match.column and match.column.read not in COUNTS)


def family(file: str, sheet: str) -> str:
    """Name a ledger keeps from one issue to the next: file and sheet without dates, copies and versions."""
    return hashlib.blake2b(normal(_undated(file, sheet)).encode(), digest_size=4).hexdigest()


def family_name(file: str, sheet: str) -> str:
    """Give that name as staff read it."""
    return "·".join(dict.fromkeys(part.strip() for part in _undated(file, sheet).split("|")))


def _undated(file: str, sheet: str) -> str:
    bare = re.sub(r"\.[A-Za-z]{2,5}$", "", file)
    return ISSUE.sub("", f"{bare}|{sheet}")


def ledger_key(kind: LedgerKind, sheet: Sheet) -> str:
    """Identity of a ledger over its issues, kept on every relationship and in every digest it writes."""
    return f"{kind.key}-{family(sheet.file, sheet.name)}"
