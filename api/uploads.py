"""Files that were sent for importing, kept sealed for some hours so that they need not be sent again for each step."""

import os
import re
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import orjson

from api.errors import UnknownThing
from graph_model.data_folder import PRIVATE_FOLDER, replace_private_file
from graph_model.errors import SealBroken
from graph_model.sealing import Sealer
from loaders.findings import Finding, Repair, Severity

KEPT_SECONDS: Final = 6 * 3600
REPAIRS: Final = ".repairs"
TOKEN: Final = re.compile(r"[\w-]{22}")
GONE: Final = "这份文件已经不在服务器上了（传上来的只留六小时，也不给别人看）。请重新选择文件再做一次。"


@dataclass(frozen=True, slots=True)
class Upload:
    """A kept file: `token` names it to who sent it, `path` is where it lies open for as long as it is worked on.

    `repairs` lists the findings whose cells who sent it had repaired.
    """

    token: str
    path: Path
    repairs: tuple[Finding, ...] = ()


class Uploads:
    """The kept files of a site, in `folder`; only who sent one gets it back."""

    def __init__(self, folder: Path, sealer: Sealer, now: float | None = None) -> None:
        self._folder = folder
        self._sealer = sealer
        self._now = now

    def keep(self, user: str, path: Path) -> str:
        """Keep a file under its own name and give its token; files kept too long are removed."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        self._remove_old()
        token = secrets.token_urlsafe(16)
        head = orjson.dumps({"user": user, "name": path.name})
        content = len(head).to_bytes(4, "big") + head + path.read_bytes()
        replace_private_file(self._folder / token, self._sealer.seal_bytes(content))
        return token

    def name(self, user: str, token: str) -> str:
        """Own name of a kept file; raises `UnknownThing`."""
        return self._unsealed(user, token)[0]

    def size(self, token: str) -> int:
        """Bytes of a kept file as it lies there; 0 when it is kept no longer."""
        sealed = self._folder / token
        return sealed.stat().st_size if TOKEN.fullmatch(token) and sealed.exists() else 0

    @contextmanager
    def opened(self, user: str, token: str) -> Iterator[Upload]:
        """Lay a kept file open for the length of the block.

        Raises
        ------
        UnknownThing
            There is none under this token, it is too old, or somebody else sent it.
        """
        name, content = self._unsealed(user, token)
        with tempfile.TemporaryDirectory(prefix="gongjian-import-") as folder:
            path = Path(folder) / name
            path.write_bytes(content)
            yield Upload(token, path, self._repairs(token))

    def repair(self, user: str, token: str, repairs: Sequence[Finding]) -> None:
        """Keep which cells of a kept file are read as repaired, sealed beside it; none for none.

        Raises
        ------
        UnknownThing
            There is no such file, it is too old, or somebody else sent it.
        """
        self._unsealed(user, token)
        kept = orjson.dumps([asdict(replace(one, path=None)) for one in repairs])
        replace_private_file(self._folder / f"{token}{REPAIRS}", self._sealer.seal_bytes(kept))

    def _repairs(self, token: str) -> tuple[Finding, ...]:
        try:
            kept = self._sealer.unseal_bytes((self._folder / f"{token}{REPAIRS}").read_bytes())
        except FileNotFoundError:
            return ()
        return tuple(_finding(one) for one in orjson.loads(kept))

    def _unsealed(self, user: str, token: str) -> tuple[str, bytes]:
        sealed = self._folder / token
        if not TOKEN.fullmatch(token) or self._is_old(sealed):
            raise UnknownThing(GONE)
        try:
            content = self._sealer.unseal_bytes(sealed.read_bytes())
        except (FileNotFoundError, SealBroken) as missing:
            raise UnknownThing(GONE) from missing
        end = 4 + int.from_bytes(content[:4], "big")
        head = orjson.loads(content[4:end])
        if head["user"] != user:
            raise UnknownThing(GONE)
        return head["name"], content[end:]

    def _is_old(self, path: Path) -> bool:
        now = time.time() if self._now is None else self._now
        return not path.exists() or path.stat().st_mtime < now - KEPT_SECONDS

    def _remove_old(self) -> None:
        for entry in os.scandir(self._folder):
            path = Path(entry.path)
            if self._is_old(path):
                path.unlink(missing_ok=True) if path.is_file() else shutil.rmtree(path, ignore_errors=True)


def _finding(kept: dict[str, Any]) -> Finding:
    return Finding(**kept | {"severity": Severity(kept["severity"]), "repair": Repair(**kept["repair"])})
