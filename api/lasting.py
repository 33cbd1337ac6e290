"""What no event changes any more, worked out once for all states that follow: each thing by one reader at a time."""

import threading
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

Kept = TypeVar("Kept")


class Lasting:
    """Keeps what was worked out, by key; of readers who want the same at once, one works and the others wait."""

    def __init__(self) -> None:
        self._known: dict[Hashable, object] = {}
        self._making: dict[Hashable, threading.Lock] = {}
        self._adding = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Kept]) -> Kept:
        """Return what is kept under a key, made first if need be; what fails is not kept."""
        if key not in self._known:
            with self._adding:
                making = self._making.setdefault(key, threading.Lock())
            with making:
                if key not in self._known:
                    self._known[key] = make()
        return cast("Kept", self._known[key])

    def known(self, key: Hashable, otherwise: Kept) -> Kept:
        """Return what is kept under a key, or something else."""
        return cast("Kept", self._known.get(key, otherwise))

    def put(self, key: Hashable, value: object) -> None:
        """Keep something in place of what was kept."""
        self._known[key] = value
