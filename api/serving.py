"""The web server of one process: uvicorn, which tells when it is ready and ends without fuss."""

import gc
import socket
from collections.abc import Callable
from typing import Final

import uvicorn
from fastapi import FastAPI

from api.settings import Settings

GRACE_SECONDS: Final = 5
SELDOM: Final = (20_000, 20, 50)


class AnnouncingServer(uvicorn.Server):
    """Calls `ready` once requests are answered."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    @classmethod
    def of(cls, app: FastAPI, settings: Settings, ready: Callable[[], None]) -> "AnnouncingServer":
        """Return the server of an application; one worker, for the columns are in this process's memory."""
        config = uvicorn.Config(
            app,
            log_level=settings.log_level,
            access_log=False,
            ws="none",
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        return cls(config, ready)

    def run(self, sockets: list[socket.socket] | None = None) -> None:
        """Answer until told to stop; answers hold no cycles, so the collector of cycles need not look often."""
        gc.set_threshold(*SELDOM)
        super().run(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to answer, then say so."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    def stop(self) -> None:
        """Take no more questions, answer what was asked before, then end; may be called from any thread."""
        self.should_exit = True
