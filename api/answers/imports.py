"""导入: one uploaded ledger through the ordinary pipeline."""

import hashlib
import shutil
import tempfile
import time
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import IO, Final

from api.deps import Parts
from api.errors import BadQuestion, Disturbed, TooLarge, Unreadable
from api.repeating import Repeatable
from api.schemas import ImportAnswer, RepairsTold, SheetReport
from api.settings import Settings
from api.site import Site
from api.snapshot import root_scope
from api.under_way import Job, Outcome, What
from api.uploads import Upload, Uploads
from graph_model.driver import Graph
from graph_model.sealing import open_sealer
from loaders.annotating import annotate
from loaders.breaking_off import Stopped
from loaders.columns import Match
from loaders.doubles import Watch, find_and_keep
from loaders.kinds import BY_KEY
from loaders.pipeline import import_files
from loaders.repairing import all_repairs, repairable, repairs_done
from loaders.report import ImportSummary
from loaders.sheet_report import SheetReport as Loaded
from loaders.writing import EndMissing

PERSON = "Person"
MEGABYTE = 1_000_000
BLOCK = 1 << 20
MISSING = (
    "导入途中，有 {missing} 行提到的人员、单位或地方被别处改动了。"
    "前面的行已经保存；请把同一个文件再导入一次，会接着做完。"
)
NOT_COMPARED = (
    "有没有登记了两次的同一个人，核对到一半停下了；下次导入人员会从头核对，也可以到“疑似同一人”点“重新找一遍”。"
)
LARGE: Final = 200_000
"""Bytes of a file up to which it is worked on while the reader waits for the page."""
NUMBERED = "行的编号"
MOST_LETTERS = 40
"""Letters of a name kept before and after its last dot; four bytes each, a file system takes 255."""


def import_upload(  # noqa: PLR0913 an upload has as many parts
    parts: Parts,
    user: str,
    name: str,
    content: IO[bytes],
    *,
    dry_run: bool = False,
    repair: bool = False,
    key: str | None = None,
) -> ImportAnswer:
    """Import one uploaded file; the same file again changes nothing, and with `dry_run` nothing changes at all.

    Parameters
    ----------
    repair : bool
        Read every cell whose repair is certain as repaired; each is told.
    key : str or None
        The reader's idempotency key; the same key again gives the same answer and imports nothing.

    Raises
    ------
    TooLarge, BadQuestion, Disturbed
        The file is over the limit, or has no name; or somebody removed meanwhile what its rows refer to.
    """
    plain = plain_name(name)
    how = f"{dry_run} repaired" if repair else f"{dry_run}"
    request = "" if key is None else f"import {plain} {how} {_digest(content)}"
    sent = Repeatable(parts.graph, user, key, request)
    return sent.run(ImportAnswer, lambda: _uploaded(parts, user, plain, content, dry_run=dry_run, repair=repair))


def _uploaded(  # noqa: PLR0913 an upload has as many parts
    parts: Parts, user: str, plain: str, content: IO[bytes], *, dry_run: bool, repair: bool
) -> ImportAnswer:
    limit = parts.settings.upload_megabytes * MEGABYTE
    with tempfile.TemporaryDirectory(prefix="gongjian-import-") as folder:
        path = Path(folder) / plain
        _keep(content, path, limit)
        token = uploads_of(parts).keep(user, path)
        is_large = path.stat().st_size > LARGE
    task = partial(uploaded_outcome, upload=token, dry=dry_run, repair=repair)
    what: What = "试读" if dry_run else "导入"
    outcome = parts.done(user, plain, task, what) if is_large else task(parts, unwatched(user, what))
    assert outcome.report is not None
    return outcome.report


def unwatched(user: str, what: What) -> Job:
    """Return the job of what is done while the reader waits, which nobody looks at."""
    return Job("", user, "", datetime.now(UTC), what)


def again_outcome(site: Site, job: Job, *, upload: str, dry: bool, said: str = "") -> Outcome:
    """Import a kept file or only read it again, telling `job` how far it is; ``said`` is what led to it."""
    return Outcome(import_again(site, job.user, upload, dry_run=dry, job=job), dry, said)


def uploaded_outcome(site: Site, job: Job, *, upload: str, dry: bool, repair: bool) -> Outcome:
    """Import a kept file or only read it, every cell whose repair is certain as repaired if so asked."""
    if repair:
        repair_all(site, job.user, upload, job)
    return again_outcome(site, job, upload=upload, dry=dry)


def keep_upload(parts: Site, user: str, name: str, content: IO[bytes]) -> str:
    """Keep an uploaded file without reading it, and give its token.

    Raises
    ------
    TooLarge, BadQuestion
        The file is over the limit, or has no name.
    """
    with tempfile.TemporaryDirectory(prefix="gongjian-import-") as folder:
        path = Path(folder) / plain_name(name)
        _keep(content, path, parts.settings.upload_megabytes * MEGABYTE)
        return uploads_of(parts).keep(user, path)


def import_again(parts: Site, user: str, token: str, *, dry_run: bool = False, job: Job | None = None) -> ImportAnswer:
    """Import a file that was uploaded before, or only read it again, telling `job` how far it is.

    Raises
    ------
    UnknownThing, Disturbed
        It is kept no longer, or somebody else sent it; or somebody removed meanwhile what its rows refer to.
    """
    with uploads_of(parts).opened(user, token) as upload:
        return _imported(parts, user, upload, dry_run=dry_run, job=job)


def repair_all(parts: Site, user: str, token: str, job: Job | None = None) -> int:
    """Have every cell of a kept file whose repair is certain read as repaired from now on, and count them."""
    uploads = uploads_of(parts)
    with uploads.opened(user, token) as upload:
        found = all_repairs(
            lambda done: summary_of(parts, user, replace(upload, repairs=tuple(done)), dry_run=True, job=job)
        )
    uploads.repair(user, token, found)
    return len(found)


def repair_cell(parts: Site, user: str, token: str, cell: str, job: Job | None = None) -> bool:
    """Have one cell of a kept file read as repaired from now on; False when nothing certain is known of it."""
    uploads = uploads_of(parts)
    with uploads.opened(user, token) as upload:
        known = upload.repairs
        summary = summary_of(parts, user, upload, dry_run=True, job=job)
    found = [one for one in repairable(summary) if one.cell == cell]
    uploads.repair(user, token, [*known, *found])
    return bool(found)


def take_back_repairs(parts: Site, user: str, token: str, cell: str = "") -> int:
    """Have a cell of a kept file, else all of them, read as it stands from now on, and count them."""
    uploads = uploads_of(parts)
    with uploads.opened(user, token) as upload:
        known = upload.repairs
    left = [one for one in known if cell and one.cell != cell]
    uploads.repair(user, token, left)
    return len(known) - len(left)


def read_or_refuse(answer: ImportAnswer) -> ImportAnswer:
    """Give an answer back, unless nothing at all could be read of the file.

    Raises
    ------
    Unreadable
        It is no workbook, or none of its sheets has a header.
    """
    if any(sheet.layout for sheet in answer.sheets):
        return answer
    findings = answer.all_findings()
    told = "；".join(dict.fromkeys(f"{one.reason}。{one.advice}" for one in findings if one.severity == "error"))
    raise Unreadable(told or "文件里没有任何一张表。", findings=[one.model_dump() for one in findings])


def annotated_upload(parts: Site, user: str, token: str) -> tuple[str, bytes]:
    """Give the name and the bytes of an uploaded file's workbook, annotated with what reading it finds.

    Raises
    ------
    UnknownThing
        It is kept no longer, or somebody else sent it.
    """
    with uploads_of(parts).opened(user, token) as upload:
        summary = summary_of(parts, user, upload, dry_run=True)
        out = upload.path.with_name("annotated.out")
        annotate(upload.path, summary, out)
        return f"{upload.path.stem}-核对.xlsx", out.read_bytes()


def uploads_of(parts: Site) -> Uploads:
    """Return the kept files of the site."""
    return Uploads(parts.settings.data_folder / "uploads", open_sealer(parts.settings.data_folder))


def _imported(parts: Site, user: str, upload: Upload, *, dry_run: bool, job: Job | None = None) -> ImportAnswer:
    began = time.monotonic()
    summary = summary_of(parts, user, upload, dry_run=dry_run, job=job)
    told = job.tell if job else None
    alike = look_for_doubles(parts.graph, parts.settings, summary, user=user, today=parts.today(), told=told)
    answer = answer_of(summary, time.monotonic() - began, upload.token)
    return answer.model_copy(update={"sentence": answer.sentence + alike})


def look_for_doubles(  # noqa: PLR0913 what looking needs
    graph: Graph,
    settings: Settings,
    summary: ImportSummary,
    *,
    user: str,
    today: date,
    told: Watch | None = None,
) -> str:
    """Compare everybody anew after an import that wrote persons, and say what waits for staff, if anything does.

    Where `told` stops it, the import is done all the same, and that is said.
    """
    wrote = any(one.created + one.changed for one in summary.sheets if one.kind and BY_KEY[one.kind].label == PERSON)
    if summary.dry_run or not wrote:
        return ""
    scope = root_scope(graph, user, settings.territory)
    sealer = open_sealer(settings.data_folder)
    try:
        found = find_and_keep(graph, scope, sealer=sealer, day=today, watch=told or (lambda _: None))
    except Stopped:
        return NOT_COMPARED
    return f"有 {found.waiting:,} 对记录像是同一人，请到“疑似同一人”看。" if found.waiting else ""


def summary_of(parts: Site, user: str, upload: Upload, *, dry_run: bool, job: Job | None = None) -> ImportSummary:
    """Run the ordinary pipeline over a kept file that lies open, its cells as they were repaired.

    Raises
    ------
    Disturbed, Stopped
        Somebody removed meanwhile what its rows refer to; or the reader stopped it, and what it wrote is told so.
    """
    sealer, day = open_sealer(parts.settings.data_folder), parts.today()
    try:
        return import_files(
            parts.graph,
            [upload.path],
            sealer=sealer,
            user=user,
            today=day,
            dry_run=dry_run,
            repairs=upload.repairs,
            progress=job.tell if job else None,
        )
    except EndMissing as missing:
        raise Disturbed(MISSING.format(missing=missing.expected - missing.written)) from missing


def plain_name(name: str) -> str:
    """Return a file's own name as it is kept and shown: no folders, nothing unprintable, cut short when overlong.

    Raises
    ------
    BadQuestion
        Nothing is left that could name a file.
    """
    last = "".join(letter for letter in name.replace("\\", "/").rpartition("/")[2] if letter.isprintable())
    if not last.strip("."):
        raise BadQuestion("没有选文件，或文件没有名字。请选一个 xlsx 或 csv 文件。")
    stem, dot, suffix = last.rpartition(".")
    return (stem[:MOST_LETTERS] + dot + suffix[:MOST_LETTERS]) if len(last) > MOST_LETTERS else last


def _digest(content: IO[bytes]) -> str:
    content.seek(0)
    digest = hashlib.sha256()
    for block in iter(lambda: content.read(BLOCK), b""):
        digest.update(block)
    return digest.hexdigest()


def _keep(content: IO[bytes], path: Path, limit: int) -> None:
    content.seek(0, 2)
    if content.tell() > limit:
        raise TooLarge(f"文件超过 {limit // MEGABYTE} 兆。请拆成几个文件，或在服务器上用 gongjian import 导入。")
    content.seek(0)
    with path.open("wb") as file:
        shutil.copyfileobj(content, file)


def answer_of(summary: ImportSummary, seconds: float = 0.0, upload: str = "") -> ImportAnswer:
    """Return what an import did, as answers show it."""
    plain = summary.to_dict()
    return ImportAnswer(
        **{name: plain[name] for name in ("run", "dry_run", "exit_code", "errors", "warnings", "findings")},
        sheets=[_sheet(one) for one in summary.sheets],
        upload=upload,
        finished_at=datetime.now(UTC),
        repairs=RepairsTold(offered=len(repairable(summary)), done=len(repairs_done(summary))),
        sentence=_sentence(summary),
        seconds=round(seconds, 2),
    )


def _sheet(one: Loaded) -> SheetReport:
    plain = one.to_dict()
    meanings = [*(NUMBERED for _ in one.numbering), *map(_meaning, one.matches)]
    columns = [column | {"meaning": meaning} for column, meaning in zip(plain["columns"], meanings, strict=True)]
    told = {name: plain[name] for name in SheetReport.model_fields if name in plain}
    return SheetReport(**told | {"columns": columns, "layout": one.layout, "how": one.how, "settled": _settled(one)})


def _meaning(match: Match) -> str:
    column = match.column
    meaning = column.names[0] if column else "记入备注"
    return f"{meaning}（记入备注）" if column and column.kept else meaning


def _settled(one: Loaded) -> str:
    mapping = one.mapping
    return f"{mapping.ledger}，{mapping.by} {mapping.at.date().isoformat()} 改定" if mapping else ""


def _sentence(summary: ImportSummary) -> str:
    if not summary.sheets and not summary.findings:
        return "这里没有要导入的：都是签字存档的表、核对用的表或空表，略过了。"
    if not any(one.layout for one in summary.sheets):
        return "这里读不出任何一张台账，什么都没有写入，原因见下。"
    repaired = sentence_of_repairs(len(repairs_done(summary)))
    differing = _sentence_of_disagreements(summary.total("disagreements"), dry=summary.dry_run)
    return _sentence_of_rows(summary) + differing + _sentence_of_unseen(summary.total("unseen")) + repaired


def _sentence_of_disagreements(count: int, *, dry: bool) -> str:
    outcome = "导入后以这次的为准" if dry else "已以这次的为准"
    return f"有 {count:,} 处与别的台账说法不同，{outcome}，逐条列在下面。" if count else ""


def sentence_of_repairs(done: int) -> str:
    """Say how many cells were read as repaired, nothing when none was."""
    return f"其中 {done:,} 格照改好的读，原来写的什么逐条列在下面。" if done else ""


def _sentence_of_unseen(unseen: int) -> str:
    return (
        f"有 {unseen} 条留存了，但没有写社区，或写的认不出，改对社区再导入之前，任何名单里都看不到。" if unseen else ""
    )


def _sentence_of_rows(summary: ImportSummary) -> str:
    if summary.dry_run:
        return _sentence_of_dry_run(summary.total("rows"), summary.total("refused"))
    counted = {name: summary.total(name) for name in ("rows", "created", "changed", "unchanged", "merged", "refused")}
    told = "读了 {rows} 行：新增 {created}，更新 {changed}，未变 {unchanged}".format_map(counted)
    if counted["merged"]:
        told += f"，并入别的行 {counted['merged']}"
    return f"{told}；{counted['refused']} 行没有导入，原因见下。" if counted["refused"] else f"{told}。"


def _sentence_of_dry_run(rows: int, refused: int) -> str:
    told = f"试读了 {rows} 行，什么都没有写入：{rows - refused} 行可以导入"
    return f"{told}，{refused} 行还不能，原因见下。" if refused else f"{told}。"
