"""One service per data folder: its lock, and the note that tells others where it answers."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

import click
import orjson

from api.cli import exits
from api.cli.errors import Refused
from api.settings import Settings
from graph_model.data_folder import replace_private_file
from graph_model.errors import DataFolderLocked
from graph_model.locking import FileLock

PATIENCE_SECONDS: Final = 0.5
"""Another command that only looks whether a service runs holds the lock for a moment."""
LEAVING_SECONDS: Final = 30.0
"""A service that was told to stop answers what was asked before, then stops the graph's server."""


@contextmanager
def sole_service(settings: Settings) -> Iterator[None]:
    """Be the only service of the folder for the length of the block.

    Raises
    ------
    Refused
        Another process serves this folder and goes on; the sentence carries its address.
    """
    lock = _lock(settings)
    try:
        _take(lock, settings)
    except DataFolderLocked as locked:
        raise Refused(_already(settings), exits.BUSY) from locked
    try:
        yield
    finally:
        _note(settings).unlink(missing_ok=True)
        lock.free()


def _take(lock: FileLock, settings: Settings) -> None:
    """Take the folder, waiting for a service that is leaving."""
    try:
        lock.take(PATIENCE_SECONDS, pid=os.getpid())
    except DataFolderLocked:
        noted = _noted(settings)
        if noted is None or not noted.leaving:
            raise
        click.echo("上一个服务正在停下，请稍等……", err=True)
        lock.take(LEAVING_SECONDS, pid=os.getpid())


@dataclass(frozen=True, slots=True)
class Running:
    """A running service: the address readers use, the one on this machine, the territory it answers for.

    `leaving` once it was told to stop.
    """

    address: str
    local: str
    territory: str | None
    leaving: bool = False


def note_running(settings: Settings, running: Running) -> None:
    """Tell other processes of this folder where the service answers."""
    replace_private_file(_note(settings), orjson.dumps(running))


def note_leaving(settings: Settings) -> None:
    """Tell whoever starts the next service that this one is about to end."""
    if noted := _noted(settings):
        note_running(settings, replace(noted, leaving=True))


def find_running(settings: Settings) -> Running | None:
    """Return the service of this folder, or nothing when none runs."""
    lock = _lock(settings)
    if lock.try_take():
        lock.free()
        return None
    return _noted(settings)


def running_address(settings: Settings) -> str | None:
    """Return where readers reach the service of this folder, or nothing when none runs."""
    running = find_running(settings)
    return running.address if running else None


def _already(settings: Settings) -> str:
    running = _noted(settings)
    at = f"，地址是 {running.address}" if running else "，正在启动"
    return f"这个数据文件夹的服务已经在运行{at}。要新的登录地址请运行 gongjian sign-in；要停下它，在它的窗口按 Ctrl-C。"


def _noted(settings: Settings) -> Running | None:
    try:
        return Running(**orjson.loads(_note(settings).read_bytes()))
    except FileNotFoundError:
        return None


def _lock(settings: Settings) -> FileLock:
    make_folder(settings.data_folder)
    return FileLock(settings.data_folder / "serve.lock")


def make_folder(folder: Path) -> None:
    """Make the data folder unless it is there.

    Raises
    ------
    Refused
        It cannot be made or written; the sentence says why.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not os.access(folder, os.W_OK | os.X_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    except OSError as unusable:
        said = f"数据文件夹 {folder} 用不了（{unusable.strerror}）。请检查路径和权限，或用 --data-folder 另指一个。"
        raise Refused(said, exits.WRONG_USE) from unusable


def _note(settings: Settings) -> Path:
    return settings.data_folder / "serving.json"
