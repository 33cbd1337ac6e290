"""The folder the embedded server lives in: who may read it, and the small files that tell processes of each other."""

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

DATABASE: Final = "graph"
PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600


@dataclass(frozen=True)
class Address:
    """Where the embedded server answers, and its process."""

    pid: int
    port: int


def create_private_file(path: Path, content: bytes) -> bool:
    """Write a file only its owner can read, unless it is there already; another process never sees half of it.

    Returns
    -------
    bool
        Whether this call made it.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    _write_private(draft, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True


def replace_private_file(path: Path, content: bytes) -> None:
    """Put a file in place of the old one in one step."""
    draft = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    _write_private(draft, content)
    draft.replace(path)


def _write_private(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


class DataFolder:
    """Names of the files inside, and how they are read and written."""

    def __init__(self, path: Path) -> None:
        self.path = path.resolve()
        self.log = self.path / "log"
        self._address_file = self.path / "server.json"
        self._password_file = self.path / "password"

    def prepare(self) -> None:
        """Make the folder if needed, and close it to everyone else."""
        self.path.mkdir(parents=True, exist_ok=True, mode=PRIVATE_FOLDER)
        self.path.chmod(PRIVATE_FOLDER)
        self.log.mkdir(exist_ok=True, mode=PRIVATE_FOLDER)

    def password(self) -> str:
        """Read the server's password; the first call invents it."""
        create_private_file(self._password_file, secrets.token_urlsafe(24).encode())
        return self._password_file.read_text()

    def find_address(self) -> Address | None:
        """Find where the server answers; None while none has said so."""
        try:
            return Address(**json.loads(self._address_file.read_text()))
        except FileNotFoundError:
            return None

    def publish(self, address: Address) -> None:
        """Tell other processes where the server answers."""
        replace_private_file(self._address_file, json.dumps(asdict(address)).encode())

    def withdraw(self) -> None:
        """Tell other processes that no server answers."""
        self._address_file.unlink(missing_ok=True)
