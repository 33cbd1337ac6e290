"""One row under transformation: its read values, and the findings and references it leads to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from loaders import bounds, cleaning, contacts, keys
from loaders.files import Cell
from loaders.findings import CellProblem, Finding, Mended, Repair, Severity
from loaders.records import Record
from loaders.sheet_job import SheetJob

SAMPLE_MARK: Final = "样例"
LISTED_BY: Final = frozenset({"LIVES_IN", "REGISTERED_AT", "WORKS_FOR", "IN", "SERVES", "LOCATED_IN", "PAIRED_WITH"})
"""Relationships by which somebody or something belongs to a place, and so to the lists of those who look after it."""
LISTED: Final = frozenset(
    {"Person", "Team", "Organisation", "Post", "Need", "Problem", "Project", "Resource", "Activity", "Station"}
)
UNSEEN: Final = "这条记录已留存，但在改对之前，任何名单、匹配里都看不到它"
PRIVATE: Final = frozenset({"phone", "id_number", "contact_phone"})
SHORT: Final = 6
"""Characters of a phone or ID number that tell nobody anything."""
ONE_SO_CALLED: Final = "通行的简称或旧称，登记的只有这一家"
MAX_NOTE: Final = 2_000
AS_THEY_ARE: Final = frozenset({str, int, float, bool})
"""Types of values that the graph takes as they are."""
SHARED: Final = frozenset({"Person", "Organisation", "PartyOrganisation", "Team", "Alliance", "Territory", "Station"})
"""Labels several ledgers may speak of: an empty cell in one takes nothing away from what another said."""


@dataclass(slots=True)
class Entry:
    """One row: ``values`` by field (absent when empty), ``extra`` the cells of columns nobody understands.

    ``cells`` holds the row as it stands in the file; ``own_id`` the id a form of ours names in it, and
    ``left`` what of such a row is not to be written over what is stored.
    """

    job: SheetJob
    row: int
    values: dict[str, Any]
    extra: dict[str, str]
    cells: Sequence[Cell] = ()
    refused: bool = False
    told: list[tuple[Finding, str]] = field(default_factory=list)
    note_cut: bool = False
    own_id: str | None = None
    left: dict[str, str] = field(default_factory=dict)
    unplaced: list[int] = field(default_factory=list)

    def get(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - what the column holds
        """Value of a field, ``default`` when the cell is empty."""
        return self.values.get(name, default)

    def numbered_by_id(self, label: str) -> str | None:
        """Id of the record whose id stands as its number, as search shows it; it is then no number the ledger gives."""
        number = str(self.values.get("number", ""))
        known = self.job.references.known_id(label, number)
        if known is not None:
            self.left["number"] = str(self.values.pop("number"))
        elif keys.OWN_ID.fullmatch(number.strip()):
            self._report_lost_id(keys.NOUN_OF[label])
        return known

    def _report_lost_id(self, noun: str) -> None:
        """Ask about a number that looks like an id of this system which it does not, or no longer, have."""
        reason = f"像是本系统的编号，但系统里没有（或已不再有）这个编号的{noun}"
        advice = f"要改的是已登记的{noun}，请核对编号；是新的，请写自己的编号或留空"
        self.finding(Severity.WARNING, "number", reason, advice, loaded_but="没有按这个编号认")

    def finding(  # noqa: PLR0913 - what a finding says
        self,
        severity: Severity,
        name: str | None,
        reason: str,
        advice: str,
        value: str | None = None,
        *,
        loaded_but: str = "",
        mended: Mended | None = None,
    ) -> None:
        """Note a finding on the cell of a field, told when the row is done; an error keeps the row out.

        ``loaded_but`` says what a row that is loaded all the same goes without, error or not; ``mended`` what the cell
        certainly should say, where that is certain.
        """
        if severity is Severity.ERROR and not loaded_but:
            self.refused = True
        shown = self.written(name) if value is None and name else value or ""
        column = self.job.column_of(name) if name else None
        repair = self._repair(name, mended) if name and mended else None
        found = Finding(
            severity, self.job.file, self.job.sheet, self.row, column, shown[:80], reason, advice, repair=repair
        )
        self.told.append((found, f"，本行照常导入，但{loaded_but}" if loaded_but else ""))

    def tell_problem(self, name: str, problem: CellProblem) -> None:
        """Note that the cell of a field cannot be read as its column asks."""
        said = (problem.reason, problem.advice)
        self.finding(problem.severity, name, *said, loaded_but=problem.loaded_but, mended=problem.mended)

    def _repair(self, name: str, mended: Mended) -> Repair | None:
        """Repair of the cell of a field; none where the row has no such cell."""
        place = self.job.places.get(name, len(self.cells))
        if place >= len(self.cells):
            return None
        cell = self.cells[place]
        was = cell if isinstance(cell, str) else cleaning.text(cell)
        return Repair(place, was, mended.words, _shown(name, mended.words), mended.why)

    def mended(self, name: str, part: str, words: str, why: str) -> Mended | None:
        """Give the cell of a field with one of the several values in it written anew; None where that is not plain."""
        place = self.job.places.get(name, len(self.cells))
        whole = cleaning.text(self.cells[place]) if place < len(self.cells) else ""
        return Mended(whole.replace(part, words), why) if part and whole.count(part) == 1 else None

    def written(self, name: str) -> str:
        """Words of a field as they stand in the file, numbers that nobody should see masked."""
        place = self.job.places.get(name, len(self.cells))
        words = cleaning.text(self.cells[place]) if place < len(self.cells) else _words(self.values.get(name, ""))
        return _shown(name, words)

    def keep(self, name: str, words: str) -> None:
        """Keep words that found no other place in the note, under the header of their column, long numbers masked."""
        self.extra[self.job.column_of(name) or "其他"] = cleaning.masked(words)

    def tell(self, records: Sequence[Record]) -> None:
        """Report what was found; of a row kept out nothing is said to have been loaded."""
        if self.unplaced and not self.refused and any(_is_unseen(one) for one in records):
            self.job.unseen += 1
            first = self.unplaced[0]
            self.told[first] = (self.told[first][0], f"。{UNSEEN}")
        elif not self.refused and any(one.label not in SHARED and _is_unseen(one) for one in records):
            self.job.nowhere += 1
        for one, but in self.told:
            self.job.report(one if self.refused else replace(one, reason=one.reason + but))

    def record(self, label: str, node_id: str, *names: str, **props: Any) -> Record:  # noqa: ANN401 - any graph value
        """Start a record with the values of the fields ``names`` and of ``props`` that say something.

        Whoever is to be called is given by ``contact``; the number goes with it, sealed.
        """
        sealed = self._whom_to_call() if "contact" in names else {}
        values = {} if label in SHARED else self._emptied(names)
        said = self.values
        for name in names:
            if name in said:
                values[name] = said[name]
        for name, value in props.items():
            if value is not None:
                values[name] = value
        self._leave_out(label, values)
        note = self.note()
        if note:
            values["note"] = note
        if self.values.get("sample") or SAMPLE_MARK in str(values.get("name") or values.get("title") or ""):
            values["sample"] = True
        values["source"] = self.job.source(self.row)
        plain, as_they_are = keys.plain, AS_THEY_ARE
        guessed = {name: self.left[name] for name in names if name in self.left} if self.left else {}
        props = {name: value if value.__class__ in as_they_are else plain(value) for name, value in values.items()}
        returned = {name: bool(self.written(name)) for name in self.job.headers} if self.own_id == node_id else {}
        return Record(label, node_id, self.row, props, sealed=sealed, guessed=guessed, returned=returned)

    def _whom_to_call(self) -> dict[str, str]:
        """Part name and number of whom to call, and give the number; others to call go to the note."""
        for name, words in contacts.part(self.values).items():
            self.keep(name, words)
        number = self.values.get("contact_phone")
        return {"contact_phone": number} if number else {}

    def _emptied(self, names: Iterable[str]) -> dict[str, Any]:
        """Fields the ledger has a column for, each to be emptied unless the row says something."""
        return dict.fromkeys(name for name in names if name in self.job.headers and name not in self.left)

    def _leave_out(self, label: str, values: dict[str, Any]) -> None:
        for name in bounds.objected(label, values):
            self.within(label, name, values.pop(name))
            if label not in SHARED and name in self.job.headers:
                values[name] = None

    def within(self, label: str, name: str, value: object) -> bool:
        """Whether a noun of this label may hold the value; if not it is told and left out, or the row kept out."""
        reason = bounds.objection(label, name, value)
        if reason is None:
            return True
        source = name if name in self.job.places else bounds.TOLD_BY.get(name, name)
        if bounds.is_required(label, name):
            self.finding(Severity.ERROR, source, reason, "请核对，改好后再导入")
            return False
        advice = "请核对，改好后再导入；原来写的记在备注里"
        self.finding(Severity.ERROR, source, reason, advice, loaded_but=bounds.ONE_ASSUMED.get(name, bounds.LEFT_OUT))
        if source not in PRIVATE:
            self.extra[self.job.column_of(source) or "其他"] = self.written(source)[:80]
        self.values.pop(name, None)
        return False

    def links_of(self, label: str, node_id: str) -> Record:
        """Start a record that only adds relationships to a node that exists."""
        return Record(label, node_id, self.row, {}, only_links=True)

    def note(self) -> str | None:
        """Give the remark of the row and whatever stood in columns nobody understands; what is cut off is told."""
        if "remark" in self.left:
            return None
        parts = [str(self.values["remark"])] if "remark" in self.values else []
        parts += [f"{name}：{value}" for name, value in self.extra.items()]
        whole = "；".join(parts)
        if len(whole) > MAX_NOTE and not self.note_cut:
            self.note_cut = True
            self.tell_cut("remark", MAX_NOTE, "备注连同没有认出的列")
        return whole[:MAX_NOTE] or None

    def tell_cut(self, name: str, most: int, what: str = "") -> None:
        """Note that only the beginning of something long is kept."""
        reason = f"{what}超过 {most:,} 字，只登记了前 {most:,} 字"
        self.finding(Severity.NOTE, name, reason, "请写短些再导入，全文另存")

    def territory(self, name: str, within: str | None = None, *, needed: bool = False) -> str | None:
        """Territory a field names, looked for under the territory ``within`` first; reports when there is none."""
        words = self.values.get(name)
        if not words:
            return None
        found = self.job.references.territory(str(words), within)
        if found.id is None or found.rest:
            self._report_territory(name, str(words), found.nearest, found.id, needed=needed)
        return found.id

    def territory_called(self, name: str, words: str, within: str | None = None) -> str | None:
        """Territory that one of several values of a field names; reports when there is none."""
        found = self.job.references.territory(words, within)
        if found.id is None:
            advice = f"最接近的是“{found.nearest}”，请核对" if found.nearest else "请先导入区划台账"
            self.finding(Severity.WARNING, name, f"没有名为“{words}”的地域", advice, words)
        return found.id

    def place(self, name: str, *others: str) -> str | None:
        """Territory a field names within the street of the row, else the street, else that of the whole ledger.

        Before that of the whole ledger counts one that stands in the fields ``others``, which usually name a unit.
        """
        street = self.territory("street")
        beside = (self._community(self.values.get(other)) for other in others)
        return self.territory(name, street) or street or next(filter(None, beside), None) or self.home(wide=True)

    def _community(self, said: object) -> str | None:
        """Territory that the first of some words to name one names whole: a community that stands for a unit."""
        every = said if isinstance(said, tuple) else (str(said or ""),)
        found = (self.job.references.territory(words) for words in every if words)
        return next((one.id for one in found if one.id and not one.rest), None)

    def home(self, record: Record | None = None, *, wide: bool = False) -> str | None:
        """Territory whose ledger this is, for a row that names none, a whole district only where it may be ``wide``.

        A form of ours that came back knows its own; of the person or unit of a ``record`` another ledger may have said
        where they are, which a title takes nothing from.
        """
        home, job = self.job.home if wide else self.job.near_home, self.job
        if home is None or self.own_id:
            return None
        if record is not None and job.references.is_placed_by_another(record.label, record.id, job.ledger):
            return None
        self.job.at_home += 1
        return home

    def _report_territory(self, name: str, words: str, nearest: str | None, found: str | None, *, needed: bool) -> None:
        if found is not None:
            place = self.job.references.name_of(found)
            self.finding(
                Severity.NOTE, name, f"只认到“{place}”，更细的部分未登记", "如需精确到小区、网格，请先导入区划台账"
            )
            return
        advice = f"最接近的是“{nearest}”，请核对，改好后再导入" if nearest else "请先导入区划台账，或核对名称"
        severity = Severity.ERROR if needed else Severity.WARNING
        self.unplaced.append(len(self.told))
        self.finding(severity, name, f"没有名为“{words}”的地域", advice)

    def reference(self, label: str, name: str, value: str | None = None) -> str | None:
        """Find the node of ``label`` a field, or one ``value`` of several in it, names; report when there is none."""
        words = value if value is not None else self.values.get(name)
        if not words:
            return None
        found = self.job.references.find(label, str(words))
        if found is None and label == "Organisation" and self._community(str(words)):
            reason = f"“{words}”是社区或街道，不算单位，没有记作单位的联系"
            self.finding(Severity.NOTE, name, reason, "无需处理；另有单位一起办的，请写单位名称", str(words))
        elif found is None:
            usual = self.job.references.called_for_short(label, str(words))
            nearest = usual or self.job.references.nearest(label, str(words))
            mended = self.mended(name, str(words), usual, ONE_SO_CALLED) if usual else None
            advice = (
                f"最接近的是“{nearest}”，请核对"
                if nearest
                else f"请先导入{keys.LEDGER_OF.get(label, '相应')}台账，或核对名称"
            )
            reason = f"{keys.NOUN_OF[label]}“{words}”没有登记"
            self.finding(Severity.WARNING, name, reason, advice, str(words), loaded_but="未建立这条联系", mended=mended)
        return found

    def all_references(self, label: str, name: str) -> Iterable[str]:
        """Nodes a field with several values names; reports those there are none of."""
        values = self.values.get(name) or ()
        found = (self.reference(label, name, value) for value in ((values,) if isinstance(values, str) else values))
        return [one for one in found if one is not None]

    def category(self, *names: str) -> str | None:
        """Category id that the first of the fields ``names`` to say one stands for; reports an unknown word."""
        for name in names:
            words = str(self.values.get(name) or "")
            if words and (found := self.job.taxonomy.category_meant(words)):
                if found is not self.job.taxonomy.find_category(words):
                    reason = f"类别“{words}”记作“{found.label}”"
                    self.finding(Severity.NOTE, name, reason, "如不对，请改成分类里的名称", words)
                return found.id
        self._report_category(names[0])
        return None

    def _report_category(self, name: str) -> None:
        words = self.values.get(name)
        if words:
            known = "、".join(one.label for one in self.job.taxonomy.top_categories())
            self.finding(Severity.WARNING, name, f"类别“{words}”不在分类里", f"可填：{known}", loaded_but="没有类别")
            self.keep(name, str(words))


def _is_unseen(record: Record) -> bool:
    """Whether no list shows what a row is about, for want of any place it belongs to."""
    ties = {link.kind.type for link in record.links}
    return record.label in LISTED and not record.only_links and not ties & LISTED_BY


def _shown(name: str, words: str) -> str:
    """Words of a field as others may read them: of a number that nobody should see only both ends."""
    return f"{words[:3]}****{words[-2:]}" if name in PRIVATE and len(words) > SHORT else words


def _words(value: object) -> str:
    """Value as it stood in its cell, several of them with a mark between."""
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)
