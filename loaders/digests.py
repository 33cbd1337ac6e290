"""The digests of a node: what each ledger said of it, by a hash a ledger, and which of them wrote last."""

from collections.abc import Mapping
from typing import Final

LAST: Final = "*"
"""Stands before the digest of the ledger that wrote last; older versions kept alphabetical order, and told of none."""


def digest_with(old: str | None, ledger: str, digest: str | None) -> str | None:
    """Digests of a node with that of one ledger, the last to write, put last, or removed when ``digest`` is None."""
    parts, last = _parts(old), last_ledger(old)
    parts.pop(ledger, None)
    if digest is None:
        return _joined(parts, last)
    return _joined(parts | {ledger: digest}, ledger)


def digest_back(old: str | None, ledger: str, digest: str | None) -> str | None:
    """Digests of a node with what one ledger said before, in its place: taking back is no writing."""
    last = last_ledger(old)
    if digest is None:
        return digest_with(old, ledger, None)
    return _joined(_parts(old) | {ledger: digest}, None if last == ledger else last)


def digests_of_both(stays: str | None, goes: str | None) -> str | None:
    """Digests of two nodes that become one, those of what stays leading; nobody knows which ledger wrote last."""
    mine = _parts(stays)
    both = _parts(goes) | mine
    return stays if both == mine else _joined(dict(sorted(both.items())), None)


def ledgers_of(stored: str | None) -> frozenset[str]:
    """Ledgers that tell of a node."""
    return frozenset(_parts(stored))


def digest_of(stored: str | None, ledger: str) -> str | None:
    """Digest of one ledger among those of a node."""
    return _parts(stored).get(ledger)


def last_ledger(stored: str | None) -> str | None:
    """Ledger that wrote a node last, by the digests of it; None when none did or it is not known which."""
    parts = (stored or "").split()
    if len(parts) > 1 and LAST not in parts:
        return None
    return parts[-1].partition("=")[0] if parts else None


def _parts(stored: str | None) -> dict[str, str]:
    return dict(part.split("=") for part in (stored or "").split() if "=" in part)


def _joined(parts: Mapping[str, str], last: str | None) -> str | None:
    words = [f"{key}={value}" for key, value in parts.items()]
    if len(words) > 1 and last == next(reversed(list(parts))):
        words.insert(-1, LAST)
    return " ".join(words) or None
