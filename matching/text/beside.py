"""Encodes sentences in a process beside this one, which meanwhile reads on: `python -m matching.text.beside`."""

from __future__ import annotations

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Iterator, MutableMapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching.text.encoder import WIDTH, Kept, installed_encoder

WORTH_A_PROCESS: Final = 64
"""Fewer missing sentences are sooner encoded here than a process starts and reads its weights."""
PACKAGES: Final = Path(__file__).parents[2]

Batches = Sequence[tuple[str, list[str]]]


class _Awaited(MutableMapping[str, NDArray[np.float32]]):
    """What is kept, and what is on its way: asked for one of those, it waits for all, which then are kept, too."""

    def __init__(self, kept: Kept, batches: Batches, answer: Future[bytes]) -> None:
        self._kept, self._answer = kept, answer
        self._awaited = dict(batches)

    def __getitem__(self, key: str) -> NDArray[np.float32]:
        if key in self._awaited:
            self._collect()
        return self._kept[key]

    def _collect(self) -> None:
        """Keep what came; if the process failed, nothing did, and whoever asks finds nothing kept."""
        told, sizes = self._answer.result(), [len(batch) for batch in self._awaited.values()]
        if len(told) == sum(sizes) * WIDTH * np.dtype(np.float32).itemsize:
            vectors = np.frombuffer(told, np.float32).reshape(-1, WIDTH)
            self._kept.update(zip(self._awaited, np.split(vectors, np.cumsum(sizes)[:-1]), strict=True))
        self._awaited.clear()

    def __setitem__(self, key: str, vectors: NDArray[np.float32]) -> None:
        self._kept[key] = vectors

    def __delitem__(self, key: str) -> None:
        del self._kept[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._kept)

    def __len__(self) -> int:
        return len(self._kept)


@contextmanager
def encoding_beside(batches: Batches, kept: Kept, share: float = 1.0) -> Iterator[Kept]:
    """Have another process encode what is not kept, for the length of the block.

    The vectors are the same as if they were made here: both encode the same batches with one thread.

    Parameters
    ----------
    batches : sequence of (str, list of str)
        All that will be asked for, with the keys they are kept by (`matching.text.encoder.keyed_batches`).
    kept : mutable mapping
        Vectors kept from earlier calls; what comes is added.
    share : float
        How much of what is missing the other process takes; the rest is left to whoever asks.
    """
    missing = [(key, batch) for key, batch in batches if key not in kept]
    taken = missing[round(len(missing) * (1 - share)) :]
    if sum(len(batch) for _, batch in taken) < WORTH_A_PROCESS:
        yield kept
        return
    with ThreadPoolExecutor(1) as waiting, _started() as process:
        asked = json.dumps([batch for _, batch in taken]).encode()
        yield _Awaited(kept, taken, waiting.submit(lambda: process.communicate(asked)[0]))


@contextmanager
def _started() -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "matching.text.beside"]
    paths = [str(PACKAGES), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(  # noqa: S603 - our own module, no shell
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
        start_new_session=True,  # Ctrl-C is for the parent, which then ends it
    )
    atexit.register(process.kill)  # also when the thread that waits for it is left behind
    try:
        yield process
    finally:
        atexit.unregister(process.kill)
        process.kill()
        process.wait()


def main() -> None:
    """Encode the batches told on standard input, in their order, to standard output."""
    encoder = installed_encoder()
    if encoder is None:
        raise SystemExit("The sentence encoder is not installed.")
    for batch in json.load(sys.stdin):
        sys.stdout.buffer.write(np.ascontiguousarray(encoder.encode(batch), np.float32).data)


if __name__ == "__main__":
    main()
