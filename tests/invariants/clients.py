"""Many clients at once, each on its own thread, all let off together."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
CLIENTS = 64
PATIENCE = 180.0


def all_at_once(act: Callable[[int], T], clients: int = CLIENTS) -> list[T]:
    """Let every client do `act(client)` at the same time and return what each came back with."""
    start = threading.Barrier(clients)

    def begin(client: int) -> T:
        start.wait(PATIENCE)
        return act(client)

    with ThreadPoolExecutor(clients) as pool:
        return [future.result(PATIENCE) for future in [pool.submit(begin, client) for client in range(clients)]]
