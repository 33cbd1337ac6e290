"""Read, recognise, transform, check, load, sweep: every file and sheet of an import under one run tag."""

import gc
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from time import monotonic
from typing import Final

from graph_model import import_runs
from graph_model.driver import Graph
from graph_model.entities.import_run import ImportRun
from graph_model.entities.terms import RunState
from graph_model.ledger_mappings import holding_mappings
from graph_model.nodes import batches
from graph_model.sealing import Sealer
from graph_model.taxonomy import load_taxonomy
from loaders.batch import Batch
from loaders.breaking_off import recorded
from loaders.completing import Completing
from loaders.disagreeing import Claims, Disagreements
from loaders.findings import Finding, Severity
from loaders.mapping_files import Said
from loaders.overfilling import tell_overfilled
from loaders.overtaking import tell_overtaken
from loaders.pace import Pace, Progress
from loaders.recognising import title_of
from loaders.records import Record
from loaders.references import References
from loaders.repairing import repairs_done
from loaders.report import ImportSummary
from loaders.sheet_job import SheetJob
from loaders.sheet_report import SheetReport
from loaders.transforming import Transformer, ledger_key
from loaders.understanding import Settled, Understood, understand
from loaders.writer_thread import Writer
from loaders.writing import write_batches

BATCH: Final = 2_000
FIRST_BATCH: Final = 1_000
REPORT_SECONDS: Final = 0.5


@dataclass(frozen=True, slots=True)
class Options:
    """How to import: ``complete`` declares that what a ledger does not list has ended."""

    user: str
    today: date
    complete: bool = False
    all_or_nothing: bool = False
    dry_run: bool = False
    progress: Callable[[Progress], None] | None = None


def import_files(  # noqa: PLR0913 - the one door of the package
    graph: Graph,
    paths: Iterable[Path],
    *,
    sealer: Sealer,
    user: str,
    today: date,
    complete: bool = False,
    all_or_nothing: bool = False,
    dry_run: bool = False,
    mappings: Sequence[Said] = (),
    repairs: Sequence[Finding] = (),
    progress: Callable[[Progress], None] | None = None,
) -> ImportSummary:
    """Import ledgers (files or folders of them); doubts become findings of the summary, not exceptions.

    Parameters
    ----------
    complete
        The ledgers list everything: what an earlier issue of the same ledger listed and this one does not is ended,
        unless a row, a sheet or a file of it could not be read.
    all_or_nothing
        A sheet with an error is not loaded at all; one without is loaded in a single transaction.
    dry_run
        Everything but the writing.
    mappings
        What a file of staff says of the columns; it outweighs what is remembered of their layouts.
    repairs
        Findings whose cells are read as they were repaired.
    progress
        Called from the calling thread before the rows of each sheet, and about twice a second.

    Raises
    ------
    GraphError
        The graph failed; what was committed stays, and importing again continues where it stopped.
    """
    options = Options(user, today, complete, all_or_nothing, dry_run, progress)
    summary = ImportSummary(dry_run=dry_run)
    settled = Settled(user, holding_mappings(graph), mappings, repairs)
    with collector_at_rest():
        found = understand(paths, summary, settled)
        return Import(graph, sealer, options, summary).load(found)


@dataclass
class Import:
    """One import under way."""

    graph: Graph
    sealer: Sealer
    options: Options
    summary: ImportSummary
    references: References = field(init=False)
    run: str = field(init=False)
    completing: Completing = field(init=False, default_factory=Completing)
    reading: Transformer | None = field(init=False, default=None)
    told: dict[tuple[str, str], Claims] = field(init=False, default_factory=dict)
    later: list[str] = field(init=False, default_factory=list)
    names: dict[str, str] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.references = References(self.graph)
        self.run = "import-" + _fingerprint(self.summary.files, repairs_done(self.summary))
        self.summary.run = self.run

    def load(self, found: Sequence[Understood]) -> ImportSummary:
        """Load sheet by sheet in the order of dependency; one that breaks off is recorded so at once."""
        begun = self._begun() if found and not self.options.dry_run else None
        with recorded(self.graph, self.run, self._rows_read) if begun else nullcontext():
            self._load_all(found)
            if begun:
                tell_overfilled(self.graph, self.summary.sheets, self.options.today)
                self._finish(begun)
        return self.summary

    def _load_all(self, found: Sequence[Understood]) -> None:
        kinds = (one.recognition.kind for one in found if one.report.loadable)
        self.later = [kind.label for kind in kinds if kind]
        gc.freeze()  # the rows that were read hold no cycles and need not be looked through for each batch
        for one in found:
            if one.report.loadable:
                self._load_sheet(one)
            one.sheet.rows.clear()
        if self.options.complete:
            unread = [one.file for one in self.summary.findings if one.severity is Severity.ERROR]
            self.completing.finish(self.graph, self.summary.sheets, unread, dry_run=self.options.dry_run)

    def _rows_read(self) -> int:
        return self.summary.total("rows") + (self.reading.rows if self.reading else 0)

    def _load_sheet(self, one: Understood) -> None:
        assert one.recognition.kind is not None
        job = self._job(one)
        self.reading = transformer = Transformer(job, one.sheet, one.recognition)
        template = Batch(
            (), job.ledger, self.run, self.options.user, self.options.today, one.sheet.file, one.sheet.name
        )
        seen: dict[str, set[str]] = {}
        self.later.pop(0)
        told = self.told if self.options.dry_run else None
        disagreements = Disagreements(self.graph, job, one.report, told, frozenset(self.later), self.names)
        records = self._watched(one, transformer, disagreements.watched(transformer.records()), seen)
        if self.options.dry_run:
            one.report.created = sum(1 for _ in records)
        elif self.options.all_or_nothing:
            self._write_whole(one, template, list(records))
        else:
            self._write_as_read(one.report, template, records)
        if job.at_home and job.home:
            one.report.tell_home(job.at_home, self.references.name_of(job.home))
        if job.nowhere:
            one.report.tell_nowhere(job.nowhere)
        tell_overtaken(self.graph, one.report)
        one.report.unchanged += len(transformer.as_they_were)
        seen.setdefault(one.recognition.kind.label, set()).update(transformer.as_they_were)
        one.report.rows, one.report.refused = transformer.rows, one.report.refused + transformer.refused
        one.report.merged, one.report.unseen = transformer.merged, job.unseen + job.nowhere
        self.reading = None
        label = one.recognition.kind.label
        self.completing.add(label, template, one.report, seen.get(label, set()), transformer.lost)

    def _job(self, one: Understood) -> SheetJob:
        assert one.recognition.kind is not None
        assert one.recognition.layout is not None
        title = title_of(one.sheet, one.recognition.layout)
        return SheetJob(
            file=one.sheet.file,
            sheet=one.sheet.name,
            ledger=ledger_key(one.recognition.kind, one.sheet),
            title=title,
            today=self.options.today,
            references=self.references,
            sealer=self.sealer,
            taxonomy=load_taxonomy(),
            report=one.report.findings.append,
            digest_key=self.sealer.identity_key("digest").encode()[:32],
            dry_run=self.options.dry_run,
            home=self.references.places.whose((*one.recognition.layout.preamble, one.sheet.name, one.sheet.file)),
        )

    def _watched(
        self, one: Understood, transformer: Transformer, records: Iterable[Record], seen: dict[str, set[str]]
    ) -> Iterable[Record]:
        """Give records of a sheet, sealed, with progress told on the way."""
        told = -REPORT_SECONDS
        pace = Pace(len(one.sheet.rows))
        self._tell(one, pace, 0)
        for record in records:
            seen.setdefault(record.label, set()).add(record.id)
            if not self.options.dry_run:
                for name, value in record.sealed.items():
                    record.props[name] = self.sealer.seal(value)
            yield record
            if self.options.progress and monotonic() - told >= REPORT_SECONDS:
                told = monotonic()
                pace.step(transformer.rows, told)
                self._tell(one, pace, transformer.rows)

    def _tell(self, one: Understood, pace: Pace, rows: int) -> None:
        if self.options.progress:
            at = (rows, pace.total, pace.rows_per_second, pace.seconds_left)
            self.options.progress(Progress(one.sheet.file, one.sheet.name, *at, self.run))

    def _write_whole(self, one: Understood, template: Batch, records: list[Record]) -> None:
        if any(finding.severity is Severity.ERROR for finding in one.report.findings):
            one.report.hold_back()
            self.references.forget(one.sheet.file, one.sheet.name)
            return
        if records:
            parts = [replace(template, records=part) for part in batches(records, BATCH)]
            one.report.count(write_batches(self.graph, parts))

    def _write_as_read(self, report: SheetReport, template: Batch, records: Iterable[Record]) -> None:
        """Write batches in a thread of their own while the next rows are read and checked."""
        with Writer(self.graph) as writer:
            for part in growing_batches(records):
                writer.put(replace(template, records=part))
        for result in writer.results:
            report.count(result)

    def _begun(self) -> ImportRun:
        """Record that this import has begun, under an id that is the same for the same files."""
        names = "、".join(path.name for path in self.summary.files)[:300]
        digest = self.run.removeprefix("import-")
        run = ImportRun(id=self.run, file=names, by=self.options.user, file_digest=digest)
        return import_runs.begin(self.graph, run.model_copy(update=self._before()))

    def _before(self) -> dict[str, int]:
        """Give what importing the same files did before, which this pass adds to; nothing once that was undone."""
        known = import_runs.IMPORT_RUNS.find(self.graph, self.run)
        kept = known if known and known.state is not RunState.UNDONE else None
        return {"loaded": kept.loaded if kept else 0, "removed": kept.removed if kept else 0}

    def _finish(self, begun: ImportRun) -> None:
        """Record what came of it."""
        total = self.summary.total
        figures = {
            "rows": total("rows"),
            "loaded": begun.loaded + total("created") + total("changed"),
            "unchanged": total("unchanged"),
            "removed": begun.removed + total("removed"),
            "errors": self.summary.errors,
            "warnings": self.summary.warnings,
        }
        import_runs.finish(self.graph, begun.model_copy(update=figures))


def growing_batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Cut records into lists, the first ones short: the server is given work while the next are read and checked."""
    rest, size = iter(records), min(FIRST_BATCH, BATCH)
    while batch := list(islice(rest, size)):
        yield batch
        size = min(2 * size, BATCH)


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Let the collector of cycles wait: rows hold none, and it would look through all of them again and again."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if collecting:
            gc.enable()


def _fingerprint(files: Sequence[Path], repairs: Sequence[Finding]) -> str:
    """Hash of the names and contents of the files as repaired, the same whenever the same files are imported so."""
    digest = hashlib.blake2b(digest_size=10)
    for path in files:
        digest.update(path.name.encode())
        if path.is_file():
            with path.open("rb") as stream:
                digest.update(hashlib.file_digest(stream, "sha256").digest())
    for told in sorted(f"{one.file}!{one.cell}={one.repair.now}" for one in repairs if one.repair):
        digest.update(told.encode())
    return digest.hexdigest()
