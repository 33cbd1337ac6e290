"""Phone and ID numbers at rest: sealed so that only the key opens them, and a keyed hash to recognise a person by."""

import base64
import binascii
import hmac
import secrets
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from graph_model.data_folder import create_private_file
from graph_model.errors import KeyFileUnusable, SealBroken

KEY_FILE: Final = "seal.key"
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
MARK: Final = "s1."  # which way of sealing; a later one gets another mark
FILE_MARK: Final = b"f1."
OTHERS_BITS: Final = 0o077


class Sealer:
    """Seals and opens short texts with AES-256-GCM, and hashes ID numbers with HMAC-SHA-256.

    Parameters
    ----------
    key
        32 random bytes. Sealing and hashing each use their own key derived from it (HKDF, RFC 5869).
    """

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(derive(key, b"gongjian seal 1"))
        self._hash = hmac.new(derive(key, b"gongjian identity 1"), digestmod="sha256")

    def seal(self, text: str) -> str:
        """Seal a text; the same text gives another seal each time, so that seals cannot be compared."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, text.encode(), MARK.encode())
        return MARK + base64.urlsafe_b64encode(nonce + sealed).decode()

    def unseal(self, sealed: str) -> str:
        """Open what `seal` made.

        Raises
        ------
        SealBroken
            It was altered, is no seal, or was sealed with another key.
        """
        if not sealed.startswith(MARK):
            raise SealBroken("no seal mark")
        try:
            data = base64.b64decode(sealed.removeprefix(MARK), altchars=b"-_", validate=True)
            return self._cipher.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], MARK.encode()).decode()
        except (binascii.Error, InvalidTag, ValueError) as error:
            raise SealBroken(type(error).__name__) from error

    def say_the_same(self, one: object, other: object) -> bool:
        """Whether two values, sealed or plain, say the same; a seal is another each time it is made.

        Raises
        ------
        SealBroken
            One of two seals was sealed with another key.
        """
        if one == other:
            return True
        sealed = isinstance(one, str) and isinstance(other, str) and one.startswith(MARK) and other.startswith(MARK)
        return sealed and self.unseal(str(one)) == self.unseal(str(other))

    def seal_bytes(self, content: bytes) -> bytes:
        """Seal a file; the same file gives another seal each time."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, content, FILE_MARK)

    def unseal_bytes(self, sealed: bytes) -> bytes:
        """Open what `seal_bytes` made.

        Raises
        ------
        SealBroken
            It was altered, is no seal, or was sealed with another key.
        """
        try:
            return self._cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], FILE_MARK)
        except (InvalidTag, ValueError) as error:
            raise SealBroken(type(error).__name__) from error

    def identity_key(self, id_number: str) -> str:
        """Hash an ID number (GB 11643, last digit x or X, spaces ignored) to 64 hexadecimal digits.

        Without the key the hash tells nothing, though there are few enough ID numbers to try them all.
        """
        plain = "".join(id_number.split()).upper()
        keyed = self._hash.copy()  # the key is worked in once: a ledger is thousands of these
        keyed.update(plain.encode())
        return keyed.hexdigest()


def derive(key: bytes, purpose: bytes) -> bytes:
    """Derive the 32-byte key for one purpose."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose).derive(key)


def open_sealer(folder: Path) -> Sealer:
    """Open the sealer of a data folder; its key is made on the first call and must never be lost.

    Raises
    ------
    KeyFileUnusable
        The key file can be read by others, or does not hold a key.
    """
    path = folder / KEY_FILE
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        create_private_file(path, secrets.token_bytes(KEY_BYTES))
    return Sealer(read_key(path))


def read_key(path: Path) -> bytes:
    """Read a key file that only its owner can read."""
    mode = path.stat().st_mode
    if mode & OTHERS_BITS:
        raise KeyFileUnusable(path, f"others may read it: mode {mode & 0o777:o}, must be 600")
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise KeyFileUnusable(path, f"{len(key)} bytes, must be {KEY_BYTES}")
    return key
