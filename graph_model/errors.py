"""What can go wrong with the graph: each class carries its facts, and no sentence for people."""

from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Final

CONSENT: Final = "consent"
"""What stands where a status would when somebody did not agree to be asked, or no longer does."""


class GraphError(Exception):
    """Root of everything the graph raises; its text lists the facts."""

    def __str__(self) -> str:
        facts = ", ".join(f"{field.name}={getattr(self, field.name)!r}" for field in fields(self))  # type: ignore[arg-type]
        return facts or type(self).__name__


@dataclass(eq=False)
class GraphUnavailable(GraphError):
    """No server answers.

    `outcome_unknown` is true when the connection broke while a commit was under way: the write may have been kept.
    """

    server: str
    cause: str
    outcome_unknown: bool = False


@dataclass(eq=False)
class AddressUnusable(GraphError):
    """The address of a server is none that a driver could reach."""

    cause: str


@dataclass(eq=False)
class SignInRefused(GraphError):
    """The server knows no such user and password."""

    server: str
    cause: str


@dataclass(eq=False)
class GraphBusy(GraphError):
    """Others were writing the same things, or held the write lock, for longer than we wait."""

    server: str
    cause: str


@dataclass(eq=False)
class DuplicateKey(GraphError):
    """A key that must be unique is taken."""

    cause: str


@dataclass(eq=False)
class QueryRefused(GraphError):
    """The server does not accept the statement or its values."""

    code: str
    cause: str


@dataclass(eq=False)
class QueryTimeout(GraphError):
    """The server stopped a statement that ran for too long."""

    cause: str


@dataclass(eq=False)
class NestedWrite(GraphError):
    """A write was begun inside another write of the same thread; it would wait for itself."""

    work: str


@dataclass(eq=False)
class NotFound(GraphError):
    """No node of this kind has this id."""

    kind: str
    id: str


@dataclass(eq=False)
class CapacityTaken(GraphError):
    """The last place of a thing with limited places went to someone else: `by` whom and when `at`, if known."""

    kind: str
    id: str
    capacity: float
    by: str | None = None
    at: datetime | None = None


@dataclass(eq=False)
class AlreadyDecided(GraphError):
    """A suggestion was decided before: how, by whom and when."""

    id: str
    decision: str
    by: str | None
    at: datetime | None


@dataclass(eq=False)
class NotDecided(GraphError):
    """There is no decision on this suggestion to take back."""

    id: str


@dataclass(eq=False)
class NothingAdopted(GraphError):
    """The documented weights hold: no learnt ones are in effect that could be taken back."""


@dataclass(eq=False)
class NobodyProposed(GraphError):
    """The suggestion is a gap: it proposes nobody who could be accepted."""

    id: str


@dataclass(eq=False)
class AlreadyServing(GraphError):
    """The helper has the work already."""

    helper: str
    work: str


@dataclass(eq=False)
class TakenUp(GraphError):
    """A need is part of another project that has not ended."""

    need: str
    project: str
    title: str


@dataclass(eq=False)
class NoLongerOpen(GraphError):
    """A work or a helper is not open to be assigned any more.

    `status` is the one it has, `do_not_assign`, or `CONSENT` where somebody did not agree, or no longer does.
    """

    kind: str
    id: str
    status: str


@dataclass(eq=False)
class NoteNeeded(GraphError):
    """A reason was given that must be explained in words."""

    reason: str


@dataclass(eq=False)
class ServerStartFailed(GraphError):
    """The embedded server did not come up; `log` ends with what it said last."""

    folder: Path
    cause: str
    log: str


@dataclass(eq=False)
class DataFolderLocked(GraphError):
    """Another process holds this lock of the data folder; `holder` is what it wrote about itself."""

    path: Path
    holder: dict[str, str | int]


@dataclass(eq=False)
class NotOwner(GraphError):
    """Only the process that started the embedded server can ask this of it."""

    folder: Path
    request: str


@dataclass(eq=False)
class BackupFailed(GraphError):
    """The embedded server could not write a backup."""

    folder: Path
    cause: str


@dataclass(eq=False)
class RunTaken(GraphError):
    """A match run was begun anew on other inputs while this one was being saved."""

    run: str
    inputs: str | None
    now: str | None


@dataclass(eq=False)
class KeyFileUnusable(GraphError):
    """The key that opens sealed values is missing, of the wrong length, or readable by others."""

    path: Path
    cause: str


@dataclass(eq=False)
class SealBroken(GraphError):
    """A sealed value was altered, cut short, or sealed with another key."""

    cause: str
