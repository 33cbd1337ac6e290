"""The web server of one process: uvicorn, which tells when it is ready and ends without fuss."""

import gc
import logging
import socket
from collections.abc import Callable
from typing import Final

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from api.errors import Saying, said
from api.problems import MEDIA_TYPE
from api.settings import Settings

GRACE_SECONDS: Final = 5
SELDOM: Final = (20_000, 20, 50)
SAID_BY_SERVER: Final = {"Invalid HTTP request received.": "收到一个不完整的 HTTP 请求，已回 400；服务照常。"}
NO_HTTP: Final = Saying(
    400,
    "bad-request",
    "请求有误",
    "这不是完整的 HTTP 请求。地址里的汉字要转写成 %E7%BF%A0 这样，如 curl -G --data-urlencode。",
)


class ChineseRequests(HttpToolsProtocol):
    """Answers what cannot be parsed as HTTP by problem details in Chinese."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 the server passes its own English
        """Refuse what was sent and close the connection."""
        body = said(NO_HTTP, NO_HTTP.detail, "", None).problem.model_dump_json(exclude_none=True).encode()
        head = f"HTTP/1.1 400 Bad Request\r\nContent-Type: {MEDIA_TYPE}\r\nContent-Length: {len(body)}\r\n"
        self.transport.write(head.encode("ascii") + b"Connection: close\r\n\r\n" + body)
        self.transport.close()


class ChineseLog(logging.Filter):
    """Says in Chinese what the server would tell the operator in English."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put Chinese words in place of known English ones."""
        record.msg = SAID_BY_SERVER.get(record.msg, record.msg)
        return True


IN_CHINESE: Final = ChineseLog()


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
            http=ChineseRequests,
            ws="none",
            server_header=False,
            date_header=True,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        logging.getLogger("uvicorn.error").addFilter(IN_CHINESE)
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
