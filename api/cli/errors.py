"""Errors as the command line tells them: one sentence that says what to do, and an exit code."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.cli import exits
from api.errors import BadQuestion, ServiceError, UnknownPlace, UnknownThing, describe
from api.schemas import Problem
from graph_model import errors as graph_errors
from loaders.sheets import UnreadableFile

CODES = (
    ((UnknownPlace, UnknownThing, graph_errors.NotFound, FileNotFoundError), exits.NOT_FOUND),
    ((BadQuestion,), exits.WRONG_USE),
    ((graph_errors.GraphUnavailable, graph_errors.ServerStartFailed, graph_errors.SignInRefused), exits.GRAPH_AWAY),
    ((graph_errors.GraphBusy, graph_errors.DataFolderLocked), exits.BUSY),
)


WHY = {
    FileNotFoundError: "没有这个文件或文件夹",
    IsADirectoryError: "这是文件夹，不是文件",
    NotADirectoryError: "路径中间的一段不是文件夹",
    PermissionError: "没有读写它的权限",
}
FILE_ERRORS = tuple(WHY)
KINDS = {
    exits.FAILED: ("failed", "没有办成", 409),
    exits.WRONG_USE: ("bad-question", "问题没看懂", 422),
    exits.NOT_FOUND: ("not-found", "没有这条记录", 404),
    exits.GRAPH_AWAY: ("graph-unavailable", "图数据库连不上", 503),
    exits.BUSY: ("busy", "别的进程正占着", 503),
}
"""The stable kind, the title and the status of a problem that only the command line meets, by exit code."""


class Refused(Exception):
    """A command could not do what was asked; the sentence says what to do, the exit code says why."""

    def __init__(self, sentence: str, code: int = exits.FAILED, problem: Problem | None = None) -> None:
        super().__init__(sentence)
        self.code = code
        self.problem = problem or problem_of(sentence, code)


def problem_of(sentence: str, code: int) -> Problem:
    """Return what a command could not do as problem details, of the kind its exit code tells."""
    kind, title, status = KINDS.get(code, KINDS[exits.FAILED])
    return Problem(type=f"/problems/{kind}", title=title, status=status, detail=sentence)


@contextmanager
def told() -> Iterator[None]:
    """Turn an error of the service or the graph into one sentence and its exit code."""
    try:
        yield
    except (ServiceError, graph_errors.GraphError) as error:
        raise Refused(sentence_of(error), code_of(error), describe(error, "").problem) from error
    except UnreadableFile as error:
        raise Refused(f"{error.file}：{error.reason}。{error.advice}。", exits.WRONG_USE) from error
    except FILE_ERRORS as error:
        raise Refused(
            f"{error.filename or '文件'} 用不了：{WHY[type(error)]}。请核对路径和权限。", code_of(error)
        ) from error


def refuse_missing(*files: Path) -> None:
    """Refuse paths that are no files.

    Raises
    ------
    Refused
        Some of them are not there, or are folders.
    """
    missing = "、".join(str(path) for path in files if not path.is_file())
    if missing:
        raise Refused(f"没有这个文件：{missing}。请核对路径。", exits.NOT_FOUND)


def code_of(error: Exception) -> int:
    """Return the exit code of an error."""
    return next((code for kinds, code in CODES if isinstance(error, kinds)), exits.FAILED)


def sentence_of(error: Exception) -> str:
    """Return what the command line says of an error."""
    match error:
        case graph_errors.ServerStartFailed():
            return (
                f"自带的图数据库没有起来：{error.cause}。日志在 {error.folder}/log；运行 gongjian doctor 看该怎么办。"
            )
        case graph_errors.DataFolderLocked():
            return f"数据文件夹正被另一个进程占用（进程号 {error.holder.get('pid', '不明')}）。请等它结束，或先停下它。"
    problem = describe(error, "").problem
    if problem.type == "/problems/unexpected":
        return f"{problem.detail}（{type(error).__name__}：{error}）"
    return f"{problem.title}：{problem.detail}"
